"""Places and decisions of an older reading found again in a newer one."""

import pytest

from newsreader.domain.repair import Repair
from newsreader.text.replaced import moved_span, same_repair

OLD = "Share this. The dockers went back to work on Monday mor- ning, and the ships were unloaded before noon."
NEW = OLD.removeprefix("Share this. ")


def _join(start: int, rule: str = "hyphen.join") -> Repair:
    return Repair(rule, start, start + 2, "- ", "", 0.9)


def test_a_span_moves_with_the_words_around_it() -> None:
    at = OLD.index("- ning")
    assert moved_span(OLD, NEW, at, at + 2) == (at - 12, at - 10)
    assert moved_span(OLD, NEW, at, at) == (at - 12, at - 12)
    assert moved_span(OLD, OLD, at, at + 2) == (at, at + 2)


@pytest.mark.parametrize("new", ["", "Something else altogether was printed here, and more."])
def test_a_span_whose_words_are_gone_has_no_place(new: str) -> None:
    assert moved_span(OLD, new, 20, 30) is None
    assert moved_span("", f"x{new}", 0, 0) is None


def test_words_that_occur_once_are_found_without_their_surroundings() -> None:
    assert moved_span("aaa harbour bbb", "ccc harbour ddd", 4, 11) == (4, 11)
    assert moved_span("aaa harbour bbb", "harbour harbour", 4, 11) is None


def test_a_decision_finds_its_repair() -> None:
    assert same_repair(_join(5), [_join(1), _join(5), _join(5, "hyphen.keep")]) == _join(5)
    assert same_repair(_join(5), [_join(1), _join(5, "hyphen.keep")]) == _join(5, "hyphen.keep")
    wider = Repair("hyphen.join", 4, 8, "r- n", "rn", 0.9)
    assert same_repair(_join(5), [_join(1), wider]) == wider
    assert same_repair(_join(5), [_join(1), _join(9)]) is None
