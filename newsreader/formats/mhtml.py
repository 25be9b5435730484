"""Web pages saved whole in one file (MHTML, RFC 2557), and mail messages (EML): the main part is the article."""

import hashlib
import re
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.errors import SourceFileError
from newsreader.formats import decoding, html

NAME: Final = "mhtml"
_HEADERS: Final = re.compile(rb"\s*((?:[!-9;-~]{1,80}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,})\r?\n")
_HEAD: Final = 16_384
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']{3,2000}")
_LONGEST_SUBJECT: Final = 500


def is_message(head: bytes) -> bool:
    """Whether a file begins with the headers of a mail message, its MIME version and type among them."""
    if b":" not in head[:200]:
        return False
    found = _HEADERS.match(head[:_HEAD])
    if found is None:
        return False
    names = {line.partition(b":")[0].lower() for line in found[1].splitlines() if line[:1] not in b" \t"}
    return {b"mime-version", b"content-type"} <= names


def read_page(data: bytes, path: Path) -> SourceArticle:
    """The article in the main part of a message.

    Raises:
        SourceFileError: It is no message, or its main part is neither a page nor a text.
    """
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        part = _main_part(message)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SourceFileError(f"{path} is not a sound message: {type(error).__name__}", _AGAIN) from error
    if part is None:
        raise SourceFileError(f"{path} has no part that is a page or a text", "Leave it out, or save the page again.")
    content = _content(part)
    if part.get_content_type() == "text/plain":
        article = _text(content, part, message, path)
    else:
        article = html.read_page(_marked(content, part, message), path)
    return replace(article, format=NAME, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))


_AGAIN: Final = "Save it again, or leave it out."


def _main_part(message: Message) -> Message | None:
    """The part that the message names as its first, else the first page, else the first text."""
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "text/plain", _XHTML)]
    parts = [part for part in parts if part.get_content_disposition() != "attachment"]
    start = message.get_param("start")
    named = [part for part in parts if start and str(part.get("Content-ID", "")).strip() == str(start).strip()]
    pages = [part for part in parts if part.get_content_type() != "text/plain"]
    return next(iter([*named, *pages, *parts]), None)


_XHTML: Final = "application/xhtml+xml"


def _content(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _marked(content: bytes, part: Message, message: Message) -> bytes:
    """A page in the encoding that the message states, with its address above it as browsers note it in saved pages."""
    where = next(
        (
            found[0]
            for name in ("Snapshot-Content-Location", "Content-Location", "Content-Base")
            for holder in (message, part)
            if (found := _ADDRESS.match(str(holder.get(name, "")).strip()))
        ),
        "",
    )
    text = _decoded(content, part)
    if text is None:
        return content
    note = f"<!-- saved from url=({len(where):04}){where} -->\n" if where and "--" not in where else ""
    return (note + text.removeprefix("\ufeff")).encode("utf-8-sig", "replace")


def _decoded(content: bytes, part: Message) -> str | None:
    """The text in the encoding stated; None where none is, or another."""
    charset = str(part.get_content_charset() or "")
    if not charset:
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return None
    try:
        return content.decode("cp1252" if charset in ("iso-8859-1", "us-ascii", "latin-1") else charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _text(content: bytes, part: Message, message: Message, path: Path) -> SourceArticle:
    text = _decoded(content, part)
    encoding = str(part.get_content_charset() or "utf-8")
    if text is None:
        try:
            text, encoding = decoding.decode(content)
        except decoding.UndecodableError as error:
            raise SourceFileError(f"{path} is not a text: {error}", _AGAIN) from error
    if not text.strip():
        raise SourceFileError(f"{path} holds no words", "Leave it out.")
    try:
        subject = " ".join(str(make_header(decode_header(str(message.get("Subject", ""))))).split())
    except (MessageError, ValueError, LookupError):
        subject = ""
    hints = {}
    if 0 < len(subject) <= _LONGEST_SUBJECT:
        hints["headline"] = Field(
            "headline", subject, Evidence("headline.mail", 0.7, source="metadata", detail="Subject")
        )
    return SourceArticle(text, str(path), NAME, encoding, "", 0, hints=hints)
