"""Imports into real archives: what is counted, what is kept, pausing, cancelling, failing."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from newsreader.archive.archive import Archive
from newsreader.domain.import_listing import FileFate
from newsreader.domain.importing import ImportFailure, ImportProgress, ImportRequest
from newsreader.errors import ArchiveBusy, ArchiveReadOnly, DiskFull, UsageError
from newsreader.services import browsing, importing, indexing, reading
from newsreader.services.extracting import extract
from newsreader.services.import_control import ImportControl
from newsreader.services.import_tally import LISTED, ImportTally
from newsreader.services.import_worker import FileOutcome
from newsreader.services.import_writer import ArchiveWriter, Written
from newsreader.services.importing import import_paths
from newsreader.services.session import Session
from tests.unit.formats import printing


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """An empty archive, with cache and settings in places of its own."""
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"NEWSREADER_{name}_DIR", str(tmp_path / name))
    with Session(Archive.create(tmp_path / "archive"), "tester") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty small articles in two folders."""
    for number in range(30):
        path = tmp_path / "in" / str(number % 2) / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Harbour Gazette\n\nLamp {number}\n\nThe lamp number {number} is lit.\n", encoding="utf-8")
    return tmp_path / "in"


def _request(*paths: Path, jobs: int = 0, dry_run: bool = False, **hints: str) -> ImportRequest:
    return ImportRequest(tuple(map(str, paths)), hints, jobs=jobs, dry_run=dry_run)


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_everything_goes_in_once(session: Session, folder: Path, jobs: int) -> None:
    report = import_paths(session, _request(folder, jobs=jobs))
    assert (report.added, report.duplicates, report.failed, report.skipped) == (30, 0, 0, 0)
    assert len(set(report.added_ids)) == 30
    assert report.articles_per_second > 0
    again = import_paths(session, _request(folder, jobs=jobs))
    assert (again.added, again.duplicates, again.duplicate_paths) == (0, 30, ())
    assert browsing.count(session) == 30
    status = indexing.status(session)
    assert (status.articles, status.generation) == (30, status.archive_generation)


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_missing_page_is_listed_and_the_rest_goes_in(session: Session, tmp_path: Path, jobs: int) -> None:
    path = printing.write_issue(tmp_path / "issue")
    (tmp_path / "issue" / "page2.xml").unlink()
    report = import_paths(session, _request(path.parent, jobs=jobs))
    assert report.added == 1
    ((page, reason, remedy),) = [(Path(one.path).name, one.reason, one.remedy) for one in report.failures]
    assert (page, reason) == ("page2.xml", "is missing")
    assert remedy
    record, problem = extract([path])
    assert record["file"]["path"] == str(path)
    assert problem["error"]["reason"] == "is missing"


def test_the_same_article_from_another_path(session: Session, folder: Path, tmp_path: Path) -> None:
    first = import_paths(session, _request(folder / "0" / "00.txt"))
    text = (folder / "0" / "00.txt").read_text(encoding="utf-8")
    copy, other_lines = tmp_path / "copy.txt", tmp_path / "lines.txt"
    copy.write_text(text, encoding="utf-8", newline="")
    other_lines.write_text(text, encoding="utf-8", newline="\r\n")
    report = import_paths(session, _request(copy, other_lines))
    assert (report.added, report.duplicates) == (0, 2)
    assert set(report.duplicate_paths) == {(str(copy), first.added_ids[0]), (str(other_lines), first.added_ids[0])}
    article = reading.article(session, first.added_ids[0])
    assert {article.file.path, *article.file.also_at} >= {str(copy), str(other_lines)}
    again = import_paths(session, _request(copy))
    assert (again.duplicates, again.duplicate_paths) == (1, ())


def test_failures_do_not_stop_the_rest(session: Session, folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / ".hidden").touch()
    report = import_paths(session, _request(tmp_path / "nowhere", folder))
    assert (report.added, report.failed, report.skipped) == (30, 2, 1)
    assert {Path(failure.path).name for failure in report.failures} == {"nowhere", "empty.txt"}
    assert all(failure.reason and failure.remedy for failure in report.failures)
    assert not any(failure.path in failure.reason for failure in report.failures)


