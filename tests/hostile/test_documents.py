"""The hostile files of every format, imported with the real command, in little memory and without a network."""

import json
import os
import resource
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile import make_documents
from tests.hostile.expected import ANY, PARTLY, READ, REFUSED
from tests.integration.command import article_text

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits memory in the POSIX way")

_MEMORY = 4 * 1024**3
_SECONDS = 300
_NEIGHBOURS = 5
# Python runs it in every process it starts: it ends whatever asks for another machine, and notes every file written.
_GUARD = """
import os, sys

def _watch(event, details):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        _note("asked for " + repr(details))
        os._exit(99)
    if event == "socket.connect" and isinstance(details[1], tuple):
        _note("asked for " + repr(details[1]))
        os._exit(99)
    if event == "open" and isinstance(details[0], (str, bytes)) and (details[2] or 0) & (os.O_WRONLY | os.O_RDWR):
        _note("wrote " + os.path.abspath(os.fsdecode(details[0])))
    if event in ("os.mkdir", "os.rename", "os.link", "os.symlink"):
        _note("wrote " + os.path.abspath(os.fsdecode(details[-3 if event == "os.rename" else 0])))

def _note(words):
    descriptor = _open(os.environ["HOSTILE_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, (words + "\\n").encode("utf-8", "replace"))
    os.close(descriptor)

def _open(path, flags):
    global _busy
    if _busy:
        return os.dup(2)
    _busy = True
    try:
        return os.open(path, flags)
    finally:
        _busy = False

_busy = False
_real = _watch
def _once(event, details):
    if not _busy:
        _real(event, details)
sys.addaudithook(_once)
"""


@dataclass(frozen=True)
class Outcome:
    """What the import of a kind of files told and did."""

    fates: dict[str, str]
    report: dict[str, object]
    told: dict[str, list[tuple[str, str, str]]]
    error: str
    notes: list[str]
    archive: Path
    verified: dict[str, object]


@pytest.fixture(scope="module", params=["xml", "images", "issues", pytest.param("texts", marks=pytest.mark.slow)])
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """One kind of hostile files among good neighbours, imported."""
    base = tmp_path_factory.mktemp(request.param)
    corpus, guard = base / "corpus", base / "guard"
    fates = make_documents.make(corpus, request.param)
    for number in range(_NEIGHBOURS):
        (corpus / f"good-{number}.txt").write_text(article_text(number), encoding="utf-8")
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(_GUARD, encoding="utf-8")
    done = _run(base, "import", corpus, "--json", "--copy-pages")
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    report = json.loads(done.stdout)
    told = defaultdict(list)
    for kind in ("failures", "skips"):
        for one in report[kind]:
            name = Path(one["path"]).relative_to(corpus).as_posix()
            told[name].append((kind, one["reason"], one["remedy"]))
    verified = json.loads(_run(base, "verify", "--json").stdout)
    notes = (base / "notes").read_text(encoding="utf-8").splitlines()
    return Outcome(fates, report, dict(told), done.stderr, notes, base / "archive", verified)


def _run(base: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    places = {f"NEWSREADER_{name}_DIR": str(base / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    (base / "tmp").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "newsreader.app", *map(str, arguments)],
        env=os.environ
        | places
        | {
            "NEWSREADER_ARCHIVE": str(base / "archive"),
            "PYTHONPATH": str(base / "guard"),
            "HOSTILE_NOTES": str(base / "notes"),
            "TMPDIR": str(base / "tmp"),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY)),
    )


def test_each_bad_file_is_named_with_why_and_what_to_do(outcome: Outcome) -> None:
    for name, fate in outcome.fates.items():
        told = outcome.told.get(name, [])
        if fate in {REFUSED, PARTLY}:
            assert told, f"{name} is not told"
        elif fate == READ:
            assert not told, (name, told)
        for kind, reason, remedy in told:
            assert reason, name
            assert remedy or kind == "skips", (name, reason)
            assert "bug" not in reason, (name, reason)
            assert "Traceback" not in reason, (name, reason)


