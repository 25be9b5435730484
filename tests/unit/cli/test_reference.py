"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from newsreader.cli.reference import with_reference
from newsreader.domain.article import Article, SourceFile
from newsreader.domain.record import of_article

DOCS = Path(__file__).resolve().parents[3] / "docs"


def _documented(page: str, heading: str) -> set[str]:
    """The names in the first column of the table below a heading."""
    _, _, rest = page.partition(heading)
    table = rest.partition("|---|")[2].partition("\n\n")[0]
    return set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert page == with_reference(page), "run: python -m newsreader.cli.reference docs/commands.md"
    assert "`newsreader tag rename`" in page
    assert "`--limit" in page


@pytest.fixture
def record() -> dict[str, object]:
    file = SourceFile("a.txt", "0", 1, "utf-8", "text", "2026-01-01T00:00:00Z", "newsreader")
    return of_article(Article("x", 1, "", (), frozenset(), {}, {}, "", None, (), (), file, "1", "2026-01-01T00:00:00Z"))


def test_every_field_of_the_record_is_documented(record: dict[str, object]) -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    assert _documented(page, "# The article record") == set(record)
    file = record["file"]
    assert isinstance(file, dict)
    assert _documented(page, "The object `file`:") == set(file)
