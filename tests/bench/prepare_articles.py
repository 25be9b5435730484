"""Measures repair and extraction: CPU time an article and where it goes, memory of the word lists, time to import.

    python tests/bench/prepare_articles.py [--baseline REV] [--articles N] [--repeats N] [--json FILE]

With `--baseline`, the same articles go through the code of that git revision too, in turns within this run, and the
ratio is printed. Prints figures and judges nothing.
"""

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

_STAGES = {
    "layout": ("layout", "recognize"),
    "language": ("language", "identify"),
    "fields": ("fields", "extract"),
    "mend": ("", "mend"),
    "apply": ("offsets", "apply"),
    "quality": ("", "quality"),
    "places": ("mentioned", "field"),
}
"""Name of a stage: module and function as `newsreader.text.prepare` sees them."""
_FIGURES = (("import_ms", "ms to import"), ("imported_mb", "MB imported"), ("loaded_mb", "MB with all lists"))
_FRESH = """
import time
began = time.process_time()
import newsreader.text.prepare
print(1000 * (time.process_time() - began))
"""


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--baseline", default="", metavar="REV", help="also measure this git revision")
    parser.add_argument("--articles", type=int, default=20, help="of each kind, default 20")
    parser.add_argument("--repeats", type=int, default=9, help="passes over them, default 9")
    parser.add_argument("--rounds", type=int, default=2, help="how often the two revisions take turns, default 2")
    parser.add_argument("--words", type=int, default=500, help="words an article, default 500")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        sys.path.insert(0, str(arguments.measure))
        json.dump(measure(json.loads(sys.stdin.read()), arguments.repeats), sys.stdout)
        return
    sys.path.insert(0, str(ROOT))
    from tests.bench import prose

    texts = {kind: list(prose.articles(kind, arguments.articles, arguments.words)) for kind in prose.KINDS}
    with tempfile.TemporaryDirectory(prefix="newsreader-bench-") as folder:
        roots = {"now": ROOT}
        if arguments.baseline:
            roots["then"] = _checked_out(arguments.baseline, Path(folder))
        turns = [
            {name: _in_child(root, texts, arguments.repeats) for name, root in roots.items()}
            for _ in range(arguments.rounds)
        ]
    figures = {name: _best([turn[name] for turn in turns]) for name in roots}
    show(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def _checked_out(revision: str, folder: Path) -> Path:
    """The package and its resources as they were at a revision."""
    packed = subprocess.run(
        ["git", "archive", revision, "newsreader", "resources", "pyproject.toml"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout  # fmt: skip
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _in_child(root: Path, texts: dict[str, list[str]], repeats: int) -> dict[str, Any]:
    """The figures of one revision, measured in a fresh process."""
    command = [sys.executable, __file__, "--measure", str(root), "--repeats", str(repeats)]
    environment = {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        command, input=json.dumps(texts), env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    fresh = [sys.executable, "-c", _FRESH]
    imports = [
        float(subprocess.run(fresh, env=environment, cwd=root, capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    return figures | {"import_ms": min(imports)}


def _best(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Of several rounds the least time of each kind, with the median of all passes."""
    kinds = {}
    for kind in rounds[0]["kinds"]:
        each = [figures["kinds"][kind] for figures in rounds]
        quickest = min(each, key=lambda row: row["best_ms"])
        kinds[kind] = quickest | {"median_ms": statistics.median(row["median_ms"] for row in each)}
    least = {name: min(figures[name] for figures in rounds) for name in rounds[0] if name != "kinds"}
    return least | {"kinds": kinds}


def measure(texts: dict[str, list[str]], repeats: int) -> dict[str, Any]:
    """The figures of the package that is on the path; called in a process of its own."""
    import newsreader.text.prepare as module
    from newsreader.domain.article import SourceArticle

    def source(text: str, number: int) -> SourceArticle:
        return SourceArticle(text, f"articles/{number:05}.txt", "text", "utf-8", "", len(text.encode()))

    assert not module.__file__ or Path(module.__file__).is_relative_to(sys.path[0]), "measuring another revision"
    imported_mb = _rss_mb()
    kinds: dict[str, Any] = {}
    for kind, each in texts.items():
        sources = [source(text, number) for number, text in enumerate(each)]
        passes = []
        for _ in range(repeats):
            began = time.process_time()
            for one in sources:
                module.prepare(one)
            passes.append(1000 * (time.process_time() - began) / len(sources))
        kinds[kind] = {
            "best_ms": min(passes[1:] or passes),
            "median_ms": statistics.median(passes[1:] or passes),
            "first_pass_ms": passes[0],
            "stages": _stages(module, sources),
        }
    return {"kinds": kinds, "imported_mb": imported_mb, "loaded_mb": _rss_mb()}


def _stages(module: Any, sources: list[Any]) -> dict[str, float]:
    """Share of each stage in the time of preparing these."""
    spent = dict.fromkeys(_STAGES, 0.0)
    undo = []

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*arguments: Any, **named: Any) -> Any:
            began = time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                spent[name] += time.thread_time() - began

        return wrapper

    for name, (owner_name, function_name) in _STAGES.items():
        if owner_name and not hasattr(module, owner_name):
            continue  # a revision from before that stage
        owner = getattr(module, owner_name) if owner_name else module
        original = getattr(owner, function_name)
        undo.append((owner, function_name, original))
        setattr(owner, function_name, timed(name, original))
    try:
        began = time.thread_time()
        for source in sources:
            module.prepare(source)
        total = time.thread_time() - began
    finally:
        for owner, function_name, original in undo:
            setattr(owner, function_name, original)
    return {name: seconds / total for name, seconds in spent.items()}


def _rss_mb() -> float:
    """Peak memory of this process in MB; Linux counts in `ru_maxrss` what its parent had when it was forked."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def show(figures: dict[str, dict[str, Any]]) -> None:
    """Prints the figures of one or two revisions."""
    now, then = figures["now"], figures.get("then")
    names = list(_STAGES)
    heads = "".join(f"{name:>10}" for name in names)
    print(f"{'CPU ms an article':<20}{'best':>7}{'median':>8}{'then':>7}{'ratio':>7}  {heads}")
    for kind, row in now["kinds"].items():
        other = then["kinds"][kind]["best_ms"] if then else 0.0
        compared = f"{other:>7.2f}{row['best_ms'] / other:>7.2f}" if then else " " * 14
        shares = "".join(f"{100 * row['stages'][name]:>9.0f}%" for name in names)
        print(f"{kind:<20}{row['best_ms']:>7.2f}{row['median_ms']:>8.2f}{compared}  {shares}")
    for name, unit in _FIGURES:
        print(f"{unit:<20}{now[name]:>7.1f}" + (f"{then[name]:>15.1f}{now[name] / then[name]:>7.2f}" if then else ""))


if __name__ == "__main__":
    main()
