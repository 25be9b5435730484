"""Pages and places of digitized issues: every page with its files and picture, every word where it stands."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.article import SourceArticle
from newsreader.domain.page import Box, Word
from newsreader.formats import alto, didl, mets_issue, page_article
from newsreader.formats.didl_places import find_places
from newsreader.formats.issue_files import image_kind, page_image
from newsreader.formats.printed import Placed, confidence, lay_out
from newsreader.formats.reader import read
from newsreader.formats.walk import Skipped, walk
from newsreader.text.prepare import prepare
from tests.unit.formats import printing


def _check_places(article: SourceArticle) -> None:
    """Every place is that of the word that stands there."""
    assert article.issue
    assert article.places
    pages = {
        page.number: [word.text for block in page.printed.blocks for line in block.lines for word in line.words]
        for page in article.issue.pages
        if page.printed
    }
    places = article.places
    found = [pages[page][word] for page, word in zip(places.pages, places.words, strict=True)]
    assert found == [article.raw[start : start + len(word)] for start, word in zip(places.starts, found, strict=True)]
    assert "".join(found) == "".join(article.raw.replace("-\n", "").split())
    assert all(before.end == after.start for before, after in pairwise(places.parts))
    assert (places.parts[0].start, places.parts[-1].end) == (0, len(places.starts))


def test_an_article_knows_its_issue_and_the_places_of_its_words(tmp_path: Path) -> None:
    articles = list(read(printing.write_issue(tmp_path)))
    for article in articles:
        _check_places(article)
    pier = articles[0]
    assert pier.issue is articles[1].issue
    assert pier.places
    assert not pier.places.is_proposed
    assert [part.kind for part in pier.places.parts] == ["headline", "text", "text"]
    assert set(pier.places.pages) == {1, 2}
    assert pier.issue
    assert pier.issue.fields["paper"].value == "The Harbour Lantern"
    assert [(page.number, page.label, page.problem) for page in pier.issue.pages] == [(1, "1", ""), (2, "2", "")]
    first = pier.issue.pages[0].text
    assert first
    assert (first.href, first.path) == ("page1.xml", str(tmp_path / "page1.xml"))
    assert first.data == (tmp_path / "page1.xml").read_bytes()


def test_proposed_articles_say_so(tmp_path: Path) -> None:
    (article,) = read(printing.write_pages(tmp_path))
    _check_places(article)
    assert article.places
    assert article.places.is_proposed


def test_pages_that_cannot_be_read_are_pages_still(tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path)
    (tmp_path / "page2.xml").unlink()
    article = next(iter(read(path)))
    assert article.issue
    lost = article.issue.pages[1]
    assert (lost.printed, lost.problem) == (None, "is missing")
    assert lost.text
    assert (lost.text.href, lost.text.data) == ("page2.xml", b"")


def test_an_issue_is_read_again_from_files_kept_elsewhere(tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path)
    before = list(read(path))
    kept = {name: (tmp_path / name).read_bytes() for name in ("page1.xml", "page2.xml")}
    for name in kept:
        (tmp_path / name).unlink()
    after = list(mets_issue.read_issue(path.read_bytes(), path, None, kept.get))
    assert [article.raw for article in after] == [article.raw for article in before]
    assert [article.places for article in after] == [article.places for article in before]


def test_delpher_texts_are_found_on_their_pages(tmp_path: Path) -> None:
    path = printing.write_didl(tmp_path)
    bridge, wood = read(path)
    assert bridge.places
    assert wood.places
    assert bridge.issue
    (page,) = bridge.issue.pages
    assert (page.number, page.label, page.problem) == (1, "3", "")
    assert page.image
    assert (page.image.path, page.image.kind) == (str(tmp_path / "p1.jp2"), "jp2")
    assert [bridge.raw[start:].split()[0] for start in bridge.places.starts] == bridge.raw.split()
    assert [part.kind for part in bridge.places.parts] == ["headline", "text"]
    assert list(wood.places.words) == [6, 7, 8]
    assert [part.href for part in bridge.issue.parts] == ["a1.xml", "a2.xml"]
    kept = {name: (tmp_path / name).read_bytes() for name in ("a1.xml", "a2.xml", "p1_alto.xml")}
    for name in kept:
        (tmp_path / name).unlink()
    again = list(didl.read_issue(path.read_bytes(), path, None, kept.get))
    assert [(article.raw, article.places) for article in again] == [
        (article.raw, article.places) for article in (bridge, wood)
    ]


def _line(*words: str) -> list[Placed]:
    return [Placed(Word("", text, Box(0, 0, 1, 1)), 1, 0, at) for at, text in enumerate(words)]


def test_words_that_a_text_spells_otherwise_are_passed_over() -> None:
    places = find_places("The bridge is ready now", [("text", 0)], _line("The", "bri", "dge", "iz", "ready", "now"))
    assert places
    assert list(places.starts) == [0, 4, 7, 14, 20]
    assert list(places.words) == [0, 1, 2, 4, 5]


def test_the_words_of_another_article_are_no_places() -> None:
    assert find_places("The bridge is ready", [("text", 0)], _line("Te", "koop", "hout", "bridge")) is None


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=5).filter(lambda text: not text.isspace())))
def test_places_lie_in_the_text_whatever_the_words(raw: str, words: list[str]) -> None:
    places = find_places(raw, [("text", 0)], _line(*words))
    if places:
        found = [words[at] for at in places.words]
        assert all(raw.startswith(word, start) for word, start in zip(found, places.starts, strict=True))
        assert list(places.starts) == sorted(places.starts)


def test_a_pdf_of_the_whole_issue_shows_its_pages(tmp_path: Path) -> None:
    (tmp_path / "issue.pdf").write_bytes(b"%PDF")
    image = page_image(tmp_path, [("lost.tif", "")], "0002.xml", ("issue.pdf", 1))
    assert image
    assert (image.path, image.kind, image.frame) == (str(tmp_path / "issue.pdf"), "pdf", 1)


def test_pictures_of_pages_belong_to_the_issue(tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path)
    (tmp_path / "page1.jp2").write_bytes(b"\0")
    (tmp_path / "page1.png").write_bytes(b"\x89PNG")
    article = next(iter(read(path)))
    assert article.issue
    first, second = (page.image for page in article.issue.pages)
    assert first
    assert (first.path, first.kind) == (str(tmp_path / "page1.png"), "png")
    assert second is None
    told = [thing.path.name for thing in walk([tmp_path]) if isinstance(thing, Skipped)]
    assert told == []


@pytest.mark.parametrize("beside", ["harbour.JPG", "0004.tif"])
def test_a_page_alone_finds_its_picture(tmp_path: Path, beside: str) -> None:
    page = printing.alto(printing.PIER).replace(
        "<Layout>", "<Description><sourceImageInformation><fileName>/mnt/scans/0004.tif</fileName>"
        "</sourceImageInformation></Description><Layout>",
    )  # fmt: skip
    (tmp_path / "harbour.xml").write_text(page, encoding="utf-8")
    (tmp_path / beside).write_bytes(b"\0\1")
    (article,) = read(tmp_path / "harbour.xml")
    _check_places(article)
    assert article.issue
    (only,) = article.issue.pages
    assert only.image
    assert only.image.path == str(tmp_path / beside)
    assert only.image.kind in {"jpeg", "tiff"}


@pytest.mark.parametrize(
    ("name", "mime", "kind"),
    [
        ("a.TIF", "", "tiff"),
        ("a", "image/jp2", "jp2"),
        ("a.pdf", "", "pdf"),
        ("thumbs/a.jpg", "image/jpeg", ""),
        ("a.xml", "text/xml", ""),
    ],
)
def test_kinds_of_pictures(name: str, mime: str, kind: str) -> None:
    assert image_kind(name, mime) == kind


@pytest.mark.parametrize(
    ("stated", "mean"),
    [
        ([0.5, 1.0], 0.75),
        ([0.5, 0.5], None),
        ([0.5, None, None], None),
        ([], None),
        ([None], None),
        ([0.0, 0.6, None], 0.3),
    ],
)
def test_confidence_counts_where_it_is_measured(stated: list[float | None], mean: float | None) -> None:
    assert confidence(Word("", "x", Box(0, 0, 1, 1), each) for each in stated) == mean


def test_doubtful_recognition_lowers_the_quality(tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path)
    sure = prepare(next(iter(read(path)))).quality
    page = tmp_path / "page1.xml"
    page.write_text(page.read_text(encoding="utf-8").replace('WC="0.9"', 'WC="0.3"'), encoding="utf-8")
    unsure = prepare(next(iter(read(path)))).quality
    assert sure
    assert unsure
    assert unsure < sure


@pytest.mark.parametrize("href", [".", "", "/", "..", "\x00", "../../secret.jpg", "/etc/secret.jpg", "a/../../b.jpg"])
def test_a_picture_is_never_said_to_lie_outside_the_issue(tmp_path: Path, href: str) -> None:
    folder = tmp_path / "issue"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8\xff")
    image = page_image(folder, [(href, "image/jpeg")], text=href)
    assert image is None or Path(image.path).parent == folder


def _alto(*lines: str, hyphen: str = "", size: str = 'WIDTH="900" HEIGHT="1200"') -> str:
    """A page of one block; every line but the last ends in that hyphen."""
    out = []
    for at, line in enumerate(lines):
        words = "".join(
            f'<String CONTENT="{word}" HPOS="{60 * place}" VPOS="{20 * at}" WIDTH="50" HEIGHT="18"/>'
            for place, word in enumerate(line.split())
        )
        mark = f'<HYP CONTENT="{hyphen}"/>' if hyphen and at + 1 < len(lines) else ""
        out.append(f'<TextLine HPOS="0" VPOS="{20 * at}" WIDTH="400" HEIGHT="18">{words}{mark}</TextLine>')
    block = f'<TextBlock ID="B" HPOS="0" VPOS="0" WIDTH="400" HEIGHT="40">{"".join(out)}</TextBlock>'
    return f'<alto><Layout><Page ID="P" {size}><PrintSpace>{block}</PrintSpace></Page></Layout></alto>'


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "¬", "=", "⸗"])
def test_a_hyphen_that_is_marked_but_not_resolved_joins_all_the_same(tmp_path: Path, hyphen: str) -> None:
    path = tmp_path / "page.xml"
    path.write_text(_alto("the harbour author", "ities said that the pier", hyphen=hyphen), encoding="utf-8")
    (article,) = read(path)
    assert prepare(article).clean == "the harbour authorities said that the pier"


def test_a_page_without_a_size_is_as_large_as_its_words(tmp_path: Path) -> None:
    (page,) = alto.read_pages(_alto("a pier", "of stone", size="").encode())
    assert (page.width, page.height) == (400, 40)


def test_namespaces_prefixes_and_versions_are_all_the_same() -> None:
    plain = _alto("a pier", "of stone")
    spelled = plain.replace("<", "<a:").replace("<a:/", "</a:")
    spelled = spelled.replace("<a:alto", '<a:alto xmlns:a="http://www.loc.gov/standards/alto/ns-v4#"', 1)
    for text in (plain.replace("<alto", '<alto xmlns="http://schema.ccs-gmbh.com/ALTO"', 1), spelled):
        assert alto.read_pages(text.encode()) == alto.read_pages(plain.encode())


def test_a_paragraph_goes_on_in_the_next_column(tmp_path: Path) -> None:
    first = printing.alto({"B1": ["The harbour board resolved on Tues-", "day to"], "B2": ["A NEW BANK"]})
    second = printing.alto({"C1": ["build a pier. It will cost little."], "C2": ["Work begins in May."]}, "P2")
    for name, text in (("1.xml", first), ("2.xml", second)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    parts = [printing.area(1, "B1"), printing.area(2, "C1"), printing.area(2, "C2")]
    inside = "".join(printing.division("PARAGRAPH", part) for part in parts)
    logical = printing.division("ISSUE", printing.division("ARTICLE", inside, ID="A1"))
    path = tmp_path / "mets.xml"
    path.write_text(
        f"{printing.METS_HEAD}>{printing.files('1.xml', '2.xml')}{printing.pages('1', '2')}"
        f'<structMap TYPE="LOGICAL">{logical}</structMap></mets>',
        encoding="utf-8",
    )
    (article,) = read(path)
    _check_places(article)
    assert article.places
    assert len(article.places.parts) == 3
    assert prepare(article).clean == (
        "The harbour board resolved on Tuesday to build a pier. It will cost little.\n\nWork begins in May."
    )


def test_a_word_broken_between_columns_is_whole(tmp_path: Path) -> None:
    words = _line("the", "author", "ities", "said")
    halves = [words[0], words[1]._replace(hyphen="-")], [words[2], words[3]]
    assert lay_out(halves, ["text", "text"]).raw == "the author-\nities said"
    assert lay_out(halves, ["headline", "text"]).raw == "the author-\n\nities said"
    assert lay_out(halves).spans == ((0, 11), (13, 23))


def test_pictures_that_a_lone_page_names_belong_to_it(tmp_path: Path) -> None:
    text = _alto("a pier").replace(
        "<Layout>", "<Description><fileName>C:\\scans\\0004.tif</fileName></Description><Layout>"
    )
    (tmp_path / "page.xml").write_text(text, encoding="utf-8")
    (tmp_path / "0004.tif").write_bytes(b"II*\0\0\0")
    (tmp_path / "0005.tif").write_bytes(b"II*\0\0\0")
    assert [thing.path.name for thing in walk([tmp_path]) if isinstance(thing, Skipped)] == ["0005.tif"]


def test_a_description_that_names_itself_as_its_page_is_told(tmp_path: Path) -> None:
    issue = tmp_path / "issue.xml"
    issue.write_text(
        '<mets><fileSec><fileGrp USE="Text"><file ID="ALTO1" MIMETYPE="text/xml"><FLocat href="issue.xml"/></file>'
        "</fileGrp></fileSec></mets>",
        encoding="utf-8",
    )
    assert [found for found in walk([tmp_path]) if not isinstance(found, Skipped)], "else it would vanish untold"


@pytest.mark.parametrize(
    ("format_name", "head", "names"),
    [
        ("page", '<PcGts><Page imageFilename="scan 7.tif" imageWidth="9">', ["scan 7.tif"]),
        ("hocr", "<div class='ocr_page' title='image \"a.png\"; bbox 0 0 9 9; ppageno 0'>", ["a.png"]),
        ("hocr", '<div class="ocr_page" title="image &quot;b.tif&quot;; bbox 0 0 9 9">', ["b.tif"]),
        ("alto", "<a:fileName>/mnt/x/1.jp2</a:fileName>", ["/mnt/x/1.jp2"]),
        ("alto", "<alto><Layout/></alto>", []),
    ],
)
def test_pages_say_what_they_were_recognized_on(format_name: str, head: str, names: list[str]) -> None:
    assert page_article.names_of(head.encode(), format_name) == names


def test_the_pages_of_one_file_are_pages_of_one_picture(tmp_path: Path) -> None:
    one, two = (_alto("a pier", "of stone").replace('ID="P"', f'ID="P{at}"') for at in (1, 2))
    layout = (
        one.partition("<Layout>")[2].partition("</Layout>")[0] + two.partition("<Layout>")[2].partition("</Layout>")[0]
    )
    (tmp_path / "both.xml").write_text(f"<alto><Layout>{layout}</Layout></alto>", encoding="utf-8")
    (tmp_path / "both.pdf").write_bytes(b"%PDF-1.4")
    first, second = read(tmp_path / "both.xml")
    assert (first.member, second.member) == ("page-1/1", "page-2/1")
    assert first.issue
    found = [(page.image.kind, page.image.frame) for page in first.issue.pages if page.image]
    assert found == [("pdf", 0), ("pdf", 1)]