def test_stated_values_are_fields(session: Session, folder: Path) -> None:
    report = import_paths(session, _request(folder / "0" / "00.txt", paper="Echo", country="france", date="1901"))
    article = reading.article(session, report.added_ids[0])
    assert [article.shown(name) for name in ("paper", "country", "date")] == ["Echo", "FR", "1901"]
    evidence = article.evidence("paper")
    assert evidence is not None
    assert (evidence.source, evidence.start) == ("option", None)


@pytest.mark.parametrize("hints", [{"country": "Atlantis"}, {"date": "soon"}, {"headline": "x"}])
def test_stated_values_are_checked_first(session: Session, folder: Path, hints: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        import_paths(session, ImportRequest((str(folder),), hints))
    assert browsing.count(session) == 0


def test_an_unknown_format(session: Session, folder: Path) -> None:
    with pytest.raises(UsageError, match="nosuch"):
        import_paths(session, ImportRequest((str(folder),), format="nosuch"))


def test_a_dry_run(session: Session, folder: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "0" / "00.txt").read_bytes())
    report = import_paths(session, _request(folder, dry_run=True))
    assert (report.added, report.duplicates) == (30, 1)
    assert browsing.count(session) == 0
    import_paths(session, _request(folder / "0"))
    report = import_paths(session, _request(folder, dry_run=True))
    assert (report.added, report.duplicates) == (15, 16)
    assert browsing.count(session) == 15


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_dry_run_lists_what_would_become_of_each_file(session: Session, folder: Path, jobs: int) -> None:
    import_paths(session, _request(folder / "0"))
    (folder / "copy.txt").write_bytes((folder / "1" / "01.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / ".hidden").write_bytes(b"x")
    (folder / "two.json").write_text(
        '[{"text": "The first of two articles in one file, at some length.", "headline": "One"},'
        ' {"text": "The second of two articles in one file, at some length.", "headline": "Two"}]',
        encoding="utf-8",
    )
    fates: list[FileFate] = []
    request = _request(folder, jobs=jobs, dry_run=True, paper="The Lamp", country="CA")
    report = import_paths(session, request, lambda progress: fates.extend(progress.files))
    found = {fate.path.removeprefix(str(folder))[1:]: fate for fate in fates}
    assert len(fates) == len(found) == 34
    assert {path for path, fate in found.items() if fate.fate == "there"} >= {f"0/{n:02}.txt" for n in range(0, 30, 2)}
    assert found["two.json"] == FileFate(str(folder / "two.json"), "new", "json", 2, 0, "One", "The Lamp", "", "CA")
    assert (found["empty.txt"].fate, found["empty.txt"].reason) == ("failed", "is empty")
    assert found["empty.txt"].remedy
    assert found[".hidden"].fate == "left out"
    assert sorted((found["copy.txt"].fate, found["1/01.txt"].fate)) == ["new", "there"]
    assert sum(fate.new for fate in fates) == report.added
    assert browsing.count(session) == 15


def test_progress_reaches_its_end(session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsreader.services.import_tally._TELL_EVERY_SECONDS", 0.0)
    told: list[ImportProgress] = []
    import_paths(session, _request(folder, jobs=1), told.append)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    phases = [progress.phase for progress in told]
    assert phases == sorted(phases, key=["reading", "indexing", "done"].index)
    assert set(phases) == {"reading", "indexing", "done"}
    last = told[-1]
    assert (last.done, last.total, last.total_is_final, last.added) == (30, 30, True, 30)


@pytest.mark.parametrize("jobs", [1, 2])
def test_cancelled_and_taken_up_again(
    session: Session, folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_CHUNK_FILES", 3)
    monkeypatch.setattr(importing, "_BATCH_ARTICLES", 3)
    monkeypatch.setattr("newsreader.services.import_tally._TELL_EVERY_SECONDS", 0.0)
    control = ImportControl()

    def cancel_after_ten(progress: ImportProgress) -> None:
        if progress.added >= 10:
            control.cancel()

    report = import_paths(session, _request(folder, jobs=jobs), cancel_after_ten, control)
    assert report.interrupted
    assert 10 <= report.added < 30
    assert browsing.count(session) == report.added
    rest = import_paths(session, _request(folder, jobs=jobs))
    assert not rest.interrupted
    assert (rest.added, rest.duplicates) == (30 - report.added, report.added)
    assert indexing.status(session).articles == 30


def test_paused_and_resumed(session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_BATCH_ARTICLES", 1)
    monkeypatch.setattr("newsreader.services.import_tally._TELL_EVERY_SECONDS", 0.0)
    control = ImportControl()
    moments: list[tuple[float, int]] = []

    def pause_after_ten(progress: ImportProgress) -> None:
        if progress.added == 10 and not moments:
            control.pause()
            threading.Timer(0.4, control.resume).start()
        moments.extend([(time.monotonic(), progress.added)] if progress.added >= 10 else [])

    report = import_paths(session, _request(folder, jobs=1), pause_after_ten, control)
    assert report.added == 30
    standing = [moment for moment, added in moments if added == 10]
    assert standing[-1] - standing[0] > 0.3


def test_a_full_disk_keeps_what_is_in(session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_BATCH_ARTICLES", 10)
    write = ArchiveWriter.write

    def full_at_last(self: ArchiveWriter, outcomes: Sequence[FileOutcome]) -> list[Written]:
        if browsing.count(session) >= 20:
            raise DiskFull("No room left")
        return write(self, outcomes)

    monkeypatch.setattr(ArchiveWriter, "write", full_at_last)
    with pytest.raises(DiskFull, match="20 articles added so far are safe"):
        import_paths(session, _request(folder, jobs=1))
    monkeypatch.undo()
    assert browsing.count(session) == 20


def test_a_second_import_is_told_who_has_the_archive(session: Session, folder: Path) -> None:
    with session.archive.import_lock("import"), pytest.raises(ArchiveBusy, match="process"):
        import_paths(session, _request(folder))


def test_an_archive_for_reading_takes_nothing(session: Session, folder: Path) -> None:
    with Session.open(session.archive.folder, read_only=True) as reader, pytest.raises(ArchiveReadOnly):
        import_paths(reader, _request(folder))


def test_what_is_in_can_be_found_while_the_import_goes_on(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.services.import_index._FEW_ARTICLES", 2)
    monkeypatch.setattr("newsreader.services.import_index._EVERY_ARTICLES", 5)
    monkeypatch.setattr(importing, "_BATCH_ARTICLES", 5)
    monkeypatch.setattr("newsreader.services.import_tally._TELL_EVERY_SECONDS", 0.0)
    control = ImportControl()
    seen: list[int] = []

    def look(progress: ImportProgress) -> None:
        if progress.phase != "reading" or progress.added < 10 or seen:
            return
        control.pause()
        deadline = time.monotonic() + 30
        with Session.open(session.archive.folder, read_only=True) as reader:
            while not seen and time.monotonic() < deadline:
                found = indexing.status(reader).articles
                if found:
                    seen.append(found)
                time.sleep(0.1)
        control.resume()

    import_paths(session, _request(folder, jobs=1), look, control)
    assert seen
    assert 0 < seen[0] < 30
    assert indexing.status(session).articles == 30


def test_lists_of_a_report_do_not_grow_for_ever() -> None:
    tally = ImportTally()
    for number in range(LISTED + 5):
        tally.add(str(number))
        tally.duplicate("path", str(number))
        tally.skip(ImportFailure("path", "is hidden"))
    report = tally.report(interrupted=False)
    assert (report.added, report.duplicates, report.skipped) == (LISTED + 5,) * 3
    assert [len(one) for one in (report.added_ids, report.duplicate_paths, report.skips)] == [LISTED] * 3
