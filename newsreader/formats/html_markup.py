"""What a page shows of its author and date: microdata, `<time>`, rel=author, and classes that say what they hold."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from newsreader.formats import html_dates
from newsreader.formats.html_tree import Element, lines, words
from newsreader.text import byline

_ASIDE = re.compile(
    r"(?:^|\s)(?:comment(?!-meta-none)\S*|respond\S*|disqus\S*|related\S*|sidebar\S*|widget\S*|recommend\S*|teaser\S*|"
    r"most-\S*|trending\S*|popular\S*|breadcrumb\S*|menu\S*|nav\S*|newsletter\S*|promo\S*|pingback\S*|"
    r"tweet\S*|cookie\S*|more-(?:from|on|stories)\S*|latest\S*|recent\S*)(?:\s|$)",
    re.IGNORECASE,
)
_FOOTER = re.compile(r"(?:^|\s)footer\S*(?:\s|$)", re.IGNORECASE)
_OF_ARTICLE = re.compile(
    r"(?:^|\s)(?:hentry|h-entry|"
    r"(?:news|article|post|entry|item|story|beitrag|artikel)(?:[-_]+(?:single|detail|full|page|view))?)(?:\s|$)",
    re.IGNORECASE,
)
_ASIDE_TAGS = frozenset({"nav", "aside", "form", "script", "style", "noscript", "template", "svg", "iframe"})
_NEVER_ASIDE = frozenset({"html", "body", "main", "article", "h1", "head"})
_AUTHOR_CLASS = re.compile(
    r"(?:^|[_-])(?:authors?|byline|autor(?:en|in)?|auteurs?|verfasser|writers?|contributors?|redactor|journalists?)"
    r"(?:[_-]*(?:names?|links?|vcard|fn|title))?$|^by(?:-author|line.*)?$|^p-author$|^post-user$|^username$",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"(?:^|[_-])(?:date|published|pub-?date|posted(?:-on)?|dateline|timestamp|datetime|datum|created|submitted|"
    r"publication|publish(?:ed)?-?(?:date|time|on)|post-?date|entry-?date|article-?date|fecha|veroeffentlicht)(?:[_-]\w+)?$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"publish|pubdate|entry-date|post-date|posted|created|dt-p", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:posted|published|written|submitted|created|added|geschrieben|veröffentlicht|verfasst|eingestellt|erstellt|"
    r"gepostet|publié|écrit|rédigé|publicado|escrito|pubblicato|scritto|eingetragen|gespeichert|abgelegt)\b.{0,60}?"
    r"\b(?:by|von|par|por|da|durch)\s+(?P<name>\S.{1,60}?)\s*(?:$|\s(?:on|am|in|um|at|le|el|il|unter|under|-|–|—|\||•|\d).*$)"
    r"|(?:autor(?:in)?|author|auteure?|autore|verfasser(?:in)?|text|redakteur(?:in)?)\s*:\s*(?P<stated>\S.{1,60})$"
    r"|^(?:(?:ein|a|un)\s+)?(?:\w+[\s-])?(?:beitrag|artikel|text|bericht|kommentar|article|post|story)\s+(?:von|by|par|de)\s+"
    r"(?P<by>\S.{1,60})$",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?:(?:https?:)?//(?:web\.)?archive\.org)?(?:/web/\d{4,14}(?:[a-z]{2}_)?/)?(?:(?:https?:)?//[^/?#]+)?/?(?:index\.(?:html?|php))?|\./"
)
_HEADLINES = frozenset(
    {"headline", "entry-title", "article-title", "post-title", "article__title", "page-title", "storytitle"}
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|profile?s?|journalists?|contributors?|reporters?)/[^/?#]+", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|lizenz\)|license\))[\s:]*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,]*(?:by|von)?\s+(?P<name>\w[^\d|•·–,]{4,40})",
    re.IGNORECASE,
)
_LONGEST_LINE: Final = 160
_LONGEST_SENTENCE: Final = 320
_BELOW_HEADLINE: Final = 6
_SURE_NAMES: Final = 0.85
_SHORTEST_HEADING: Final = 15
_SMALL: Final = frozenset(
    {"p", "div", "span", "small", "li", "td", "em", "i", "b", "strong", "font", "dd", "h4", "h5", "h6"}
)
_MOST_PARTS: Final = 3
_MOST_MARKED: Final = 200
_MOST_SIGNED: Final = 4
_MOST_LINES: Final = 3_000


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that some part of a page gives.

    Attributes:
        value: As it stands there.
        rule: Which kind of part: `json-ld`, `meta`, `microdata`, `markup`, `title` or `url`.
        detail: The tag or attribute, for a reader.
        confidence: 0 to 1.
    """

    value: str
    rule: str
    detail: str
    confidence: float


