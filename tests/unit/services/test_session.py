import getpass
import threading
import time
from pathlib import Path

import pytest

from newsreader import paths, settings
from newsreader.errors import ArchiveMissing
from newsreader.search.cancelling import SearchCancelled, cancellable, check
from newsreader.services.session import Session, last_archive


def test_an_archive_is_made_only_when_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        Session.open(tmp_path / "a")
    with Session.open(tmp_path / "a", create=True) as session:
        assert session.archive.folder == tmp_path / "a"
        assert not session.archive.is_read_only
    with Session.open(tmp_path / "a", read_only=True) as session:
        assert session.archive.is_read_only


def test_without_a_folder_the_last_archive_opens_or_the_default_one(tmp_path: Path) -> None:
    assert last_archive() == paths.default_archive()
    Session.open(create=True).close()
    assert settings.load()["last_archive"] == str(paths.default_archive())
    Session.open(tmp_path / "b", create=True).close()
    with Session.open() as session:
        assert session.archive.folder == tmp_path / "b"
    settings.save({"last_archive": str(tmp_path / "gone")})
    assert last_archive() == paths.default_archive()


def test_changes_carry_the_name_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session.open(tmp_path / "a", create=True) as session:
        assert session.user == getpass.getuser()
        assert Session(session.archive, "Ann").user == "Ann"
    settings.save({"user": "  Bea "})
    with Session.open() as session:
        assert session.user == "Bea"
    settings.save({"user": ""})

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4242")

    monkeypatch.setattr(getpass, "getuser", nobody)
    with Session.open() as session:
        assert session.user == "unknown"


def test_the_index_is_opened_once_and_closed_with_the_session(tmp_path: Path) -> None:
    session = Session.open(tmp_path / "a", create=True)
    index = session.index
    assert session.index is index
    assert not (tmp_path / "a" / "index").exists()
    session.close()


def test_what_another_thread_searches_can_be_given_up(tmp_path: Path) -> None:
    begun, ended = threading.Event(), threading.Event()

    def search() -> None:
        with cancellable():
            begun.set()
            try:
                while True:
                    check()
                    time.sleep(0.001)
            except SearchCancelled:
                ended.set()

    with Session.open(tmp_path / "a", create=True) as session:
        thread = threading.Thread(target=search, daemon=True)
        thread.start()
        assert begun.wait(10)
        session.interrupt(thread.ident or 0)
        assert ended.wait(10)
        thread.join()
