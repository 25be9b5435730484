"""Writes small digitized issues for tests: ALTO pages, METS and DIDL, all of words made up here."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

MODS = 'xmlns:mods="http://www.loc.gov/mods/v3"'
METS_HEAD = f'<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" {MODS}'


def alto(blocks: dict[str, list[str]], page: str = "P1", language: str = "en") -> str:
    """A page: lines by the id of their block. A line that ends in `-` breaks a word, which the file states whole."""
    out = [
        f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Layout><Page ID="{page}" WIDTH="900" HEIGHT="1200">'
    ]
    out.append("<PrintSpace>")
    number, down = 0, 0
    for block, lines in blocks.items():
        out.append(f'<TextBlock ID="{block}" HPOS="10" VPOS="{down}" WIDTH="400" HEIGHT="20" language="{language}">')
        carried = ""
        for at, line in enumerate(lines):
            out.append(f'<TextLine ID="{block}_L{at}" HPOS="10" VPOS="{down}" WIDTH="400" HEIGHT="18">')
            words = line.split()
            for place, word in enumerate(words):
                number += 1
                subs = ""
                if place == 0 and carried:
                    subs, carried = f' SUBS_TYPE="HypPart2" SUBS_CONTENT={quoteattr(carried)}', ""
                broken = place == len(words) - 1 and word.endswith("-") and at + 1 < len(lines)
                if broken:
                    word = word[:-1]
                    carried = word + lines[at + 1].split()[0]
                    subs = f' SUBS_TYPE="HypPart1" SUBS_CONTENT={quoteattr(carried)}'
                out.append(
                    f'<String ID="{page}_S{number}" HPOS="{10 + 60 * place}" VPOS="{down}.0" WIDTH="50" HEIGHT="18"'
                    f' CONTENT={quoteattr(word)} WC="0.9"{subs}/>'
                )
                if broken:
                    out.append('<HYP CONTENT="-"/>')
            out.append("</TextLine>")
            down += 20
        out.append("</TextBlock>")
    out.append("</PrintSpace></Page></Layout></alto>")
    return "".join(out)


def description(id_: str, inside: str) -> str:
    return (
        f'<dmdSec ID="{id_}"><mdWrap MDTYPE="MODS"><xmlData><mods:mods>{inside}</mods:mods></xmlData></mdWrap></dmdSec>'
    )


def files(*names: str) -> str:
    found = "".join(
        f'<file ID="ALTO{at}" MIMETYPE="text/xml"><FLocat LOCTYPE="URL" xlink:href={quoteattr(name)}/></file>'
        for at, name in enumerate(names, 1)
    )
    return f'<fileSec><fileGrp USE="Text">{found}</fileGrp></fileSec>'


def area(file: int, begin: str, end: str = "") -> str:
    until = f' END="{end}"' if end else ""
    return f'<fptr><area FILEID="ALTO{file}" BETYPE="IDREF" BEGIN="{begin}"{until}/></fptr>'


def division(kind: str, inside: str = "", **attributes: str) -> str:
    stated = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f'<div TYPE="{kind}"{stated}>{inside}</div>'


def pages(*labels: str) -> str:
    inside = "".join(
        f'<div TYPE="page" ORDER="{at}" ORDERLABEL="{label}"><fptr FILEID="ALTO{at}"/></div>'
        for at, label in enumerate(labels, 1)
    )
    return f'<structMap TYPE="PHYSICAL"><div TYPE="issue" DMDID="ISSUE">{inside}</div></structMap>'


ISSUE = description(
    "ISSUE",
    "<mods:titleInfo><mods:nonSort>The</mods:nonSort><mods:title>Harbour Lantern.</mods:title></mods:titleInfo>"
    "<mods:originInfo><mods:dateIssued>1891-04-02</mods:dateIssued>"
    '<mods:place><mods:placeTerm type="text">Bristol, England</mods:placeTerm></mods:place></mods:originInfo>'
    "<mods:language><mods:languageTerm>eng</mods:languageTerm></mods:language>"
    '<mods:part><mods:detail type="issue"><mods:number>14</mods:number></mods:detail></mods:part>',
)
ONE = description(
    "ONE",
    "<mods:titleInfo><mods:title>A NEW PIER.</mods:title></mods:titleInfo>"
    '<mods:name type="personal"><mods:namePart type="family">Orme</mods:namePart>'
    '<mods:namePart type="given">Ada</mods:namePart></mods:name>',
)
PIER = {
    "B1": ["A NEW PIER."],
    "B2": ["The harbour board resolved on Tues-", "day to build a pier of stone, and", "voted the money at once."],
    "B3": ["Ships lay idle."],
}


def write_issue(folder: Path) -> Path:
    """An issue of two pages: one article that runs over both, a section with one article in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page1.xml").write_text(alto(PIER), encoding="utf-8")
    second = {"C1": ["The work begins in May."], "C2": ["MARKETS."], "C3": ["Corn", "rose."]}
    (folder / "page2.xml").write_text(alto(second, "P2"), encoding="utf-8")
    first = division(
        "ARTICLE",
        division("HEADING", division("TITLE", area(1, "B1")))
        + division("BODY", division("PARAGRAPH", area(1, "B2")) + division("PARAGRAPH", area(2, "C1"))),
        ID="A1",
        DMDID="ONE",
    )
    inner = division("ARTICLE", division("BODY", area(2, "C3")), ID="A2")
    section = division("SECTION", inner, ID="S1", DMDID="TWO")
    two = description("TWO", "<mods:titleInfo><mods:title>Markets</mods:title></mods:titleInfo>")
    structure = f'<structMap TYPE="LOGICAL">{division("ISSUE", first + section, DMDID="ISSUE")}</structMap>'
    text = f"{METS_HEAD}>{ISSUE}{ONE}{two}{files('page1.xml', 'page2.xml')}{pages('1', '2')}{structure}</mets>"
    path = folder / "issue-mets.xml"
    path.write_text(text, encoding="utf-8")
    return path