class Markup:
    """The elements of a page that are about its article."""

    def __init__(self, tree: Element) -> None:
        self._tree = tree

    @cached_property
    def elements(self) -> list[Element]:
        """Elements outside of comments, navigation and boxes beside the article, in order."""
        found: list[Element] = []
        stack = [(self._tree, False)]
        while stack:
            element, is_within = stack.pop()
            tag = element.tag
            if not isinstance(tag, str) or tag in _ASIDE_TAGS:
                continue
            marks = f"{element.get('class') or ''} {element.get('id') or ''}"
            # The foot of an article names its author; the foot of the page does not.
            if tag not in _NEVER_ASIDE and (_ASIDE.search(marks) or (not is_within and _FOOTER.search(marks))):
                continue
            found.append(element)
            is_within = is_within or tag == "article" or _OF_ARTICLE.search(marks) is not None
            stack.extend((child, is_within) for child in reversed(element))
        return found

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the page that are no paragraphs, without comments and boxes as far as these say so."""
        body = self._tree.find("body")
        shown = lines(self._tree if body is None else body)[:_MOST_LINES]
        return [line for line in shown if len(line) <= _LONGEST_SENTENCE]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of the headings, in order, without those that link to the front page."""
        found = [(element, words(element)) for element in self._tree.iter("h1", "h2", "h3")]
        return [(int(element.tag[1]), text) for element, text in found if text and not _links_home(element)]

    @cached_property
    def site_headings(self) -> list[str]:
        """Headings that link to the front page: the name of the site, at the top of each of its pages."""
        return [text for element in self._tree.iter("h1", "h2") if _links_home(element) and (text := words(element))][
            :3
        ]

    @cached_property
    def prominent(self) -> list[str]:
        """Short words in large or bold letters: what old pages have instead of headings."""
        large = (element for element in self.elements if element.tag in ("b", "strong", "big", "font"))
        found = (words(element) for element in islice(large, _MOST_MARKED))
        return [text for text in found if _SHORTEST_HEADING <= len(text) <= _LONGEST_LINE]

    def marked_headline(self) -> str:
        """The heading that the markup says is the headline, or ""."""
        for element in self.elements:
            marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower().split()
            if _HEADLINES & {*marks, str(element.get("id") or "").lower()}:
                text = words(element) or (element.get("content") or "")
                if 2 < len(text) < 300 and element.tag in ("h1", "h2", "h3", "span", "div", "meta", "a", "p"):
                    return text
        return ""

    def authors(self) -> Iterator[list[Claim]]:
        """Groups of claims of who wrote it, the surest first; each group alone may answer."""
        yield self._people(_is_author_property, "microdata", "itemprop=author", 0.93)
        yield self._people(_has_author_rel, "markup", "rel=author", 0.92)
        yield self._people(_links_to_author, "markup", "link to all by the author", 0.88)
        yield self._people(_has_author_class, "markup", "class", 0.85)
        yield from self._below(self.marked_headline() or next(iter(text for _, text in self.headings), ""))
        signed = map(_SIGNED.search, (line for line in self.lines if len(line) <= _LONGEST_LINE))
        for match in islice(filter(None, signed), _MOST_SIGNED):
            yield [Claim(match["name"] or match["stated"] or match["by"], "markup", match[0][:80], 0.7)]

    def _below(self, headline: str) -> Iterator[list[Claim]]:
        """Lines close below the headline that say "by" and name persons, though nothing marks them."""
        lines = self.lines
        start = next((at for at, line in enumerate(lines) if line == headline), -1)
        for at, line in enumerate(lines[start + 1 : start + 1 + _BELOW_HEADLINE]):
            read = byline.parse(line) if len(line) <= _LONGEST_LINE else None
            is_right_below = not at and start >= 0 and read is not None and read.confidence >= _SURE_NAMES
            if read and read.persons and (read.rule == "byline.by" or is_right_below):
                yield [Claim(line, "markup", f"line below the headline: {line[:60]}", 0.75)]
                return

    def owners(self) -> Iterator[Claim]:
        """Lines that may name whose site it is: what stands below its name, and who claims its copyright."""
        for element in self._tree.iter("p", "div", "span", "h2"):
            if "site-description" in _tokens(element):
                yield Claim(words(element), "site", "line below the name of the site", 0.5)
        short = (line for line in self.lines if len(line) <= _LONGEST_LINE)
        for match in islice(filter(None, map(_COPYRIGHT.search, short)), _MOST_SIGNED):
            yield Claim(match["name"], "site", match[0], 0.5)

    def _people(self, fits: Callable[[Element], bool], rule: str, detail: str, confidence: float) -> list[Claim]:
        """The first element that fits and names somebody, with those that stand beside it."""
        claims: list[Claim] = []
        around: Element | None = None
        looked_at = 0
        for element in self.elements:
            if not fits(element) or (around is not None and not _is_near(element, around)):
                continue
            looked_at += 1
            if looked_at > _MOST_MARKED:
                break
            name = _name_in(element)
            if 1 < len(name) <= _LONGEST_LINE:
                told = f"{detail}={element.get('class')}" if detail == "class" else detail
                claims.append(Claim(name, rule, told, confidence))
                around = around if around is not None else _around(element)
        return claims

    def dates(self, language: str) -> Iterator[Claim]:
        """Claims of when it was published, the surest first; their values are EDTF."""
        times = [
            (element, marks_of(element)) for element in self.elements if element.tag in ("time", "abbr", "meta", "span")
        ]
        for element, marks in times:
            if "datepublished" in marks or "pubdate" in marks or "datecreated" in marks:
                yield from _of_time(element, language, "microdata", 0.94)
        for element, marks in times:
            if element.tag in ("time", "abbr") and _PUBLISHED.search(marks):
                yield from _of_time(element, language, "markup", 0.9)
        for element, marks in times:
            if element.tag == "time" and not html_dates.CHANGED.search(marks):
                yield from _of_time(element, language, "markup", 0.8)
        named = (
            (element, token) for element in self.elements for token in _tokens(element) if _DATE_CLASS.search(token)
        )
        for element, name in islice(named, _MOST_MARKED):
            text = words(element) if not html_dates.CHANGED.search(name) else ""
            if text and len(text) <= _LONGEST_LINE:
                edtf = html_dates.shown(text, language)
                if edtf:
                    yield Claim(edtf, "markup", f"class={name}: {text[:60]}", 0.85 if len(edtf) == 10 else 0.6)

    def lone_date(self, language: str) -> Iterator[Claim]:
        """A date in a short line of its own: weak, for many pages carry several."""
        small = (element for element in self.elements if element.tag in _SMALL and len(element) <= _MOST_PARTS)
        for line in map(words, islice(small, _MOST_LINES)):
            if 5 < len(line) < 60 and any(map(str.isdigit, line)) and not html_dates.CHANGED.search(line):
                edtf = html_dates.shown(line, language)
                if len(edtf) == 10:
                    yield Claim(edtf, "markup", line, 0.55)

    def said_date(self, language: str) -> Iterator[Claim]:
        """A date in a sentence that says when the article was published."""
        for line in self.lines:
            edtf = html_dates.said(line, language) if any(map(str.isdigit, line)) else ""
            if edtf:
                yield Claim(edtf, "sentence", line[:80], 0.7)
                return

    def changed_date(self, language: str) -> Iterator[Claim]:
        """When the page was changed last, as an uncertain date: no more is known of pages like those of a wiki."""
        for line in self.lines:
            edtf = html_dates.changed(line, language) if any(map(str.isdigit, line)) else ""
            if edtf:
                yield Claim(f"{edtf}?", "changed", line[:80], 0.35)
                return


