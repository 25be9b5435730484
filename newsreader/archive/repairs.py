"""What people decided about repairs: single ones and rules switched off, and their own corrections of the text."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from newsreader.domain.repair import HAND_RULE, Repair

RepairKey: TypeAlias = tuple[str, int, int, str]
"""Rule, start, end, before: how a decision finds its repair again after the rules have run anew."""

HAND_CONFIDENCE: Final = 1.0


@dataclass(frozen=True, slots=True)
class HandRepair:
    """A person's own correction of the text."""

    number: int
    repair: Repair
    is_active: bool
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Choices:
    """All decisions about the repairs of one article."""

    single: Mapping[RepairKey, bool] = field(default_factory=dict)
    rules_off: frozenset[str] = frozenset()
    by_hand: tuple[HandRepair, ...] = ()


NO_CHOICES: Final = Choices()


def key_of(repair: Repair) -> RepairKey:
    """How a decision about this repair is kept."""
    return (repair.rule, repair.start, repair.end, repair.before)


def is_switched_off(rule: str, rules_off: frozenset[str]) -> bool:
    """Whether the rule, or the family it belongs to (`hyphen` for `hyphen.join`), is switched off."""
    parts = rule.split(".")
    return any(".".join(parts[:length]) in rules_off for length in range(1, len(parts) + 1))


def combine(machine: Sequence[Repair], choices: Choices) -> tuple[tuple[Repair, ...], frozenset[int]]:
    """All repairs in order, and the indexes of those that are not made.

    A machine repair yields to a hand repair on the same words as long as that one is active. Those that are made
    never overlap.
    """
    if choices is NO_CHOICES:  # nearly every article
        return tuple(machine), frozenset()
    entries: list[tuple[Repair, bool]] = []
    active = [hand.repair for hand in choices.by_hand if hand.is_active]
    entries += [(hand.repair, hand.is_active) for hand in choices.by_hand]
    for repair in machine:
        accepted = choices.single.get(key_of(repair))
        if accepted is None:
            accepted = not is_switched_off(repair.rule, choices.rules_off)
        entries.append((repair, accepted and not any(overlap(repair, hand) for hand in active)))
    if choices.by_hand:
        entries.sort(key=lambda entry: (entry[0].start, entry[0].end, entry[0].rule))
    rejected = frozenset(index for index, (_, is_made) in enumerate(entries) if not is_made)
    return tuple(repair for repair, _ in entries), rejected


def overlap(one: Repair, other: Repair) -> bool:
    """Whether two repairs concern the same words; an insertion concerns what it stands against."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def choices_of(db: sqlite3.Connection, numbers_json: str) -> dict[int, Choices]:
    """The decisions about many articles at once; articles without any are left out."""
    single: dict[int, dict[RepairKey, bool]] = {}
    for number, rule, start, end, before, accepted in db.execute(
        'SELECT article, rule, start, "end", before, accepted FROM repair_choice'
        " WHERE article IN (SELECT value FROM json_each(?))",
        (numbers_json,),
    ):
        single.setdefault(number, {})[(rule, start, end, before)] = bool(accepted)
    off: dict[int, set[str]] = {}
    for number, rule in db.execute(
        "SELECT article, rule FROM rule_switch WHERE article IN (SELECT value FROM json_each(?))", (numbers_json,)
    ):
        off.setdefault(number, set()).add(rule)
    by_hand: dict[int, list[HandRepair]] = {}
    for number, row, start, end, before, after, active, by, at in db.execute(
        'SELECT article, number, start, "end", before, after, active, by, at FROM hand_repair'
        " WHERE article IN (SELECT value FROM json_each(?)) ORDER BY number",
        (numbers_json,),
    ):
        repair = Repair(HAND_RULE, start, end, before, after, HAND_CONFIDENCE)
        by_hand.setdefault(number, []).append(HandRepair(row, repair, bool(active), by, at))
    return {
        number: Choices(single.get(number, {}), frozenset(off.get(number, ())), tuple(by_hand.get(number, ())))
        for number in single.keys() | off.keys() | by_hand.keys()
    }
