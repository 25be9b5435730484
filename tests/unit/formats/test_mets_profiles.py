"""Small issues as different libraries describe them: every profile comes to the same articles."""

from pathlib import Path

import pytest

from newsreader.domain.article import SourceArticle
from newsreader.formats.issue_facts import split_title
from newsreader.formats.mets_facts import label_of
from newsreader.formats.reader import read
from newsreader.formats.walk import Found, Skipped, walk
from newsreader.text.prepare import prepare
from tests.unit.formats import printing
from tests.unit.formats.printing import METS_HEAD, area, description, division

FIRST = {
    "P1_TB1": ["LE PONT NEUF"],
    "P1_TB2": ["Le conseil a vote le pont que la", "ville attendait depuis quarante", "ans."],
    "P1_TB3": ["Par Louis Ferrand."],
}
SECOND = {
    "P2_TB1": ["Les travaux commencent en mai."],
    "P2_TB2": ["A vendre : bois de chauffage."],
}


def _title(words: str, extra: str = "") -> str:
    return f"<mods:titleInfo><mods:title>{words}</mods:title>{extra}</mods:titleInfo>"


def _pages(folder: Path, *names: str) -> None:
    for name, blocks, page in zip(names, (FIRST, SECOND), ("P1", "P2"), strict=True):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(printing.alto(blocks, page, "fr"), encoding="utf-8")


def _values(source: SourceArticle) -> dict[str, object]:
    return {name: field.value for name, field in prepare(source).fields.items()}


def _paragraph(inside: str) -> str:
    return division("PARAGRAPH", division("TEXT", inside))


def test_enmap(tmp_path: Path) -> None:
    """Europeana Newspapers: pages of several kinds, days with dots, the library in the header, notices in a section."""
    _pages(tmp_path, "ALTO/1.xml", "ALTO/2.xml")
    issue = description(
        "ISSUE",
        _title("Courrier du Port (Éd. du soir)", "<mods:partNumber>7077</mods:partNumber>")
        + '<mods:language><mods:languageTerm type="code">fr</mods:languageTerm></mods:language>'
        '<mods:originInfo><mods:dateIssued qualifier="approximate">17.12.1918</mods:dateIssued></mods:originInfo>',
    )
    print_ = description("PRINT", "<mods:language><mods:languageTerm>French</mods:languageTerm></mods:language>")
    one = description("ONE", f"<mods:titleInfo><mods:nonSort>LE</mods:nonSort>{_title('PONT NEUF')[16:]}")
    bridge = division(
        "ARTICLE",
        division("HEADING", division("TITLE", area(1, "P1_TB1")))
        + division("BODY", division("BODY_CONTENT", _paragraph(area(1, "P1_TB2")) + _paragraph(area(2, "P2_TB1")))),
        ID="A1",
        DMDID="ONE",
        LABEL="LE PONT NEUF",
    )
    notice = division("ADVERTISEMENT", area(2, "P2_TB2"), ID="A2", LABEL="Adv. 1 Page 2")
    notices = division("SECTION", division("BODY", division("BODY_CONTENT", notice)), ID="S1")
    content = division("TITLE_SECTION", division("HEADLINE", area(1, "P1_TB3"))) + division("CONTENT", bridge + notices)
    logical = division("VOLUME", division("ISSUE", content, DMDID="ISSUE"), DMDID="PRINT ELEC")
    physical = "".join(
        f'<div TYPE="{kind}" ORDER="{at}" ORDERLABEL="{10 + at}"><fptr><par><area FILEID="IMG{at}"/>'
        f'<area FILEID="ALTO{at}" BETYPE="IDREF" BEGIN="P{at}"/></par></fptr></div>'
        for at, kind in enumerate(("TITLE_PAGE", "CONTENT_PAGE"), 1)
    )
    images = "".join(
        f'<file ID="IMG{at}" MIMETYPE="image/jp2"><FLocat xlink:href="file://./MASTER/{at}.jp2"/></file>'
        for at in (1, 2)
    )
    owner = '<agent ROLE="OTHER" OTHERROLE="OWNER"><name>BnF</name></agent>'
    path = tmp_path / "1918-METS.xml"
    path.write_text(
        f'{METS_HEAD} PROFILE="ENMAP" LABEL="Courrier du Port no. 7077 17.12.1918"><metsHdr>{owner}</metsHdr>{print_}'
        f"{issue}{one}{printing.files('ALTO/1.xml', 'ALTO/2.xml').replace('</fileSec>', '')}"
        f'<fileGrp USE="Images">{images}</fileGrp></fileSec>'
        f'<structMap TYPE="PHYSICAL"><div TYPE="Newspaper">{physical}</div></structMap>'
        f'<structMap TYPE="LOGICAL">{division("Newspaper", logical)}</structMap></mets>',
        encoding="utf-8",
    )
    bridge_article, notice_article = read(path)
    values = _values(bridge_article)
    assert (values["paper"], values["issue"], values["date"]) == ("Courrier du Port", "7077", "1918-12-17")
    assert (values["country"], values["language"], values["page"]) == ("FR", "fr", "11")
    assert values["headline"] == "LE PONT NEUF"
    assert "place" not in values
    assert prepare(bridge_article).clean.endswith("Les travaux commencent en mai.")
    assert "headline" not in notice_article.hints
    assert notice_article.hints["section"].value == "advertisement"
    assert "section" not in bridge_article.hints
    assert bridge_article.issue
    assert [(page.number, page.label) for page in bridge_article.issue.pages] == [(1, "11"), (2, "12")]
    image = bridge_article.issue.pages[1].image
    assert image
    assert (image.path, image.kind) == (str(tmp_path / "MASTER/2.jp2"), "jp2")


