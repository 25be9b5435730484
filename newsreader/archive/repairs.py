"""What people decided about repairs: single ones and rules switched off, and their own corrections of the text."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from newsreader.archive.clock import now
from newsreader.archive.database import Database
from newsreader.archive.stored import storable
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
    entries: list[tuple[Repair, bool]] = []
    active_spans = []
    for hand in choices.by_hand:
        entries.append((hand.repair, hand.is_active))
        if hand.is_active:
            active_spans.append((hand.repair.start, hand.repair.end))
    for repair in machine:
        accepted = choices.single.get(key_of(repair))
        if accepted is None:
            accepted = not is_switched_off(repair.rule, choices.rules_off)
        entries.append((repair, accepted and not any(_overlap(repair, span) for span in active_spans)))
    if choices.by_hand:
        entries.sort(key=lambda entry: (entry[0].start, entry[0].end, entry[0].rule))
    rejected = frozenset(index for index, (_, is_made) in enumerate(entries) if not is_made)
    return tuple(repair for repair, _ in entries), rejected


def _overlap(repair: Repair, span: tuple[int, int]) -> bool:
    start, end = span
    if repair.start == repair.end:  # an insertion
        return start <= repair.start <= end
    return (repair.start < end and start < repair.end) or (start == end and repair.start <= start <= repair.end)


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


class RepairChoices:
    """Writes the decisions; `Articles` reads them with the article."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choose(self, number: int, repair: Repair, accepted: bool, by: str) -> None:
        """Switches one machine repair on or off."""
        with self._database.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO repair_choice VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (number, *(repair.rule, repair.start, repair.end, storable(repair.before)), int(accepted), by, now()),
            )

    def switch_rule(self, number: int, rule: str, on: bool, by: str) -> bool:
        """Switches a rule or a family of rules off for one article, or on again.

        Returns:
            Whether that changed anything.
        """
        with self._database.writing() as db:
            if on:
                return db.execute("DELETE FROM rule_switch WHERE article = ? AND rule = ?", (number, rule)).rowcount > 0
            return (
                db.execute("INSERT OR IGNORE INTO rule_switch VALUES (?, ?, ?, ?)", (number, rule, by, now())).rowcount
                > 0
            )

    def add_by_hand(self, number: int, repair: Repair, by: str) -> int:
        """Keeps a person's correction and gives its row number."""
        with self._database.writing() as db:
            cursor = db.execute(
                'INSERT INTO hand_repair (article, start, "end", before, after, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
                (number, repair.start, repair.end, storable(repair.before), storable(repair.after), by, now()),
            )
            return int(cursor.lastrowid or 0)

    def set_by_hand(self, row: int, active: bool) -> None:
        """Switches a person's correction on or off."""
        with self._database.writing() as db:
            db.execute("UPDATE hand_repair SET active = ? WHERE number = ?", (int(active), row))
