"""Reading stored originals again: what changes, what stays, what is taken back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.archive.events import Event
from newsreader.domain.article import Article
from newsreader.domain.importing import ImportRequest
from newsreader.domain.re_extracting import ReExtractReport, ReExtractRequest
from newsreader.errors import UsageError
from newsreader.services import annotating, correcting, indexing, re_extract_tally, re_extracting, searching, tagging
from newsreader.services.import_control import ImportControl
from newsreader.services.importing import import_paths
from newsreader.services.re_extracting import re_extract, take_back
from newsreader.services.rules import older_rules
from newsreader.services.session import Session
from newsreader.text.prepare import RULES_VERSION

TEXT = """The Harbour Gazette, 14 May 1919

Dockers go back to the quays after nine days

By Ann Lee

LONDON, May 13 (Reuters) - The dockers of the town went back to work on Monday mor- ning, article {number}. The
harbour master said that the first ship was unloaded before noon , and that nobody had been hurt.
"""
PAGE = """<html lang="en"><head><title>A bridge of ice</title><meta name="author" content="Bo Marsh">
<meta property="og:title" content="A bridge of ice"></head><body><article><h1>A bridge of ice</h1>
<p>The bridge over the river was closed on Tuesday, because the ice had lifted two of its piers.</p>
<p>Nobody was hurt, said the mayor, and the ferry would go as long as the river let it.</p></article></body></html>
"""


@pytest.fixture
def ids(session: Session, tmp_path: Path) -> list[str]:
    """Three texts and a page, read by the present rules."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT.format(number=number), encoding="utf-8")
    (folder / "bridge.html").write_text(PAGE, encoding="utf-8")
    import_paths(session, ImportRequest((str(folder),), {"country": "CA"}, jobs=1))
    with session.archive.reading() as db:
        return [str(row[0]) for row in db.execute("SELECT id FROM article ORDER BY number")]


def _article(session: Session, article_id: str) -> Article:
    return session.archive.articles.get(session.archive.articles.number_of(article_id))


def _doctor(session: Session, article_id: str = "", rules: str = "2025.1") -> None:
    """As if older rules had read it: another headline, no repairs, nothing else but what was stated."""
    headline = ["An old reading", 0, 3, "headline.old", 0.5, "text", ""]
    with session.archive.writing() as db:
        for number, id_, extracted in db.execute(
            "SELECT number, id, extracted FROM article JOIN content ON article = number"
        ).fetchall():
            if article_id in ("", id_):
                stated = {name: field for name, field in json.loads(extracted).items() if field[5] == "option"}
                layer = (json.dumps({"headline": headline, **stated}), rules, number)
                db.execute("UPDATE content SET extracted = ?, repairs = '[]', rules = ? WHERE article = ?", layer)
                db.execute("UPDATE article SET headline = 'An old reading' WHERE number = ?", (number,))


def _run(
    session: Session, numbers: tuple[int, ...] | None = None, *, everything: bool = False, dry_run: bool = False
) -> ReExtractReport:
    return re_extract(session, ReExtractRequest(numbers, everything, dry_run, jobs=1))


def _events(session: Session, article_id: str) -> list[Event]:
    return list(session.archive.events.of_article(session.archive.articles.number_of(article_id)))


def test_it_gives_what_an_import_gives(session: Session, ids: list[str]) -> None:
    """Texts through their reader, pages through theirs, with what was stated for the import."""
    assert _run(session, everything=True).changed == 0
    before = [_article(session, one) for one in ids]
    _doctor(session)
    assert older_rules(session) == {"2025.1": 4}
    report = _run(session)
    assert (report.read, report.changed, report.unchanged, report.unreadable) == (4, 4, 0, ())
    after = [_article(session, one) for one in ids]
    assert after == before
    assert {article.fields["country"].evidence.source for article in after} == {"option"}
    assert {article.fields["byline"].value for article in after} == {("Ann Lee",), ("Bo Marsh",)}
    assert older_rules(session) == {}
    assert _run(session).read == 0


def test_a_dry_run_says_what_would_change_and_changes_nothing(session: Session, ids: list[str]) -> None:
    _doctor(session, ids[0])
    with session.archive.reading() as db:
        before = db.execute("SELECT * FROM content").fetchall()
    report = _run(session, dry_run=True)
    assert report.dry_run
    assert (report.read, report.changed) == (1, 1)
    (change,) = report.changes
    headline = next(one for one in change.fields if one.name == "headline")
    assert (headline.old, headline.old_rule) == ("An old reading", "headline.old")
    assert headline.new == _article(session, ids[1]).shown("headline")
    assert report.by_field["headline"] == {headline.new_rule: 1}
    assert report.by_repair["hyphen.join"] == (1, 0)
    assert report.as_json()["articles"][0]["fields"]["headline"]["old"] == "An old reading"
    with session.archive.reading() as db:
        assert db.execute("SELECT * FROM content").fetchall() == before
    assert older_rules(session) == {"2025.1": 1}