def test_rero(tmp_path: Path) -> None:
    """Swiss issues name the profile of NDNP and follow it not: no descriptions, titles in labels, placeholders."""
    _pages(tmp_path / "LLE" / "19460902_01", "ALTO/00001.xml", "ALTO/00002.xml")
    paragraphs = _paragraph(area(1, "P1_TB2")) + _paragraph(area(2, "P2_TB1"))
    bridge = division(
        "Article",
        division("BODY", division("BODY_CONTENT", paragraphs)),
        ID="L1",
        LABEL="Le pont neuf",
        DMDID="MISSING",
    )
    notice = division("Ad", division("BODY", _paragraph(area(2, "P2_TB2"))), ID="L2", LABEL="UNKNOWN")
    path = tmp_path / "LLE" / "19460902_01" / "19460902_01-METS.xml"
    logical = division("Newspaper", division("ISSUE", division("CONTENT", bridge + notice), DMDID="MISSING"))
    path.write_text(
        f'{METS_HEAD} LABEL="DOCUMENT_TITLE_PLACEHOLDER" TYPE="urn:library-of-congress:ndnp:mets:newspaper:issue" '
        f'PROFILE="urn:library-of-congress:mets:profiles:ndnp:issue:v1.5">'
        f"{printing.files('file://./ALTO/00001.xml', 'file://./ALTO/00002.xml')}{printing.pages('1', '2')}"
        f'<structMap TYPE="LOGICAL">{logical}</structMap></mets>',
        encoding="utf-8",
    )
    bridge_article, notice_article = read(path)
    values = _values(bridge_article)
    assert values["headline"] == "Le pont neuf"
    assert values["date"] == "1946-09-02"  # the folder's name says so
    assert "provider" not in values
    assert values.get("country") != "US"
    assert "PLACEHOLDER" not in str(values.get("paper"))
    assert "headline" not in notice_article.hints
    assert notice_article.raw == "A vendre : bois de chauffage."


