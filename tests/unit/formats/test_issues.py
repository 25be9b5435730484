"""Digitized issues: METS with ALTO, NDNP, Delpher, pages alone; and what is wrong with broken ones."""

from pathlib import Path

import pytest

from newsreader.domain.article import SourceArticle
from newsreader.domain.page import Box
from newsreader.errors import SourceFileError
from newsreader.formats import alto
from newsreader.formats.issue_facts import split_title
from newsreader.formats.mets import relative
from newsreader.formats.reader import read
from newsreader.formats.walk import Found, Skipped, walk
from newsreader.formats.xml_documents import XmlError, parse, part_of
from newsreader.text.prepare import prepare
from tests.unit.formats import printing


def _values(source: SourceArticle) -> dict[str, object]:
    return {name: field.value for name, field in prepare(source).fields.items()}


def test_an_article_that_runs_over_two_pages(tmp_path: Path) -> None:
    pier = next(iter(read(printing.write_issue(tmp_path))))
    values = _values(pier)
    assert values["headline"] == "A NEW PIER."
    assert values["byline"] == ("Ada Orme",)
    assert values["paper"] == "The Harbour Lantern"
    assert (values["date"], values["country"], values["place"]) == ("1891-04-02", "GB", "Bristol")
    assert (values["language"], values["issue"], values["page"]) == ("en", "14", "1")
    assert prepare(pier).clean == (
        "The harbour board resolved on Tuesday to build a pier of stone, and voted the money at once.\n\n"
        "The work begins in May."
    )
    assert pier.member == "A1"


def test_sections_name_what_stands_in_them(tmp_path: Path) -> None:
    sources = list(read(printing.write_issue(tmp_path)))
    assert [source.member for source in sources] == ["A1", "A2"]
    values = _values(sources[1])
    assert values["section"] == "Markets"
    assert values["page"] == "2"


def test_a_broken_word_keeps_its_halves_and_can_be_taken_back(tmp_path: Path) -> None:
    pier = next(iter(read(printing.write_issue(tmp_path))))
    assert "Tues-\nday" in pier.raw
    stated = [repair for repair in prepare(pier).repairs if repair.rule == "hyphen.stated"]
    assert [(repair.before, repair.after) for repair in stated] == [("-\n", "")]


def test_pages_without_articles_are_articles(tmp_path: Path) -> None:
    (page,) = read(printing.write_pages(tmp_path))
    values = _values(page)
    assert (values["paper"], values["place"], values["country"]) == ("The Prairie Lamp", "Omaha", "US")
    assert (values["paper_id"], values["date"], values["language"]) == ("sn12345678", "1891-04-02", "en")
    assert page.member == "page-1/1"
    assert page.raw.startswith("A NEW PIER.")
    assert "Ships lay idle." in page.raw


def test_delpher(tmp_path: Path) -> None:
    bridge, wood = read(printing.write_didl(tmp_path))
    values = _values(bridge)
    assert (values["headline"], values["paper"], values["country"]) == ("EEN BRUG.", "Groninger Lantaarn", "NL")
    assert (values["date"], values["page"], values["issue"]) == ("1834-02-03", "3", "9")
    assert prepare(bridge).clean == "De brug is klaar."
    assert "headline" not in _values(wood)
    assert _values(wood)["section"] == "advertentie"


def test_a_page_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_text(printing.alto(printing.PIER), encoding="utf-8")
    (page,) = read(path)
    assert page.format == "alto"
    assert "Ships lay idle." in page.raw


def test_words_carry_their_places() -> None:
    (page,) = alto.read_pages(printing.alto(printing.PIER).encode())
    words = [word for block in page.blocks for line in block.lines for word in line.words]
    assert (page.width, page.height) == (900, 1200)
    assert words[0].box == Box(10, 0, 50, 18)
    assert words[0].confidence == 0.9
    broken = next(word for word in words if word.part == 1)
    assert (broken.text, broken.whole) == ("Tues", "Tuesday")


@pytest.mark.parametrize("number", ["1e999", "nan", "-5", "abc", "", "99999999999999999999"])
def test_careless_numbers_do_no_harm(number: str) -> None:
    text = printing.alto(printing.PIER).replace('VPOS="0.0"', f'VPOS="{number}"').replace("0.9", number)
    (page,) = alto.read_pages(text.encode())
    assert page.blocks[0].lines[0].words[0].text == "A"


def test_a_folder_gives_the_issue_and_not_its_pages(tmp_path: Path) -> None:
    printing.write_issue(tmp_path / "issue")
    batch = tmp_path / "batch"
    printing.write_pages(batch / "issue")
    printing.write_pages(batch / "issue", "1891040201_1.xml")
    (batch / "batch.xml").write_text('<batch xmlns="http://www.loc.gov/ndnp"><issue/></batch>', encoding="utf-8")
    things = list(walk([tmp_path]))
    assert [thing.path.name for thing in things if isinstance(thing, Found)] == ["1891040201.xml", "issue-mets.xml"]
    skipped = {thing.path.name: thing.reason for thing in things if isinstance(thing, Skipped)}
    assert set(skipped) == {"batch.xml", "1891040201_1.xml"}
    assert "same issue as 1891040201.xml" in skipped["1891040201_1.xml"]


def test_a_batch_tells_of_issues_that_are_not_there(tmp_path: Path) -> None:
    printing.write_pages(tmp_path / "issue")
    listed = "".join(f"<issue>./issue/{name}.xml</issue>" for name in ("1891040201", "1891040301", "1891040401"))
    (tmp_path / "batch.xml").write_text(f'<batch xmlns="http://www.loc.gov/ndnp">{listed}</batch>', encoding="utf-8")
    (skipped,) = (thing for thing in walk([tmp_path]) if isinstance(thing, Skipped))
    assert skipped.reason.endswith("2 of the 3 it lists are not there, the first of them issue/1891040301.xml")


