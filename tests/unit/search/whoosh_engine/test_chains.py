import random
from pathlib import Path

import numpy as np
import pytest

from newsreader.search.index import IndexDocument
from newsreader.search.whoosh_engine import WhooshIndex, chains, dense
from newsreader.search.whoosh_engine.chains import (
    _FEW,
    _in_both,
    chain_documents,
    chain_places,
    documents_of,
    near_places,
)
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.matches import Match, all_but, every, known_scores, some
from newsreader.search.whoosh_engine.plan import Near, Step
from newsreader.search.whoosh_engine.snapshot import OpenSegment
from newsreader.search.whoosh_engine.vocabulary import edit_distances


@pytest.mark.parametrize(("few", "many"), [(0, 10), (5, 50_000), (_FEW * 3, _FEW * 5), (_FEW * 2, _FEW * 100)])
def test_what_two_rows_of_places_share(few: int, many: int) -> None:
    chance = np.random.default_rng(few + many)

    def places(count: int) -> Array:
        row = (chance.integers(0, 3_000, count) << 32) + chance.integers(0, 900, count)
        return np.unique(row)

    left, right = places(few), places(many)
    assert np.array_equal(_in_both(left, right), np.intersect1d(left, right))
    assert np.array_equal(_in_both(right, left), np.intersect1d(left, right))


def segment(folder: Path, *bodies: str) -> OpenSegment:
    index = WhooshIndex(folder, "archive")
    index.apply([IndexDocument(number, body=body) for number, body in enumerate(bodies, 1)], [], 1)
    return index._present().segments[0]


def step(word: str, field: str = "body", width: int = 1) -> Step:
    return Step(field, word.encode(), width)


def test_a_phrase_longer_than_what_stands_before_it(tmp_path: Path) -> None:
    found = chain_places(segment(tmp_path, "b a", "a b c", "c", "x a b c a b"), [step("a"), step("b")])
    assert [(place >> 32, place & 0xFFFF) for place in found.tolist()] == [(1, 0), (3, 1), (3, 4)]


def test_phrases_against_a_scan(tmp_path: Path) -> None:
    chance = random.Random(4)
    rows = [[chance.choice("aaaabbbccdef") for _ in range(chance.choice([0, 2, 5, 9]))] for _ in range(300)]
    opened = segment(tmp_path, *(" ".join(row) for row in rows))
    for _ in range(200):
        wanted = [chance.choice("abcdef") for _ in range(chance.randint(1, 4))]
        expected = [
            (document, place)
            for document, row in enumerate(rows)
            for place in range(len(row))
            if row[place : place + len(wanted)] == wanted
        ]
        found = chain_places(opened, [step(word) for word in wanted])
        assert [(place >> 32, place & 0xFFFF) for place in found.tolist()] == expected


@pytest.mark.parametrize("slots", [8, 100, 1 << 20])
def test_frequent_words_are_found_stretch_by_stretch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slots: int
) -> None:
    monkeypatch.setattr(chains, "MANY", 0)
    monkeypatch.setattr(dense, "SLOTS", slots)
    chance = random.Random(5)
    rows = [[chance.choice("aaabbbcc") for _ in range(chance.choice([0, 1, 3, 9, 40]))] for _ in range(200)]
    opened = segment(tmp_path, *(" ".join(row).replace("b c", "b-c") for row in rows))
    ways = 0
    for _ in range(300):
        steps = [step(chance.choice("abc")) for _ in range(chance.randint(2, 4))]
        if chance.random() < 0.3:
            steps[0] = step("bc", "body+", 2)
        expected = documents_of(chain_places(opened, steps)).tolist()
        assert chain_documents(opened, steps).tolist() == expected
        ways += chains._dense_chain(opened, steps) is not None
    assert ways > 100


def test_a_hyphened_word_takes_two_places(tmp_path: Path) -> None:
    opened = segment(tmp_path, "the cease-fire of May", "the ceasefire of May")
    joined = chain_places(opened, [step("the"), step("ceasefire", "body+", 2), step("of")])
    plain = chain_places(opened, [step("the"), step("ceasefire"), step("of")])
    assert (joined >> 32).tolist() == [0]
    assert (plain >> 32).tolist() == [1]


@pytest.mark.parametrize(("within", "documents"), [(1, []), (2, [0]), (4, [0, 1]), (100, [0, 1, 2])])
def test_nearness_is_measured_over_the_whole_stretch(tmp_path: Path, within: int, documents: list[int]) -> None:
    opened = segment(tmp_path, "a b c", "c x a x b", "a x x x b x x x c", "a b")
    near = Near(tuple((step(word),) for word in "abc"), (1, 1, 1), within)
    assert sorted(set((near_places(opened, near) >> 32).tolist())) == documents


def test_a_word_asked_for_twice_must_stand_twice(tmp_path: Path) -> None:
    opened = segment(tmp_path, "a b", "a b a")
    assert (near_places(opened, Near(((step("a"),), (step("b"),)), (2, 1), 5)) >> 32).tolist() == [1]


def test_sets_of_documents_with_scores() -> None:
    chance = np.random.default_rng(3)
    for count in (40, 5_000):
        sets = [np.flatnonzero(chance.random(count) < share) for share in (0.02, 0.3, 0.9)]
        matches = [known_scores(ids, chance.random(len(ids))) for ids in sets]
        dense = [np.zeros(count) for _ in sets]
        for row, match in zip(dense, matches, strict=True):
            row[match.ids] = match.scores()
        total = np.sum(dense, axis=0)
        both, either = every(matches, count), some(matches, count)
        assert np.array_equal(both.ids, sorted(set.intersection(*(set(ids.tolist()) for ids in sets))))
        assert np.array_equal(either.ids, sorted(set.union(*(set(ids.tolist()) for ids in sets))))
        assert np.allclose(both.scores(), total[both.ids])
        assert np.allclose(either.scores(), total[either.ids])
        few = np.arange(0, len(either), 7)
        assert np.allclose(either.scores(few), total[either.ids[few]])
        rest = all_but(Match(sets[1]), count)
        assert np.array_equal(np.union1d(rest.ids, sets[1]), np.arange(count))


def test_edits() -> None:
    others = ["truce", "turce", "trce", "truuce", "trufe", "trus", "x", "trüce"]
    assert edit_distances("truce", others).tolist() == [0, 1, 1, 1, 1, 2, 5, 1]
