from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.repairs import NO_CHOICES, Choices, HandRepair, combine, is_switched_off, key_of, overlap
from newsreader.domain.article import PreparedArticle
from newsreader.domain.repair import HAND_RULE, Repair
from newsreader.text import offsets

RAW = "abcdefghijklmnopqrstuvwxyz"


def repair(start: int, end: int, rule: str = "hyphen.join", after: str = "-") -> Repair:
    return Repair(rule, start, end, RAW[start:end], after, 0.9)


def by_hand(*spans: tuple[int, int], active: bool = True) -> tuple[HandRepair, ...]:
    return tuple(
        HandRepair(0, replace(repair(*span, HAND_RULE, "!"), confidence=1.0), active, "ann", "") for span in spans
    )


def test_without_choices_everything_is_made() -> None:
    machine = (repair(1, 2), repair(4, 6))
    assert combine(machine, NO_CHOICES) == (machine, frozenset())


def test_a_machine_repair_yields_to_a_hand_repair_as_long_as_that_is_made() -> None:
    machine = (repair(1, 3), repair(5, 7))
    repairs, rejected = combine(machine, Choices(by_hand=by_hand((2, 4))))
    assert [one.rule for one in repairs] == ["hyphen.join", HAND_RULE, "hyphen.join"]
    assert rejected == {0}
    _, rejected = combine(machine, Choices(by_hand=by_hand((2, 4), active=False)))
    assert rejected == {1}


def test_a_single_choice_outweighs_a_switched_off_rule() -> None:
    machine = (repair(1, 3), repair(5, 7))
    choices = Choices({key_of(machine[1]): True}, frozenset({"hyphen"}))
    assert combine(machine, choices)[1] == {0}


def test_switching_off_a_family_switches_off_its_rules_and_no_others() -> None:
    assert is_switched_off("hyphen.join", frozenset({"hyphen"}))
    assert is_switched_off("hyphen.join", frozenset({"hyphen.join"}))
    assert not is_switched_off("hyphen.join", frozenset({"hyph", "hyphen.keep", "join"}))


def test_an_insertion_concerns_what_it_stands_against() -> None:
    assert overlap(repair(3, 3), repair(3, 5))
    assert overlap(repair(3, 5), repair(5, 5))
    assert not overlap(repair(2, 2), repair(3, 5))
    assert not overlap(repair(1, 3), repair(3, 5))


SPANS = st.lists(st.integers(0, 26), max_size=12).map(sorted)


@given(SPANS, st.lists(st.tuples(st.integers(0, 26), st.integers(0, 6), st.booleans()), max_size=4))
def test_what_is_made_never_overlaps_and_can_be_applied(points: list[int], hands: list[tuple[int, int, bool]]) -> None:
    machine = [repair(a, b) for a, b in zip(points[::2], points[1::2], strict=False)]
    active: list[HandRepair] = []
    for start, length, is_active in hands:
        one = repair(start, min(start + length, 26), HAND_RULE, "!")
        clear = not any(overlap(one, other.repair) for other in active if other.is_active)
        active.append(HandRepair(0, one, is_active and clear, "ann", ""))
    repairs, rejected = combine(machine, Choices(by_hand=tuple(active)))
    made = [one for index, one in enumerate(repairs) if index not in rejected]
    assert len(repairs) == len(machine) + len(active)
    assert sum(one.rule == HAND_RULE for one in made) == sum(one.is_active for one in active)
    offsets.apply(RAW, made)


def test_choices_come_back_as_written(
    archive: Archive, add: Callable[..., list[Outcome]], article: Callable[..., PreparedArticle]
) -> None:
    add(article(RAW))
    choices = Choices({("space", 1, 2, "b"): False}, frozenset({"hyphen", "navigation"}), by_hand((3, 5), (7, 7)))
    archive.repairs.replace(1, choices, "ann", "correct text")
    found = archive.repairs.of_article(1)
    assert (found.single, found.rules_off) == (choices.single, choices.rules_off)
    assert [(hand.repair, hand.is_active, hand.by) for hand in found.by_hand] == [
        (hand.repair, True, "ann") for hand in choices.by_hand
    ]
    assert archive.articles.get(1).clean == "abc!fg!hijklmnopqrstuvwxyz"
    archive.repairs.replace(1, NO_CHOICES, "ann", "restore repairs")
    assert archive.repairs.of_article(1) == NO_CHOICES
