"""Hostile digitized issues: where they point, how they are built, and what their pages claim."""

from collections.abc import Iterator

from tests.fuzz.format_seeds import ALTO, DIDL, HOCR, METS, PAGE
from tests.hostile import hostile_images
from tests.hostile.expected import ANY, READ, REFUSED, Made

_MANY = 100_000
_HREF = b"file://./alto1.xml"
_HREFS = {
    "up": b"../../../../etc/passwd",
    "up-coded": b"%2e%2e/%2e%2e/etc/passwd",
    "up-backwards": b"..\\..\\windows\\win.ini",
    "file": b"file:///etc/passwd",
    "web": b"http://127.0.0.1:9/alto1.xml",
    "share": b"//127.0.0.1/share/alto1.xml",
    "absolute": b"/etc/passwd",
    "drive": b"C:\\windows\\win.ini",
    "device": b"CON",
    "device-xml": b"aux.xml",
    "port": b"COM1.xml",
    "tty": b"/dev/tty",
    "nul": b"alto1.xml%00.png",
    "folder": b".",
    "itself": b"mets.xml",
    "long": b"x" * 5_000,
}


def documents() -> Iterator[Made]:
    """Issues, each in a folder of its own, and lone pages."""
    for name, href in _HREFS.items():
        yield Made(f"href-{name}/mets.xml", METS.replace(_HREF, href), REFUSED)
    yield Made("missing-page/mets.xml", METS, REFUSED)
    yield from _structures()
    yield from _pages()
    yield from _pictured()
    yield Made("didl-outside/didl.xml", DIDL.replace(b'"text1.xml"', b'"../../../etc/passwd"'), ANY)
    yield Made(
        "didl-loop/didl.xml",
        DIDL.replace(b"</didl:DIDL>", b"").rstrip()[:-12] + _items() + b"</didl:Item></didl:DIDL>",
        ANY,
    )


def _issue(name: str, mets: bytes, alto: bytes, fate: str) -> Iterator[Made]:
    yield Made(f"{name}/mets.xml", mets, fate)
    yield Made(f"{name}/alto1.xml", alto, "")


def _items() -> bytes:
    return b'<didl:Item dc:identifier="ddd:1:a0001">' * 500 + b"</didl:Item>" * 500


def _structures() -> Iterator[Made]:
    loop = b'<smLink xlink:from="A1" xlink:to="A1"/><smLink xlink:from="PH1" xlink:to="A1"/>'
    yield from _issue("links-in-a-loop", METS.replace(b"<structLink>", b"<structLink>" + loop * 100), ALTO, READ)
    same = METS.replace(b'ID="PH1"', b'ID="A1"').replace(b'ID="I1"', b'ID="ALTO1"', 1).replace(b'ID="M1"', b'ID="M0"')
    yield from _issue("same-ids", same, ALTO, ANY)
    wide = b"".join(b'<div TYPE="ARTICLE" ID="X%d"/>' % at for at in range(_MANY))
    yield from _issue(
        "many-divisions", METS.replace(b'<div TYPE="ISSUE" DMDID="M0">', b'<div TYPE="ISSUE">' + wide), ALTO, READ
    )
    deep = METS.replace(b'<div TYPE="ISSUE" DMDID="M0">', b'<div TYPE="ISSUE">' + b"<div>" * _MANY, 1)
    deep = deep.replace(b"</structMap><structLink>", b"</div>" * _MANY + b"</structMap><structLink>")
    yield from _issue("deep-divisions", deep, ALTO, ANY)
    many = b'<fptr><area FILEID="ALTO1" BEGIN="B2"/></fptr>' * 20_000
    yield from _issue(
        "one-block-many-times", METS.replace(b'<div TYPE="BODY">', b'<div TYPE="BODY">' + many), ALTO, ANY
    )
    groups = METS.replace(b"<fileGrp USE=", b"<fileGrp>" * 10_000 + b"<fileGrp USE=", 1)
    groups = groups.replace(b"</fileGrp><fileGrp USE=", b"</fileGrp>" + b"</fileGrp>" * 10_000 + b"<fileGrp USE=", 1)
    yield from _issue("deep-groups", groups, ALTO, ANY)
    boxes = METS.replace(b"0,0,500,700", b"NaN,-1,1e999,99999999999999999999")
    yield from _issue("odd-rectangle", boxes, ALTO, READ)
    yield from _issue("no-such-block", METS.replace(b'"B1"', b'"NOPE"').replace(b'"B2"', b'"NOPE"'), ALTO, ANY)
    yield from _issue("page-is-mets", METS, METS, REFUSED)
    yield from _issue("page-is-html", METS, b"<html><body><p>No page.</p></body></html>", REFUSED)
    entity = b'<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + ALTO.partition(b"?>")[2]
    yield from _issue("page-with-entity", METS, entity, REFUSED)