def test_what_people_did_stays(session: Session, ids: list[str]) -> None:
    one = ids[0]
    correcting.edit(session, one, {"headline": "My own headline"})
    article = _article(session, one)
    join = next(at for at, repair in enumerate(article.repairs) if repair.rule == "hyphen.join")
    correcting.reject_repair(session, one, join)
    start = article.raw.index("first ship")
    correcting.correct_text(session, one, start, start + 5, "second")
    annotating.add_by_quote(session, one, "harbour master", "who?")
    tagging.add(session, [one], "strike")
    _run(session, everything=True)
    before = _article(session, one)
    _doctor(session, one)
    _run(session)
    after = _article(session, one)
    assert after == before
    assert after.shown("headline") == "My own headline"
    assert "mor- ning" in after.clean
    assert "second ship" in after.clean
    assert [row.headline for row in session.archive.articles.rows([after.number])] == ["My own headline"]


def test_what_changed_is_in_the_history_and_the_index(session: Session, ids: list[str]) -> None:
    _doctor(session, ids[0])
    session.archive.outbox.post([session.archive.articles.number_of(ids[0])])
    indexing.update(session)
    assert searching.search(session, searching.SearchRequest("headline:old")).total == 1
    assert searching.search(session, searching.SearchRequest("byline:lee")).total == 2
    _run(session)
    assert searching.search(session, searching.SearchRequest("headline:old")).total == 0
    assert searching.search(session, searching.SearchRequest("byline:lee")).total == 3
    (event,) = [event for event in _events(session, ids[0]) if event.kind == "re-extract"]
    assert event.detail["fields"]["headline"]["old"] == "An old reading"
    assert event.detail["old_rules"] == "2025.1"
    assert event.detail["rules"] == RULES_VERSION
    assert not [event for event in _events(session, ids[1]) if event.kind == "re-extract"]


def test_only_the_articles_asked_for(session: Session, ids: list[str]) -> None:
    _doctor(session)
    number = session.archive.articles.number_of(ids[1])
    assert _run(session, numbers=(number, number)).changed == 1
    assert older_rules(session) == {"2025.1": 3}


def test_articles_of_newer_rules_are_left_alone(session: Session, ids: list[str]) -> None:
    _doctor(session, ids[0], rules="9999.1")
    _doctor(session, ids[1], rules="no version")
    assert older_rules(session) == {"no version": 1}
    assert _run(session).read == 1


def _with_other_raw(session: Session, article_id: str, change: Callable[[str], str]) -> None:
    """As if an older reader had read other words out of the file."""
    from newsreader.archive.originals import pack

    article = _article(session, article_id)
    with session.archive.writing() as db:
        raw = pack(change(article.raw).encode())
        db.execute("UPDATE content SET raw = ?, repairs = '[]' WHERE article = ?", (raw, article.number))


def test_notes_move_with_their_words_or_go_to_the_tray(session: Session, ids: list[str]) -> None:
    one = ids[3]
    _with_other_raw(session, one, lambda raw: "Share this page\n\n" + raw + "\n\nRead also: icebergs ahoy!")
    kept = annotating.add_by_quote(session, one, "lifted two of its piers", "why?")
    lost = annotating.add_by_quote(session, one, "icebergs ahoy", "later")
    whole = annotating.note_on_article(session, one, "on all of it")
    raw = _article(session, one).raw
    at = raw.index("Tuesday")
    correcting.correct_text(session, one, at, at + 7, "Thursday")
    at = raw.index("Read also")
    correcting.correct_text(session, one, at, at + 9, "Read")
    report = _run(session, numbers=(session.archive.articles.number_of(one),), dry_run=True)
    assert (report.changed, report.orphans) == (1, 2)
    assert not _article(session, one).annotations[-1].orphaned
    report = _run(session, everything=True)
    assert (report.changed, report.orphans) == (1, 2)
    article = _article(session, one)
    found = {note.id: note for note in article.annotations}
    moved = found[kept.id]
    assert moved.anchor is not None
    assert not moved.orphaned
    assert article.raw[moved.anchor.start : moved.anchor.end] == "lifted two of its piers"
    assert found[lost.id].orphaned
    assert not found[whole.id].orphaned
    assert "on Thursday, because" in article.clean
    tray = annotating.tray(session)
    assert {note.id for note in tray} > {lost.id}
    assert any("“Read also” was to read “Read”" in note.note for note in tray)


