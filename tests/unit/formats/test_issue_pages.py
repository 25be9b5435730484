"""Pages and places of digitized issues: every page with its files and picture, every word where it stands."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.article import SourceArticle
from newsreader.domain.page import Box, Word
from newsreader.formats import didl, mets_issue
from newsreader.formats.didl_places import find_places
from newsreader.formats.issue_files import image_kind, page_image
from newsreader.formats.printed import Placed, confidence
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
