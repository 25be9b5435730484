"""Coverage-guided fuzzing of one parser of files.

    pip install "newsreader[fuzz]"
    python tests/fuzz/fuzz_formats.py PARSER FOLDER [libFuzzer options]
    python tests/fuzz/fuzz_formats.py alto /tmp/corpus-alto -max_total_time=600 -max_len=20000 -artifact_prefix=/tmp/

PARSER is one of those in `format_seeds.SEEDS`. FOLDER keeps the inputs that reached new code; it is filled with small
sound files when it is empty. What is checked stands in `format_checks.py`.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
atheris: Any = importlib.import_module("atheris")  # comes without types, and only with the extra

with atheris.instrument_imports(include=["newsreader.formats"]):
    from tests.fuzz import format_checks, format_seeds

_SLACK = 5.0
"""Traced code takes about so many times as long."""


def main() -> None:
    """Runs the fuzzer."""
    if len(sys.argv) < 3 or sys.argv[1] not in format_seeds.SEEDS:
        raise SystemExit(f"{__doc__}\nParsers: {', '.join(format_seeds.SEEDS)}")
    parser = sys.argv.pop(1)
    folder = Path(sys.argv[1])
    if not folder.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(format_seeds.SEEDS[parser]() if not any(folder.iterdir()) else ()):
            (folder / f"seed-{number}").write_bytes(data)
    shared = "/dev/shm" if Path("/dev/shm").is_dir() else None
    check = format_checks.target(parser, Path(tempfile.mkdtemp(prefix="newsreader-fuzz-", dir=shared)))
    check.slack = _SLACK  # type: ignore[attr-defined]  # see there
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
