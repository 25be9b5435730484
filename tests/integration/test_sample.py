"""The sample archive is as rich as it says, and the program reads it as a person would."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsreader import resources
from newsreader.domain.article import PreparedArticle
from newsreader.formats import reader
from newsreader.services import browsing, families, sample, verifying
from newsreader.services.session import Session
from newsreader.text import authorities
from newsreader.text.prepare import prepare

ARTICLES = resources.path("sample", "articles")
ISSUES = resources.path("sample", "issues")
HALIFAX = ISSUES / "halifax-ledger_1919-05-24" / "halifax-ledger_1919-05-24-mets.xml"
DULUTH = ISSUES / "sn99999001" / "00000000001" / "1910051801" / "1910051801.xml"
EXPECTED: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("sample_expected.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def prepared() -> dict[str, PreparedArticle]:
    """Every sample file as the program would take it in, by its path below `articles/`."""
    found: dict[str, PreparedArticle] = {}
    for entry in EXPECTED:
        (article,) = reader.read(ARTICLES / entry["file"])
        found[entry["file"]] = prepare(article)
    return found


@pytest.fixture(scope="module")
def sample_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample archive, made once for this module in places of its own."""
    base = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CACHE", "CONFIG"):
            patch.setenv(f"NEWSREADER_{name}_DIR", str(base / name.lower()))
        session = sample.make_sample(base / "archive")
        yield session
        session.close()


def _misses(prepared: dict[str, PreparedArticle], field: str) -> list[str]:
    """What was expected of a field and not found, for those files that state it."""
    lines = []
    for entry in EXPECTED:
        want = entry[field]
        if want in (None, []):
            continue
        stored = prepared[entry["file"]].fields.get(field)
        value = stored.value if stored is not None else None
        got = list(value) if isinstance(value, tuple) else value
        if got != want:
            lines.append(f"{entry['file']}: {field} {got!r} instead of {want!r}")
    return lines


def test_every_file_is_described_and_every_description_has_a_file() -> None:
    files = {path.relative_to(ARTICLES).as_posix() for path in ARTICLES.rglob("*") if path.is_file()}
    assert files == {entry["file"] for entry in EXPECTED}
    assert all(name.isascii() for name in files)


def test_there_is_enough_of_everything() -> None:
    countries = {entry["country"] for entry in EXPECTED} - {None}
    years = [int(entry["date"][:4]) for entry in EXPECTED if entry["date"]]
    assert len(EXPECTED) >= 80
    assert len({entry["paper"] for entry in EXPECTED} - {None}) == 12
    assert len(countries) >= 8
    assert len({authorities.region_of(code) for code in countries}) >= 5
    assert {entry["language"] for entry in EXPECTED} == {"en", "fr", "de", "es"}
    assert max(years) - min(years) >= 150
    assert all(118 <= entry["words"] <= 420 for entry in EXPECTED)


def test_the_promised_damage_is_there(prepared: dict[str, PreparedArticle]) -> None:
    raws = {name: article.source.raw for name, article in prepared.items()}
    assert sum(bool(re.search(r"^- .+ and$", raw, re.MULTILINE)) for raw in raws.values()) >= 4, "cut-off bylines"
    assert sum("nine- hour" in raw for raw in raws.values()) >= 2, "hyphens to be kept"
    joined = [raws[entry["file"]] for entry in EXPECTED if entry["layout"] == "join"]
    assert sum(bool(re.search(r"[a-zß-ÿ]- [a-zß-ÿ]", raw)) for raw in joined) >= 10, "hyphens to be closed up"
    assert sum(bool(re.search(r"[^\W\d_]-\n", raw)) for raw in raws.values()) >= 10, "hyphens at line ends"
    assert sum("¬" in raw for raw in raws.values()) >= 3
    assert sum("\u00ad" in raw for raw in raws.values()) >= 3
    assert sum("p. m." in raw for raw in raws.values()) >= 5
    assert sum("U. S." in raw for raw in raws.values()) >= 2
    assert sum(bool(re.search(r"\w [;:]", raw)) for raw in raws.values()) >= 2


def test_several_encodings_and_line_ends_are_recognised(prepared: dict[str, PreparedArticle]) -> None:
    encodings = Counter(article.source.encoding for article in prepared.values())
    assert len({name for name in encodings if name.startswith(("utf-8", "utf-16", "cp1252", "iso", "latin"))}) >= 4
    ends = [(ARTICLES / entry["file"]).read_bytes() for entry in EXPECTED]
    assert sum(b"\r\n" in content for content in ends) >= 3
    assert sum(b"\r" in content and b"\n" not in content for content in ends) >= 1
    for entry in EXPECTED:
        if entry["encoding"] == "cp1252":
            assert "\ufffd" not in prepared[entry["file"]].source.raw
            assert re.search(r"[éèáíñüöä“„]", prepared[entry["file"]].source.raw)