def _write_gallica(folder: Path) -> Path:
    """An issue of the Bibliothèque nationale de France: pages in `ocr`, articles in `toc`, a manifest of the pages."""
    _pages(folder, "ocr/X0000001.xml", "ocr/X0000002.xml")
    record = (
        '<dmdSec ID="ISSUE"><mdWrap MDTYPE="DC"><xmlData><spar_dc:spar_dc><dc:title>1939-01-27 (Année 0, Numéro 100)'
        "</dc:title><dc:date>1939-01-27</dc:date></spar_dc:spar_dc></xmlData></mdWrap></dmdSec>"
    )
    one = description(
        "ONE",
        _title("LE PONT NEUF", "<mods:subTitle>PAR LOUIS FERRAND</mods:subTitle>")
        + '<mods:name type="personal"><mods:namePart>LOUIS FERRAND.</mods:namePart><mods:role>'
        '<mods:roleTerm type="text">Author</mods:roleTerm></mods:role></mods:name>',
    )
    kinds = description("KIND", "<mods:classification>advertisement</mods:classification>")
    heading = division("TITLE", f"<fptr><seq>{area(1, 'P1_TB1')[6:-7]}</seq></fptr>", LABEL="LE PONT NEUF")
    body = division("PARAGRAPH", area(1, "P1_TB2")) + division("PARAGRAPH", area(2, "P2_TB1"))
    bridge = division("ARTICLE", division("HEADING", heading) + division("BODY", body), ID="DIV.1", DMDID="ONE")
    notice = division(
        "ARTICLE",
        division("BODY", division("PARAGRAPH", area(2, "P2_TB2"))),
        ID="DIV.2",
        DMDID="KIND",
        LABEL="Publicité",
    )
    titles = division("TITLESECTION", division("HEADLINE", area(1, "P1_TB3")))
    content = titles + division("CONTENT", bridge + notice)

    def files(before: str) -> str:
        found = printing.files(f"{before}ocr/X0000001.xml", f"{before}ocr/X0000002.xml")
        return found.replace('USE="Text"', 'USE="ocr"').replace(' MIMETYPE="text/xml"', "")

    path = folder / "toc" / "T4701081.xml"
    path.parent.mkdir()
    path.write_text(
        f"{METS_HEAD}>{record}{one}{kinds}{files('../')}<structMap TYPE='logical'>"
        f"{division('NEWSPAPER', division('ISSUE', content, DMDID='ISSUE'))}</structMap></mets>",
        encoding="utf-8",
    )
    (folder / "manifest.xml").write_text(f"{METS_HEAD}>{record}{files('')}{printing.pages('1', '2')}</mets>", "utf-8")
    return path


def test_gallica(tmp_path: Path) -> None:
    bridge, notice = read(_write_gallica(tmp_path / "4701081"))
    values = _values(bridge)
    assert (values["headline"], values["date"]) == ("LE PONT NEUF", "1939-01-27")
    assert values["subheadline"] == "PAR LOUIS FERRAND"
    assert "1939" not in str(values.get("paper"))
    assert values["byline"] == ("Louis Ferrand",)
    assert _values(notice)["headline"] == "Publicité"
    assert bridge.issue
    assert [page.problem for page in bridge.issue.pages] == ["", ""]


def test_of_gallica_the_description_with_articles_is_read_and_no_page_twice(tmp_path: Path) -> None:
    path = _write_gallica(tmp_path / "4701081")
    things = list(walk([tmp_path]))
    assert [thing.path for thing in things if isinstance(thing, Found)] == [path]
    (skipped,) = (thing for thing in things if isinstance(thing, Skipped))
    assert (skipped.path.name, skipped.reason) == ("manifest.xml", "describes the same issue as toc/T4701081.xml")


def test_only_the_folder_beside_a_folder_of_contents_is_looked_at(tmp_path: Path) -> None:
    path = _write_gallica(tmp_path / "4701081")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("../ocr/X0000002.xml", "../../ocr/X0000002.xml"), encoding="utf-8")
    problems: list[str] = []
    with pytest.raises(Exception, match="none of its pages"):
        list(read(path, on_problem=lambda _place, reason, _remedy: problems.append(reason)))
    assert problems == ["is missing", "is missing"]