def write_pages(folder: Path, name: str = "1891040201.xml") -> Path:
    """An issue of one page on which no articles are marked, as NDNP batches hold them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0007.xml").write_text(alto(PIER, language="eng"), encoding="utf-8")
    bib = description(
        "ISSUE",
        '<mods:relatedItem type="host"><mods:identifier type="lccn">sn12345678</mods:identifier></mods:relatedItem>'
        "<mods:originInfo><mods:dateIssued>1891-04-02</mods:dateIssued></mods:originInfo>",
    )
    group = '<fileGrp><file ID="ALTO1" USE="ocr"><FLocat xlink:href="./0007.xml"/></file></fileGrp>'
    path = folder / name
    path.write_text(
        f'{METS_HEAD} LABEL="The Prairie Lamp (Omaha, Neb.), 1891-04-02" '
        f'PROFILE="urn:library-of-congress:mets:profiles:ndnp:issue:v1.5">{bib}<fileSec>{group}</fileSec>'
        '<structMap><div TYPE="np:issue" DMDID="ISSUE"><div TYPE="np:page"><fptr FILEID="ALTO1"/></div></div>'
        "</structMap></mets>",
        encoding="utf-8",
    )
    return path


def write_didl(folder: Path) -> Path:
    """An issue as Delpher delivers it, with a prefix that is never declared."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a1.xml").write_text("<text><title>EEN BRUG.</title><p>De brug is klaar.</p></text>", encoding="utf-8")
    (folder / "a2.xml").write_text("<text><title>Advertentie</title><p>Te koop: hout.</p></text>", encoding="utf-8")

    def component(role: str, resource: str) -> str:
        return f"<d:Component><d:Descriptor><d:Statement>{role}</d:Statement></d:Descriptor>{resource}</d:Component>"

    facts = (
        "<d:Resource><dcx><dc:title>Groninger Lantaarn</dc:title><dc:date>1834-02-03</dc:date>"
        '<dc:language>nl</dc:language><dcterms:spatial xsi:type="dcx:creation">Groningen</dcterms:spatial>'
        "<dcx:issuenumber>9</dcx:issuenumber></dcx></d:Resource>"
    )

    words = {"B1": ["EEN BRUG."], "B2": ["De brug is", "klaar."], "B3": ["Te koop: hout."]}
    (folder / "p1_alto.xml").write_text(alto(words, language="nl"), encoding="utf-8")

    def on_page(number: int, kind: str, title: str, top: int, height: int) -> str:
        resource = f"<d:Resource><dcx><dc:subject>{kind}</dc:subject><dc:title>{title}</dc:title></dcx></d:Resource>"
        zone = f'<dcx:area hpos="0" vpos="{top}" width="800" height="{height}"/>'
        zones = f'<dcx:coordinates image="p1.jp2">{zone}</dcx:coordinates>'
        zoning = f"<d:Resource><dcx:zoning>{zones}</dcx:zoning></d:Resource>"
        parts = component("metadata", resource) + component("metadata/zoning", zoning)
        return f'<d:Item article_id="x:a{number}">{parts}</d:Item>'

    page = component("metadata", "<d:Resource><dcx><ddd:nativePageNumber>3</ddd:nativePageNumber></dcx></d:Resource>")
    page += component("image", '<d:Resource mimeType="image/jp2" ref="http://example.org/i" dcx:filename="p1.jp2"/>')
    page += component("alto", '<d:Resource ref="http://example.org/p" dcx:filename="p1_alto.xml"/>')

    def text_of(number: int) -> str:
        resource = f'<d:Resource ref="http://example.org/{number}" dcx:filename="a{number}.xml"/>'
        return f'<d:Item dc:identifier="x:a{number}">{component("ocr", resource)}</d:Item>'

    texts = text_of(1) + text_of(2)
    items = on_page(1, "artikel", "EEN BRUG.", 0, 60) + on_page(2, "advertentie", "Advertentie", 60, 20)
    path = folder / "didl.xml"
    path.write_text(
        f'<d:DIDL xmlns:d="urn:mpeg:mpeg21:2002:02-DIDL-NS"><d:Item dc:identifier="x">{component("metadata", facts)}'
        f'<d:Item dc:identifier="x:p1">{page}{items}</d:Item>{texts}</d:Item></d:DIDL>',
        encoding="utf-8",
    )
    return path
