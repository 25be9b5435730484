"""Keeping what people decided about repairs."""

from collections.abc import Mapping

from newsreader.archive import events, outbox
from newsreader.archive.clock import now
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.refreshing import refresh_shown
from newsreader.archive.repairs import NO_CHOICES, Choices, choices_of
from newsreader.archive.stored import storable


class RepairChoices:
    """Reads and writes the decisions about repairs; the shown columns follow in the same transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_article(self, number: int) -> Choices:
        """All decisions about the repairs of one article."""
        with self._database.reading() as db:
            return choices_of(db, as_json_list([number])).get(number, NO_CHOICES)

    def replace(
        self, number: int, choices: Choices, by: str, kind: str, detail: Mapping[str, object] | None = None
    ) -> None:
        """Writes all decisions about one article anew, with the event that tells why."""
        at = now()
        with self._database.writing() as db:
            for table in ("repair_choice", "rule_switch", "hand_repair"):
                db.execute(f"DELETE FROM {table} WHERE article = ?", (number,))  # noqa: S608
            db.executemany(
                "INSERT INTO repair_choice VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (number, rule, start, end, storable(before), int(accepted), by, at)
                    for (rule, start, end, before), accepted in choices.single.items()
                ],
            )
            db.executemany(
                "INSERT INTO rule_switch VALUES (?, ?, ?, ?)",
                [(number, rule, by, at) for rule in sorted(choices.rules_off)],
            )
            db.executemany(
                'INSERT INTO hand_repair (article, start, "end", before, after, active, by, at)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        number, hand.repair.start, hand.repair.end, storable(hand.repair.before),
                        storable(hand.repair.after), int(hand.is_active), hand.by or by, hand.at or at,
                    )
                    for hand in choices.by_hand
                ],
            )  # fmt: skip
            refresh_shown(db, [number])
            events.record(db, by, kind, [number], detail)
            outbox.post(db, [number])