def _links_home(heading: Element) -> bool:
    above = heading.getparent()
    links = [*heading.iter("a"), *([above] if above is not None and above.tag == "a" else [])]
    return any(_HOME.fullmatch((link.get("href") or "").strip()) for link in links)


def marks_of(element: Element) -> str:
    """All that an element says of what it holds, in small letters."""
    named = " ".join(str(element.get(key) or "") for key in ("itemprop", "class", "property"))
    return f"{named} {'pubdate' if element.get('pubdate') is not None else ''}".lower()


def _tokens(element: Element) -> list[str]:
    return f"{element.get('class') or ''} {element.get('id') or ''}".split()


def _of_time(element: Element, language: str, rule: str, confidence: float) -> Iterator[Claim]:
    for key in ("datetime", "content", "title"):
        value = element.get(key) or ""
        edtf = html_dates.stated(value, language) if value else ""
        if edtf:
            yield Claim(edtf, rule, f"{element.tag} {key}={value[:40]}", confidence)
            return
    text = words(element)
    edtf = html_dates.shown(text, language) if len(text) <= _LONGEST_LINE else ""
    if edtf:
        yield Claim(edtf, rule, f"{element.tag}: {text[:60]}", confidence)


def _is_author_property(element: Element) -> bool:
    """Microdata and RDFa."""
    marks = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
    return (element.tag != "meta" and bool({"author", "schema:author"} & {*marks})) or "author" in marks[:1]


