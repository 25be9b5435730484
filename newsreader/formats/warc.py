"""Web archives (WARC 0.17 to 1.1, ISO 28500): the pages and texts in them, one record after another.

Where records begin and end is told here, so that damage costs one record and no header or chunk can fill the memory;
what a record holds is taken apart by warcio.
"""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from newsreader.formats.compressed import PIECE, Source, pass_over, read_exactly
from newsreader.formats.libraries import install_line
from newsreader.formats.limits import Budget, ContainerError, LimitReached, MemberError
from newsreader.formats.member_names import plain_name
from newsreader.formats.members import FETCH, Found, LeftOut, Member

MODULE: Final = "warcio"
_LONGEST_HEADER: Final = 128 * 1024
_END: Final = b"\r\n\r\n"
_BEGIN: Final = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_LENGTH: Final = re.compile(rb"\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
_TYPE: Final = re.compile(rb"\nwarc-type:[ \t]*([\w-]{1,40})", re.IGNORECASE)
_URI: Final = re.compile(rb"\nwarc-target-uri:[ \t]*([^\r\n]{1,8000})", re.IGNORECASE)
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS: Final = frozenset({"text/plain", "application/pdf"})
_WITH_CONTENT: Final = frozenset({"response", "resource", "conversion"})
_HTTP_HEAD: Final = 64 * 1024
_LISTED_KINDS: Final = 20
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\\]")
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Record:
    """The content of a record as it was found.

    Attributes:
        data: As the server sent it, without the packing of the transfer.
        is_page: It calls itself a web page.
    """

    data: bytes
    is_page: bool


class _Refused(Exception):
    """A record that is not read; the message is its kind, for counting."""


class Rewindable:
    """A source of which a piece can be put back."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = b""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        if self._left:
            piece, self._left = self._left[:size], self._left[size:]
            return piece
        return self._source.read(size)

    def put_back(self, data: bytes) -> None:
        """Has this read again before anything else."""
        self._left = data + self._left


class RecordSource:
    """A record's content as the bytes of a member."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._rest = io.BytesIO(record.data)

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        return self._rest.read(size)


def members(source: Source, budget: Budget, most: int) -> Iterator[Found]:
    """The pages and texts of a web archive in its order; what is neither is counted and told at the end.

    Args:
        source: The archive, unpacked.
        budget: Counts records.
        most: Bytes of the largest record that is read.

    Raises:
        ContainerError: warcio is missing, or nothing more can be read.
    """
    try:
        import warcio  # type: ignore[import-untyped]  # noqa: F401  the package has no types
    except ImportError as error:
        raise ContainerError("is a web archive, and warcio is missing", install_line(MODULE)) from error
    # It would print a line on each odd address.
    logging.getLogger("warcio.recordloader").setLevel(logging.CRITICAL)
    stream = Rewindable(source)
    kinds: Counter[str] = Counter()
    names: Counter[str] = Counter()
    while True:
        try:
            skipped, header = _next_header(stream)
        except ContainerError:
            raise
        except MemberError as error:
            yield LeftOut("", f"{error.reason}; what follows the damage is read", error.remedy)
            continue
        if skipped:
            yield LeftOut("", f"has {skipped:,} bytes that belong to no record; they were passed over", FETCH)
        if not header:
            break
        budget.count()
        yield from _record(stream, header, names, kinds, most)
    for kind, count in kinds.most_common(_LISTED_KINDS):
        yield LeftOut("", f"holds {count:,} {'record' if count == 1 else 'records'} {kind}", failure=False)
    rest = sum(count for _, count in kinds.most_common()[_LISTED_KINDS:])
    if rest:
        yield LeftOut("", f"holds {rest:,} records of other kinds that are not read", failure=False)


def _next_header(stream: Rewindable) -> tuple[int, bytes]:
    """The header of the next record, and how many bytes before it belong to none; no header at the end."""
    skipped = 0
    buffer = b""
    while True:
        more = stream.read(PIECE if buffer else 4096)
        buffer += more
        begin = _BEGIN.search(buffer)
        if begin is None:
            if not more:
                return skipped + len(buffer.strip()), b""
            kept = buffer[-16:]
            skipped += len(buffer[:-16].strip())
            buffer = kept
            continue
        skipped += len(buffer[: begin.start()].strip())
        buffer = buffer[begin.start() :]
        end = buffer.find(_END)
        while end < 0 and more and len(buffer) < _LONGEST_HEADER:
            more = stream.read(PIECE)
            buffer += more
            end = buffer.find(_END)
        if end >= 0 and _LENGTH.search(buffer, 0, end + 4):
            stream.put_back(buffer[end + 4 :])
            return skipped, buffer[: end + 4]
        if not more and end < 0:
            return skipped + len(buffer), b""
        # No header that makes sense: searched on behind its first line.
        skipped += begin.end() - begin.start()
        stream.put_back(buffer[begin.end() - begin.start() :])
        buffer = b""


def _record(stream: Rewindable, header: bytes, names: Counter[str], kinds: Counter[str], most: int) -> Iterator[Found]:
    length = _LENGTH.search(header)
    uri = _URI.search(header)
    address = uri[1].decode("utf-8", "replace").strip("<> \t") if uri else ""
    block = _Block(stream, int(length[1]) if length else 0)
    try:
        record = _content(header, block, address, most)
    except _Refused as refusal:
        kinds[str(refusal)] += 1
    except LimitReached:
        raise
    except MemberError as error:
        yield LeftOut(_name(address, names), error.reason, error.remedy)
        if isinstance(error, ContainerError):
            raise
        return
    else:
        yield Member(_name(address, names), RecordSource(record))
    try:
        block.pass_rest()
    except ContainerError:
        raise
    except MemberError as error:
        yield LeftOut("", f"{error.reason}; what follows the damage is read", error.remedy)


