"""Web archives: pages and texts are read, everything else is counted, damage costs one record."""

import gzip
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from newsreader.domain.article import SourceArticle
from newsreader.formats.contents import Contents, Original
from newsreader.formats.reader import read
from newsreader.formats.walk import Skipped

DATE = "2021-07-06T05:04:03Z"


def page(words: str, head: str = "") -> bytes:
    paragraph = f"The keepers of {words} have asked the council for better oil before the winter storms come again."
    return (
        f"<!doctype html><html><head><title>{words} | Harbour Gazette</title>{head}</head><body><article>"
        f"<h1>Keepers of {words} ask for oil</h1><p>{paragraph}</p><p>{paragraph} They wait.</p></article>"
        "</body></html>"
    ).encode()


Response = tuple[str, str, dict[str, str], bytes]
"""Address, status, headers, body."""


def record(kind: str, address: str, block: bytes, media: str = "application/http; msgtype=response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {DATE}\r\nWARC-Record-ID: <urn:uuid:{len(block)}>\r\n"
    uri = f"WARC-Target-URI: {address}\r\n" if address else ""
    return f"{head}{uri}Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def warc(path: Path, responses: Iterable[Response], *, packed: bool = False) -> Path:
    records = [record("warcinfo", "", b"software: test\r\n", "application/warc-fields")]
    for address, status, headers, body in responses:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        records.append(record("response", address, f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body))
        records.append(record("request", address, b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"))
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if packed else one for one in records))
    return path


HTML = {"Content-Type": "text/html; charset=utf-8"}
SITE = "https://www.harbour-gazette.example"


def by_name(path: Path) -> dict[str, SourceArticle]:
    return {Path(one.path).relative_to(path).as_posix(): one for one in read(path, on_problem=lambda *_: None)}


def told(path: Path) -> list[tuple[str, str]]:
    found = [thing for thing in Contents(path).originals() if isinstance(thing, Skipped)]
    return [(thing.path.relative_to(path).as_posix(), thing.reason) for thing in found]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_articles_called_by_their_address(tmp_path: Path, packed: bool) -> None:
    path = warc(
        tmp_path / ("a.warc.gz" if packed else "a.warc"),
        [
            (f"{SITE}/2019/11/14/oil.html", "200 OK", HTML, page("lamp one")),
            (f"{SITE}/2019/11/14/oil.html", "200 OK", HTML, page("lamp two")),
            (f"{SITE}/view?id=7&x=a/b", "200 OK", HTML, page("lamp three")),
            (f"{SITE}/plain", "200 OK", {"Content-Type": "text/plain"}, b"Words of a plain text about the lamps."),
            (f"{SITE}/logo.png", "200 OK", {"Content-Type": "image/png"}, b"\x89PNG"),
            (f"{SITE}/gone", "404 Not Found", HTML, page("nothing")),
        ],
        packed=packed,
    )
    found = by_name(path)
    host = SITE.removeprefix("https://")
    assert list(found) == [
        f"{host}/2019/11/14/oil.html", f"{host}/2019/11/14/oil.html~2", f"{host}/view?id=7&x=a_b", f"{host}/plain",
    ]  # fmt: skip
    first = found[f"{host}/2019/11/14/oil.html"]
    assert first.format == "html"
    assert "lamp one" in first.raw
    assert first.hints["date"].value == "2019-11-14"
    assert not any("2021" in str(field.value) for article in found.values() for field in article.hints.values())
    kinds = [reason for _, reason in told(path)]
    assert "holds 1 record of another kind (image/png)" in kinds
    assert "holds 1 record of answers that are no page (status 404)" in kinds
    assert "holds 6 records about the capture, not of it (request)" in kinds


def test_the_page_is_the_one_that_was_saved_as_a_file(tmp_path: Path) -> None:
    body = page("lamp one")
    path = warc(tmp_path / "a.warc", [(f"{SITE}/a", "200 OK", HTML, body)])
    (tmp_path / "a.html").write_bytes(body)
    assert by_name(path)["www.harbour-gazette.example/a"].sha256 == next(read(tmp_path / "a.html")).sha256


def test_the_packing_of_the_transfer_is_taken_off(tmp_path: Path) -> None:
    body = page("lamp one")
    half = len(body) // 2
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:])) + b"0\r\n\r\n"
    zipped = gzip.compress(body)
    path = warc(
        tmp_path / "a.warc",
        [
            (f"{SITE}/chunked", "200 OK", HTML | {"Transfer-Encoding": "chunked"}, chunks),
            (f"{SITE}/gzip", "200 OK", HTML | {"Content-Encoding": "gzip"}, zipped),
            (f"{SITE}/deflate", "200 OK", HTML | {"Content-Encoding": "deflate"}, zlib.compress(body)),
            (f"{SITE}/plain", "200 OK", HTML | {"Content-Encoding": "gzip"}, body),
            (f"{SITE}/both", "200 OK", HTML | {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
             b"%x\r\n%s\r\n0\r\n\r\n" % (len(zipped), zipped)),
            (f"{SITE}/br", "200 OK", HTML | {"Content-Encoding": "br"}, body),
        ],
    )  # fmt: skip
    assert len({article.sha256 for article in by_name(path).values()}) == 1
    assert len(by_name(path)) == 5
    assert [place for place, reason in told(path) if "cannot be unpacked here (br)" in reason] == [
        "www.harbour-gazette.example/br"
    ]


def test_resources_conversions_and_revisits(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    records = [
        record("resource", f"{SITE}/resource", page("lamp one"), "text/html"),
        record("conversion", f"{SITE}/conversion", b"The words of a page, and nothing else of it.", "text/plain"),
        record("metadata", f"{SITE}/metadata", b"a: b", "application/warc-fields"),
        record("revisit", f"{SITE}/a", b""),
    ]
    path.write_bytes(b"".join(records))
    assert [name.rpartition("/")[2] for name in by_name(path)] == ["resource", "conversion"]
    assert "holds 1 record of pages captured before, unchanged (revisit)" in [reason for _, reason in told(path)]


def test_damage_costs_one_record(tmp_path: Path) -> None:
    responses = [(f"{SITE}/{number}", "200 OK", HTML, page(f"lamp {number}")) for number in range(9)]
    packed = bytearray(warc(tmp_path / "a.warc.gz", responses, packed=True).read_bytes())
    starts = [at for at in range(len(packed)) if packed.startswith(b"\x1f\x8b\x08", at)]
    packed[starts[7] + 60 : starts[7] + 90] = b"\xff" * 30
    (tmp_path / "b.warc.gz").write_bytes(packed)
    assert [name.rpartition("/")[2] for name in by_name(tmp_path / "b.warc.gz")] == list("01245678")
    assert any("damaged" in reason for _, reason in told(tmp_path / "b.warc.gz"))
    plain = warc(tmp_path / "a.warc", responses).read_bytes()
    at = plain.index(b"/3\r\n")
    broken = plain[:at].rpartition(b"WARC/1.0")[0] + b"junk " * 50 + plain[at + 400 :]
    (tmp_path / "c.warc").write_bytes(broken)
    assert [name.rpartition("/")[2] for name in by_name(tmp_path / "c.warc")] == list("01245678")
    assert any("belong to no record" in reason for _, reason in told(tmp_path / "c.warc"))
    (tmp_path / "d.warc").write_bytes(plain[: len(plain) - 1_500])
    assert len(by_name(tmp_path / "d.warc")) >= 6
    assert any("cut off" in reason or "no record" in reason for _, reason in told(tmp_path / "d.warc"))


def test_a_page_without_an_article_is_no_failure(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc", [(f"{SITE}/a", "200 OK", HTML, b"<html><body></body></html>")])
    (original,) = (thing for thing in Contents(path).originals() if isinstance(thing, Original))
    with pytest.raises(Exception, match="no words") as error:
        list(original.articles(None))
    assert type(error.value).__name__ == "NoArticle"


def test_odd_addresses_make_plain_names(tmp_path: Path) -> None:
    addresses = [
        "https://h.example/../../etc/passwd",
        "https://h.example/con",
        f"https://h.example/{'x' * 3000}",
        "urn:x:1",
    ]
    addresses += ["https://[bad", "https://h.example/%00%0a", "https://h.example//a//b/", "C:\\x"]
    path = warc(tmp_path / "a.warc", [(one, "200 OK", HTML, page(one[:20])) for one in addresses])
    with_content = [thing.path for thing in Contents(path).originals() if isinstance(thing, Original)]
    names = [place.relative_to(path).as_posix() for place in with_content]
    assert len(set(names)) == len(names)
    assert not any(".." in name.split("/") or len(name) > 900 for name in names)


def test_without_warcio_the_line_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = warc(tmp_path / "a.warc", [(f"{SITE}/a", "200 OK", HTML, page("lamp"))])
    monkeypatch.setitem(sys.modules, "warcio", None)
    (thing,) = Contents(path).originals()
    assert isinstance(thing, Skipped)
    assert thing.failure
    assert "pip install" in thing.remedy
