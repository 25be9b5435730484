import numpy as np
import pytest

from newsreader.search.whoosh_engine import ordering
from newsreader.search.whoosh_engine.ordering import best, sorted_places


@pytest.mark.parametrize("different", [1, 3, 50, 1 << 40])
@pytest.mark.parametrize("count", [0, 1, 100, 1_001, 5_000])
def test_as_one_stable_sort(monkeypatch: pytest.MonkeyPatch, different: int, count: int) -> None:
    monkeypatch.setattr(ordering, "STEP", 100)
    keys = np.random.default_rng(count).integers(0, different, count).astype(np.uint64)
    assert np.array_equal(sorted_places(keys), np.argsort(keys, kind="stable"))


@pytest.mark.parametrize("different", [1, 3, 1 << 40])
@pytest.mark.parametrize("size", [0, 1, 19, 20, 500, 5_000])
def test_the_best_and_their_equals(different: int, size: int) -> None:
    values = np.random.default_rng(size).integers(0, different, size).astype(np.float64)
    expected = np.flatnonzero(values >= np.sort(values)[-20]) if size > 20 else np.arange(size)
    assert np.array_equal(best(values, 20), expected)