def _pages() -> Iterator[Made]:
    for name, number in (
        ("negative", b"-99999"),
        ("nan", b"NaN"),
        ("huge", b"1e308"),
        ("endless", b"9" * 400),
        ("word", b"x"),
    ):
        yield Made(
            f"lone/box-{name}.xml", ALTO.replace(b'"10"', b'"%s"' % number).replace(b"STRIKE", name.encode()), ANY
        )
    empty = ALTO.replace(b'WIDTH="1000"', b'WIDTH="0"').replace(b'HEIGHT="1400"', b'HEIGHT="-1"')
    yield Made("lone/no-size.xml", empty.replace(b"STRIKE", b"NOSIZE"), ANY)
    sure = ALTO.replace(b'WC="0.95"', b'WC="-7"').replace(b'WC="0.31"', b'WC="NaN"')
    yield Made("lone/confidence.xml", sure.replace(b"STRIKE", b"CONFIDENCE"), READ)
    style = ALTO.replace(b'FONTSIZE="10"', b'FONTSIZE="1e400"').replace(b'FONTSIZE="24.5"', b'FONTSIZE="-3"')
    yield Made("lone/type-size.xml", style.replace(b"STRIKE", b"TYPESIZE"), READ)
    nested = ALTO.replace(b'<ComposedBlock ID="C1">', b'<ComposedBlock ID="C1">' * 20_000)
    yield Made("lone/deep-blocks.xml", nested.replace(b"</ComposedBlock>", b"</ComposedBlock>" * 20_000), ANY)
    half = ALTO.replace(b'SUBS_TYPE="HypPart2"', b'SUBS_TYPE="HypPart1"').replace(b"STRIKE", b"HALVES")
    yield Made("lone/only-first-halves.xml", half, READ)
    long_word = ALTO.replace(b"STRIKE", b"LONG" * 500_000)
    yield Made("lone/long-word.xml", long_word, ANY)
    points = PAGE.replace(b"10,10 300,10 300,50 10,50", b"10,10 " * 50_000 + b"x,y NaN,1e999")
    yield Made("lone/points.page.xml", points, ANY)
    order = PAGE.replace(b'regionRef="r2"', b'regionRef="r1"').replace(b'index="1"', b'index="-5"')
    yield Made("lone/order.page.xml", order.replace(b"STRIKE", b"ORDER"), ANY)
    boxes = HOCR.replace(b"bbox 10 10 99 40", b"bbox -1 1e9 NaN 99999999999999999999")
    yield Made("lone/boxes.hocr.html", boxes.replace(b"STRIKE", b"BOXES"), ANY)


def _pictured() -> Iterator[Made]:
    """Sound issues whose page has a hostile picture: the words are read all the same."""
    for made in hostile_images.documents():
        folder = f"pictured-{made.name.replace('.', '-')}"
        name = made.name.encode()
        mets = METS.replace(b"p1.jpg", name).replace(b"Strike", made.name.split(".")[0].encode())
        yield from _issue(folder, mets, ALTO.replace(b"p1.jpg", name).replace(b"STRIKE", name), READ)
        yield Made(f"{folder}/{made.name}", made.data, "")
