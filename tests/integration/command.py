"""Running the installed command in places of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Done:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Newsreader:
    """The command, with its data, cache and settings in a folder of the test."""

    home: Path
    archive: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        places = {f"NEWSREADER_{name}_DIR": str(self.home / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
        left_out = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "NEWSREADER_ARCHIVE", "NO_COLOR"}
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        return kept | places | {"NEWSREADER_ARCHIVE": str(self.archive)} | self.extra

    def command(self, *arguments: object) -> list[str]:
        """The command line; the installed script where there is one."""
        script = Path(sys.executable).with_name("newsreader")
        start = [str(script)] if script.exists() else [sys.executable, "-m", "newsreader.app"]
        return [*start, *map(str, arguments)]

    def __call__(self, *arguments: object, timeout: float = 120, stdin: str | None = None) -> Done:
        """Runs it to the end."""
        done = subprocess.run(
            self.command(*arguments),
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
            input=stdin,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def ok(self, *arguments: object) -> Done:
        """Runs it and expects success."""
        done = self(*arguments)
        assert done.code == 0, done
        return done

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Starts it as the leader of a process group of its own."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )


def article_text(number: int, paper: str = "Harbour Gazette") -> str:
    """An article like no other in its number."""
    return (
        f"{paper}\n\nKeepers of lamp {number} ask for better oil\n\n- Anna Brook\n\n"
        f"The keepers of lamp number {number} on the long- running breakwater have asked the council for better oil. "
        "They say that the cease- fire with the oil merchants cannot last through another winter of storms.\n\n"
        f"The council will meet on the {number}th day of the month, and the harbour master has been asked to come.\n\n"
        "Newspapers in English\n\nNewspapers from Canada\n"
    )
