"""Web pages from bytes to a tree of elements, in bounded time and memory; nothing is ever fetched."""

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from newsreader.formats import decoding

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_ELEMENTS: Final = 200_000
MOST_WORK: Final = 300_000
MOST_ATTRIBUTES: Final = 5_000
"""Of one element: the parser compares each with all before it."""

_DECLARED = re.compile(
    rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^<>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 16_384
_MOST_LETTERS = 1_500
_WIDE_OR_ODD = ("utf-16", "utf-32", "utf-7", "ucs", "unicode", "idna", "punycode", "raw", "rot", "hex", "base64")
_DATA_URL = re.compile(r"data:[\w/+.;=-]{0,100}?base64,[A-Za-z0-9+/=%]{200,}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"?|'[^']*+'?)*+""")
_QUOTED = re.compile(r"""="[^"]*+"|='[^']*+'""")
_ATTRIBUTE = re.compile(r"""[\s"'/]([^\s"'/=<>]++)""")
_INLINE = re.compile(r"</?(?:font|span|b|i|u|em|strong|small|big|tt|sup|sub|a|ins|del|nobr)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(/?)(?:div|center|section|blockquote|ul|ol|dl|dir|menu)\b[^<>]*>", re.IGNORECASE)
_TOOLBARS = ("wm-ipp", "donato", "wm-toolbar")
"""What web archives put above the pages they keep."""

_TOO_DEEP = "ERR_RESOURCE_LIMIT"
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head", "select"})
_BREAKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
})  # fmt: skip


class PageError(Exception):
    """Why a page cannot be taken apart, as the end of a sentence that begins with its path."""


def decode(data: bytes) -> tuple[str, str]:
    """The markup of a page and the encoding it really is in: its mark, then its bytes, then what it declares.

    A page that says one encoding and is written in another is common; bytes that are sound UTF-8 are UTF-8.

    Raises:
        decoding.UndecodableError: The bytes are no text.
    """
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:_HEAD]:
        return decoding.decode(data)
    declared = _declared(data)
    if data.isascii() and not declared.startswith(("iso2022", "hz")):
        return decoding.decode(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if declared == "utf-8" and _is_mostly_utf8(data):
            return data.decode("utf-8", "replace"), "utf-8"
    if declared and declared != "utf-8":
        # What calls itself Latin-1 is Windows-1252, as every browser takes it.
        codec = "cp1252" if declared in ("iso8859-1", "ascii", "latin-1") else declared
        try:
            return data.decode(codec), codec
        except (UnicodeDecodeError, LookupError):
            pass
    return decoding.decode(data)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data, 0, _HEAD)
    if match is None:
        return ""
    name = (match[1] or match[2]).decode("ascii").lower()
    name = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "ks_c_5601-1987": "cp949"}.get(name, name)
    if name.startswith(_WIDE_OR_ODD):
        return ""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _is_mostly_utf8(data: bytes) -> bool:
    sound = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", data))
    return data.decode("utf-8", "replace").count("\ufffd") * 3 <= sound


def parse(text: str) -> Element:
    """The tree of a page or of a fragment of one.

    Raises:
        PageError: It is too large, too deeply nested, or no markup at all.
        ImportError: The parser is not installed.
    """
    text = _CONTROLS.sub(" ", _DATA_URL.sub("data:,", text))
    if len(text) > MAX_BYTES:
        raise PageError(f"has more than {MAX_BYTES // 1024**2} MB of markup, too much for the page of one article")
    if _is_crowded(text):
        raise PageError(f"has an element with more than {MOST_ATTRIBUTES:,} attributes, as no page of an article has")
    tree, is_cut = _tree(text)
    if is_cut:
        # Tags never closed nest each in the one before: without them, the words are the same.
        tree, is_cut = _tree(_BLOCK.sub(r"<\1p>", _INLINE.sub("", text)))
    if is_cut:
        raise PageError("is nested too deeply to be the page of an article")
    if tree is None:
        raise PageError("holds no words")
    for bar in [element for element in tree.iter("div") if (element.get("id") or "").startswith(_TOOLBARS)]:
        bar.drop_tree()
    for count, _ in enumerate(tree.iter(), start=1):
        if count > MAX_ELEMENTS:
            raise PageError(f"has more than {MAX_ELEMENTS:,} elements, too many for the page of one article")
    return tree


def _is_crowded(text: str) -> bool:
    """Whether an element has so many attributes that reading it would take minutes."""
    long_tags = (tag[0] for tag in _TAG.finditer(text) if len(tag[0]) > 2 * MOST_ATTRIBUTES)
    return any(len(set(_ATTRIBUTE.findall(_QUOTED.sub("/", tag)))) > MOST_ATTRIBUTES for tag in long_tags)


def is_simple(tree: Element) -> bool:
    """Whether an algorithm that looks at all that is in each element gets through the page in sensible time."""
    work = 0
    level = [tree]
    depth = 1
    while level and work <= MOST_WORK:
        work += depth * len(level)
        level = [child for element in level for child in element]
        depth += 1
    return work <= MOST_WORK


def _tree(text: str) -> tuple[Element | None, bool]:
    """The tree, and whether the parser gave up before the end because of its depth."""
    from lxml import etree, html  # type: ignore[import-untyped]  # the package has no types

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    return tree, any(_TOO_DEEP in entry.type_name for entry in parser.error_log)


def words(element: Element) -> str:
    """The visible words of an element on one line, cut off where they are too many to be a name or a heading."""
    gathered: list[str] = []
    size = 0
    for piece in _pieces(element):
        gathered.append(piece)
        size += len(piece) + 1
        if size > _MOST_LETTERS:
            break
    return " ".join("".join(gathered).split())


def lines(element: Element) -> list[str]:
    """The visible text of an element, a line for each block of it."""
    text = "".join(_pieces(element))
    return [line for line in (" ".join(part.split()) for part in text.split("\n\n")) if line]


def _pieces(element: Element) -> Iterator[str]:
    """Text in reading order, a blank line at each border of a block; walks with a stack of its own."""
    stack: list[tuple[Element, bool]] = [(element, True)]
    while stack:
        node, is_start = stack.pop()
        tag = node.tag
        if not is_start:
            if tag in _BREAKS:
                yield "\n\n"
            if node is not element:
                yield node.tail or ""
            continue
        stack.append((node, False))
        if not isinstance(tag, str) or tag in _HIDDEN:
            continue
        if tag in _BREAKS:
            yield "\n\n"
        yield node.text or ""
        stack.extend((child, True) for child in reversed(node))
