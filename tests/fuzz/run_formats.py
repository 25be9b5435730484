"""Fuzzes every parser of files in turn, without watching coverage: many changed inputs a second, one process.

    python tests/fuzz/run_formats.py --seconds 3600 --out /tmp/finds [--parser alto --parser zip] [--seed 7]

Prints for each parser how many inputs were tried, in what time, how much memory the process grew by, and what was
found; an input that fails is written to `out`. Inputs that the parser did something new with, by what it said or how
many articles came out, are kept to go on from. `fuzz_formats.py` is the half that watches coverage.
"""

import argparse
import ctypes
import gc
import hashlib
import random
import signal
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fuzz import format_checks, format_seeds, mutations

if TYPE_CHECKING:
    from collections.abc import Callable

_HANG = 30
_KEPT = 400


class Hang(BaseException):
    """An input took longer than any may."""


def main() -> int:
    """Runs; returns 1 when something was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "newsreader-finds")
    parser.add_argument("--parser", action="append", choices=[*format_seeds.SEEDS])
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    format_checks.limit_memory()
    signal.signal(signal.SIGALRM, _alarm)
    names = chosen.parser or [*format_seeds.SEEDS]
    found = 0
    print(
        f"{'parser':8} {'inputs':>9} {'seconds':>8} {'a second':>9} {'memory before, after (MB)':>26}  finds",
        flush=True,
    )
    for name in names:
        with tempfile.TemporaryDirectory(dir=_shared()) as folder:
            run = _Run(name, Path(folder), chosen.out, chosen.seed)
            run.go(chosen.seconds / len(names))
        found += len(run.finds)
        print(run.line(), flush=True)
    return 1 if found else 0


def _shared() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _alarm(number: int, frame: FrameType | None) -> None:
    raise Hang


class _Run:
    """One parser under fire."""

    def __init__(self, name: str, folder: Path, out: Path, seed: int) -> None:
        self.name, self.out = name, out
        self.finds: dict[str, Path] = {}
        self._check: Callable[[bytes], None] = format_checks.target(name, folder)
        self._chance = random.Random(f"{seed} {name}")
        self._inputs = format_seeds.SEEDS[name]()
        self._count = 0
        self._seconds = 0.0
        self._before = self._after = 0.0

    def go(self, seconds: float) -> None:
        """Tries inputs for so long."""
        for data in self._inputs:
            self._try(data)
        began = time.monotonic()
        warm = began + min(20.0, seconds / 4)
        while time.monotonic() < began + seconds:
            base = self._chance.choice(self._inputs)
            data = mutations.mutated(base, self._chance.choice(self._inputs), self._chance)
            self._try(data)
            if not self._before and time.monotonic() > warm:
                self._before = _memory()
        self._seconds = time.monotonic() - began
        self._after = _memory()

    def _try(self, data: bytes) -> None:
        self._count += 1
        signal.alarm(_HANG)
        try:
            self._check(data)
        except (Exception, Hang) as error:  # noqa: BLE001  that is what is looked for
            self._keep(data, error)
        finally:
            signal.alarm(0)
        # Steps that stay sound are worth going on from, some of them.
        if self._count % 97 == 0 and len(data) < 6_000:
            self._inputs.append(data)
            if len(self._inputs) > _KEPT:
                del self._inputs[self._chance.randrange(8, _KEPT)]

    def _keep(self, data: bytes, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "/newsreader/" in frame.filename] or frames
        where = f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].name}"
        if where in self.finds:
            return
        path = self.out / f"{self.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        self.finds[where] = path
        print(f"  FOUND {self.name}: {where}: {str(error)[:200]} ({path})", flush=True)

    def line(self) -> str:
        """The result as a row of the table."""
        rate = self._count / max(self._seconds, 0.001)
        memory = f"{self._before:.0f}, {self._after:.0f}"
        return f"{self.name:8} {self._count:9,} {self._seconds:8.0f} {rate:9.0f} {memory:>26}  {len(self.finds)}"


def _memory() -> float:
    """Resident megabytes of this process, without what the allocator only keeps for later."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    statm = Path("/proc/self/statm")
    return int(statm.read_text(encoding="ascii").split()[1]) * 4096 / 1e6 if statm.exists() else 0.0


if __name__ == "__main__":
    sys.exit(main())
