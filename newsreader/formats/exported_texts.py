"""Several articles in one text file, as databases export them: Nexis, Factiva, ProQuest, or with lines between.

Each article is a member of its own, and its text stays as it came: where its parts stand in it is worked out here for
the databases whose form is known, and by the rules for plain texts for others.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import decoding
from newsreader.formats.composed import Statement, set_out
from newsreader.formats.export_forms import Form, factiva, nexis, proquest
from newsreader.text import keyed
from newsreader.text.lines import lines_of

NAME: Final = "texts"
_HEAD: Final = 65_536
_MOST: Final = 20_000
_FEWEST_KEYS: Final = 2
_MARKS: Final = (b"OCUMEN", b"ocument", b"okument", *(mark * 10 for mark in (b"_", b"-", b"=", b"*", b"#", b"~")))
"""One of these is in every file with several articles: looked for first, since most texts have none."""

_COUNTED = re.compile(
    r"^[ \t\ufeff]*(?:FOCUS - )?(?:\d+ (?:of|von|de|van|di|sur) \d+ (?:DOCUMENT|DOKUMENT|DOCUMENTO)(?:E|S|EN|I|OS)?"
    r"|Dokument \d+ von \d+)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_ENDED = re.compile(
    r"^[ \t]*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Einde van document|Fine documento)"
    r"[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBERED = re.compile(r"^[ \t]*(?:Document|Dokument|Documento) [A-Z]{2,}[A-Za-z0-9]{12,40}[ \t]*\r?$", re.MULTILINE)
_UNDERLINED = re.compile(r"^[ \t\ufeff]*_{20,}[ \t]*\r?$", re.MULTILINE)
_RULED = re.compile(r"^[ \t]*([=\-*#~_])\1{9,}[ \t]*\r?$", re.MULTILINE)
_PROQUEST = re.compile(r"^[ \t]*(?:Full text|ProQuest document ID)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_LOADED = re.compile(r"^[ \t]*(?:Load-Date|Body|Length: [\d,.]+ \w+)[ \t]*(?::|\r?$)", re.IGNORECASE | re.MULTILINE)
_COVER = re.compile(r"^[ \t]*1\. (?P<title>\S[^\r\n]{3,300}?)[ \t]*\r?$", re.MULTILINE)


def are_several(data: bytes) -> bool:
    """Whether a file is a text with several articles of a database, or several with heads and lines between."""
    if b"\x00" not in data[:100] and not any(mark in data for mark in _MARKS):
        return False
    try:
        text, _ = decoding.decode(data)
    except decoding.UndecodableError:
        return False
    return len(list(_parts(text))) > 1


def read_file(data: bytes, path: Path) -> Iterator[SourceArticle]:
    """The articles of such a file, in order.

    Raises:
        SourceFileError: It is no text, or there is nothing in it to be told apart.
    """
    try:
        text, encoding = decoding.decode(data)
    except decoding.UndecodableError as error:
        raise SourceFileError(f"{path} is not a text file: {error}", "Export it again as plain text.") from error
    blank = SourceArticle("", str(path), NAME, encoding, hashlib.sha256(data).hexdigest(), len(data))
    found = False
    for _, article in cut(blank, text):
        found = True
        yield article
    if not found:
        raise SourceFileError(
            f"{path} holds no articles that can be told apart", "Leave the format to be told by its content."
        )


def cut(blank: SourceArticle, text: str) -> Iterator[tuple[int, SourceArticle]]:
    """The articles of such a text, each with where it begins in it; none when nothing tells them apart.

    Args:
        blank: What is known of all of them.
        text: Their text.
    """
    for number, (start, end, form) in enumerate(_parts(text), 1):
        yield start, _article(blank, text[start:end], str(number), form)


def _article(blank: SourceArticle, raw: str, member: str, form: Form | None) -> SourceArticle:
    from dataclasses import replace

    blank = replace(blank, member=member)
    read = form(raw) if form else None
    if read is None:
        return replace(blank, raw=raw)
    values = read.values
    others = ("place", "page", "section", "edition", "volume", "issue", "rights", "paper_id", "provider")
    statement = Statement(
        NAME,
        values.get("headline", ""),
        values.get("subheadline", ""),
        values.get("byline", ""),
        (),
        values.get("date", ""),
        values.get("language", ""),
        values.get("paper", ""),
        country=values.get("country", ""),
        others={name: values.get(name, "") for name in others},
        said=dict.fromkeys(values, read.provider),
    )
    return set_out(blank, statement, raw, read.body, read.spans)


def _parts(text: str) -> Iterator[tuple[int, int, Form | None]]:
    """Where each article stands, without blank lines around it, and how its database writes it."""
    for found in (_counted(text), _ended(text), _numbered(text), _underlined(text), _ruled(text)):
        trimmed = [(*_trimmed(text, start, end), form) for start, end, form in found[:_MOST]]
        sound = [(start, end, form) for start, end, form in trimmed if end > start]
        if sound:
            yield from sound
            return


def _counted(text: str) -> list[tuple[int, int, Form | None]]:
    """Nexis: "1 of 100 DOCUMENTS" above each."""
    marks = list(_COUNTED.finditer(text))
    if not marks:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark.end(), end, nexis) for mark, end in zip(marks, ends, strict=True)]


def _ended(text: str) -> list[tuple[int, int, Form | None]]:
    """Nexis Uni: "End of Document" below each, perhaps a list of all above the first."""
    marks = list(_ENDED.finditer(text))
    if not marks or not _LOADED.search(text):
        return []
    starts = [0, *(mark.end() for mark in marks)]
    cover = _COVER.search(text, 0, marks[0].start())
    if cover:
        again = text.find(f"\n{cover['title']}", cover.end(), marks[0].start())
        starts[0] = again + 1 if again >= 0 else 0
    return [(start, mark.start(), nexis) for start, mark in zip(starts, marks, strict=False)]


def _numbered(text: str) -> list[tuple[int, int, Form | None]]:
    """Factiva: "Document LANT000020120503e8530000a" below each."""
    marks = list(_NUMBERED.finditer(text))
    starts = [0, *(mark.end() for mark in marks)]
    return [(start, mark.start(), factiva) for start, mark in zip(starts, marks, strict=False)]


def _underlined(text: str) -> list[tuple[int, int, Form | None]]:
    """ProQuest: a line of underscores between them."""
    found = [(start, end) for start, end in _between(text, _UNDERLINED) if _PROQUEST.search(text, start, end)]
    return [(start, end, proquest) for start, end in found]


def _ruled(text: str) -> list[tuple[int, int, Form | None]]:
    """Any others: lines of one mark between them, and a head of the form `Key: value` above each."""
    found = [(start, end) for start, end in _between(text, _RULED) if text[start:end].strip()]
    return [(start, end, None) for start, end in found] if all(_has_head(text[s:e]) for s, e in found) else []


def _between(text: str, form: "re.Pattern[str]") -> list[tuple[int, int]]:
    marks = list(form.finditer(text))
    if not marks:
        return []
    return list(zip([0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(text)], strict=True))


def _has_head(part: str) -> bool:
    head = keyed.find(list(lines_of(part[:4_000]))[:20])
    return head is not None and sum(bool(line.field) for line in head.lines) >= _FEWEST_KEYS


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip("\ufeff \t\r\n\x0c")), start + len(part.rstrip())
