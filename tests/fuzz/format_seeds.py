"""Small sound files of every format to begin fuzzing with, and the words that mean something in them."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

# ruff: noqa: E501  files as they are delivered, not prose
TEXT: Final = (
    "HALIFAX, May 23. The men of the harbour voted last night to go on with the strike, after the second offer of "
    "forty cents ran out at noon with no word from the board. A motion to let the mail-boats through was carried."
)

ALTO: Final = b"""<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit>
<sourceImageInformation><fileName>p1.jpg</fileName></sourceImageInformation></Description>
<Styles><TextStyle ID="S1" FONTSIZE="10" FONTFAMILY="Times"/><TextStyle ID="S2" FONTSIZE="24.5"/></Styles>
<Layout><Page ID="P1" WIDTH="1000" HEIGHT="1400" PHYSICAL_IMG_NR="1"><PrintSpace HPOS="0" VPOS="0" WIDTH="1000"
HEIGHT="1400"><ComposedBlock ID="C1"><TextBlock ID="B1" HPOS="10" VPOS="10" WIDTH="300" HEIGHT="40" STYLEREFS="S2">
<TextLine ID="L1" HPOS="10" VPOS="10" WIDTH="300" HEIGHT="40"><String ID="W1" HPOS="10" VPOS="10" WIDTH="90" HEIGHT="40"
CONTENT="STRIKE" WC="0.95" STYLEREFS="S2"/><SP WIDTH="9" HPOS="100" VPOS="10"/><String HPOS="120" VPOS="10" WIDTH="99"
HEIGHT="40" CONTENT="GOES ON" WC="0.31"/></TextLine></TextBlock><TextBlock ID="B2" HPOS="10" VPOS="60" WIDTH="300"
HEIGHT="90" language="en"><TextLine HPOS="10" VPOS="60" WIDTH="300" HEIGHT="20"><String HPOS="10" VPOS="60" WIDTH="80"
HEIGHT="20" CONTENT="The"/><String HPOS="100" VPOS="60" WIDTH="80" HEIGHT="20" CONTENT="har" SUBS_TYPE="HypPart1"
SUBS_CONTENT="harbour"/><HYP HPOS="185" VPOS="60" WIDTH="9" HEIGHT="20" CONTENT="-"/></TextLine><TextLine HPOS="10"
VPOS="85" WIDTH="300" HEIGHT="20"><String HPOS="10" VPOS="85" WIDTH="80" HEIGHT="20" CONTENT="bour" SUBS_TYPE="HypPart2"
SUBS_CONTENT="harbour"/><String HPOS="99" VPOS="85" WIDTH="80" HEIGHT="20" CONTENT="is&#x20;still."/></TextLine>
</TextBlock></ComposedBlock></PrintSpace></Page></Layout></alto>"""

METS: Final = b"""<?xml version="1.0" encoding="UTF-8"?>
<mets xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"
LABEL="Ledger 1919-05-24" TYPE="Newspaper"><metsHdr><agent TYPE="ORGANIZATION"><name>Library</name></agent></metsHdr>
<dmdSec ID="M0"><mdWrap MDTYPE="MODS"><xmlData><mods:mods><mods:titleInfo><mods:title>Ledger</mods:title></mods:titleInfo>
<mods:originInfo><mods:place><mods:placeTerm type="text">Halifax</mods:placeTerm></mods:place><mods:dateIssued>1919-05-24
</mods:dateIssued></mods:originInfo><mods:part><mods:detail type="volume"><mods:number>62</mods:number></mods:detail>
</mods:part></mods:mods></xmlData></mdWrap></dmdSec><dmdSec ID="M1"><mdWrap><xmlData><mods:mods><mods:titleInfo>
<mods:nonSort>The</mods:nonSort><mods:title>Strike</mods:title></mods:titleInfo><mods:name type="personal"><mods:namePart
type="family">Brook</mods:namePart></mods:name><mods:language><mods:languageTerm>en</mods:languageTerm></mods:language>
</mods:mods></xmlData></mdWrap></dmdSec><fileSec><fileGrp USE="Images"><file ID="I1" MIMETYPE="image/jpeg"><FLocat
xlink:href="file://./p1.jpg"/></file></fileGrp><fileGrp USE="Text"><file ID="ALTO1" MIMETYPE="text/xml"><FLocat
xlink:href="file://./alto1.xml"/></file></fileGrp></fileSec><structMap TYPE="PHYSICAL"><div TYPE="Newspaper" DMDID="M0">
<div TYPE="PAGE" ID="PH1" ORDER="1" ORDERLABEL="1"><fptr><par><area FILEID="I1"/><area FILEID="ALTO1" BEGIN="P1"
BETYPE="IDREF"/></par></fptr></div></div></structMap><structMap TYPE="LOGICAL"><div TYPE="ISSUE" DMDID="M0"><div
TYPE="ARTICLE" ID="A1" DMDID="M1"><div TYPE="HEADING"><div TYPE="TITLE"><fptr><area FILEID="ALTO1" BEGIN="B1"
BETYPE="IDREF"/></fptr></div></div><div TYPE="BODY"><fptr><area FILEID="ALTO1" BEGIN="B2" END="B2"/></fptr><fptr><area
FILEID="ALTO1" SHAPE="RECT" COORDS="0,0,500,700"/></fptr></div></div></div></structMap><structLink><smLink
xlink:from="A1" xlink:to="PH1"/><smLinkGrp><smLocatorLink xlink:href="#A1"/><smLocatorLink xlink:href="#PH1"/></smLinkGrp>
</structLink></mets>"""

DIDL: Final = b"""<?xml version="1.0"?><didl:DIDL xmlns:didl="urn:mpeg:mpeg21:2002:02-DIDL-NS" xmlns:ddd="http://www.kb.nl/ddd"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcx="http://krait.kb.nl/coop/tel/handbook/telterms.html"><didl:Item
dc:identifier="ddd:1"><didl:Component dc:identifier="ddd:1:metadata"><didl:Descriptor><didl:Statement dc:type="role">metadata
</didl:Statement></didl:Descriptor><didl:Resource mimeType="text/xml"><dcx><dc:title>Courant</dc:title><dc:date>1848-05-02</dc:date>
<dc:language>nl</dc:language></dcx></didl:Resource></didl:Component><didl:Item dc:identifier="ddd:1:p001"><didl:Component
dc:identifier="ddd:1:p001:metadata"><didl:Descriptor><didl:Statement dc:type="role">metadata</didl:Statement></didl:Descriptor>
<didl:Resource><dcx><ddd:nativePageNumber>1</ddd:nativePageNumber></dcx></didl:Resource></didl:Component><didl:Component
dc:identifier="ddd:1:p001:alto"><didl:Descriptor><didl:Statement dc:type="role">alto</didl:Statement></didl:Descriptor>
<didl:Resource mimeType="text/xml" ref="http://resolver.kb.nl/x" dcx:filename="alto1.xml"/></didl:Component><didl:Item
dc:identifier="ddd:1:p001:a0001" ddd:article_id="ddd:1:a0001"><didl:Component dc:identifier="ddd:1:p001:a0001:zoning">
<didl:Descriptor><didl:Statement dc:type="role">metadata/zoning</didl:Statement></didl:Descriptor><didl:Resource><dcx:zoning>
<dcx:coordinates image="p1.jp2"><dcx:area hpos="1" vpos="5" width="400" height="200"/></dcx:coordinates></dcx:zoning>
</didl:Resource></didl:Component></didl:Item></didl:Item><didl:Item dc:identifier="ddd:1:a0001"><didl:Component
dc:identifier="ddd:1:a0001:metadata"><didl:Descriptor><didl:Statement dc:type="role">metadata</didl:Statement></didl:Descriptor>
<didl:Resource><dcx><dc:subject>artikel</dc:subject><dc:title>STRIKE</dc:title></dcx></didl:Resource></didl:Component>
<didl:Component dc:identifier="ddd:1:a0001:ocr"><didl:Descriptor><didl:Statement dc:type="role">ocr</didl:Statement>
</didl:Descriptor><didl:Resource mimeType="text/xml" dcx:filename="text1.xml"/></didl:Component></didl:Item></didl:Item>
</didl:DIDL>"""

PAGE: Final = b"""<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page
imageFilename="p1.jpg" imageWidth="1000" imageHeight="1400"><ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="0"
regionRef="r1"/><RegionRefIndexed index="1" regionRef="r2"/></OrderedGroup></ReadingOrder><TextRegion id="r1"
type="heading"><Coords points="10,10 300,10 300,50 10,50"/><TextLine id="l1"><Coords points="10,10 300,10 300,50 10,50"/>
<Word id="w1"><Coords points="10,10 99,10 99,50 10,50"/><TextEquiv conf="0.9"><Unicode>STRIKE</Unicode></TextEquiv></Word>
<TextEquiv><Unicode>STRIKE ENDS</Unicode></TextEquiv></TextLine></TextRegion><TextRegion id="r2"><Coords
points="10,60 300,60 300,90"/><TextLine><Baseline points="10,80 300,80"/><TextEquiv><Unicode>The har-</Unicode>
</TextEquiv></TextLine></TextRegion></Page></PcGts>"""

HOCR: Final = b"""<html><head><meta name="ocr-system" content="tesseract"/></head><body><div class="ocr_page" id="page_1"
title='image "p1.jpg"; bbox 0 0 1000 1400; ppageno 0'><div class="ocr_carea" title="bbox 10 10 300 90"><p class="ocr_par"
lang="eng"><span class="ocr_line" title="bbox 10 10 300 40; x_size 24"><span class="ocrx_word" title="bbox 10 10 99 40;
x_wconf 95">STRIKE</span> <span class="ocrx_word" title="bbox 110 10 199 40; x_wconf 20">ENDS</span></span></p></div></div>
</body></html>"""

NITF: Final = b"""<?xml version="1.0"?><nitf><head><title>Strike</title><docdata><date.issue norm="19940503T120000Z"/>
<doc.copyright holder="Agency"/></docdata><pubdata name="Ledger" date.publication="19940503"/></head><body><body.head>
<hedline><hl1>Strike ends</hl1><hl2>Men back</hl2></hedline><byline>By <person>Anna Brook</person></byline><dateline>
<location>LONDON</location></dateline></body.head><body.content><p>The strike ended. It was long.</p><table><tr><td>1</td>
</tr></table></body.content></body></nitf>"""

NEWSML: Final = b"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1"
xml:lang="en"><itemMeta><versionCreated>1994-05-03T12:00:00Z</versionCreated><provider literal="Agency"/></itemMeta>
<contentMeta><headline>Strike ends</headline><by>Anna Brook</by><dateline>LONDON</dateline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>The strike
ended.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""

NEWSML_1: Final = b"""<?xml version="1.0"?><NewsML><NewsItem><Identification><NewsIdentifier><DateId>19940503</DateId>
</NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>Strike ends</HeadLine><ByLine>Anna Brook</ByLine>
</NewsLines><ContentItem><DataContent><p>The strike ended.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""

