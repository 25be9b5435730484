"""The words of a page that belong to no article."""

from itertools import pairwise
from pathlib import Path

from newsreader.formats.reader import read
from newsreader.formats.rest_of_page import rests
from tests.unit.formats import printing


def test_the_rest_of_a_page_has_every_word_once_in_parts_that_lie_side_by_side(tmp_path: Path) -> None:
    articles = list(read(printing.write_issue(tmp_path)))
    first, second = rests(articles)
    assert first.raw == "Ships lay idle."
    assert second.raw == "MARKETS."
    assert first.places
    assert list(first.places.words) == [22, 23, 24]
    for rest in rests(articles[:1]):
        assert rest.places
        parts = rest.places.parts
        assert (parts[0].start, parts[-1].end) == (0, len(rest.places.words))
        assert all(above.end == below.start < below.end for above, below in pairwise(parts))
