"""NewsML 1.0 to 1.2 and NewsML-G2 (https://iptc.org/standards), items alone and in packages."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from newsreader.formats.composed import Statement
from newsreader.formats.record_words import paragraphs as paragraphs_of_words
from newsreader.formats.wire_nitf import of_nitf, paragraphs
from newsreader.formats.xml_documents import Element, attribute, children, descendants, first, local, text

NEWSML: Final = "newsml"
_HEADS: Final = frozenset({"headline", "headLine", "HeadLine"})
_NO_TEXT: Final = ("photo", "picture", "graphic", "video", "audio", "animation")
_BASIC: Final = "caption"


def of_newsml(root: Element) -> Iterator[Statement]:
    """What each article of a document states; items without a text are passed over."""
    if local(root) == "NewsML":
        for item in descendants(root, "NewsItem"):
            yield from _of_item_1(item)
        return
    for item in descendants(root, "newsItem"):
        statement = _of_item_g2(item)
        if statement.paragraphs or not _is_picture(item):
            yield statement


# --- NewsML 1 ---------------------------------------------------------------------------------------------------------


def _of_item_1(item: Element) -> Iterator[Statement]:
    """The articles of a NewsItem: each text with a headline of its own is one; others are parts of the one before."""
    management = next(children(item, "NewsManagement"), None)
    stamps = [text(next(descendants(item, "DateId"), None))]
    if management is not None:
        stamps += [text(next(descendants(management, name), None)) for name in ("FirstCreated", "ThisRevisionCreated")]
    found: list[Statement] = []
    for line in _text_components(item):
        statement = _of_component(line)
        if found and (not statement.headline or statement.headline == found[-1].headline):
            found[-1] = replace(found[-1], paragraphs=[*found[-1].paragraphs, *statement.paragraphs])
        else:
            found.append(statement)
    if not found:
        top = next(children(item, "NewsComponent"), item)
        if not _is_picture(item):
            found = [_of_component([top])]
    for statement in found:
        yield replace(statement, date=next(filter(None, stamps), "") or statement.date)


def _text_components(item: Element) -> Iterator[list[Element]]:
    """The components that hold a text, each with the components around it, innermost first."""
    stack = [[component] for component in reversed(list(children(item, "NewsComponent")))]
    while stack:
        line = stack.pop()
        component = line[0]
        role = next((attribute(each, "FormalName") for each in children(component, "Role")), "").lower()
        if _BASIC in role:
            continue
        if next(_texts(component), None) is not None:
            yield line
        stack.extend([inner, *line] for inner in reversed(list(children(component, "NewsComponent"))))


def _texts(component: Element) -> Iterator[Element]:
    """The contents of a component that are text."""
    for content in children(component, "ContentItem"):
        kind = next((attribute(each, "FormalName") for each in children(content, "MediaType")), "").lower()
        data = next(descendants(content, "DataContent"), None)
        if data is not None and kind not in _NO_TEXT and text(data) and first(content, "Encoding") is None:
            yield data


def _of_component(line: list[Element]) -> Statement:
    """What a component states; what it does not, those around it do.

    Args:
        line: The component and those around it, innermost first.
    """
    inner = Statement(NEWSML)
    for data in _texts(line[0]):
        nitf = next(descendants(data, "nitf"), None)
        read = of_nitf(nitf) if nitf is not None else Statement(NEWSML, paragraphs=_words_of(data))
        # Forms of one text in several kinds of markup: the first with words is as good as another.
        if read.paragraphs:
            inner = read
            break

    def stated(*names: str) -> str:
        places = (next(children(each, "NewsLines"), None) for each in line)
        found = (text(next(children(place, name), None)) for place in places if place is not None for name in names)
        return next(filter(None, found), "")

    def formal(kind: str, *path: str) -> str:
        places = (first(each, kind, *path) for each in line)
        found = (attribute(place, "FormalName") or text(place) for place in places if place is not None)
        return next(filter(None, found), "")

    return replace(
        inner,
        format=NEWSML,
        headline=stated("HeadLine") or inner.headline,
        subheadline=stated("SubHeadLine") or inner.subheadline,
        byline=stated("ByLine") or inner.byline,
        language=formal("DescriptiveMetadata", "Language") or inner.language,
        agency=formal("AdministrativeMetadata", "Provider", "Party") or stated("CreditLine") or inner.agency,
        located=stated("DateLine") or inner.located,
        others={**inner.others, "rights": stated("CopyrightLine", "RightsLine") or inner.others.get("rights", "")},
    )


# --- NewsML-G2 --------------------------------------------------------------------------------------------------------


def _of_item_g2(item: Element) -> Statement:
    meta = next(descendants(item, "contentMeta"), item)
    management = next(descendants(item, "itemMeta"), item)
    content = next(descendants(item, "contentSet"), None)
    inner = _inner(content) if content is not None else Statement(NEWSML)
    language = next(children(meta, "language"), None)
    stamps = [text(found) for name in ("firstCreated", "versionCreated") for found in descendants(management, name)]
    created = [text(found) for found in children(meta, "contentCreated")]
    creators = [_named(found) for found in children(meta, "creator")]
    heads = [found for found in meta if local(found) in _HEADS and text(found)]
    below = [found for found in heads if "sub" in attribute(found, "role").lower()]
    located = next(children(meta, "located"), None)
    return replace(
        inner,
        format=NEWSML,
        headline=next((text(found) for found in heads if found not in below), "") or inner.headline,
        subheadline=next(map(text, below), "") or inner.subheadline,
        byline=", ".join(filter(None, map(text, children(meta, "by"))))
        or inner.byline
        or ", ".join(filter(None, creators)),
        date=next(filter(None, [*stamps, *created]), "") or inner.date,
        language=(attribute(language, "tag") if language is not None else "") or inner.language,
        agency=next((_named(found) for found in descendants(management, "provider")), "") or inner.agency,
        located=text(next(children(meta, "dateline"), None))
        or (_named(located) if located is not None else "")
        or inner.located,
        others={**inner.others, "rights": _rights(item) or inner.others.get("rights", "")},
    )


def _inner(content: Element) -> Statement:
    """The first of the forms of a text that has words; forms in markup come before plain ones."""
    for form in chain(descendants(content, "inlineXML"), descendants(content, "inlineData"), [content]):
        nitf = next(descendants(form, "nitf"), None)
        read = of_nitf(nitf) if nitf is not None else Statement(NEWSML, paragraphs=_words_of(form))
        if read.paragraphs:
            return read
    return Statement(NEWSML)


def _rights(item: Element) -> str:
    info = next(descendants(item, "rightsInfo"), None)
    if info is None:
        return ""
    names = ("usageTerms", "copyrightNotice", "copyrightHolder")
    found = ((text(each) or _named(each)) for name in names for each in descendants(info, name))
    return next(filter(None, found), "")


def _is_picture(item: Element) -> bool:
    """Whether an item says that it is of another kind than text."""
    kinds = [attribute(each, "qcode") for each in descendants(item, "itemClass")]
    kinds += [attribute(each, "FormalName") for each in descendants(item, "MediaType")]
    return bool(kinds) and all(any(word in kind.lower() for word in _NO_TEXT) for kind in kinds if kind)


def _words_of(content: Element) -> list[str]:
    """The paragraphs of a content: elements, or markup that stands in it as text."""
    body = next((found for name in ("body.content", "body") for found in descendants(content, name)), content)
    if not len(body):
        return paragraphs_of_words((body.text or "").strip())
    return [words for words in paragraphs(body) if words.strip()]


def _named(element: Element) -> str:
    """The name of a party or place: spelled out, else its code without the scheme."""
    name = text(first(element, "name"))
    return name or attribute(element, "literal") or attribute(element, "qcode").rpartition(":")[2]
