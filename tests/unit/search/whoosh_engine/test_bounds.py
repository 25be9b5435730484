"""Queries that would cost too much answer all the same, or are refused, and it is told what was left out."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.domain.query import Filters
from newsreader.search.grammar import parse
from newsreader.search.index import Hits, IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import WhooshIndex, bounds, searching, vocabulary

Documents = Callable[[int, int], list[IndexDocument]]


@pytest.fixture
def index(tmp_path: Path, documents: Documents) -> WhooshIndex:
    found = WhooshIndex(tmp_path / "index", "archive")
    found.apply(documents(60, 2), [], 1)
    return found


def search(index: WhooshIndex, text: str, filters: Filters | None = None) -> Hits:
    return index.search(IndexRequest(parse(text).root, filters or Filters(), count_parts=True))


def messages(hits: Hits) -> str:
    return "\n".join(notice.message for notice in hits.notices)


def test_too_many_wildcards_are_refused(index: WhooshIndex) -> None:
    allowed = " OR ".join(f"t{number}*" for number in range(bounds.MOST_WILD - 1))
    assert search(index, f"{allowed} OR truce~1").total > 0
    refused = search(index, f"{allowed} OR truce~1 OR (peace -har*)")
    assert (refused.total, refused.parts) == (0, ())
    assert "31 words with *, ? or ~; the most that are searched at once is 30" in messages(refused)


def test_a_pattern_for_too_many_words_finds_the_most_frequent(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = search(index, "body:*e*")
    assert not whole.notices
    for name in ("MOST_TRIED", "MOST_EXPANDED"):
        with monkeypatch.context() as patched:
            patched.setattr(vocabulary, name, 3)
            cut = search(index, "body:*e*")
            assert "“*e*” stands for too many words at once" in messages(cut)
            assert len([notice for notice in cut.notices if "too many words" in notice.message]) == 1
            assert set(cut.numbers) < set(whole.numbers)
            assert cut.total > 0


def test_every_article_with_any_word(index: WhooshIndex, documents: Documents) -> None:
    expected = [document.number for document in documents(60, 2) if document.body.strip(" -,.()")]
    assert sorted(search(index, "body:*").numbers) == expected


def test_very_many_frequent_words_find_the_same_in_another_order(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "truce OR peace OR (talks the)"
    whole = search(index, query)
    monkeypatch.setattr(bounds, "MOST_RANKED", 40)
    cut = search(index, query)
    assert "have no say in the order of so many hits" in messages(cut)
    assert sorted(cut.numbers) == sorted(whole.numbers)
    assert list(cut.numbers) != list(whole.numbers)


@pytest.mark.parametrize("filters", [Filters(), Filters({"country": frozenset({"CA", "FR"})})])
def test_which_part_to_leave_out_is_told_as_by_searching_without_it(index: WhooshIndex, filters: Filters) -> None:
    index.apply([], [3, 4, 5], 2)
    parts = ["truce", "election", "nowhere", "-the", "country:france"]
    hits = search(index, " ".join(parts), filters)
    assert hits.total == 0
    expected = [search(index, " ".join(parts[:at] + parts[at + 1 :]), filters).total for at in range(len(parts))]
    assert [part.without for part in hits.parts] == expected
    assert max(expected) > 0


def test_of_many_parts_the_first_are_counted(index: WhooshIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_PARTS", 2)
    hits = search(index, "truce peace the")
    assert len(hits.parts) == 2
    assert "All 3 parts were searched" in messages(hits)


SEARCHER = """
import sys
from newsreader.search.grammar import parse
from newsreader.search.index import IndexRequest
from newsreader.search.whoosh_engine import WhooshIndex
from pathlib import Path
index = WhooshIndex(Path(sys.argv[1]), "archive")
words = "truce peace talks the of Theresa May harbour election us".split()
for query in (
    " ".join(f"{words[n % 10]}{n}" for n in range(10_000)),
    " ".join(words[n % 10] for n in range(10_000)),
    " OR ".join(f"{words[n % 10]}{n // 10 or ''}" for n in range(1_000)),
    " ".join(f"{words[n % 10]}{n // 10 or ''}" for n in range(1_000)),
    "*", "a*", "?", "*a*", "-*", "* " * 500, "(" * 5_000,
    "(" * 500 + "truce" + ")" * 500, "-(" * 500 + "truce" + ")" * 500,
    '"' + "the of " * 3_000 + '"', '"' + "the of " * 3_000 + '"~9', "truce~2 " * 300, "a*b*c*d*e*" * 100, "x" * 100_000,
    "cease-" * 2_000 + "fire",
):
    parsed = parse(query)
    hits = index.search(IndexRequest(parsed.root, facets=("paper", "year"), count_parts=True))
    print(len(query), hits.total, len(parsed.notices) + len(hits.notices))
"""


def test_anything_typed_is_answered(index: WhooshIndex) -> None:
    # A minute for what takes some seconds on a machine that does nothing else: what runs away does not come to an end.
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SEARCHER, str(index.folder)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 19
