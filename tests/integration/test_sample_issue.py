"""The digitized issues of the sample read as a library's would, and the demo archive keeps their pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader import resources
from newsreader.domain.article import SourceArticle
from newsreader.formats import image_headers, reader
from newsreader.services import sample
from newsreader.services.session import Session

ISSUES = resources.path("sample", "issues")
HALIFAX = ISSUES / "halifax-ledger_1919-05-24" / "halifax-ledger_1919-05-24-mets.xml"
DULUTH = ISSUES / "sn99999001" / "00000000001" / "1910051801" / "1910051801.xml"


@pytest.fixture(scope="module")
def halifax() -> dict[str, SourceArticle]:
    """The articles of the segmented issue by headline; those without one by number."""
    found = {}
    for number, article in enumerate(reader.read(HALIFAX)):
        headline = article.hints.get("headline")
        found[str(headline.value) if headline else str(number)] = article
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The demo archive."""
    base = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CACHE", "CONFIG"):
            patch.setenv(f"NEWSREADER_{name}_DIR", str(base / name.lower()))
        session = sample.make_sample(base / "archive")
        yield session
        session.close()


def test_every_article_of_the_issue_is_read(halifax: dict[str, SourceArticle]) -> None:
    assert len(halifax) == 59
    assert sum(article.member.startswith("DIVL") for article in halifax.values()) == 59, "each by an id of its own"
    assert len({article.member for article in halifax.values()}) == 59
    assert sum("headline" in article.hints for article in halifax.values()) == 42


def test_the_issue_is_described(halifax: dict[str, SourceArticle]) -> None:
    fields = next(iter(halifax.values())).hints
    assert fields["paper"].value == "Halifax Ledger"
    assert fields["date"].value == "1919-05-24"
    assert fields["country"].value == "CA"
    assert (fields["volume"].value, fields["issue"].value) == ("62", "123")


def test_an_article_goes_on_on_another_page(halifax: dict[str, SourceArticle]) -> None:
    judge = halifax["JUDGE WYNN ASKS ONE QUESTION OF BOTH SIDES"]
    assert judge.places is not None
    assert set(judge.places.pages) == {1, 3}
    assert judge.hints["byline"].value == ("Ellen Marchbank",)
    assert judge.raw.rstrip().endswith("longer table.")


def test_words_broken_at_line_ends_are_stated(halifax: dict[str, SourceArticle]) -> None:
    repairs = [repair for article in halifax.values() for repair in article.repairs]
    assert len(repairs) == sum(path.read_text("utf-8").count("<HYP") for path in HALIFAX.parent.rglob("text/*.xml"))
    assert {"hyphen.stated"} == {repair.rule for repair in repairs}


def test_one_article_is_in_french(halifax: dict[str, SourceArticle]) -> None:
    french = [article for article in halifax.values() if article.hints["language"].value == "fr"]
    assert [article.hints["byline"].value for article in french] == [("Édouard Comeau",)]


def test_few_words_are_misread_and_they_are_doubtful(halifax: dict[str, SourceArticle]) -> None:
    issue = next(iter(halifax.values())).issue
    assert issue is not None
    sure = [
        word.confidence
        for page in issue.pages
        if page.printed
        for block in page.printed.blocks
        for line in block.lines
        for word in line.words
    ]
    assert all(confidence is not None for confidence in sure)
    doubtful = sum(confidence < 0.65 for confidence in sure if confidence is not None)
    assert 0.005 < doubtful / len(sure) < 0.03


@pytest.mark.parametrize("description", [HALIFAX, DULUTH])
def test_every_page_has_its_picture_in_proportion(description: Path) -> None:
    issue = next(iter(reader.read(description))).issue
    assert issue is not None
    for page in issue.pages:
        assert page.image is not None
        assert page.printed is not None
        with Path(page.image.path).open("rb") as file:
            head = image_headers.read_header(file)
        assert (head.kind, head.width, head.height) == ("jpeg", 1800, 2560)
        assert page.printed.width / page.printed.height == pytest.approx(head.width / head.height)


def test_the_repository_carries_little_of_it() -> None:
    assert sum(path.stat().st_size for path in ISSUES.rglob("*") if path.is_file()) < 3_200_000


def test_the_demo_keeps_the_pages_with_the_archive(demo: Session) -> None:
    issues = demo.archive.pages.issues()
    assert {issue.title for issue in issues} == {"Halifax Ledger", "Duluth Evening Beacon"}
    for issue in issues:
        for page in demo.archive.pages.pages(issue.number):
            assert page.image is not None
            assert page.image.is_copied
            assert page.image.state == "there"
            assert demo.archive.pages.articles_on(page.number)


def test_proposals_of_the_page_without_articles_say_that_they_are(demo: Session) -> None:
    (duluth,) = [issue for issue in demo.archive.pages.issues() if issue.title == "Duluth Evening Beacon"]
    (page,) = demo.archive.pages.pages(duluth.number)
    found = demo.archive.pages.articles_on(page.number)
    assert len(found) >= 10
    assert all(article.is_proposed for article in found)
