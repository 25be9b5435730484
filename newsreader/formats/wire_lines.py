"""The lines of wire messages: header, head lines, text and end, as agencies write them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from newsreader.text import dateline

_IPTC_HEADER: Final = re.compile(
    r"\s*(?P<source>[A-Za-z]{2,6}) ?(?P<number>\d{3,5})\s+(?P<priority>[1-9])\s+(?P<category>[A-Za-z]{1,4})\b"
    r"(?:\s+(?P<words>\d{1,5})\b)?(?P<rest>.*)"
)
_IPTC_END: Final = re.compile(
    r"\s*(?P<day>\d\d)(?P<time>\d{4})\s+(?:(?P<zone>[A-Z]{3,4})\s+)?(?P<month>[^\W\d]{3,4})\.?\s+(?P<year>\d\d)\s*"
)
_ANPA_FIRST: Final = re.compile(r"\s*(?P<service>[A-Za-z])(?P<number>\d{4})\b.*")
_ANPA_SECOND: Final = re.compile(
    r"\s*(?P<priority>[a-z]) ?(?P<category>[a-z])\s*(?P<slug>\S.*?)\s+"
    r"(?P<one>\d{1,2})-(?P<two>\d{1,2})\s+(?P<words>\d{1,5})\s*",
    re.IGNORECASE,
)
_ANPA_SLUG: Final = re.compile(
    r"\s*\^?(?P<slug>(?:AM|PM|BC|AP)-\S.*?)(?:\s+\d{1,2}-\d{1,2}\s+\d{1,5})?\s*", re.IGNORECASE
)
_ANPA_END: Final = re.compile(
    r"\s*(?:(?P<agency>[A-Z]{2,4})-[A-Z]{2,3}-)?(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+\d{4}\s?[A-Z]{2,4}<?\s*"
)
_CLOCK_END: Final = re.compile(r"\s*\d\d:?\d\d\s?[A-Z]{2,4}\s+(?P<one>\d\d)-(?P<two>\d\d)-(?P<year>\d\d)<?\s*")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan", "feb fév fev", "mar mär mrz mrt", "apr avr abr", "may mai mei mag", "jun juin giu", "jul juil lug",
         "aug aoû aou ago", "sep set", "oct okt out", "nov", "dec dez déc dic des"), 1
    )
    for name in names.split()
}  # fmt: skip
_BYLINE: Final = re.compile(r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af)\s+(?=[^\W\d_]).{2,120}")
_NOTE: Final = re.compile(
    r"(?:Eds?\b|Editors?\b|EDITORS?\b|EDS\b|AP (?:Photos?|Graphics?|Video)|(?:With|Mit|Avec) (?:photos?|fotos?)|"
    r"Achtung|Attention|code:|INDEX:|SYMBOLS?:|Update:|UPDATES?:|Photos?:|\(?(?:Foto|Photo|Grafik|Video)\b|ADDS?\b|RECASTS?\b|"
    r"Subs?\b|SUBS?\b|\$|With:)",
)
_EMBARGO: Final = re.compile(
    r"(?:for\s+(?:immediate\s+)?release|hold\s+for\s+release|embargo|sperrfrist|release\s+(?:at|on)|not\s+for\s+use\s+before|"
    r"for\s+use\s)",
    re.IGNORECASE,
)
_ADVANCE: Final = re.compile(r"\$?adv\s?\d\d", re.IGNORECASE)
_MORE: Final = re.compile(r"[(\[-]{0,2}(?:more|mehr|suite|folgt|30)[)\]-]{0,2}\s?[<=]?", re.IGNORECASE)
_HEADLINE_KEY: Final = re.compile(r"(?:HL|Headline|HEADLINE|Title):\s*")
_STAFF: Final = re.compile(
    r"(?:[A-Z][\w.]*\s+){0,4}(?:Writer|Correspondent|Editor|Columnist|Reporter|Press|Presse|PRESS|Agency|Services?)\.?"
)
_PRIVATE: Final = re.compile(
    r"the following information is not (?:intended )?for publication|"
    r"(?:die )?folgenden? informationen? sind nicht zur ver[oö]ffentlichung|"
    r"les informations? (?:qui suivent|suivantes) ne sont pas destin[eé]es",
    re.IGNORECASE,
)
_STARS: Final = re.compile(r"[*\s]{5,}|[-_]{3,}\s*|#{2,}\s*")
_NOTEBOOK: Final = re.compile(r"#\s*(?:dpa-)?(?:Notizblock|Notebook)\b", re.IGNORECASE)
_END_OF_ADVANCE: Final = re.compile(r"\$?End\s+Adv\b.{0,60}", re.IGNORECASE)
_ADD: Final = re.compile(
    r"[,\s-]*\b(?:\d{1,2}(?:st|nd|rd|th)\s?add|(?:first|second|third)\s+add|take\s?[2-9]|[2-9](?:nd|rd|th)\s?take|add\s?\d)\b",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(
    r"[,\s]+(?:\d{1,2}(?:st|nd|rd|th)\s?(?:ld|lead|write\w*|add|sub|insert).*|(?:adv\d\d|advisory|take|\d\s?takes).*|"
    r"write\w*.*|\d{2,5})$",
    re.IGNORECASE,
)
_SECTIONS: Final = {
    "a": "National", "e": "Entertainment", "f": "Business", "i": "International", "l": "Lifestyle", "n": "Regional",
    "p": "Politics", "s": "Sports", "t": "Travel", "w": "Washington", "pl": "Politik", "wi": "Wirtschaft",
    "sp": "Sport", "ku": "Kultur", "vm": "Vermischtes",
}  # fmt: skip
"""What the category codes stand for on which most agencies agree."""
_MOST_HEAD_LINES: Final = 12
_LONGEST_SLUG: Final = 120
_LONGEST_LINE: Final = 300
_LONGEST_HEADLINE: Final = 160


@dataclass(slots=True)
class Head:
    """What stands above the text of a message and below it.

    Attributes:
        slug: The keyword line, which names the story on the wire.
        is_add: It goes on where another message ends.
        embargo: When it may be published, in its own words.
    """

    slug: str = ""
    headline: str = ""
    byline: str = ""
    date: str = ""
    agency: str = ""
    section: str = ""
    embargo: str = ""
    is_add: bool = False
    notes: list[str] = field(default_factory=list)


def head_of_iptc(header: str, body: str, after: str) -> tuple[Head, list[str]]:
    """The head of an IPTC 7901 message and the lines of its text.

    Args:
        header: What stands before the text; "" when the message has no frame and all stands in `body`.
        body: The text.
        after: What stands behind it.
    """
    lines = body.split("\n")
    if not header.strip():
        at = next((at for at, line in enumerate(lines) if line.strip()), 0)
        first, lines = lines[at], lines[at + 1 :]
        slug = _bare_slug(lines)
        if slug:
            lines.remove(slug)
        header = f"{first}\n{slug}"
        end = next((line for line in reversed(lines) if line.strip()), "")
        if _IPTC_END.fullmatch(end):
            after = end
            lines = lines[: len(lines) - 1 - lines[::-1].index(end)]
    found = [line.strip()[:_LONGEST_LINE] for line in header.split("\n") if line.strip()]
    match = _IPTC_HEADER.match(found[0]) if found else None
    head = Head(slug=" ".join(found[1:6])[:_LONGEST_SLUG].rstrip("/ "))
    if match:
        head.section = _SECTIONS.get(match["category"].lower(), "")
        head.agency = _agency(match["rest"])
    head.is_add = _ADD.search(head.slug) is not None
    head.date = next((date for line in after.split("\n") if (date := _iptc_date(line))), "")
    return head, _take_head(head, lines, is_marked=any(line.rstrip().endswith("=") for line in _first(lines)))


def head_of_anpa(header: str, body: str, after: str) -> tuple[Head, list[str]]:
    """The head of an ANPA 1312 message and the lines of its text; the arguments are those of `head_of_iptc`."""
    lines = body.split("\n")
    if not header.strip():
        at = next((at for at, line in enumerate(lines) if line.strip()), 0)
        header, lines = "\n".join(lines[at : at + 2]), lines[at + 2 :]
    head = Head()
    second = None
    for line in (line[:_LONGEST_LINE] for line in header.split("\n")[:20] if line.strip()):
        bare = _ANPA_SLUG.fullmatch(line)
        head.slug = head.slug or (bare["slug"] if bare else "")
        if second is None and not _ANPA_FIRST.fullmatch(line):
            second = _ANPA_SECOND.fullmatch(line)
    if second:
        head.slug = second["slug"].strip()
        head.section = _SECTIONS.get(second["category"].lower(), "")
        head.is_add = _ADD.search(head.slug) is not None
    pair = (int(second["one"]), int(second["two"])) if second else None
    tail = [line for line in (*lines[-6:], *after.split("\n")) if line.strip()]
    for line in tail:
        match = _ANPA_END.fullmatch(line) or _CLOCK_END.fullmatch(line)
        if match:
            head.date = _anpa_date(match, pair)
            head.agency = match.groupdict().get("agency") or ""
            if line in lines:
                lines.remove(line)
    return head, _take_head(head, lines, is_marked=any(line.startswith("^") for line in lines))


def _bare_slug(lines: Sequence[str]) -> str:
    """The line of keywords below the header where no control character says where the text begins; "" for none."""
    first = [line for line in lines[:6] if line.strip()][:2]
    if len(first) < 2:
        return ""
    is_short = len(first[0].split()) <= 3 and not first[0][:1].isspace() and not first[1][:1].isspace()
    return first[0] if first[0].strip().endswith("/") or (is_short and first[0].strip()[-1] not in ".!?=") else ""


def _agency(words: str) -> str:
    """The agency a header names: capitals, or letters with a service behind a hyphen."""
    for word in words.split():
        plain = word.partition("-")[0]
        if plain.isalpha() and 2 <= len(plain) <= 10 and (plain.isupper() or "-" in word):
            return plain
    return ""


def _iptc_date(line: str) -> str:
    match = _IPTC_END.fullmatch(line)
    month = _MONTHS.get(match["month"].lower()[:4]) or _MONTHS.get(match["month"].lower()[:3]) if match else None
    return _day(int(match["year"]), month, int(match["day"])) if match and month else ""


def _anpa_date(match: "re.Match[str]", pair: tuple[int, int] | None) -> str:
    """The day of sending; which figure is the month is told by the header or by the agency's form."""
    found = match.groupdict()
    if "month" in found:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    one, two = int(found["one"]), int(found["two"])
    is_day_first = one > 12 or (two <= 12 and pair != (two, one))
    return _day(int(found["year"]), two if is_day_first else one, one if is_day_first else two)


