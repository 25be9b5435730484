from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.whoosh_engine.tiers import FACTOR, Size, choose, tier


def test_eight_of_a_tier_are_joined() -> None:
    assert choose([Size(10, 10)] * (FACTOR - 1)) == []
    assert choose([Size(10, 10)] * FACTOR) == list(range(FACTOR))
    assert choose([Size(100_000, 100_000), *[Size(10, 10)] * FACTOR]) == list(range(1, FACTOR + 1))


def test_a_segment_of_mostly_deleted_documents_is_written_anew() -> None:
    assert choose([Size(100, 100), Size(60, 100)]) == [1]
    assert choose([Size(100, 100), Size(90, 100)]) == []


def test_a_join_that_fills_the_next_tier_takes_it_along() -> None:
    sizes = [Size(100, 100)] * (FACTOR - 1) + [Size(20, 20)] * FACTOR
    assert tier(20 * FACTOR) == tier(100)
    assert choose(sizes) == list(range(2 * FACTOR - 1))


@given(st.lists(st.integers(1, 300), min_size=1, max_size=200))
def test_however_articles_come_in_segments_stay_few(batches: list[int]) -> None:
    sizes: list[int] = []
    copied = 0
    for batch in batches:
        sizes.append(batch)
        while chosen := choose([Size(size, size) for size in sizes]):
            copied += sum(sizes[place] for place in chosen)
            sizes = [size for place, size in enumerate(sizes) if place not in chosen] + [sum(sizes[p] for p in chosen)]
    total = sum(batches)
    assert sum(sizes) == total
    assert len(sizes) <= FACTOR * (tier(total) + 1)
    assert copied <= total * (tier(total) + 1)
