"""Files of records imported: in pieces when they are large, with a profile, and read again from what was kept."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from newsreader.domain.importing import ImportReport, ImportRequest
from newsreader.domain.profile import ImportProfile
from newsreader.domain.re_extracting import ReExtractRequest
from newsreader.services import re_extracting
from newsreader.services.importing import import_paths
from newsreader.services.session import Session


def imported(session: Session, path: Path, profile: ImportProfile | None = None, **options: Any) -> ImportReport:
    return import_paths(session, ImportRequest((str(path),), jobs=1, profile=profile, **options))


def shown(session: Session, name: str) -> list[str]:
    articles = session.archive.articles.many(range(1, session.archive.articles.count() + 1))
    return [article.shown_text(name) for article in articles]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsreader.formats.record_pieces.LARGE", 5_000)
    monkeypatch.setattr("newsreader.services.import_writer.LARGE", 5_000)
    monkeypatch.setattr("newsreader.formats.record_pieces.SIZE", 2_000)


def lines(count: int, broken: Sequence[int] = ()) -> str:
    rows = [
        json.dumps({
            "ttl": f"The {at} o'clock ferry returns", "body": f"The ferry number {at} sails again from the quay.",
            "when": f"{at % 28 + 1:02}.05.1919", "pages": str(at),
        })
        for at in range(count)
    ]  # fmt: skip
    return "\n".join("{" if at in broken else row for at, row in enumerate(rows))


PROFILE = ImportProfile(
    "Lamp", paper="The Lamp", country="CA", language="en", date_pattern="DD.MM.YYYY",
    mapping={"headline": "ttl", "text": "body", "date": "when"},
)  # fmt: skip


@pytest.mark.usefixtures("small_pieces")
def test_a_large_file_is_imported_in_pieces_and_goes_on(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines(90, broken=(40, 80)))
    report = imported(session, path, PROFILE)
    assert (report.added, report.duplicates, report.failed) == (88, 0, 2)
    assert [failure.reason.split(":")[0] for failure in report.failures] == ["line 41 is no JSON", "line 81 is no JSON"]
    assert session.archive.originals.count() > 4
    assert shown(session, "date")[2] == "1919-05-03"
    article = next(iter(session.archive.articles.many([88])))
    assert (article.file.member, article.file.path) == ("90", str(path))
    assert article.shown("paper") == "The Lamp"
    evidence = article.evidence("paper")
    assert evidence is not None
    assert evidence.detail == "profile “Lamp”"
    again = imported(session, path, PROFILE)
    assert (again.added, again.duplicates, again.failed) == (0, 88, 0)
    path.write_text(lines(100, broken=(40,)))
    more = imported(session, path, PROFILE)
    assert (more.added, more.added + more.duplicates, more.failed) == (11, 99, 0)


@pytest.mark.usefixtures("small_pieces")
def test_pieces_are_read_again_as_they_were(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines(60))
    imported(session, path, PROFILE)
    before = [shown(session, name) for name in ("headline", "date", "paper")]
    path.unlink()
    report = re_extracting.re_extract(session, ReExtractRequest(everything=True))
    assert (report.read, report.changed, report.unreadable) == (60, 0, ())
    assert [shown(session, name) for name in ("headline", "date", "paper")] == before


def test_a_small_file_is_read_again_with_its_mapping(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ttl,body,when\nFerry,The ferry sails again.,03.05.1919\nCorn,Corn rose.,04.05.1919\n")
    assert imported(session, path, PROFILE, format="table").added == 2
    report = re_extracting.re_extract(session, ReExtractRequest(everything=True))
    assert (report.read, report.changed, report.unreadable) == (2, 0, ())
    assert shown(session, "headline") == ["Ferry", "Corn"]


def test_names_of_files_tell_what_the_profile_says(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "box"
    folder.mkdir()
    for name in ("Lamp_19190503_4.txt", "other.txt"):
        (folder / name).write_text(f"The ferry of {name} sails again from the old quay.")
    profile = ImportProfile("Scans", paper="The Other", name_pattern="{paper}_{date:YYYYMMDD}_{page}.txt")
    report = imported(session, folder, profile)
    assert report.added == 2
    (failure,) = report.failures
    assert failure.path == str(folder / "other.txt")
    assert failure.reason.startswith("has a name that is not of the form {paper}_{date:YYYYMMDD}_{page}.txt;")
    assert sorted(shown(session, "paper")) == ["Lamp", "The Other"]
    assert sorted(shown(session, "date")) == ["", "1919-05-03"]
    assert sorted(shown(session, "page")) == ["", "4"]


def test_a_column_that_is_not_there_is_told(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("headline,text,date\nFerry,The ferry sails again.,1919\n")
    report = imported(session, path, ImportProfile("", mapping={"byline": "writer"}))
    assert report.added == 1
    assert [failure.reason for failure in report.failures] == ["one record lacks the column that is mapped to byline"]


@pytest.mark.usefixtures("small_pieces")
def test_a_large_file_without_a_text_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"x": "y" * 100, "number": at}) for at in range(100)))
    report = imported(session, path)
    assert (report.added, report.failed) == (0, 1)
    assert "has no record with a text (its keys: x, number)" in report.failures[0].reason
    assert "--map text=" in report.failures[0].remedy


@pytest.mark.usefixtures("small_pieces")
def test_a_large_file_in_a_container_is_cut_as_it_is_alone(session: Session, tmp_path: Path) -> None:
    data = lines(90, broken=(40, 41)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    report = imported(session, tmp_path / "a.jsonl.gz", PROFILE)
    assert (report.added, report.duplicates, report.failed) == (88, 0, 2)
    assert report.failures[0].path == str(tmp_path / "a.jsonl.gz" / "a.jsonl")
    assert report.failures[0].reason.startswith("line 41 is no JSON")
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    report = imported(session, path, PROFILE)
    assert (report.added, report.duplicates, report.failed) == (0, 88, 2)
    again = re_extracting.re_extract(session, ReExtractRequest(everything=True))
    assert (again.read, again.changed, again.unreadable) == (88, 0, ())
