"""Pages saved in one file with their pictures, and mail messages."""

import quopri
from pathlib import Path

import pytest

from newsreader.errors import SourceFileError
from newsreader.formats.reader import read

WORDS = "The keepers of the lamp have asked the council for better oil, “as before”, in the café."
PAGE = (
    "<html><head><title>Keepers ask</title></head><body><h1>Keepers ask for oil</h1>"
    f"<p>{WORDS}</p><p>{WORDS}</p></body></html>"
)


def mhtml(
    page: bytes, charset: str, location: str = "https://www.harbour-gazette.example/2019/11/14/oil.html"
) -> bytes:
    body = quopri.encodestring(page)
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: " + location.encode() + b"\r\n"
        b"Subject: Keepers ask\r\nDate: Tue, 6 Jul 2021 05:04:03 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B--"\r\n\r\n\r\n----B--\r\n'
        b"Content-Type: text/html; charset=" + charset.encode() + b"\r\nContent-ID: <f@m>\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: " + location.encode() + b"\r\n\r\n" + body +
        b"\r\n----B--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"iVBORw0KGgo=\r\n\r\n----B----\r\n"
    )  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_the_main_part_is_the_article_in_its_own_encoding(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(mhtml(PAGE.encode(charset), charset))
    (article,) = read(path)
    assert article.format == "mhtml"
    assert WORDS in article.raw
    assert article.bytes == path.stat().st_size
    assert article.hints["date"].value == "2019-11-14", "the day of the address, not that of saving"


def test_a_mail_is_an_article_with_its_subject(tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(
        b"Return-Path: <a@b.example>\nFrom: Anna <a@b.example>\nSubject: =?utf-8?Q?Oil_f=C3=BCr_all?=\n"
        b"MIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + WORDS.encode() + b"\n"
    )
    (article,) = read(path)
    assert article.raw.strip() == WORDS
    assert article.hints["headline"].value == "Oil für all"


def test_a_head_of_keys_is_no_mail(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Title: Keepers\nAuthor: Anna\nContent-Type: none\n\n{WORDS}\n", encoding="utf-8")
    (article,) = read(path)
    assert article.format == "text"


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: image/png\n\nxxxx\n",
        b"MIME-Version: 1.0\nContent-Type: text/plain; charset=x\nContent-Transfer-Encoding: base64\n\n\xff\xfe!\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"\"\n\n--\n\n--\n",
        b"MIME-Version: 1.0\nContent-Type: text/html\n\n\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b0\n\n"
        + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(3000)),
    ],
)  # fmt: skip
def test_odd_messages_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(data)
    with pytest.raises(SourceFileError) as error:
        list(read(path))
    assert error.value.remedy
