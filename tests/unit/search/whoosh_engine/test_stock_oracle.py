"""The evaluator against whoosh's own Searcher on the same index: the same articles with the same scores."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import whoosh.index
from whoosh.searching import Searcher

from newsreader.domain.query import Filters
from newsreader.search.grammar import parse
from newsreader.search.whoosh_engine import plan
from newsreader.search.whoosh_engine.evaluator import Evaluator
from newsreader.search.whoosh_engine.plan import Plan
from newsreader.search.whoosh_engine.planning import Planner
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.stock import NoStockQuery, as_whoosh
from newsreader.search.whoosh_engine.toc import read_contents
from newsreader.search.whoosh_engine.writer import join_these, writing

_ROW = "truce cease fire ceasefire peace talks the of theresa may harbour erdogan elections us 12000 york nowhere"
TERMS = tuple(word.encode() for word in _ROW.split())


@pytest.fixture
def searcher(unchanged_segments: Path) -> Iterator[Searcher]:
    index = whoosh.index.open_dir(str(unchanged_segments))
    with index.searcher() as found:
        yield found


def evaluated(snapshot: Snapshot, node: Plan) -> dict[int, float]:
    found: dict[int, float] = {}
    for place, segment in enumerate(snapshot.segments):
        match = Evaluator(snapshot, place).match(node)
        for document, score in zip(match.ids.tolist(), match.scores().tolist(), strict=True):
            if segment.alive is None or segment.alive[document]:
                found[int(segment.numbers[document])] = score
    return found


def by_whoosh(searcher: Any, node: Plan) -> dict[int, float]:
    results = searcher.search(as_whoosh(node), limit=None)
    return {searcher.stored_fields(document)["number"]: score for score, document in results.top_n}


def random_plan(chance: random.Random, depth: int) -> Plan:
    field = chance.choice(["body", "body", "headline", "note", "body+", "raw"])
    if depth and chance.random() < 0.6:
        parts = tuple(random_plan(chance, depth - 1) for _ in range(chance.randint(2, 3)))
        kind = chance.choice(["all", "any", "without"])
        if kind == "without":
            return plan.All((parts[0], plan.Without(parts[1])))
        return plan.All(parts) if kind == "all" else plan.Any(parts)
    match chance.randint(0, 5):
        case 0:
            return plan.Unscored(plan.AnyTerm("country", tuple(chance.sample([b"CA", b"US", b"FR"], 2))))
        case 1:
            low = 19000101 + chance.randint(0, 20) * 10_000
            return plan.Unscored(plan.Within("date_low", "date_high", low, chance.choice([None, low + 50_000])))
        case 2:
            steps = tuple(plan.Step("body", chance.choice(TERMS)) for _ in range(chance.randint(2, 3)))
            return plan.Chain(steps, chance.choice([1.0, 2.5]))
        case 3:
            return plan.Chain((plan.Step("body+", b"ceasefire", 2), plan.Step("body", chance.choice(TERMS))))
        case _:
            return plan.Term(field, chance.choice(TERMS), chance.choice([1.0, 3.0]))


def same(snapshot: Snapshot, searcher: Searcher, node: Plan) -> None:
    ours, theirs = evaluated(snapshot, node), by_whoosh(searcher, node)
    assert ours.keys() == theirs.keys(), node
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12), node


def test_the_same_articles_and_scores(unchanged_segments: Path, searcher: Searcher) -> None:
    snapshot = Snapshot(unchanged_segments, read_contents(unchanged_segments))
    assert len(snapshot.segments) > 3
    assert any(segment.alive is not None for segment in snapshot.segments)
    assert searcher.doc_count() == snapshot.doc_count
    chance = random.Random(7)
    for _ in range(120):
        same(snapshot, searcher, random_plan(chance, 2))


@pytest.mark.parametrize(
    "node",
    [
        plan.Prefix("body", b"elect"),
        plan.AnyTerm("body", (b"truce", b"peace", b"nowhere"), 2.0),
        plan.HasNone("country"),
        plan.Years(frozenset({1900, 1904, 0})),
        plan.Everything(),
        plan.NOTHING,
        plan.Without(plan.Term("body", b"the")),
        plan.Within("added", "added", 20250102, None),
        plan.Within("quality", "quality", 0.5, None, least=0),
    ],
)
def test_the_same_articles_where_scores_do_not_matter(unchanged_segments: Path, searcher: Searcher, node: Plan) -> None:
    snapshot = Snapshot(unchanged_segments, read_contents(unchanged_segments))
    assert evaluated(snapshot, node).keys() == by_whoosh(searcher, node).keys()


QUERIES = """truce; peace talks; "peace talks"; cease-fire; ceasefire; "the cease fire of"; elect*; *fire; elections~1;
truce OR harbour; talks -truce; country:canada; paper:times truce; date:1900..1910 may; headline:truce; us; U.S.;
"mother-in-law"; is:starred peace; has:note; tag:war; lang:english elections; words:>20; quality:>0.4; 東京; note:truce;
source:times; -truce -peace; (truce OR peace) (may OR the); well-known; re-elected"""


@pytest.mark.parametrize("text", [text.strip() for text in QUERIES.split(";")])
def test_what_a_reader_types_finds_the_same_in_stock_whoosh(
    unchanged_segments: Path, searcher: Searcher, text: str
) -> None:
    snapshot = Snapshot(unchanged_segments, read_contents(unchanged_segments))
    node = Planner(snapshot).plan(parse(text).root)
    assert evaluated(snapshot, node).keys() == by_whoosh(searcher, node).keys()


def test_what_whoosh_cannot_do_is_said() -> None:
    step = plan.Step("body", b"a")
    for node in (plan.Near(((step,), (step,)), (1, 1), 3), plan.Chain((step,), in_lead=True)):
        with pytest.raises(NoStockQuery):
            as_whoosh(node)


def test_joining_changes_no_answer(many_segments: Path) -> None:
    before = Snapshot(many_segments, read_contents(many_segments))
    chance = random.Random(11)
    nodes = [plan.Unscored(random_plan(chance, 2)) for _ in range(60)]
    expected = [evaluated(before, node).keys() for node in nodes]
    with writing(many_segments):
        contents = join_these(many_segments, before.contents, [0, 2, 4])
        join_these(many_segments, contents, range(len(contents.segments)))
    after = Snapshot(many_segments, read_contents(many_segments))
    assert len(after.segments) == 1
    assert after.doc_count_all == before.doc_count
    with whoosh.index.open_dir(str(many_segments)).searcher() as searcher:
        for node, keys in zip(nodes, expected, strict=True):
            assert evaluated(after, node).keys() == keys
            same(after, searcher, node.part)


def test_filters_of_the_browse_tree_become_plans(unchanged_segments: Path, searcher: Searcher) -> None:
    snapshot = Snapshot(unchanged_segments, read_contents(unchanged_segments))
    filters = Filters(
        include={
            "country": frozenset({"CA", ""}),
            "mark": frozenset({"starred"}),
            "year": frozenset({"1900", "1910", ""}),
        },
        exclude={"tag": frozenset({"war"})},
    )
    made = Planner(snapshot).filters(filters.include, filters.exclude)
    assert sorted(made) == ["country", "mark", "tag", "year"]
    for node in made.values():
        assert evaluated(snapshot, node).keys() == by_whoosh(searcher, node).keys()