def test_nothing_is_told_of_files_there_are_not(outcome: Outcome) -> None:
    # A picture that an issue names and that is not there is told by the name it ought to have.
    missing = {name.rpartition("/")[0] + "/p1.jpg" for name in outcome.fates}
    assert set(outcome.told) <= set(outcome.fates) | missing


def test_the_good_neighbours_are_imported(outcome: Outcome) -> None:
    read = sum(fate in {READ, PARTLY} for fate in outcome.fates.values())
    added, duplicates = outcome.report["added"], outcome.report["duplicates"]
    assert isinstance(added, int)
    assert isinstance(duplicates, int)
    assert added + duplicates >= _NEIGHBOURS + read


def test_no_traceback_is_shown(outcome: Outcome) -> None:
    assert "Traceback" not in outcome.error
    assert "Warning" not in outcome.error


def test_nothing_is_fetched(outcome: Outcome) -> None:
    assert [note for note in outcome.notes if note.startswith("asked for")] == []
    assert any(note.startswith("wrote") for note in outcome.notes), "the guard has seen nothing at all"


def test_nothing_is_written_outside(outcome: Outcome) -> None:
    base = outcome.archive.parent
    allowed = tuple(str(base / name) for name in ("archive", "data", "cache", "config", "tmp"))
    outside = {note.removeprefix("wrote ") for note in outcome.notes if note.startswith("wrote ")}
    # What the tests themselves write when they are measured is none of theirs.
    measured = Path(os.environ.get("COVERAGE_FILE", ".coverage")).absolute()
    odd = {
        path
        for path in outside
        if not path.startswith((*allowed, "/dev/", "/proc/", f"{measured}."))
        and path != str(measured.parent)
        and "__pycache__" not in path
    }
    assert odd == set()


def test_no_other_file_of_the_machine_is_read_into_the_archive(outcome: Outcome) -> None:
    for path in outcome.archive.rglob("*"):
        if path.is_file():
            assert b"root:x:0:0" not in path.read_bytes(), path


def test_the_archive_is_sound(outcome: Outcome) -> None:
    assert outcome.verified.get("damaged") in ([], 0, None), outcome.verified
    assert outcome.verified.get("ok", True) is True, outcome.verified


def test_the_corpus_is_the_same_each_time() -> None:
    assert list(make_documents.documents()) == list(make_documents.documents())


def test_every_kind_is_imported() -> None:
    assert set(make_documents.KINDS) == {"xml", "images", "issues", "texts"}


def test_every_fate_is_known() -> None:
    assert {made.fate for made in make_documents.documents()} == {REFUSED, PARTLY, READ, ANY, ""}


def test_the_guard_sees_who_asks_for_another_machine(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_GUARD, encoding="utf-8")
    notes = tmp_path / "notes"
    done = subprocess.run(
        [sys.executable, "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "HOSTILE_NOTES": str(notes)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 99
    assert "127.0.0.1" in notes.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_page_of_a_million_words(tmp_path: Path) -> None:
    word = '<String HPOS="{}" VPOS="{}" WIDTH="9" HEIGHT="9" CONTENT="word{}"/>'
    with (tmp_path / "many.xml").open("w", encoding="utf-8") as file:
        file.write('<alto><Layout><Page WIDTH="99999" HEIGHT="99999"><PrintSpace><TextBlock>')
        for line in range(10_000):
            words = "".join(word.format(10 * at, 10 * line, at) for at in range(100))
            file.write(f'<TextLine HPOS="0" VPOS="{10 * line}" WIDTH="999" HEIGHT="9">{words}</TextLine>')
        file.write("</TextBlock></PrintSpace></Page></Layout></alto>")
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(_GUARD, encoding="utf-8")
    done = _run(tmp_path, "import", tmp_path / "many.xml", "--json")
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert report["added"] or report["failures"][0]["remedy"], report