def _day(year: int, month: int, day: int) -> str:
    # The formats are of the seventies: what looks like 1965 is 2065.
    century = 1900 if year >= 70 else 2000
    return f"{century + year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _first(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.strip()][:_MOST_HEAD_LINES]


def _take_head(head: Head, lines: Sequence[str], *, is_marked: bool) -> list[str]:
    """Reads the lines above the text into the head; returns those of the text.

    Args:
        head: To fill.
        lines: Of the message.
        is_marked: Head lines carry marks: a circumflex before each, or an equals sign behind the last.
    """
    rest = list(lines)
    taken: list[str] = []
    has_marks = any(line.startswith("^") for line in rest)
    stop = 0 if has_marks or not is_marked else _end_of_head(rest)
    while rest and len(taken) < _MOST_HEAD_LINES:
        line = rest[0]
        words = _bare(line)
        if not words:
            rest.pop(0)
            continue
        if has_marks:
            if not line.startswith("^"):
                break
        elif not is_marked and not _goes_on(taken, line, words):
            break
        taken.append(rest.pop(0))
        if stop and len(lines) - len(rest) >= stop:
            break
    if not has_marks and not is_marked and not _is_headline(taken, rest):
        rest, taken = [*taken, *rest], []
    for line in taken:
        _place(head, _bare(line))
    return rest


