"""What would become of each file of an import, as a table and as JSON."""

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from newsreader.cli.output import one_line, print_note, print_table
from newsreader.domain.import_listing import FileFate
from newsreader.domain.importing import ImportProgress

_SHOWN: Final = 200
"""So many files are listed for a person; --json holds all."""

_WIDEST: Final = 48


class FateCollector:
    """Listens to a dry run and keeps what it tells of each file."""

    def __init__(self, onward: Callable[[ImportProgress], None] | None) -> None:
        self.fates: list[FileFate] = []
        self._onward = onward

    def tell(self, progress: ImportProgress) -> None:
        """Takes one progress and passes it on."""
        self.fates.extend(progress.files)
        if self._onward is not None:
            self._onward(progress)


def documents(fates: Sequence[FileFate]) -> list[dict[str, Any]]:
    """The JSON objects of files."""
    return [asdict(fate) for fate in fates]


def print_fates(fates: Sequence[FileFate]) -> None:
    """Prints a table: what would become of each file."""
    if not fates:
        return
    common = _common_folder([fate.path for fate in fates])
    rows = [
        (
            fate.fate,
            _cut(fate.path.removeprefix(common), keeps_end=True),
            fate.format,
            fate.articles or "",
            *((_cut(what), "", "", "") if (what := _why(fate)) and not fate.headline else _facts(fate)),
        )
        for fate in fates[:_SHOWN]
    ]
    headings = ("would be", "file", "format", "articles", "headline or reason", "paper", "date", "country")
    print_table(headings, rows, numbers=("articles",))
    if len(fates) > _SHOWN:
        print_note(f"… and {len(fates) - _SHOWN:,} more; --json lists them all")


def _facts(fate: FileFate) -> tuple[str, str, str, str]:
    return _cut(fate.headline), _cut(fate.paper), fate.date, fate.country


def _why(fate: FileFate) -> str:
    return fate.reason or (f"already there as {fate.known_as}" if fate.known_as else "")


def _cut(text: str, *, keeps_end: bool = False) -> str:
    text = one_line(text)
    if len(text) <= _WIDEST:
        return text
    return f"…{text[1 - _WIDEST :]}" if keeps_end else f"{text[: _WIDEST - 1]}…"


def _common_folder(paths: Sequence[str]) -> str:
    try:
        return os.path.join(os.path.commonpath([str(Path(path).parent) for path in paths]), "")  # noqa: PTH118
    except ValueError:  # some relative and some not
        return ""
