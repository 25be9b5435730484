"""What a line of a head may be by its form: a heading, a byline, a date, page or agency line, running text."""

import re
from collections.abc import Sequence

from newsreader.text import byline, dateline, dates, paper, source_lines
from newsreader.text.agencies import find_agency
from newsreader.text.authorities import PaperTitle, find_language, find_paper
from newsreader.text.lines import Line

_LONGEST_HEADLINE = 220
_SENTENCE_ENDS = tuple(".;,:")
_TRIMMING = re.compile(
    r"(?:©|\(c\)|copyright\b).{0,140}|[\d.,]{1,7} (?:words|wörter|mots|palabras|parole|woorden|ord)|"
    r"(?:full text|body|volltext|texte intégral|texto completo|testo)\s*:?|load-date:.{0,40}|all rights reserved\.?",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]{3,8}\d{0,2}")
_BARE_PAGE = re.compile(r"[A-Z]{0,2}\d{1,3}")
_MOST_LETTERS_OF_TITLE = 70


def is_small(line: Line, title: PaperTitle | None = None) -> bool:
    """Whether a line holds date, page, paper with date, agency or the like and nothing else."""
    return small_kind(line, title) is not None or source_lines.parse(line.text, title) is not None


def title_alone(line: Line) -> PaperTitle | None:
    """The newspaper of the authority whose title, perhaps with a place in parentheses, is all there is on a line."""
    return find_paper(source_lines.without_place(line.text)) if len(line.text) <= _MOST_LETTERS_OF_TITLE else None


def trimming(line: Line, after: str) -> tuple[str, float] | None:
    """Lines of a database's head that only its other lines explain: number of words, copyright, code, bare page.

    Args:
        line: The line.
        after: Kind of the line above.
    """
    if _TRIMMING.fullmatch(line.text):
        return "trimming", 0.9
    if after in ("paper", "trimming", "date", "page", "source"):
        if after != "date" and _CODE.fullmatch(line.text):
            return "trimming", 0.7
        if after != "date" and _BARE_PAGE.fullmatch(line.text):
            return "page", 0.7
        if len(line.text) < 14 and line.text[0].isupper() and find_language(line.text) and len(line.text) > 3:
            return "trimming", 0.7
    return None


def small_kind(line: Line, title: PaperTitle | None = None) -> tuple[str, float] | None:
    """Date, page, edition and agency lines; the paper, when it is known, says how figures of dates are read."""
    if len(line.text) > 90:
        return None
    tongue = "en-GB" if title and title.country not in ("US", "CA", "PH") else ""
    if dates.only(line.text, tongue) or dateline.issued(line.text):
        return "date", 0.93
    masthead_part = paper.detail(line.text)
    if masthead_part[0] in ("page", "edition", "volume", "issue") and (line.is_apart_after or line.is_apart_before):
        return masthead_part[0], 0.85
    if find_agency(line.text) and len(line.text) < 40 and line.text[-1] != ".":
        return "agency", 0.9
    return None


def is_headish(line: Line, *, goes_on: bool = False) -> bool:
    """Whether a line has the form of a heading, or of one that goes on from the line above."""
    text = line.text
    if not 2 <= len(text) <= _LONGEST_HEADLINE or not any(map(str.isalpha, text)):
        return False
    if (text[0].islower() and not goes_on) or len(text.split()) > 30:
        return False
    return not text.endswith(_SENTENCE_ENDS) or text.endswith("...") or text.upper() == text


def is_byline(line: Line) -> bool:
    """Whether a line is surely a byline."""
    if len(line.text) > 160:
        return False
    read = byline.parse(line.text)
    return read is not None and read.confidence >= 0.78


def closes_head(below: Sequence[Line]) -> bool:
    """Whether the lines right below a headline end a head: a byline that says "by", or a name or date and a gap."""
    read = byline.parse(below[0].text) if len(below[0].text) <= 160 else None
    if read and read.rule == "byline.by" and len(below[0].text) < 80:
        return True
    if not (read and read.confidence >= 0.6) and not is_small(below[0]) and not title_alone(below[0]):
        return False
    return below[0].is_apart_after or (len(below) > 1 and below[1].is_apart_after and is_small(below[1]))


def has_words(lines: Sequence[Line]) -> bool:
    """Whether a lone headline says something: two words at least, and letters rather than dirt."""
    text = " ".join(line.text for line in lines)
    marks = sum(not letter.isspace() for letter in text)
    return len(text.split()) > 1 and sum(map(str.isalpha, text)) >= 0.7 * marks and not dates.is_weekday(text)


def may_be_byline(line: Line) -> bool:
    """A line right below a headline that is a name, though nothing says so."""
    read = byline.parse(line.text) if len(line.text) <= 160 else None
    return read is not None and read.confidence >= 0.6


def is_long(line: Line) -> bool:
    """Whether a line is too long for a heading."""
    return len(line.text) >= 80


def are_paragraphs(lines: Sequence[Line]) -> bool:
    """Whether each line is a paragraph: long, and ended like one."""
    ended = sum(line.text.endswith((".", "!", "?", "”", '"', "»", "’")) for line in lines)
    return sum(len(line.text) for line in lines) >= 150 * len(lines) and ended * 4 >= 3 * len(lines)


def is_running(lines: Sequence[Line]) -> bool:
    """Whether the lines are running text: together long enough, or ended like a sentence."""
    return sum(len(line.text) for line in lines[:12]) >= 120 or lines[-1].text.endswith((".", "!", "?", "”", '"', "»"))