def _has_author_rel(element: Element) -> bool:
    return "author" in (element.get("rel") or "").split() and element.tag == "a"


def _links_to_author(element: Element) -> bool:
    return element.tag == "a" and _PROFILE.search(element.get("href") or "") is not None


def _has_author_class(element: Element) -> bool:
    return element.tag not in ("body", "html", "img", "article", "h1") and any(
        map(_AUTHOR_CLASS.search, (element.get("class") or "").split())
    )


def _name_in(element: Element) -> str:
    """The name an element holds: what is marked as the name in it, the names of its links, or all its words."""
    if element.get("content"):
        return str(element.get("content"))
    for inner in element.iter():
        marks = (
            {mark for key in ("class", "itemprop", "property") for mark in (inner.get(key) or "").split()}
            if inner is not element
            else set()
        )
        if marks & {"name", "fn", "schema:name"} and (text := inner.get("content") or words(inner)):
            return str(text)
    links = [text for link in element.iter("a") if (text := words(link)) and len(text) <= 60]
    whole = words(element)
    # "By A and B" with a link each; a link to all that one has written follows the name elsewhere.
    return ", ".join(dict.fromkeys(links[:6])) if links and len("".join(links)) * 2 > len(whole) else whole


def _around(element: Element) -> Element:
    """The box within which another author would stand."""
    box = element.getparent()
    above = box.getparent() if box is not None else None
    if box is None or above is None or len(words(above)) > 2 * _LONGEST_LINE:
        return box if box is not None else element
    return above


def _is_near(element: Element, box: Element) -> bool:
    node = element
    for _ in range(4):
        node = node.getparent()
        if node is None:
            return False
        if node is box:
            return True
    return False