NINJS: Final = b"""{"uri":"urn:1","type":"text","version":"1","versioncreated":"1994-05-03T12:00:00Z","headline":"Strike ends",
"byline":"Anna Brook","located":"London","language":"en","body_xhtml":"<p>The strike ended.</p>","body_text":"The strike ended.",
"place":[{"name":"London"}],"associations":{"a":{"type":"picture"}}}"""

JSON: Final = b"""{"response":{"zone":[{"records":{"article":[{"id":"1","heading":"Strike ends","date":"1919-05-24","title":
{"id":"2","value":"The Ledger"},"page":3,"articleText":"<p>The strike ended.</p>"},{"id":"2","heading":"Rain","text":
"It rained \\u00e9 \\ud83d\\ude00"}]}}]}}"""
JSONL: Final = (
    b'{"headline":"Strike","text":"The strike ended.","date":"1919-05-24"}\n{"headline":"Rain","text":"It rained."}\n'
)
CSV: Final = b'title,date,text,page,newspaper\r\n"Strike, ends",1919-05-24,"The strike\r\nended ""now"".",3,Ledger\r\nRain,1919,It rained,4,L\r\n'

IPTC: Final = (
    b"\x16\x16\x01REU0042 3 pol 0123 \x1f\r\n\x02Strike ends\r\nBy Anna Brook\r\nLONDON, May 3 - The strike ended.\r\n"
    b"Men went back.\r\n\x03031200 MAY 94\x04"
)
ANPA: Final = (
    b"\x16\x16\x01a0042 r wbx-z-\x1f\r\n^bc-strike 05-03 0123\x02\r\n^Strike ends<\r\n^By ANNA BROOK=\r\n   LONDON (AP) _ The strike ended.<"
    b"\r\n\x03 05-03-94 1200EDT\x04"
)

