"""Writes ALTO and METS, in the two shapes most libraries deliver: articles marked, and pages alone as NDNP has it."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from sample_issue import recognized
from sample_issue.editions import Edition
from sample_issue.manuscript import Story
from sample_issue.pages import HEIGHT, WIDTH
from sample_issue.recognized import BoxPx, SeenBlock

_DPI = 150
_POINTS = 72 / _DPI
_MADE = "2026-11-23T00:00:00"
_NAMESPACES = (
    'xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def alto(blocks: list[SeenBlock], number: int, image: str, *, is_ndnp: bool) -> str:
    """One page. NDNP states places in 1/1200 inch, others in pixels."""
    scale = 1200 // 400 if is_ndnp else 1
    namespace = "http://schema.ccs-gmbh.com/ALTO" if is_ndnp else "http://www.loc.gov/standards/alto/ns-v3#"
    sizes = sorted({round(block.size * _POINTS * 2) / 2 for block in blocks if block.lines})
    styles = {size: f"TXT_{at}" for at, size in enumerate(sizes)}
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<alto xmlns="{namespace}">',
        f"<Description><MeasurementUnit>{'inch1200' if is_ndnp else 'pixel'}</MeasurementUnit>",
        f"<sourceImageInformation><fileName>{escape(image)}</fileName></sourceImageInformation></Description>",
        "<Styles>",
        *(f'<TextStyle ID="{id_}" FONTSIZE="{size:g}" FONTFAMILY="Century"/>' for size, id_ in styles.items()),
        "</Styles>",
        f'<Layout><Page ID="P{number}" PHYSICAL_IMG_NR="{number}" WIDTH="{WIDTH * scale}" HEIGHT="{HEIGHT * scale}">',
        f'<PrintSpace ID="P{number}_PS00001"{_place((0, 0, WIDTH, HEIGHT), scale)}>',
    ]
    for block in blocks:
        rows += _block(block, styles, scale)
    rows += ["</PrintSpace></Page></Layout>", "</alto>"]
    return "\n".join(rows) + "\n"


def _place(box: BoxPx, scale: int) -> str:
    left, top, width, height = (value * scale for value in box)
    return f' HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="{height}"'


def _block(block: SeenBlock, styles: dict[float, str], scale: int) -> Iterator[str]:
    if not block.lines:
        yield f'<Illustration ID="{block.id}"{_place(block.box, scale)}/>'
        return
    style = styles[round(block.size * _POINTS * 2) / 2]
    yield f'<TextBlock ID="{block.id}" STYLEREFS="{style}"{_place(block.box, scale)}>'
    # NDNP names the type of each word, most others that of the block.
    type_ = f' STYLEREFS="{style}"' if scale > 1 else ""
    for at, line in enumerate(block.lines, 1):
        name = f"{block.id}_L{at:03}"
        yield f'<TextLine ID="{name}"{_place(line.box, scale)}>'
        for word in line.words:
            half = f' SUBS_TYPE="HypPart{word.part}" SUBS_CONTENT={quoteattr(word.whole)}' if word.part else ""
            yield (
                f"<String{_place(word.box, scale)}{type_}"
                f' CONTENT={quoteattr(word.text)} WC="{word.confidence:.2f}"{half}/>'
            )
        if line.hyphen:
            yield f'<HYP{_place(line.hyphen, scale)} CONTENT="-"/>'
        yield "</TextLine>"
    yield "</TextBlock>"


def mets(edition: Edition, stories: dict[str, Story], pages: list[list[SeenBlock]]) -> str:
    """The description of an issue whose articles are marked."""
    order = list(recognized.stories(pages))
    label = f"{edition.title} {edition.date}"
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<mets {_NAMESPACES} TYPE="Newspaper" OBJID="{edition.name}" LABEL={quoteattr(label)}>',
        f'<metsHdr CREATEDATE="{_MADE}"/>',
        *_described("MODSMD_PRINT", _issue_mods(edition)),
    ]
    for at, (key, _) in enumerate(order, 1):
        rows += _described(f"MODSMD_{at}", _story_mods(stories[key], edition))
    rows += ["<fileSec>"]
    for group, use, mime, folder, suffix in (
        ("IMG", "Images", "image/jpeg", "images", "jpg"), ("ALTO", "Text", "text/xml", "text", "xml")
    ):  # fmt: skip
        rows += [f'<fileGrp ID="{group}GRP" USE="{use}">']
        for number in range(1, len(pages) + 1):
            href = f"{folder}/{edition.name}-{number:04}.{suffix}"
            rows += [
                f'<file ID="{group}{number:05}" MIMETYPE="{mime}" SEQ="{number}" GROUPID="{number}">',
                f'<FLocat LOCTYPE="URL" xlink:href="file://./{href}"/></file>',
            ]
        rows += ["</fileGrp>"]
    rows += ["</fileSec>", *_physical(edition, len(pages)), *_logical(edition, stories, pages, order), "</mets>"]
    return "\n".join(rows) + "\n"


def _described(name: str, inside: list[str]) -> list[str]:
    before = f'<dmdSec ID="{name}"><mdWrap MDTYPE="MODS" MIMETYPE="text/xml"><xmlData><mods:mods>'
    return [before, *inside, "</mods:mods></xmlData></mdWrap></dmdSec>"]


def _title(title: str) -> str:
    return f"<mods:titleInfo><mods:title>{escape(title)}</mods:title></mods:titleInfo>"


def _language(code: str) -> str:
    term = f'<mods:languageTerm type="code" authority="rfc3066">{code}</mods:languageTerm>'
    return f"<mods:language>{term}</mods:language>"


def _issue_mods(edition: Edition) -> list[str]:
    numbers = (("volume", edition.volume), ("issue", edition.number))
    details = [f'<mods:detail type="{kind}"><mods:number>{n}</mods:number></mods:detail>' for kind, n in numbers]
    return [
        _title(edition.title),
        *(f'<mods:identifier type="{kind}">{escape(value)}</mods:identifier>' for kind, value in edition.identifiers),
        "<mods:originInfo>",
        f'<mods:place><mods:placeTerm type="text">{escape(edition.place)}</mods:placeTerm></mods:place>',
        f'<mods:dateIssued encoding="iso8601">{edition.date}</mods:dateIssued></mods:originInfo>',
        _language(edition.language),
        "<mods:part>" + "".join(details) + "</mods:part>",
    ]


def _story_mods(story: Story, edition: Edition) -> list[str]:
    rows = [_title(title) for title in (story.section, story.headline, *story.decks) if title]
    if story.author:
        given, _, family = story.author.rpartition(" ")
        rows += [
            f'<mods:name type="personal"><mods:namePart type="given">{given}</mods:namePart>',
            f'<mods:namePart type="family">{family}</mods:namePart><mods:role><mods:roleTerm>aut</mods:roleTerm>',
            "</mods:role></mods:name>",
        ]
    return [*rows, _language(story.language or edition.language)]


def _physical(edition: Edition, count: int) -> Iterator[str]:
    yield '<structMap TYPE="PHYSICAL" LABEL="Physical Structure">'
    yield f'<div TYPE="Newspaper" DMDID="MODSMD_PRINT" LABEL={quoteattr(edition.title)}>'
    for number in range(1, count + 1):
        yield (
            f'<div TYPE="PAGE" ID="PHYS{number}" ORDER="{number}" ORDERLABEL="{number}"><fptr><par>'
            f'<area FILEID="IMG{number:05}"/><area FILEID="ALTO{number:05}" BETYPE="IDREF" BEGIN="P{number}"/>'
            "</par></fptr></div>"
        )
    yield "</div></structMap>"


def _logical(
    edition: Edition,
    stories: dict[str, Story],
    pages: list[list[SeenBlock]],
    order: list[tuple[str, list[tuple[int, SeenBlock]]]],
) -> Iterator[str]:
    label = quoteattr(f"{edition.title} {edition.date}")
    yield f'<structMap TYPE="LOGICAL" LABEL="Logical Structure"><div TYPE="Newspaper" LABEL={label}>'
    yield f'<div TYPE="VOLUME" DMDID="MODSMD_PRINT" LABEL={label}><div TYPE="ISSUE" LABEL={label}>'
    yield '<div TYPE="TITLE_SECTION">'
    for number, page in enumerate(pages, 1):
        for block in page:
            if not block.story:
                kind = "HEADLINE" if block.role == "title" else "PUBLISHING_STMT"
                yield f'<div TYPE="{kind}">{_pointer(number, block)}</div>'
    yield '</div><div TYPE="CONTENT">'
    for at, (key, blocks) in enumerate(order, 1):
        yield from _story(stories[key], f"MODSMD_{at}", f"DIVL{at}", blocks)
    yield "</div></div></div></div></structMap>"


def _story(story: Story, description: str, name: str, blocks: list[tuple[int, SeenBlock]]) -> Iterator[str]:
    kinds = {"article": "ARTICLE", "advertisement": "ADVERTISEMENT", "picture": "ILLUSTRATION"}
    label = f" LABEL={quoteattr(story.headline)}" if story.heads else ""
    yield f'<div ID="{name}" TYPE="{kinds[story.kind]}" DMDID="{description}"{label}>'
    first = blocks[0][0]
    names = {"overline": "OVERLINE", "headline": "TITLE", "subheadline": "SUBHEADLINE", "byline": "AUTHOR"}
    head = [(n, b) for n, b in blocks if story.kind == "article" and b.role in names and n == first]
    body = [(n, b) for n, b in blocks if (n, b) not in head]
    if head:
        yield '<div TYPE="HEADING">'
        for number, block in head:
            yield f'<div TYPE="{names[block.role]}">{_pointer(number, block)}</div>'
        yield "</div>"
    if body:
        yield '<div TYPE="BODY"><div TYPE="BODY_CONTENT">'
        for order, (number, block) in enumerate(body, 1):
            kind = "IMAGE" if block.role == "picture" else "CAPTION" if block.role == "caption" else "TEXT"
            yield f'<div TYPE="PARAGRAPH" ORDER="{order}"><div TYPE="{kind}">{_pointer(number, block)}</div></div>'
        yield "</div></div>"
    yield "</div>"


def _pointer(page: int, block: SeenBlock) -> str:
    return f'<fptr><area FILEID="ALTO{page:05}" BETYPE="IDREF" BEGIN="{block.id}"/></fptr>'


def ndnp(edition: Edition, count: int) -> str:
    """The description of an issue as NDNP has it: pages and nothing on them."""
    kinds = (("service", "jpg"), ("ocr", "xml"))
    identifiers = "".join(f'<mods:identifier type="{k}">{v}</mods:identifier>' for k, v in edition.identifiers)
    numbers = (("volume", edition.volume), ("issue", edition.number), ("edition", "1"))
    details = "".join(f'<mods:detail type="{k}"><mods:number>{n}</mods:number></mods:detail>' for k, n in numbers)
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<mets {_NAMESPACES} TYPE="urn:library-of-congress:ndnp:mets:newspaper:issue"',
        ' PROFILE="urn:library-of-congress:mets:profiles:ndnp:issue:v1.5"',
        f" LABEL={quoteattr(f'{edition.title}, {edition.date}')}>",
        f'<metsHdr CREATEDATE="{_MADE}"/>',
        *_described(
            "issueModsBib",
            [
                f'<mods:relatedItem type="host">{identifiers}<mods:part>{details}</mods:part></mods:relatedItem>',
                "<mods:originInfo>",
                f'<mods:dateIssued encoding="iso8601">{edition.date}</mods:dateIssued></mods:originInfo>',
            ],
        ),
    ]
    for n in range(1, count + 1):
        extent = f'<mods:part><mods:extent unit="pages"><mods:start>{n}</mods:start></mods:extent></mods:part>'
        rows += _described(f"pageModsBib{n}", [extent])
    rows += ["<fileSec>"]
    for n in range(1, count + 1):
        rows += [f'<fileGrp ID="pageFileGrp{n}">']
        rows += [
            f'<file ID="{use}File{n}" USE="{use}">'
            f'<FLocat LOCTYPE="OTHER" OTHERLOCTYPE="file" xlink:href="{n:04}.{suffix}"/></file>'
            for use, suffix in kinds
        ]
        rows += ["</fileGrp>"]
    rows += ['</fileSec><structMap xmlns:np="urn:library-of-congress:ndnp:mets:newspaper">']
    rows += ['<div TYPE="np:issue" DMDID="issueModsBib">']
    for n in range(1, count + 1):
        pointers = "".join(f'<fptr FILEID="{use}File{n}"/>' for use, _ in kinds)
        rows += [f'<div TYPE="np:page" DMDID="pageModsBib{n}">{pointers}</div>']
    rows += ["</div></structMap>", "</mets>"]
    return "\n".join(rows) + "\n"