def test_docworks_with_columns_links_and_authors(tmp_path: Path) -> None:
    """Finland, Austria and others: areas from one block to another, page divisions linked, an author over the text."""
    _pages(tmp_path, "1.xml", "2.xml")
    body = division("BODY", division("AUTHOR", area(1, "P1_TB3")) + division("BODY_CONTENT", "", ID="LINKED"))
    bridge = division("ARTICLE", division("HEADING", division("TITLE", area(1, "P1_TB1"))) + body, ID="A1")
    physical = "".join(
        division(
            "page", f'<fptr FILEID="ALTO{at}"/>' + division("block", area(at, begin), ID=f"B{at}"), ORDERLABEL=label
        )
        for at, begin, label in ((1, "P1_TB2", "A3"), (2, "P2_TB1", "A4"))
    )
    links = "".join(f'<smLink xlink:from="#LINKED" xlink:to="#B{at}"/>' for at in (1, 2))
    path = tmp_path / "mets.xml"
    path.write_text(
        f"{METS_HEAD} LABEL='Hafenblatt, 1902-05-03'><metsHdr><agent TYPE='ORGANIZATION'>"
        f"<name>Österreichische Nationalbibliothek</name></agent></metsHdr>{printing.files('1.xml', '2.xml')}"
        f"<structMap TYPE='PHYSICAL'><div TYPE='issue'>{physical}</div></structMap>"
        f"<structMap TYPE='LOGICAL'>{division('issue', bridge)}</structMap><structLink>{links}</structLink></mets>",
        encoding="utf-8",
    )
    (article,) = read(path)
    values = _values(article)
    assert (values["headline"], values["country"], values["page"]) == ("LE PONT NEUF", "AT", "A3")
    assert values["byline"] == ("Louis Ferrand",)
    assert "Les travaux" in article.raw
    assert article.places
    assert [part.kind for part in article.places.parts] == ["headline", "byline", "text", "text"]


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("UNKNOWN", ""),
        ("Adv. 1 Page 2", ""),
        ("Publicité 12 Page 4", ""),
        ("Article 7", ""),
        ("Untitled Article", ""),
        ("DOCUMENT_TITLE_PLACEHOLDER", ""),
        ("Article 7 of the treaty", "Article 7 of the treaty"),
        ("A page from history", "A page from history"),
        ("Publicités", "Publicités"),
    ],
)
def test_labels_of_programs_are_no_headlines(label: str, kept: str) -> None:
    assert label_of(label) == kept


@pytest.mark.parametrize("inside", ["Éd. de Rennes", "Edition du soir", "Abendausgabe", "Morgenblatt"])
def test_an_edition_in_parentheses_is_no_place(inside: str) -> None:
    assert split_title(f"Courrier ({inside})") == ("Courrier", "")


def test_german_libraries_describe_pages_by_year_and_day(tmp_path: Path) -> None:
    """Kitodo: no articles, nothing but the place of the issue in the calendar, pages by their addresses on the web."""
    _pages(tmp_path, "00000001.xml", "00000002.xml")
    links = "".join(
        f'<file ID="FULL{at}" MIMETYPE="application/alto+xml"><FLocat LOCTYPE="URL" '
        f'xlink:href="https://digital.example.org/data/ABC/0000000{at}.xml"/></file>'
        f'<file ID="MAX{at}" MIMETYPE="image/jpeg"><FLocat xlink:href="https://digital.example.org/{at}/default.jpg"/></file>'
        for at in (1, 2)
    )
    issue = division("issue", "", ID="LOG4", ADMID="AMD")
    for kind, order in (("day", "1848-03-18"), ("month", "1848-03"), ("year", "1848")):
        issue = division(kind, issue, ORDERLABEL=order)
    paper = division("newspaper", issue, LABEL="Anzeiger für Hafen und Stadt")
    physical = "".join(
        division("page", f'<fptr FILEID="MAX{at}"/><fptr FILEID="FULL{at}"/>', ID=f"PHYS{at}", ORDERLABEL=f"{at + 4}")
        for at in (1, 2)
    )
    path = tmp_path / "mets.xml"
    path.write_text(
        f'{METS_HEAD}><fileSec><fileGrp USE="FULLTEXT">{links}</fileGrp></fileSec>'
        f'<structMap TYPE="LOGICAL">{paper}</structMap><structMap TYPE="PHYSICAL">{division("physSequence", physical)}'
        '</structMap><structLink><smLink xlink:from="LOG4" xlink:to="PHYS1"/></structLink></mets>',
        encoding="utf-8",
    )
    articles = list(read(path))
    values = _values(articles[0])
    assert (values["paper"], values["date"]) == ("Anzeiger für Hafen und Stadt", "1848-03-18")
    assert [article.hints["page"].value for article in articles] == ["5", "6"]
    assert articles[0].places
    assert articles[0].places.is_proposed