class _Block:
    """The block of one record as it streams by."""

    def __init__(self, stream: Rewindable, size: int) -> None:
        self._stream = stream
        self.left = size

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(min(size, self.left)) if self.left else b""
        if self.left and not data:
            self.left = 0
            raise MemberError("is cut off in the middle", FETCH)
        self.left -= len(data)
        return data

    def pass_rest(self) -> None:
        left, self.left = self.left, 0
        if pass_over(self._stream, left) < left:
            raise MemberError("is cut off in its last record", FETCH)


def _content(header: bytes, block: _Block, address: str, most: int) -> Record:
    """What a record holds, when it is a page or a text.

    Raises:
        _Refused: It is neither.
        MemberError: It is damaged or too large.
    """
    found = _TYPE.search(header)
    kind = found[1].decode("ascii").lower() if found else "unknown"
    if kind == "revisit":
        raise _Refused("of pages captured before, unchanged (revisit)")
    if kind not in _WITH_CONTENT:
        raise _Refused(f"about the capture, not of it ({kind})")
    if address.lower().startswith("dns:"):
        raise _Refused("about names of computers (dns)")
    head = read_exactly(block, min(block.left, _HTTP_HEAD))
    parsed = _parsed(header, head)
    http = parsed.http_headers
    if http is not None:
        status = str(http.get_statuscode())
        if not re.fullmatch(r"20[0-9]", status):
            raise _Refused(f"of answers that are no page (status {status[:3]})")
    stated = (http.get_header("Content-Type") if http is not None else parsed.content_type) or ""
    media = stated.partition(";")[0].strip().lower()
    if media not in _PAGES | _TEXTS and not (not media and b"<html" in head[:4096].lower()):
        raise _Refused(f"of another kind ({re.sub(r'[^a-z0-9/.+-]', '', media)[:60] or 'unknown'})")
    if block.left + len(head) > most:
        raise MemberError(f"has more than {most >> 20:,} MB, too much for one article", "Leave it out.")
    whole = _parsed(header, head + read_exactly(block, block.left)) if block.left else parsed
    return Record(_unpacked(whole, most), media in _PAGES or not media)


def _parsed(header: bytes, data: bytes) -> Any:
    """The record as warcio takes it apart; it has no types of its own."""
    from warcio.bufferedreaders import BufferedReader  # type: ignore[import-untyped]  # the package has no types
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # the same
    from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]  # the same

    # The length stated is that of the whole block; the reader just ends where the bytes do.
    try:
        return ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(
            BufferedReader(io.BytesIO(header + data)), known_format="warc"
        )
    except (ArchiveLoadFailed, EOFError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise MemberError("has headers that make no sense", FETCH) from error


def _unpacked(record: Any, most: int) -> bytes:
    """The content without the packing of its transfer."""
    from warcio.bufferedreaders import ChunkedDataReader

    http = record.http_headers
    stream = record.raw_stream
    coding = ""
    if http is not None:
        coding = (http.get_header("Content-Encoding") or "").strip().lower()
        if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
            stream = ChunkedDataReader(stream)
    try:
        data = bytes(stream.read() or b"")
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise MemberError("is damaged: its transfer coding makes no sense", FETCH) from error
    if coding in ("", "identity", "utf-8", "none"):
        return data
    if coding in ("gzip", "x-gzip", "deflate"):
        return _inflated(data, most)
    raise MemberError(
        f"is packed in a way that cannot be unpacked here ({coding[:20]})", "Save the page from a browser."
    )


def _inflated(data: bytes, most: int) -> bytes:
    """Content packed with gzip or deflate; what is not packed though it says so comes back as it is."""
    for bits in (47, -15):
        unpacker = zlib.decompressobj(wbits=bits)
        try:
            found = unpacker.decompress(data, most + 1)
        except zlib.error:
            continue
        if len(found) > most:
            raise MemberError(f"unpacks to more than {most >> 20:,} MB, too much for one article", "Leave it out.")
        return found
    return data


def _name(address: str, names: Counter[str]) -> str:
    """What a record is called: its address without the scheme, as a path; numbered where an address comes again."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2].lower()
        path = unquote(parts.path).strip("/") if host else address
        query = f"?{parts.query}" if parts.query else ""
    except ValueError:
        host, path, query = "", address, ""
    whole = _UNSAFE.sub("_", f"{host}/{path}" if path else host or "record") + _UNSAFE.sub("_", query.replace("/", "_"))
    pieces = [piece for piece in whole.split("/") if piece not in ("", ".", "..")] or ["record"]
    name = "/".join(piece if len(piece) <= _LONGEST_NAME else _shortened(piece) for piece in pieces)
    if len(name) > 4 * _LONGEST_NAME:
        name = _shortened(name)
    try:
        name = plain_name(name)
    except MemberError:
        name = "/".join(f"_{piece}" for piece in pieces)[: 4 * _LONGEST_NAME]
    key = sha256(name.encode("utf-8", "replace")).hexdigest()[:16]
    names[key] += 1
    return name if names[key] == 1 else f"{name}~{names[key]}"


def _shortened(name: str) -> str:
    return f"{name[: _LONGEST_NAME - 20]}~{sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}"