def test_wire_stories_are_printed_by_several_papers() -> None:
    stories: dict[str, set[str]] = {}
    for entry in EXPECTED:
        if entry["agency"]:
            stories.setdefault(entry["date"][:4] + entry["language"], set()).add(entry["paper"])
    assert sum(len(papers) >= 2 for papers in stories.values()) >= 6


# How many articles the program may get wrong: the sample holds hard cases on purpose.
@pytest.mark.parametrize(
    ("field", "allowed"),
    [("paper", 4), ("country", 0), ("language", 0), ("date", 1), ("headline", 2), ("byline", 1), ("agency", 0)],
)
def test_fields_are_extracted_as_a_person_would(prepared: dict[str, PreparedArticle], field: str, allowed: int) -> None:
    misses = _misses(prepared, field)
    assert len(misses) <= allowed, "\n".join(misses)


def test_cut_off_bylines_are_told_apart(prepared: dict[str, PreparedArticle]) -> None:
    for entry in EXPECTED:
        if entry["byline"]:
            field = prepared[entry["file"]].fields.get("byline_complete")
            assert (field is None or field.value is True) == entry["byline_complete"], entry["file"]


def test_no_country_is_made_up(prepared: dict[str, PreparedArticle]) -> None:
    for entry in EXPECTED:
        field = prepared[entry["file"]].fields.get("country")
        if field is not None and entry["country"] is None and entry["paper"] is not None:
            assert field.evidence.source != "text", f"{entry['file']}: {field}"


def test_the_clean_text_is_free_of_damage(prepared: dict[str, PreparedArticle]) -> None:
    for name, article in prepared.items():
        assert "¬" not in article.clean, name
        assert "\u00ad" not in article.clean, name
        assert "Newspapers from" not in article.clean, name
        assert "p. m." not in article.clean, name
        assert not re.search(r"\n(?!\n)(?<!\n\n)", article.clean), f"{name}: a line break inside a paragraph"


def test_hyphens_are_kept_or_closed_up_by_what_they_are(prepared: dict[str, PreparedArticle]) -> None:
    strike = prepared["halifax-ledger/halifax-ledger_1919-05-06_p3.txt"].clean
    assert "nine-hour day" in strike
    assert "so-called shape-up" in strike
    captains = prepared["halifax-ledger/halifax-ledger_1919-05-17_p1.txt"].clean
    assert "over the water and" in captains
    assert "Witnesses say" in captains


def _printed() -> int:
    """How many articles the digitized issues of the sample have."""
    return sum(len(list(reader.read(path))) for path in (HALIFAX, DULUTH))


def test_the_sample_becomes_an_archive_without_a_failure(sample_session: Session) -> None:
    # What stands on a page outside of all articles is kept beside them, page by page.
    beside = browsing.totals(sample_session).articles - len(EXPECTED) - _printed()
    assert 0 <= beside <= sample_session.archive.pages.count()[1]
    papers = {node.label for node in browsing.tree(sample_session, "paper") if node.value}
    assert papers >= {entry["paper"] for entry in EXPECTED if entry["paper"]}
    assert verifying.verify(sample_session).ok


def test_making_the_sample_again_adds_nothing(sample_session: Session) -> None:
    before = browsing.totals(sample_session)
    again = sample.make_sample(sample_session.archive.folder)
    try:
        assert browsing.totals(again) == before
        assert again.archive.pages.count() == (2, 5)
    finally:
        again.close()


def test_each_wire_story_is_one_family_in_all_its_papers(sample_session: Session) -> None:
    found = {
        frozenset(
            Path(article.file.path).name.split("_")[0]
            for article in sample_session.archive.articles.many(
                [member.number for member in sample_session.archive.families.members(family.id)]
            )
        )
        for family in families.listing(sample_session)
    }
    assert found == {
        frozenset({"table-bay-tribune", "duluth-evening-beacon", "coromandel-chronicle", "fremantle-lantern"}),
        frozenset({"table-bay-tribune", "fremantle-lantern", "coromandel-chronicle"}),
        frozenset({"ottawa-sentinel", "duluth-evening-beacon", "fremantle-lantern"}),
        frozenset({"ottawa-sentinel", "duluth-evening-beacon", "humber-mercury"}),
        frozenset({"ottawa-sentinel", "humber-mercury"}),
        frozenset({"neue-elbwarte", "aarewacht"}),
        frozenset({"la-antorcha-de-la-sierra", "la-ribera-del-plata"}),
    }
