"""Hostile XML: entities, document types, depth, width, encodings and cuts."""

from collections.abc import Iterator

from tests.fuzz.format_seeds import NITF
from tests.hostile.expected import ANY, READ, REFUSED, Made

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_MANY = 100_000


def documents() -> Iterator[Made]:
    """Name, bytes and what becomes of it."""
    yield from _entities()
    yield from _shapes()
    yield from _encodings()
    for tenth in range(1, 10):
        yield Made(f"cut-{tenth}-tenths.xml", NITF[: len(NITF) * tenth // 10], REFUSED)


def _entities() -> Iterator[Made]:
    lol = b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 10))
    yield Made("billion-laughs.xml", b'<!DOCTYPE nitf [<!ENTITY l0 "ha">' + lol + b"]>" + _nitf(b"&l9;"), REFUSED)
    yield Made(
        "quadratic.xml", b'<!DOCTYPE nitf [<!ENTITY a "%s">]>' % (b"a" * 50_000) + _nitf(b"&a;" * 5_000), REFUSED
    )
    outside = b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield Made("external-file.xml", outside + _nitf(b"&x;"), REFUSED)
    outside = b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'
    yield Made("external-web.xml", outside + _nitf(b"&x;"), REFUSED)
    yield Made("external-dtd.xml", b'<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">' + _nitf(b"A strike."), ANY)
    outside = b'<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'
    yield Made("parameter-entity.xml", outside + _nitf(b"A strike."), REFUSED)
    yield Made(
        "doctype-in-utf16.xml", ('<?xml version="1.0"?>' + outside.decode() + "<alto/>").encode("utf-16"), REFUSED
    )
    included = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    yield Made("xinclude.xml", _HEAD + _nitf(b"A strike went on." + included), READ)
    style = b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl" type="text/xsl"?>'
    yield Made("stylesheet.xml", _HEAD + style + _nitf(b"The keepers of the lamp struck."), READ)
    yield Made("undefined-entity.xml", _HEAD + _nitf(b"&nosuch;"), REFUSED)


def _shapes() -> Iterator[Made]:
    deep = b"<p>" * _MANY + b"Deep below the harbour." + b"</p>" * _MANY
    yield Made("deep.xml", _HEAD + _nitf(deep), ANY)
    yield Made("deep-open.xml", _HEAD + b"<nitf>" + b"<p>" * _MANY, REFUSED)
    many = b" ".join(b'a%d="%d"' % (at, at) for at in range(_MANY))
    yield Made("attributes.xml", _HEAD + b"<nitf " + many + b"><body/></nitf>", REFUSED)
    yield Made("huge-attribute.xml", _HEAD + b'<nitf a="' + b"x" * 5_000_000 + b'"><body/></nitf>', REFUSED)
    yield Made("huge-name.xml", _HEAD + b"<nitf><" + b"x" * 2_000_000 + b"/></nitf>", REFUSED)
    yield Made("same-attribute-twice.xml", _HEAD + b'<nitf a="1" a="2"/>', REFUSED)
    yield Made("two-roots.xml", _HEAD + NITF.partition(b"?>")[2] * 2, REFUSED)
    yield Made("nul.xml", NITF.replace(b"Men back", b"Men\x00back"), REFUSED)
    yield Made("control.xml", NITF.replace(b"Men back", b"Men\x0bback"), REFUSED)
    yield Made("character-nul.xml", NITF.replace(b"Men back", b"Men&#0;back"), REFUSED)
    yield Made("character-too-large.xml", NITF.replace(b"Men back", b"&#x110000;"), REFUSED)
    yield Made("half-a-pair.xml", NITF.replace(b"Men back", b"&#xD800;"), REFUSED)
    yield Made("open-cdata.xml", NITF.replace(b"Men back", b"<![CDATA[Men"), REFUSED)
    yield Made("declarations.xml", _HEAD.strip() * 1000 + NITF, REFUSED)


def _encodings() -> Iterator[Made]:
    words = _nitf("Grève à Québec, où l’été fut long.".encode("latin-1", "replace"))
    yield Made("latin-as-utf8.xml", _HEAD + words, REFUSED)
    yield Made("klingon.xml", _HEAD.replace(b"UTF-8", b"klingon") + _nitf(b"A strike."), REFUSED)
    yield Made("utf7.xml", _HEAD.replace(b"UTF-8", b"utf-7") + _nitf(b"+ADw-script+AD4-"), ANY)
    text = NITF.decode().replace("Strike ends", "Strike ends in the dark")
    yield Made("utf16-without-mark.xml", text.encode("utf-16-le"), ANY)
    yield Made("utf16-odd.xml", text.encode("utf-16")[:-1], REFUSED)
    declared = text.replace('version="1.0"', 'version="1.0" encoding="utf-16"')
    yield Made("utf8-as-utf16.xml", declared.encode(), REFUSED)
    yield Made("utf32.xml", text.encode("utf-32"), ANY)


def _nitf(inside: bytes) -> bytes:
    return b"<nitf><body><body.head/><body.content><p>" + inside + b"</p></body.content></body></nitf>"
