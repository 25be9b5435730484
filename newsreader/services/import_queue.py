"""Imports that wait for their turn, and those that have ended: kept with the user, so that closing loses none.

The files of an import lie on this machine, so the queue of an archive is kept in the user's configuration and not in
the archive, which may be copied elsewhere or shared.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from newsreader.domain.importing import ImportFailure, ImportReport, ImportRequest
from newsreader.domain.profile import profile_from_json, profile_to_json
from newsreader.services import local_files

WAITING: Final = "waiting"
HELD: Final = "held"
RUNNING: Final = "running"
PAUSED: Final = "paused"
DONE: Final = "done"
STOPPED: Final = "stopped"
FAILED: Final = "failed"
ENDED: Final = frozenset({DONE, STOPPED, FAILED})
BEGUN: Final = frozenset({RUNNING, PAUSED})

_KIND: Final = "imports"
_REMEMBERED: Final = 50
"""So many imports that have ended are remembered."""

_LISTED: Final = 1_000
"""So many failures, duplicates and left-out things of each; its report counts all of them."""


@dataclass(frozen=True, slots=True)
class QueuedImport:
    """One import that waits, runs or has ended.

    Attributes:
        id: Names it.
        request: What to import and how.
        state: One of the states above; one that is held waits for a person, not for its turn.
        asked_at, ended_at: When, in ISO 8601; "" for not yet.
        origin: Name of the watched folder that asked for it; "" for a person.
        report: What it did.
        problem, remedy: Why it ended without a report, or why it has to wait.
    """

    id: str
    request: ImportRequest
    state: str = WAITING
    asked_at: str = ""
    ended_at: str = ""
    origin: str = ""
    report: ImportReport | None = None
    problem: str = ""
    remedy: str = ""


@dataclass(slots=True)
class ImportQueue:
    """The imports of one archive in their order; those that have ended come last, the latest first.

    Attributes:
        archive_uuid: Whose they are; "" to keep them nowhere.
        items: All of them.
    """

    archive_uuid: str = ""
    items: list[QueuedImport] = field(default_factory=list)

    @classmethod
    def of_archive(cls, archive_uuid: str) -> "ImportQueue":
        """The queue as it was left; what was to come is held until a person says to go on."""
        remembered = _read(local_files.load(_KIND, archive_uuid))
        return cls(archive_uuid, [item if item.state in ENDED else replace(item, state=HELD) for item in remembered])

    @property
    def unfinished(self) -> list[QueuedImport]:
        """What runs and what is to come, in its order."""
        return [item for item in self.items if item.state not in ENDED]

    @property
    def ended(self) -> list[QueuedImport]:
        """What has ended, the latest first."""
        return [item for item in self.items if item.state in ENDED]

    def get(self, id_: str) -> QueuedImport | None:
        """One of them."""
        return next((item for item in self.items if item.id == id_), None)

    def add(self, request: ImportRequest, origin: str = "") -> QueuedImport:
        """Puts an import at the end of those to come; its paths are made whole."""
        whole = replace(request, paths=tuple(str(Path(path).absolute()) for path in request.paths))
        item = QueuedImport(uuid.uuid4().hex, whole, asked_at=_now(), origin=origin)
        self.items.insert(len(self.unfinished), item)
        self._keep()
        return item

    def next_waiting(self) -> QueuedImport | None:
        """The one whose turn it is."""
        return next((item for item in self.items if item.state == WAITING), None)

    def put(self, id_: str, state: str, problem: str = "", remedy: str = "") -> None:
        """Notes that one of them runs, is paused, is held or waits."""
        self._change(id_, state=state, problem=problem, remedy=remedy)

    def end(self, id_: str, report: ImportReport | None, problem: str = "", remedy: str = "") -> None:
        """Notes how one of them ended.

        Args:
            id_: Which one.
            report: What it did; None when it ended without a report.
            problem: Why it did.
            remedy: What to do then.
        """
        state = FAILED if report is None else STOPPED if report.interrupted else DONE
        item = self.get(id_)
        if item is None:
            return
        ended = replace(item, state=state, ended_at=_now(), report=report, problem=problem, remedy=remedy)
        to_come = [other for other in self.unfinished if other.id != id_]
        self.items = [*to_come, *[ended, *self.ended][:_REMEMBERED]]
        self._keep()

    def remove(self, id_: str) -> None:
        """Forgets one that does not run."""
        self.items = [item for item in self.items if item.id != id_ or item.state in BEGUN]
        self._keep()

    def forget_ended(self) -> None:
        """Forgets all that have ended."""
        self.items = self.unfinished
        self._keep()

    def move(self, id_: str, steps: int) -> None:
        """Moves one that is to come up (-1) or down (1); it cannot pass one that runs."""
        to_come = self.unfinished
        at = next((place for place, item in enumerate(to_come) if item.id == id_), None)
        if at is None or to_come[at].state in BEGUN:
            return
        begun = sum(item.state in BEGUN for item in to_come)
        target = min(max(at + steps, begun), len(to_come) - 1)
        to_come.insert(target, to_come.pop(at))
        self.items = [*to_come, *self.ended]
        self._keep()

    def release(self) -> None:
        """Has all that are held wait for their turn."""
        self.items = [replace(item, state=WAITING) if item.state == HELD else item for item in self.items]
        self._keep()

    def _change(self, id_: str, **changes: Any) -> None:
        self.items = [replace(item, **changes) if item.id == id_ else item for item in self.items]
        self._keep()

    def _keep(self) -> None:
        if self.archive_uuid:
            local_files.save(_KIND, self.archive_uuid, {"imports": [_to_json(item) for item in self.items]})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


# -- as JSON ----------------------------------------------------------------------------------------------------------

_ITEM_TEXTS: Final = ("id", "state", "asked_at", "ended_at", "origin", "problem", "remedy")
_STATES: Final = frozenset({WAITING, HELD, RUNNING, PAUSED}) | ENDED


def _to_json(item: QueuedImport) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(item, name) for name in _ITEM_TEXTS}
    found["request"] = request_to_json(item.request)
    if item.report is not None:
        found["report"] = _report_to_json(item.report)
    return found


def request_to_json(request: ImportRequest) -> dict[str, Any]:
    """A request as a JSON object; what is as it is unless stated is left out."""
    found: dict[str, Any] = {}
    for each in fields(request):
        value = getattr(request, each.name)
        if each.name == "profile":
            if request.profile is not None:
                found["profile"] = profile_to_json(request.profile)
        elif value or each.name == "paths":
            found[each.name] = dict(value) if isinstance(value, Mapping) else value
    return found


def request_from_json(found: Mapping[str, Any]) -> ImportRequest | None:
    """The request a JSON object describes; None when it names no files."""
    named = found.get("paths")
    if not isinstance(named, list) or not named or not all(isinstance(path, str) for path in named):
        return None
    request = ImportRequest(tuple(named))
    for each in fields(request):
        value, known = found.get(each.name), getattr(request, each.name)
        if each.name == "profile":
            if isinstance(value, Mapping):
                request = replace(request, profile=profile_from_json(value))
        elif each.name == "hints":
            if isinstance(value, Mapping):
                request = replace(request, hints={str(name): str(text) for name, text in value.items()})
        elif each.name != "paths" and type(value) is type(known):
            changed: Any = {each.name: value}
            request = replace(request, **changed)
    return request


def _report_to_json(report: ImportReport) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(report, name) for name in (*_COUNTS, "articles_per_second", "interrupted")}
    for name in ("failures", "skips"):
        listed: tuple[ImportFailure, ...] = getattr(report, name)
        found[name] = [[one.path, one.reason, one.remedy] for one in listed[:_LISTED]]
    found["duplicate_paths"] = [list(one) for one in report.duplicate_paths[:_LISTED]]
    return found


_COUNTS: Final = ("added", "duplicates", "failed", "skipped")


def _report_from_json(found: Mapping[str, Any]) -> ImportReport:
    def lines(name: str, width: int) -> Iterator[tuple[str, ...]]:
        for line in found.get(name) or ():
            if isinstance(line, list) and len(line) == width:
                yield tuple(str(cell) for cell in line)

    added, duplicates, failed, skipped = (int(found.get(name) or 0) for name in _COUNTS)
    return ImportReport(
        added, duplicates, failed, skipped,
        tuple(ImportFailure(*line) for line in lines("failures", 3)),
        tuple(ImportFailure(*line) for line in lines("skips", 3)),
        tuple((path, known) for path, known in lines("duplicate_paths", 2)),
        float(found.get("articles_per_second") or 0.0),
        found.get("interrupted") is True,
    )  # fmt: skip


def _read(found: Any) -> Iterator[QueuedImport]:
    """What is remembered; nothing of what makes no sense."""
    listed = found.get("imports") if isinstance(found, dict) else None
    for one in listed if isinstance(listed, list) else ():
        try:
            request = request_from_json(one["request"])
            texts = {name: str(one.get(name) or "") for name in _ITEM_TEXTS}
            report = _report_from_json(one["report"]) if one.get("report") else None
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        if request is not None and texts["id"] and texts["state"] in _STATES:
            yield QueuedImport(request=request, report=report, **texts)
