"""Hostile records, web pages, wire files, plain texts and PDF files."""

import json
from collections.abc import Iterator

from tests.fuzz.format_seeds import ANPA, HTML, IPTC, JSONL, MHTML, RIS, TEXT, pdf
from tests.hostile.expected import ANY, PARTLY, READ, REFUSED, Made

_MANY = 100_000


def documents() -> Iterator[Made]:
    """Name, bytes and what becomes of it."""
    yield from _records()
    yield from _pages()
    yield from _saved()
    yield from _exported()
    yield from _wires()
    yield from _texts()
    yield from _pdfs()


def _records() -> Iterator[Made]:
    names = b",".join(b"column%d" % at for at in range(_MANY))
    yield Made(
        "columns.csv",
        b"title,date,text,paper," + names + b"\r\nStrike,1919,The strike ended,Ledger" + b"," * _MANY,
        ANY,
    )
    yield Made("long-row.csv", b"title,date,text\r\nStrike,1919,The strike ended" + b",x" * 500_000 + b"\r\n", ANY)
    yield Made("open-quote.csv", b'title,date,text\r\nRain,1919,"It rained' + b" and rained" * 10_000, ANY)
    yield Made("nul.csv", b"title,date,text\r\nRa\0in,1919,It rained in the\0 dark\r\n", ANY)
    yield Made("quotes.csv", b"title,date,text\r\n" + b'"' * _MANY + b"\r\n", ANY)
    yield Made("nested.json", b"[" * _MANY + b"]" * _MANY, ANY)
    yield Made("nested-open.json", b'{"a":' * _MANY, REFUSED)
    deep = b'{"headline":"Deep","text":"Deep was the harbour.","more":' + b"[" * 5_000 + b"]" * 5_000 + b"}"
    yield Made("nested-in-a-record.json", deep, ANY)
    number = b'{"headline":"Numbers","text":"It was counted.","date":1e999999,"page":%s}' % (b"9" * 20_000)
    yield Made("number.json", number, ANY)
    yield Made(
        "same-key.json", b'{"headline":"Twice","text":"It was said.",' + b'"text":"Again.",' * 9_999 + b'"page":1}', ANY
    )
    keys = ",".join(f'"key{at}":{at}' for at in range(_MANY))
    yield Made("keys.json", f'{{"headline":"Keys","text":"It had many keys.",{keys}}}'.encode(), ANY)
    yield Made("not-a-number.json", b'{"headline":"NaN","text":"It was none.","page":NaN,"date":-Infinity}', ANY)
    yield Made("half-a-pair.json", b'{"headline":"Half","text":"It was \\ud83d half."}', ANY)
    yield Made("cut.json", b'[{"headline":"Cut","text":"It was cut off here","date":"1919-05', ANY)
    good = json.dumps({"headline": "Sound", "text": "A sound line among others.", "date": "1919-05-24"}).encode()
    yield Made("broken-line.jsonl", JSONL + b'{"headline":"Broken","text":\n' + good + b"\n", PARTLY)
    huge = b'{"headline":"Huge","text":"' + b"It went on and on. " * 400_000 + b'"}\n'
    yield Made("huge-line.jsonl", good.replace(b"Sound", b"Small") + b"\n" + huge, ANY)
    yield Made("control-line.jsonl", good.replace(b"sound line", b"bell \x07 rang") + b"\n\x00\x01\x02\n", ANY)


def _pages() -> Iterator[Made]:
    deep = b"<div>" * _MANY + b"<p>Deep in the harbour lay a ship, and nobody knew her name.</p>" + b"</div>" * _MANY
    yield Made("deep.html", b"<!DOCTYPE html><html><body>" + deep + b"</body></html>", ANY)
    many = b" ".join(b"data-a%d=%d" % (at, at) for at in range(_MANY))
    yield Made("attributes.html", HTML.replace(b"<article ", b"<article " + many + b" ").replace(b"nine", b"ten"), ANY)
    away = b'<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><base href="http://127.0.0.1:9/">'
    away += b'<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><script src="http://127.0.0.1:9/x.js"></script>'
    yield Made("refresh.html", HTML.replace(b"<title>", away + b"<title>").replace(b"nine", b"eleven"), READ)
    script = b"<script>while(true){document.write('x')}</script><img src=http://127.0.0.1:9/p onerror=alert(1)>"
    yield Made("scripts.html", HTML.replace(b"<nav>", script + b"<nav>").replace(b"nine", b"twelve"), READ)
    yield Made("open-comment.html", HTML.replace(b"<article", b"<!-- <article"), ANY)
    yield Made("open-tag.html", HTML[:-200] + b"<p " + b"x" * 200_000, ANY)
    yield Made(
        "entities.html", HTML.replace(b"Men went back.", b"&lt;&amp;&nosuch;&#0;&#xD800;&#99999999;" * 5_000), ANY
    )
    wrong = HTML.replace(b"utf-8", b"utf-16").replace(b"nine", "neuf à Québec".encode("latin-1"))
    yield Made("declared-wrong.html", wrong, ANY)
    yield Made("unknown-charset.html", HTML.replace(b"utf-8", b"x-klingon").replace(b"nine", b"thirteen"), ANY)
    yield Made("utf7.html", HTML.replace(b"utf-8", b"utf-7").replace(b"nine", b"+ADw-b+AD4-"), ANY)
    deep_json = b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script>"
    yield Made("deep-json.html", HTML.replace(b"<nav>", deep_json + b"<nav>").replace(b"nine", b"fourteen"), ANY)
    yield Made("comments.html", b"<!-- -->" * 50_000 + HTML.replace(b"nine", b"fifteen"), ANY)
    yield Made("table.html", b"<html><body>" + b"<table><tr><td>" * 20_000 + b"A table of the harbour.", ANY)


