"""The index follows the archive: changes, removals, damage, other copies, other processes."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader import paths
from newsreader.domain.article import PreparedArticle
from newsreader.search.grammar import parse
from newsreader.search.index import IndexRequest
from newsreader.search.whoosh_engine import writer
from newsreader.services import correcting, indexing, trash, verifying
from newsreader.services.session import Session

Make = Callable[..., PreparedArticle]
Add = Callable[..., list[str]]


def found(session: Session, text: str) -> list[int]:
    return sorted(session.index.search(IndexRequest(parse(text).root)).numbers)


@pytest.fixture
def ids(add_to: Add, article: Make) -> list[str]:
    return add_to(
        article("Truce at the harbour", headline="Peace", paper="The Globe", country="CA", region="021", language="en"),
        article("The strike is over", headline="Strike", paper="Le Monde", country="FR", date="1919-05"),
    )


def test_a_new_archive_has_an_empty_index(session: Session) -> None:
    status = indexing.status(session)
    assert (status.generation, status.archive_generation, status.articles) == (0, 0, 0)
    assert indexing.update(session) == 0
    assert indexing.status(session).path == paths.index_dir(session.archive.uuid)


def test_new_articles_are_taken_in(session: Session, ids: list[str]) -> None:
    told: list[tuple[int, int]] = []
    assert indexing.status(session).state == "There is no index yet"
    assert indexing.update(session, lambda done, total: told.append((done, total))) == 2
    assert told[-1] == (2, 2)
    assert found(session, "harbour") == [1]
    status = indexing.status(session)
    assert (status.generation, status.articles, status.state) == (status.archive_generation, 2, "up to date")
    assert status.bytes > 0
    assert indexing.update(session) == 0


def test_every_change_is_searchable_after_an_update(session: Session, ids: list[str]) -> None:
    indexing.update(session)
    first, second = ids
    changes: list[tuple[Callable[[], object], str, list[int]]] = [
        (lambda: correcting.edit(session, first, {"headline": "Quiet days"}), "headline:quiet has:correction", [1]),
        (lambda: correcting.edit(session, first, {"country": "DE"}), "country:germany", [1]),
        (lambda: correcting.correct_text(session, second, 4, 10, "stride"), "stride", [2]),
        (lambda: trash.to_trash(session, [second]), "-truce", []),
        (lambda: trash.restore(session, [second]), "-truce", [2]),
    ]
    for change, query, numbers in changes:
        change()
        assert indexing.status(session).state == "behind"
        indexing.update(session)
        assert found(session, query) == numbers, query


def test_rebuild_gives_the_same(session: Session, ids: list[str]) -> None:
    indexing.update(session)
    before = indexing.status(session)
    assert indexing.rebuild(session) == 2
    after = indexing.status(session)
    assert (after.generation, after.articles) == (before.generation, before.articles)


def damage(folder: Path, what: str) -> None:
    if what == "all":
        shutil.rmtree(folder)
    elif what == "contents":
        max(folder.glob("*.toc")).write_bytes(b"nonsense")
    else:
        for path in folder.glob("*.arrays"):
            path.unlink() if what == "gone" else path.write_bytes(path.read_bytes()[:-1] + b"\x7f")


@pytest.mark.parametrize("what", ["all", "contents", "gone", "flipped"])
def test_a_damaged_index_is_built_again_by_itself(session: Session, ids: list[str], what: str) -> None:
    indexing.update(session)
    session.index.close()
    damage(paths.index_dir(session.archive.uuid), what)
    with Session.open(session.archive.folder) as other:
        told: list[tuple[int, int]] = []
        indexing.update(other, lambda done, total: told.append((done, total)))
        assert told[-1] == (2, 2)
        assert found(other, "harbour") == [1]
        assert indexing.status(other).state == "up to date"


def test_an_older_state_of_the_archive_gets_an_index_of_its_own(
    session: Session, ids: list[str], add_to: Add, article: Make, tmp_path: Path
) -> None:
    indexing.update(session)
    copy = tmp_path / "copy"
    shutil.copytree(session.archive.folder, copy)
    add_to(article("Third article"), article("Fourth article"))
    indexing.update(session)
    assert session.index.article_count == 4
    with Session.open(copy) as old:
        indexing.update(old)
        assert list(old.index.numbers()) == [1, 2]
        assert indexing.status(old).state == "up to date"


def test_copies_of_an_archive_that_grow_apart_are_not_mixed_up(
    session: Session, ids: list[str], tmp_path: Path
) -> None:
    indexing.update(session)
    shutil.copytree(session.archive.folder, tmp_path / "copy")
    with Session.open(tmp_path / "copy") as copy:
        correcting.edit(session, ids[0], {"section": "here"})
        indexing.update(session)
        correcting.edit(copy, ids[1], {"section": "there"})
        assert indexing.status(copy).state == "It was made from another copy of this archive"
        assert not verifying.verify(copy).ok
        indexing.update(copy)
        assert (found(copy, "section:here"), found(copy, "section:there")) == ([], [2])
        assert verifying.verify(copy).ok
    indexing.update(session)
    assert (found(session, "section:here"), found(session, "section:there")) == ([1], [])


def test_bulk_goes_in_several_commits_and_stops_when_told(
    session: Session, add_to: Add, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_FIRST_BATCH", 4)
    add_to(*(article(f"Article number{number}") for number in range(30)))

    class Control:
        is_cancelled = False

    control = Control()

    def tell(done: int, total: int) -> None:
        assert total == 30
        control.is_cancelled = done >= 4

    assert indexing.update(session, tell, control) == 4
    assert indexing.status(session).state == "behind"
    assert indexing.update(session) == 26
    assert session.index.article_count == 30


def test_an_article_that_cannot_be_read_keeps_no_other_out(session: Session, ids: list[str]) -> None:
    with session.archive.writing() as db:
        db.execute("UPDATE content SET repairs = 'nonsense' WHERE article = 1")
    assert indexing.update(session) == 2
    assert found(session, "strike") == [2]
    assert session.index.article_count == 2
    assert indexing.update(session) == 0


def test_while_another_process_writes_an_update_leaves_it_to_that(session: Session, ids: list[str]) -> None:
    index = indexing.open_index(session.archive)
    index._lock_seconds = 0.05  # type: ignore[attr-defined]  # the engine's own
    session._index = index
    with writer.writing(paths.index_dir(session.archive.uuid)):
        assert indexing.update(session) == 0
    assert indexing.update(session) == 2


UPDATER = """
import sys
from pathlib import Path
from newsreader.services import indexing
from newsreader.services.session import Session
indexing._FIRST_BATCH = indexing._LARGEST_BATCH = 3
with Session.open(Path(sys.argv[1]), read_only=True) as session:
    print("ready", flush=True)
    indexing.update(session)
"""


def test_killed_while_indexing_it_agrees_with_the_archive_afterwards(
    session: Session, add_to: Add, article: Make
) -> None:
    add_to(*(article(f"Article number{number} of many", headline=f"N{number}") for number in range(60)))
    for attempt in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", UPDATER, str(session.archive.folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.01 + 0.03 * attempt)
        process.kill()
        process.wait()
        process.stdout.close()
    indexing.update(session)
    assert list(session.index.numbers()) == list(session.archive.articles.all_numbers())
    assert found(session, "number41") == [42]
    assert session.index.check() == ""