def test_of_two_descriptions_the_one_counts_whose_pages_are_there(tmp_path: Path) -> None:
    path = printing.write_pages(tmp_path)
    checked = printing.write_pages(tmp_path, "1891040201_1.xml")
    text = path.read_text(encoding="utf-8")
    lost = '<file ID="ALTO2" USE="ocr"><FLocat xlink:href="./0008.xml"/></file></fileGrp>'
    text = text.replace("</fileGrp>", lost).replace('<fptr FILEID="ALTO1"/></div>', (
        '<fptr FILEID="ALTO1"/></div><div TYPE="np:page"><fptr FILEID="ALTO2"/></div>'
    ))  # fmt: skip
    path.write_text(text, encoding="utf-8")
    things = list(walk([tmp_path]))
    assert [thing.path for thing in things if isinstance(thing, Found)] == [checked]
    (skipped,) = (thing for thing in things if isinstance(thing, Skipped))
    assert "same issue as 1891040201_1.xml" in skipped.reason


def test_test_targets_of_a_microfilm_are_no_pages(tmp_path: Path) -> None:
    kind = "urn:library-of-congress:ndnp:mets:microfilmReel"
    (tmp_path / "reel.xml").write_text(f'{printing.METS_HEAD} TYPE="{kind}"/>', encoding="utf-8")
    (tmp_path / "0001.xml").write_text(printing.alto({"T": ["1 2 3 4"]}), encoding="utf-8")
    printing.write_pages(tmp_path / "1891040201")
    things = list(walk([tmp_path]))
    assert [thing.path.name for thing in things if isinstance(thing, Found)] == ["1891040201.xml"]
    assert {thing.path.name for thing in things if isinstance(thing, Skipped)} == {"reel.xml", "0001.xml"}


def test_a_missing_page_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path)
    (tmp_path / "page2.xml").unlink()
    problems: list[tuple[str, str]] = []
    sources = list(read(path, on_problem=lambda place, reason, _remedy: problems.append((place.name, reason))))
    assert [source.member for source in sources] == ["A1"]
    assert "Ships" not in sources[0].raw
    assert problems == [("page2.xml", "is missing")]


def test_a_malformed_page_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path)
    (tmp_path / "page2.xml").write_text("<alto><Layout>", encoding="utf-8")
    problems: list[str] = []
    assert list(read(path, on_problem=lambda _place, reason, _remedy: problems.append(reason)))
    assert len(problems) == 1
    assert "not sound XML" in problems[0]


def test_an_issue_without_any_readable_page_is_refused(tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path)
    for page in tmp_path.glob("page*.xml"):
        page.unlink()
    with pytest.raises(SourceFileError, match="none of its pages"):
        list(read(path))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE mets [<!ENTITY a "aaaaaaaa">]><mets>&a;</mets>',
        '<!DOCTYPE mets SYSTEM "file:///etc/passwd"><mets/>',
        "<mets><dmdSec></mets>",
        "<mets/>",
        '<?xml version="1.0" encoding="nonsense-9"?><mets/>',
        "<mets>\x00\x01</mets>",
    ],
)
def test_hostile_and_broken_documents_are_refused_with_a_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mets.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceFileError) as refused:
        list(read(path, "mets"))
    assert refused.value.remedy


def test_deep_documents_are_read_without_recursion(tmp_path: Path) -> None:
    path = tmp_path / "mets.xml"
    depth = 50_000
    path.write_text(
        f"{printing.METS_HEAD}>{printing.files('page1.xml')}<structMap TYPE='LOGICAL'>"
        f"{'<div>' * depth}{'</div>' * depth}</structMap></mets>",
        encoding="utf-8",
    )
    with pytest.raises(SourceFileError, match="none of its pages"):
        list(read(path))


@pytest.mark.parametrize("href", ["../secret.xml", "/etc/passwd", "a/../../secret.xml", "\x00", ""])
def test_references_never_lead_out_of_the_folder(tmp_path: Path, href: str) -> None:
    (tmp_path / "secret.xml").write_text("x", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    assert part_of(inside, href) is None


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("./0011.xml", "0011.xml"),
        ("file://./text/1.xml", "text/1.xml"),
        ("text\\1.xml", "text/1.xml"),
        ("page%201.xml", "page 1.xml"),
        ("https://example.org/full/1.xml?version=2", "1.xml"),
        ("https://example.org/full/0/default.jpg", ""),
    ],
)
def test_references_mean_relative_paths(href: str, path: str) -> None:
    assert relative(href) == path


@pytest.mark.parametrize(
    ("title", "name", "place"),
    [
        ("The Prairie Lamp (Omaha, Neb.), 1891-04-02", "The Prairie Lamp", "Omaha, Neb."),
        ("The Prairie Lamp, 1891-04-02", "The Prairie Lamp", ""),
        ("Prairie Lamp. [volume] (Omaha, Neb.)", "Prairie Lamp.", "Omaha, Neb."),
        ("Lantern (1888-1901)", "Lantern", ""),
        ("Lantern", "Lantern", ""),
    ],
)
def test_catalogue_titles(title: str, name: str, place: str) -> None:
    assert split_title(title) == (name, place)


def test_prefixes_need_not_be_declared() -> None:
    assert parse(b'<a:b xsi:type="c"/>').tag == "a:b"
    with pytest.raises(XmlError):
        parse(b"")