def _saved() -> Iterator[Made]:
    """Web pages in one file with their pictures."""
    yield Made("no-end.mhtml", MHTML[:-9].replace(b"nine", b"sixteen"), ANY)
    yield Made("no-boundary.mhtml", MHTML.replace(b'boundary=3D"--B"', b"").replace(b'boundary="--B"', b"x=1"), ANY)
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at) for at in range(3_000)
    )
    yield Made("nested.mhtml", b"MIME-Version: 1.0\r\n" + nested + b"Content-Type: text/html\r\n\r\n" + HTML, ANY)
    yield Made("parts.mhtml", MHTML.replace(b"----B--", b"----B\r\n\r\n" * 50_000 + b"----B--"), ANY)
    yield Made("base64.mhtml", MHTML.replace(b"quoted-printable", b"base64"), ANY)
    yield Made("header.mhtml", MHTML.replace(b"Subject: Strike", b"Subject: " + b"=?utf-8?Q?=FF?= " * 50_000), ANY)
    yield Made("outside.mhtml", MHTML.replace(b"https://example.org/a", b"file:///etc/passwd"), ANY)


def _exported() -> Iterator[Made]:
    """Articles as databases export them."""
    yield Made("no-end.ris", RIS.replace(b"ER  - \r\n", b""), ANY)
    yield Made("ends.ris", RIS + b"ER  - \r\n" * 50_000, ANY)
    yield Made("long-line.ris", RIS.replace(b"Men went back.", b"Men went back. " * 50_000), ANY)
    yield Made("many.txt", b"\n\n".join(b"%d of 100000 DOCUMENTS\n\nRain" % at for at in range(20_000)), ANY)
    yield Made("rules.txt", (b"=" * 40 + b"\n") * 50_000, ANY)


def _wires() -> Iterator[Made]:
    controls = bytes(range(1, 32))
    yield Made("controls.iptc", IPTC.replace(b"Men went back.", controls * 50), ANY)
    yield Made("open.iptc", IPTC[:-12], ANY)
    yield Made("starts.iptc", b"\x16\x16\x01" * 50_000, ANY)
    yield Made("ends.iptc", IPTC[:40] + b"\x03\x04" * 50_000, ANY)
    yield Made("controls.anpa", ANPA.replace(b"ended", controls), ANY)
    yield Made("carets.anpa", ANPA.replace(b"^Strike", b"^" * 100_000), ANY)


def _texts() -> Iterator[Made]:
    yield Made("mixed.txt", TEXT.encode() + " Grève à Québec".encode("latin-1") + " und Bär".encode("utf-16-le"), ANY)
    yield Made("utf16-odd.txt", TEXT.encode("utf-16")[:-1], ANY)
    yield Made("latin-with-mark.txt", b"\xef\xbb\xbf" + "Grève à Québec, où l’été fut long".encode("cp1252"), ANY)
    yield Made("controls.txt", bytes(range(1, 32)) * 100, REFUSED)
    yield Made("nuls.txt", b"\x00" * 10_000, REFUSED)
    yield Made("marks.txt", "\u202e\u200b\u0301".encode() * 20_000 + TEXT.encode(), ANY)
    yield Made("one-line.txt", b"It was a long story. " * 100_000, ANY)
    yield Made("no-space.txt", b"x" * 2_000_000, ANY)
    yield Made("terminal.txt", b"\x1b]0;owned\x07\x1b[2J" + TEXT.encode(), ANY)
    yield Made("pdf-that-is-text.txt", b"%PDF-1.4\n" + TEXT.encode(), REFUSED)
    yield Made("page-that-is-text.html", TEXT.replace("strike", "walk-out").encode(), READ)


def _pdfs() -> Iterator[Made]:
    sound = pdf()
    yield Made("kids-loop.pdf", sound.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), REFUSED)
    yield Made(
        "parent-loop.pdf", sound.replace(b"/Type/Page/Parent 2 0 R", b"/Type/Pages/Kids[3 0 R 2 0 R]/Count 2"), ANY
    )
    yield Made("million-pages.pdf", sound.replace(b"/Count 1", b"/Count 1000000"), ANY)
    yield Made("contents-loop.pdf", sound.replace(b"/Contents 4 0 R", b"/Contents 3 0 R"), ANY)
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    yield Made("locked.pdf", sound.replace(b"trailer<<", b"trailer<<" + lock), REFUSED)
    yield Made("filter.pdf", sound.replace(b"<</Length", b"<</Filter[" + b"/FlateDecode" * 100 + b"]/Length"), ANY)
    yield Made("box.pdf", sound.replace(b"[0 0 595 842]", b"[0 0 1e30 1e30]"), ANY)
    yield Made(
        "action.pdf", sound.replace(b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>"), ANY
    )
    for tenth in (1, 3, 5, 7):
        yield Made(f"cut-{tenth}-tenths.pdf", sound[: len(sound) * tenth // 10], ANY)
    deep = b"[" * 50_000 + b"]" * 50_000
    yield Made("deep.pdf", sound.replace(b"/Type/Catalog", b"/Type/Catalog/X " + deep), ANY)
    yield Made("operators.pdf", sound.replace(b"BT /F1", b"q " * 30_000 + b"BT /F1"), ANY)