def test_two_pages_side_by_side_are_two_pages(tmp_path: Path) -> None:
    _pages(tmp_path, "1.xml", "2.xml")
    sides = "".join(division("page", f'<fptr FILEID="ALTO{at}"/>', ORDERLABEL=str(at)) for at in (1, 2))
    path = tmp_path / "mets.xml"
    path.write_text(
        f"{METS_HEAD} LABEL='Hafenblatt, 1902-05-03'>{printing.files('1.xml', '2.xml')}"
        f"<structMap TYPE='PHYSICAL'>{division('issue', division('doublepage', sides))}</structMap></mets>",
        encoding="utf-8",
    )
    article = next(iter(read(path)))
    assert article.issue
    assert [page.label for page in article.issue.pages] == ["1", "2"]


def test_pages_of_any_name_are_told_by_their_files(tmp_path: Path) -> None:
    """The manifest of the Bibliothèque nationale de France, where it marks no articles: pages are called objects."""
    _pages(tmp_path, "ocr/1.xml", "ocr/2.xml")
    masters = "".join(f'<file ID="M{at}"><FLocat xlink:href="master/{at}.jp2"/></file>' for at in (1, 2))
    objects = "".join(
        division("object", f'<fptr FILEID="M{at}"/><fptr FILEID="ALTO{at}"/>', ORDERLABEL=label)
        for at, label in ((1, "NP"), (2, "12-13"))
    )
    path = tmp_path / "manifest.xml"
    path.write_text(
        f"{METS_HEAD}>{printing.files('ocr/1.xml', 'ocr/2.xml').replace('</fileSec>', '')}"
        f'<fileGrp USE="master">{masters}</fileGrp></fileSec><structMap TYPE="physical">'
        f"{division('set', division('group', objects))}</structMap></mets>",
        encoding="utf-8",
    )
    article = next(iter(read(path)))
    assert article.issue
    pages = article.issue.pages
    assert [page.label for page in pages] == ["", "12-13"]
    assert [page.image and page.image.path for page in pages] == [
        str(tmp_path / "master/1.jp2"),
        str(tmp_path / "master/2.jp2"),
    ]


def test_articles_may_stand_on_pages_that_are_not_listed(tmp_path: Path) -> None:
    _pages(tmp_path, "1.xml", "2.xml")
    article = division(
        "ARTICLE", division("PARAGRAPH", area(1, "P1_TB2")) + division("PARAGRAPH", area(2, "P2_TB1")), ID="A"
    )
    path = tmp_path / "mets.xml"
    path.write_text(
        f"{METS_HEAD} LABEL='Hafenblatt, 1902-05-03'>{printing.files('1.xml', '2.xml')}{printing.pages('1')}"
        f"<structMap TYPE='LOGICAL'>{division('issue', article)}</structMap></mets>",
        encoding="utf-8",
    )
    (found,) = read(path)
    assert "Les travaux" in found.raw
    assert found.issue
    assert [page.number for page in found.issue.pages] == [1, 2]