def test_a_run_can_be_taken_back(session: Session, ids: list[str]) -> None:
    with pytest.raises(UsageError, match="no reading to take back"):
        take_back(session)
    _doctor(session, ids[0])
    _with_other_raw(session, ids[3], lambda raw: raw + "\n\nRead also: icebergs ahoy!")
    note = annotating.add_by_quote(session, ids[3], "icebergs ahoy", "later")
    before = [_article(session, one) for one in ids]
    _run(session, everything=True)
    assert [_article(session, one) for one in ids] != before
    assert take_back(session) == 2
    after = [_article(session, one) for one in ids]
    assert [one.fields for one in after] == [one.fields for one in before]
    assert [(one.raw, one.clean, one.quality) for one in after] == [(one.raw, one.clean, one.quality) for one in before]
    assert not next(one for one in after[3].annotations if one.id == note.id).orphaned
    assert _events(session, ids[0])[-1].kind == "take re-extract back"
    with pytest.raises(UsageError, match="no reading to take back"):
        take_back(session)


def test_what_cannot_be_read_again_keeps_what_it_has(session: Session, ids: list[str]) -> None:
    _doctor(session)
    with session.archive.writing() as db:
        db.execute("PRAGMA defer_foreign_keys=ON")
        number = session.archive.articles.number_of(ids[0])
        db.execute("UPDATE original SET data = x'00' WHERE sha256 = (SELECT original FROM article WHERE number = ?)",
                   (number,))  # fmt: skip
        db.execute("UPDATE content SET format = 'mets' WHERE article = ?", (number + 1,))
    (report) = _run(session)
    assert (report.read, report.changed) == (2, 2)
    assert {one.id for one in report.unreadable} == {ids[0], ids[1]}
    assert _article(session, ids[1]).rules == "2025.1"


def test_damaged_records_are_made_anew(session: Session, ids: list[str]) -> None:
    """Their originals are sound, so that is the remedy."""
    with session.archive.writing() as db:
        db.execute("UPDATE content SET extracted = 'no json', rules = '1.0' WHERE article = 1")
    report = _run(session)
    assert report.changed == 0
    assert [one.id for one in report.unreadable] == [ids[0]]


@pytest.mark.parametrize("everything", [False, True])
def test_an_interrupted_run_goes_on(
    session: Session, tmp_path: Path, everything: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(re_extracting, "_BATCH", 5)
    monkeypatch.setattr(re_extract_tally, "_TELL_EVERY_SECONDS", 0.0)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(TEXT.format(number=number), encoding="utf-8")
    import_paths(session, ImportRequest((str(folder),), {}, jobs=1))
    _doctor(session)
    control = ImportControl()
    request = ReExtractRequest(jobs=1, everything=everything)
    first = re_extract(session, request, lambda progress: control.cancel() if progress.done >= 10 else None, control)
    assert first.interrupted
    assert 0 < first.read < 30
    second = re_extract(session, request)
    assert not second.interrupted
    assert first.read + second.read == 30
    assert older_rules(session) == {}
    assert {_article(session, one.id).shown("byline") for one in session.archive.articles.many(range(1, 31))} == {
        ("Ann Lee",)
    }
    if everything:
        assert re_extract(session, request).read == 30, "what is through begins from the front again"
    assert take_back(session) == 30, "a run and its continuation are one, and one that changes nothing is none"
    assert older_rules(session) == {"2025.1": 30}


def test_worker_processes_give_the_same(session: Session, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(re_extracting, "_FEW", 1)
    _run(session, everything=True)  # with the words the archive knows by now
    before = [_article(session, one) for one in ids]
    _doctor(session)
    assert re_extract(session, ReExtractRequest(jobs=2)).changed == 4
    assert [_article(session, one) for one in ids] == before


def test_it_reads_with_what_people_taught(session: Session, ids: list[str]) -> None:
    correcting.edit(session, ids[0], {"paper": "Harbour Gazette of Norsund"})
    report = _run(session, everything=True)
    assert report.by_field["paper"] == {"learned.paper": 3}
    article = _article(session, ids[1])
    assert article.shown("paper") == "Harbour Gazette of Norsund"
    assert article.fields["paper"].evidence.rule == "learned.paper"


def test_files_of_other_formats_are_read_from_what_is_kept(session: Session, tmp_path: Path) -> None:
    """A table of two articles whose file is gone; an issue of several files can only be read where it lies."""
    table = tmp_path / "table.csv"
    table.write_text(
        "title;date;text\nIce on the river;1919-05-14;The ice has lifted two piers of the bridge.\n"
        "Men go back;1919-05-15;The dockers went back to work on Monday morning.\n",
        encoding="utf-8",
    )
    assert import_paths(session, ImportRequest((str(table),), {}, jobs=1)).added == 2
    before = session.archive.articles.many([1, 2])
    table.unlink()
    _doctor(session)
    report = _run(session)
    assert (report.changed, report.unreadable) == (2, ())
    assert [(one.raw, one.fields) for one in session.archive.articles.many([1, 2])] == [
        (one.raw, one.fields) for one in before
    ]
    with session.archive.writing() as db:
        db.execute("UPDATE content SET format = 'mets', rules = '2025.1' WHERE article = 1")
    report = _run(session)
    (lost,) = report.unreadable
    assert "not there any more" in lost.reason