def _end_of_head(lines: Sequence[str]) -> int:
    """Behind the last line with an equals sign among those that stand together at the top."""
    stop = 0
    has_begun = False
    for at, line in enumerate(lines[: 2 * _MOST_HEAD_LINES], 1):
        if line.rstrip().endswith("="):
            stop = at
        if has_begun and stop and not line.strip():
            break
        has_begun = has_begun or bool(line.strip())
    return stop


def _goes_on(taken: Sequence[str], line: str, words: str) -> bool:
    """Whether an unmarked line may be the headline, or the byline below it."""
    if taken:
        return len(taken) == 1 and _BYLINE.fullmatch(words) is not None
    return not line[:1].isspace() and len(words) <= _LONGEST_HEADLINE and not dateline.find(line, 0, len(line))


def _is_headline(taken: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether unmarked first lines stand apart from the text."""
    if not taken or not rest:
        return False
    is_apart = not rest[0].strip() or rest[0][:1].isspace() or len(taken) == 2
    return is_apart or dateline.find(rest[0], 0, len(rest[0])) is not None


def _bare(line: str) -> str:
    """A head line without its marks."""
    return line.strip().lstrip("^").rstrip("<>=@ \t").strip()


def _place(head: Head, words: str) -> None:
    key = _HEADLINE_KEY.match(words)
    if key:
        head.headline = words[key.end() :]
    elif _EMBARGO.match(words):
        head.embargo = words
    elif _ADVANCE.match(words):
        head.embargo = head.embargo or words.lstrip("$")
    elif _BYLINE.fullmatch(words):
        head.byline = head.byline or words
    elif _NOTE.match(words):
        head.notes.append(words)
    elif not head.headline and _is_slug(head, words):
        head.is_add = head.is_add or _ADD.search(words[:_LONGEST_SLUG]) is not None
    elif head.byline and _STAFF.fullmatch(words):
        head.notes.append(words)
    elif not head.headline and len(words) <= _LONGEST_HEADLINE:
        head.headline = words
    elif head.headline and not head.byline and not head.notes and len(head.headline) + len(words) < _LONGEST_HEADLINE:
        # A headline over several lines; what is longer is a summary.
        head.headline = f"{head.headline} {words}"
    else:
        head.notes.append(words)


def _is_slug(head: Head, words: str) -> bool:
    """Whether a line repeats the keyword of the header."""
    key = _key(head.slug)
    return bool(re.match(r"(?:AM|PM|BC|AP|EU)-\S", words)) or (bool(key) and _key(words) == key)


def _key(slug: str) -> str:
    """What is the same in the keywords of a story's lead, versions and adds."""
    plain = re.sub(r"^(?:AM|PM|BC|AP|EU)-", "", slug.strip()[:_LONGEST_SLUG], flags=re.IGNORECASE)
    plain = _VERSION.sub("", _ADD.sub("", plain))
    return re.sub(r"[\W_]+", "", plain).casefold()


def key_of(head: Head) -> str:
    """What ties the adds of a story to it; "" for none."""
    return _key(head.slug)


def story_of(lines: Sequence[str], head: Head) -> Iterator[str]:
    """The lines of the text without what is for editors and machines only."""
    is_first = True
    for line in lines:
        words = line.strip().strip("^")
        if _PRIVATE.search(words) or _NOTEBOOK.match(words):
            return
        if _END_OF_ADVANCE.fullmatch(words.rstrip("<= ")) or _MORE.fullmatch(words):
            continue
        if is_first and words and head.is_add and re.fullmatch(r"[A-Z][^:]{1,40}:\s.{1,60}", words.rstrip("<= ")):
            is_first = False
            continue  # where the add belongs: place, and the last words before it
        is_first = is_first and not words
        yield "" if _STARS.fullmatch(words) else line


def paragraphs_of(lines: Iterator[str]) -> list[str]:
    """The paragraphs: set apart by blank lines or indented; lines within them stay lines."""
    found: list[list[str]] = []
    is_open = False
    for line in lines:
        words = line.strip().strip("^").rstrip("<").rstrip()
        if not words:
            is_open = False
        elif is_open and not line[:1].isspace():
            found[-1].append(words)
        else:
            found.append([words])
            is_open = True
    return ["\n".join(paragraph) for paragraph in found]
