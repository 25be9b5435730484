"""Wire messages as agencies send them to newspapers: IPTC 7901 and ANPA 1312, one or many in a file.

Both frame a message in control characters: SOH, a header with number, priority, category and word count, STX, the text,
ETX, the time of sending, EOT. Archives often keep messages without these; then the header's own form tells.
Sources: IPTC Recommendation 7901 (https://iptc.org/standards/iptc-7901), ANPA Bulletin 1312, the filing rules of the
agencies that publish theirs.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import decoding
from newsreader.formats.composed import Statement, compose
from newsreader.formats.wire_lines import Head, head_of_anpa, head_of_iptc, key_of, paragraphs_of, story_of
from newsreader.formats.xml_documents import Problem

IPTC: Final = "iptc7901"
ANPA: Final = "anpa1312"
_HEAD: Final = 4096
_SOH, _STX, _ETX = b"\x01", b"\x02", b"\x03"
_CONTROLS: Final = re.compile(rb"[\x00\x03-\x07\x0b\x0c\x0e-\x0f\x11-\x1a\x1c-\x1e\x7f]|\x1b[(-/][\x40-\x7e]|\x1b.?")
_SPACES: Final = re.compile(rb"[\x08\x10\x1f]")
"""Tab line, space band and unit separator stand for white space."""
_IPTC_START: Final = rb"[A-Za-z]{2,6} ?\d{3,5}[ \t]+[1-9][ \t]+[A-Za-z]{1,4}[ \t]+"
_IPTC_DAY: Final = rb"[ \t]*\d{6}[ \t]+(?:[A-Z]{3,4}[ \t]+)?[A-Za-z\x80-\xff]{3,5}\.?[ \t]+\d\d\s*"
_ANPA_START: Final = rb"[A-Za-z]\d{4}[^\S\n]?[\w-]{0,12}[ \t]*\r?\n"
_ANPA_NEXT: Final = rb"[A-Za-z] ?[A-Za-z][ \t]*[^\s\d][^\n]{0,120}?\s\d{1,2}-\d{1,2}[ \t]+\d{1,5}"
_IPTC_LINE: Final = re.compile(rb"[ \t]*" + _IPTC_START + rb"(?:\d{1,5}\b|[A-Za-z#])")
_IPTC_END: Final = re.compile(rb"(?:^|\n)" + _IPTC_DAY + rb"$")
_ANPA_LINES: Final = re.compile(_ANPA_START + _ANPA_NEXT)
_ANPA_NUMBER: Final = re.compile(rb"[A-Za-z]\d{4}\b")
_ANPA_FOLLOWS: Final = re.compile(rb"(?:^|\n)(?=" + _ANPA_START + _ANPA_NEXT + rb")")
_IPTC_FOLLOWS: Final = re.compile(rb"(?:^|\n" + _IPTC_DAY + rb"\n)\s*(?=" + _IPTC_START + rb")")


def is_iptc(data: bytes) -> bool:
    """Whether bytes begin like an IPTC 7901 message."""
    head = data[:_HEAD].lstrip(b"\x00\x16\r\n\x07 ")
    if head.startswith(_SOH):
        return _IPTC_LINE.match(_plain(head[1:200])) is not None and _STX in head
    # Without its frame only the first line and the last together tell.
    return _IPTC_LINE.match(head) is not None and _IPTC_END.search(data[-120:].rstrip()) is not None


def is_anpa(data: bytes) -> bool:
    """Whether bytes begin like an ANPA 1312 message."""
    head = data[:_HEAD].lstrip(b"\x00\x16\r\n\x07 ")
    plain = _plain(head.removeprefix(_SOH)[:400]).lstrip()
    if head.startswith(_SOH) and _STX in head:
        return _ANPA_NUMBER.match(plain) is not None
    return _ANPA_LINES.match(plain) is not None and (head.startswith(_SOH) or b"\n^" in head)


def is_framed(head: bytes) -> bool:
    """Whether the beginning of a file is that of a message in control characters, which makes it look binary."""
    return _SOH in head[:100] and (is_iptc(head) or is_anpa(head))


def read_file(data: bytes, path: Path, format_name: str, on_problem: Problem | None = None) -> Iterator[SourceArticle]:
    """The articles of a file of messages, in order; an add follows its story in one article.

    Args:
        data: The file.
        path: Where it lies.
        format_name: `IPTC` or `ANPA`.
        on_problem: Told of each message that cannot be read while others are.

    Raises:
        SourceFileError: It holds no message with words.
    """
    blank = SourceArticle("", str(path), format_name, "", hashlib.sha256(data).hexdigest(), len(data))
    messages = list(_split(data, format_name))
    stories: list[tuple[int, str, Head, list[str]]] = []
    by_key: dict[str, list[str]] = {}
    for number, message in enumerate(messages, 1):
        try:
            encoding, head, paragraphs = _story(message, format_name)
        except decoding.UndecodableError as error:
            if on_problem:
                on_problem(Path(f"{path} message {number}"), f"is no text: {error}", "Fetch it again.")
            continue
        if not paragraphs and not head.headline:
            continue
        key = key_of(head)
        if head.is_add and key in by_key:
            by_key[key].extend(paragraphs)
            continue
        stories.append((number, encoding, head, paragraphs))
        if key:
            by_key[key] = paragraphs
    if not stories:
        raise SourceFileError(f"{path} holds no message with words", "Leave it out, or fetch it again.")
    for number, encoding, head, paragraphs in stories:
        member = str(number) if len(messages) > 1 else ""
        article = compose(replace(blank, member=member, encoding=encoding), _statement(head, paragraphs, format_name))
        if article is not None:
            yield article


def _split(data: bytes, format_name: str) -> Iterator[bytes]:
    """The messages of a file."""
    if _SOH in data:
        yield from (message for message in data.split(_SOH)[1:] if message.strip(b"\x16\x00\r\n "))
        return
    pattern = _ANPA_FOLLOWS if format_name == ANPA else _IPTC_FOLLOWS
    # What ends a message without a frame is the line that begins the next.
    starts = [match.end() for match in pattern.finditer(data)] or [0]
    for start, stop in zip(starts, [*starts[1:], len(data)], strict=True):
        yield data[start:stop]


def _story(message: bytes, format_name: str) -> tuple[str, Head, list[str]]:
    """Encoding, head and paragraphs of a message."""
    before, framed, rest = message.partition(_STX)
    body, ended, after = rest.partition(_ETX) if framed else (before, b"", b"")
    header = before if framed else b""
    texts = []
    encoding = "utf-8"
    for part in (header, body, after if ended else b""):
        text, found = decoding.decode(_plain(part)) if part.strip() else ("", "")
        texts.append(text.replace("\r\n", "\n").replace("\r", "\n"))
        encoding = found if part is body and found else encoding
    if format_name == ANPA:
        head, lines = head_of_anpa(*texts)
    else:
        head, lines = head_of_iptc(*texts)
    return encoding, head, paragraphs_of(story_of(lines, head))


def _plain(part: bytes) -> bytes:
    """Bytes without the control characters that steered printers and typesetters."""
    return _SPACES.sub(b" ", _CONTROLS.sub(b"", part))


def _statement(head: Head, paragraphs: Sequence[str], format_name: str) -> Statement:
    others = {"section": head.section, "rights": head.embargo}
    return Statement(
        format_name,
        head.headline or ("" if paragraphs else head.slug),
        "",
        head.byline,
        paragraphs,
        head.date,
        agency=head.agency,
        others={name: value for name, value in others.items() if value},
    )