HTML: Final = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Strike ends | Ledger</title><meta name="author"
content="Anna Brook"><meta property="article:published_time" content="1994-05-03T12:00:00Z"><script type="application/ld+json">
{"@type":"NewsArticle","headline":"Strike ends","datePublished":"1994-05-03","author":[{"name":"Anna Brook"}]}</script></head><body>
<nav>Home</nav><article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Strike ends</h1><p>By Anna
Brook</p><p>LONDON, May 3 - The strike ended after nine weeks and a day.</p><p>Men went back.</p></article></body></html>"""

MHTML: Final = (
    b'From: <Saved by Blink>\r\nSubject: Strike\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    b'\tboundary="--B"\r\nSnapshot-Content-Location: https://example.org/a\r\n\r\n----B\r\nContent-Type: text/html\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/a\r\n\r\n"
    + HTML.replace(b"=", b"=3D").replace(b"\n", b"\r\n")
    + b"\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----B--\r\n"
)


def _warc() -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:11111111-1111-1111-1111-111111111111>\r\nWARC-Date: "
        b"2020-01-01T00:00:00Z\r\nWARC-Target-URI: https://example.org/a\r\nContent-Type: application/http; msgtype=response\r\n"
    )
    record = head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
    chunked = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
        + b"%x\r\n" % len(packed := gzip.compress(HTML, mtime=0))
        + packed
        + b"\r\n0\r\n\r\n"
    )
    return record + head + b"Content-Length: %d\r\n\r\n" % len(chunked) + chunked + b"\r\n\r\n"


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b/c.html", HTML)
        archive.writestr("issue/alto1.xml", ALTO)
        archive.writestr("issue/mets.xml", METS)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in (("a.txt", TEXT.encode()), ("b/" + "long" * 40 + "é.html", HTML)):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()[:-8192]


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(72))) + chunk(b"IEND", b"")


def _tiff() -> bytes:
    entries = (
        struct.pack("<HHII", 256, 3, 1, 8) + struct.pack("<HHII", 257, 4, 1, 8) + struct.pack("<HHII", 273, 4, 1, 8)
    )
    return (
        b"II*\0"
        + struct.pack("<I", 8)
        + struct.pack("<H", 3)
        + entries
        + struct.pack("<I", 50)
        + struct.pack("<H", 0)
        + bytes(64)
    )


def _jpeg() -> bytes:
    frame = struct.pack(">BHHB", 8, 64, 48, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0"
        + struct.pack(">H", 2 + len(frame))
        + frame
        + b"\xff\xd9"
    )


def _jp2() -> bytes:
    head = struct.pack(">IIHBBBB", 48, 64, 1, 7, 7, 0, 0)
    inner = struct.pack(">I", 8 + len(head)) + b"ihdr" + head
    return (
        b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 " + struct.pack(">I", 8 + len(inner)) + b"jp2h" + inner
        + b"\0\0\0\0jp2c\xff\x4f\xff\x51"
    )  # fmt: skip


def pdf() -> bytes:
    """A page of text."""
    stream = b"BT /F1 24 Tf 50 700 Td (STRIKE ENDS) Tj 0 -30 Td /F1 10 Tf (The har-) Tj 0 -12 Td (bour is still.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R/Info<</Title(Strike)>>>>\nstartxref\n%d\n%%%%EOF" % start)


RIS: Final = (
    b"TY  - NEWS\r\nTI  - Strike ends\r\nAU  - Brook, Anna\r\nT2  - Ledger\r\nDA  - 1919/05/24/\r\nSP  - 3\r\nAB  - The strike ended.\r\n"
    b"Men went back.\r\nER  - \r\nTY  - NEWS\r\nTI  - Rain\r\nN2  - It rained on the harbour.\r\nER  - \r\n"
)


def _exports() -> list[bytes]:
    """The forms of databases as their own tests have them."""
    from tests.unit.formats import test_exported_texts as forms

    return [
        text.encode() for text in (forms.NEXIS, forms.NEXIS_UNI, forms.FACTIVA, forms.FACTIVA_CODES, forms.PROQUEST)
    ]


SEEDS: Final[dict[str, Callable[[], list[bytes]]]] = {
    "mets": lambda: [METS],
    "alto": lambda: [ALTO, ALTO.replace(b"pixel", b"inch1200")],
    "didl": lambda: [DIDL],
    "page": lambda: [PAGE],
    "hocr": lambda: [HOCR],
    "wire": lambda: [NITF, NEWSML, NEWSML_1, NINJS, IPTC, ANPA],
    "json": lambda: [JSON, JSONL, b"[" + JSONL.replace(b"}\n{", b"},{").strip() + b"]"],
    "table": lambda: [CSV, CSV.replace(b",", b"\t"), CSV.replace(b",", b";").decode().encode("utf-16")],
    "html": lambda: [HTML],
    "text": lambda: [TEXT.encode(), b"Title: Strike\nDate: 3 May 1994\n\n" + TEXT.encode()],
    "exports": lambda: [*_exports(), RIS],
    "zip": lambda: [_zip()],
    "tar": lambda: [_tar(), gzip.compress(_tar(), mtime=0), bz2.compress(_tar()), lzma.compress(TEXT.encode())],
    "warc": lambda: [_warc(), gzip.compress(_warc(), mtime=0)],
    "mhtml": lambda: [MHTML],
    "image": lambda: [_png(), _tiff(), _jpeg(), _jp2(), pdf()],
    "pdf": lambda: [pdf()],
}
"""Makes the first inputs for each parser."""

TOKENS: Final = (
    b"-1", b"0", b"1e308", b"NaN", b"inf", b"99999999999999999999", b"4294967296", b"-0.5", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"&#0;", b"&#xD800;", b"&amp;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b'"', b"'", b"\\ud800", b"\\u0000", b"[" * 40, b"]",
    b"{" * 40, b"}", b"<div>" * 30, b"</div>", b"../", b"file:///", b"%00", b"%2e%2e/", b"\r\n", b"\n\n", b",", b"\t", b'""', b"\x1f",
    b"\x02", b"\x03", b"\x04", b"ID=", b"P1", b"B1", b"B2", b"ALTO1", b"HypPart1", b"HypPart2", b"\xc2\xad", b"\xf0\x9f\x98\x80",
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff", b"Content-Length: 99999999999\r\n",
    b"utf-16", b"utf-7", b"charset=", b"encoding='x'", b"/Count 1000000", b"3 0 R", b"obj", b"stream", b"0-0-0", b"1919-99-99",
)  # fmt: skip
"""What is put in now and then."""
