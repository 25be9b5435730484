"""The project itself: documents whose links lead somewhere, and the rules of the house that no linter knows."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
SAYS_NOTHING = {"utils", "util", "common", "helpers", "helper", "misc", "manager"}

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE_PATH = re.compile(
    r"`((?:newsreader|resources|tests|packaging|docs|\.ci|domain|text|formats|archive|search|services|cli|desktop)/[\w./-]*)`"
)
_MACHINE_PATH = re.compile(r"(?<![\w.~/])/(?:home/[a-z]|root/|work/|Users/[A-Za-z])|[A-Z]:\\Users\\")
_REGISTRY = re.compile(r"index-url|find-links|artifactory|/simple/?\b")


def _files(*names: str) -> list[Path]:
    """The files of the project, by the ends of their names; without git, all that are not hidden."""
    try:
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached"],
            cwd=CHECKOUT, capture_output=True, check=True, text=True,
        ).stdout.split("\0")  # fmt: skip
        found = [CHECKOUT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for top in CHECKOUT.iterdir() if not top.name.startswith(".") for path in _below(top)]
    return sorted(path for path in found if path.name.endswith(names) and path.is_file())


def _below(path: Path) -> list[Path]:
    return [path] if path.is_file() else [inner for inner in path.rglob("*") if "__pycache__" not in inner.parts]


@cache
def _documents() -> tuple[Path, ...]:
    return tuple(path for path in _files(".md") if "tests" not in path.relative_to(CHECKOUT).parts)


def test_there_are_documents() -> None:
    names = {path.relative_to(CHECKOUT).as_posix() for path in _documents()}
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/dependencies.md"} <= names


def test_local_links_lead_somewhere() -> None:
    dead = []
    for document in _documents():
        for link in _LINK.findall(document.read_text(encoding="utf-8")):
            target = link.split("#")[0]
            if target and "://" not in target and not (document.parent / target).exists():
                dead.append(f"{document.relative_to(CHECKOUT)}: {link}")
    assert not dead, "\n".join(dead)


def test_paths_named_in_the_documents_exist() -> None:
    dead = []
    for document in _documents():
        for named in _CODE_PATH.findall(document.read_text(encoding="utf-8")):
            in_the_wheel = named.removeprefix("newsreader/")
            places = (CHECKOUT / named, CHECKOUT / "newsreader" / named, CHECKOUT / in_the_wheel)
            if not any(place.exists() for place in places):
                dead.append(f"{document.relative_to(CHECKOUT)}: {named}")
    assert not dead, "\n".join(dead)


def test_every_dependency_is_argued() -> None:
    project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    argued = (CHECKOUT / "docs" / "dependencies.md").read_text(encoding="utf-8").casefold()
    named = set(re.findall(r'^\s+"([A-Za-z][\w-]*)(?:\[\w+\])?[><=!]', project, re.MULTILINE))
    named |= set(re.findall(r'^desktop = \["([\w-]+)', project, re.MULTILINE))
    assert len(named) > 10
    assert not [name for name in sorted(named) if f"| {name.casefold()} " not in argued]


def test_no_path_of_a_machine_and_no_registry_is_in_the_tree() -> None:
    leaks = []
    for path in _files(".py", ".md", ".sh", ".toml", ".sql", ".json", ".jsonl", "run"):
        if path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if _MACHINE_PATH.search(line) or (path.suffix in {".toml", ".sh"} and _REGISTRY.search(line)):
                leaks.append(f"{path.relative_to(CHECKOUT)}:{number}: {line.strip()[:100]}")
    assert not leaks, "\n".join(leaks)


def test_packaging_is_no_package() -> None:
    assert not list((CHECKOUT / "packaging").rglob("__init__.py")), "it would shadow the library of that name"


def test_modules_stay_small() -> None:
    ours = (CHECKOUT / "newsreader", CHECKOUT / "packaging")
    modules = [path for path in _files(".py") if any(path.is_relative_to(folder) for folder in ours)]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    large = {str(path.relative_to(CHECKOUT)): lines for path, lines in lengths.items() if lines > MOST_LINES}
    assert not large


def test_names_say_something() -> None:
    vague = [path for path in _files(".py") if path.stem in SAYS_NOTHING or path.parent.name in SAYS_NOTHING]
    assert not vague


@pytest.mark.parametrize("script", ["packaging/try.sh", "packaging/test.sh", ".ci/run"])
def test_scripts_can_be_run_and_parse(script: str) -> None:
    path = CHECKOUT / script
    assert path.stat().st_mode & 0o111, f"{script} is not executable"
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")
    done = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
