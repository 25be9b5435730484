"""Bad input of every kind: one clear line with a remedy each, and the rest goes in."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.command import Newsreader, article_text

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def _reasons(document: dict[str, list[dict[str, str]]], kind: str) -> dict[str, str]:
    return {Path(one["path"]).name: f"{one['reason']}|{one['remedy']}" for one in document[kind]}


@posix
def test_a_folder_of_bad_files(newsreader: Newsreader, clippings: Path) -> None:
    (clippings / "empty.txt").touch()
    (clippings / "white.txt").write_text(" \n\t\n", encoding="utf-8")
    (clippings / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (clippings / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (clippings / "article.png").write_text(article_text(50), encoding="utf-8")
    (clippings / "page.txt").write_text("<!DOCTYPE html><html><body><p></p></body></html>", encoding="utf-8")
    (clippings / ".hidden.txt").write_text(article_text(51), encoding="utf-8")
    (clippings / "loop").symlink_to(clippings)
    (clippings / "self").symlink_to(clippings / "self")
    (clippings / "lost.txt").symlink_to(clippings / "nowhere")
    os.mkfifo(clippings / "pipe.txt")
    with (clippings / "huge.txt").open("wb") as file:
        for _ in range(200):
            file.write(b"It was a long story. " * 49_932)
    odd = os.fsencode(clippings) + b"/odd \xff name.txt"
    Path(os.fsdecode(odd)).write_text(article_text(52), encoding="utf-8")

    done = newsreader("import", clippings, "--json", timeout=60)
    assert done.code == 1, done
    report = done.json
    assert report["added"] == 14  # the twelve, the one with a wrong extension, the one with an odd name
    everything = _reasons(report, "failures") | _reasons(report, "skips")
    assert {"empty.txt", "white.txt", "binary.txt", "picture.txt", "page.txt", ".hidden.txt", "loop", "self",
            "lost.txt", "pipe.txt", "huge.txt"} <= set(everything)  # fmt: skip
    assert len(report["failures"]) == report["failed"]
    assert len(report["skips"]) == report["skipped"]
    for name, told in everything.items():
        reason, _, remedy = told.partition("|")
        assert reason, name
        assert "bug" not in reason, told
        assert remedy or name in {".hidden.txt", "loop"}, name
    assert "200 MB" in everything["huge.txt"]
    assert newsreader.ok("verify", "--json").json["checked"] == 14


def test_a_path_that_does_not_exist(newsreader: Newsreader, clippings: Path, tmp_path: Path) -> None:
    done = newsreader("import", tmp_path / "nowhere", clippings)
    assert done.code == 1
    assert "does not exist" in done.err
    assert "Added 12 articles" in done.out


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(newsreader: Newsreader, clippings: Path) -> None:
    (clippings / "00.txt").chmod(0)
    report = newsreader("import", clippings, "--json").json
    assert (report["added"], report["failed"]) == (11, 1)


@posix
def test_a_socket_is_skipped(newsreader: Newsreader, clippings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clippings)  # the names of sockets must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")
        assert newsreader.ok("import", clippings, "--json").json["skipped"] == 1


def test_a_wrong_argument_changes_nothing(newsreader: Newsreader, clippings: Path) -> None:
    for arguments in (["--country", "Atlantis"], ["--date", "soon"], ["--format", "nosuch"], ["--jobs", "-1"]):
        done = newsreader("import", clippings, *arguments)
        assert done.code == 2, done
        assert done.err.count("\n") == 1


def test_commands_on_a_missing_archive(newsreader: Newsreader) -> None:
    for arguments in (["search", "x"], ["list"], ["show", "abcd"], ["verify"], ["stats"], ["index", "status"]):
        done = newsreader(*arguments)
        assert done.code == 3, (arguments, done)
        assert done.err.count("\n") == 1
        assert done.out == ""


@posix
def test_arguments_that_are_no_unicode(newsreader: Newsreader, clippings: Path, tmp_path: Path) -> None:
    odd = os.fsdecode(b"b\xffd")
    elsewhere = tmp_path / odd
    done = newsreader("list", "--archive", elsewhere)
    assert (done.code, done.err.count("\n")) == (3, 1), done
    newsreader.ok("import", clippings, "--archive", elsewhere)
    assert newsreader.ok("stats", "--archive", elsewhere, "--json").json["articles"] == 12

    newsreader.ok("import", clippings)
    article = newsreader.ok("search", "breakwater", "--json").json["hits"][0]["id"]
    newsreader.ok("tag", "add", article, odd)
    newsreader.ok("edit", article, f"headline={odd}")
    newsreader.ok("annotate", article, "--note", odd)
    assert "b\\udcffd" in newsreader.ok("show", article).out
    assert newsreader.ok("show", article, "--json").json["headline"] == odd
    newsreader.ok("search", odd)
    newsreader.ok("search", odd, "--json")
    newsreader.ok("export", "-o", "-", "--format", "csv")


def test_an_edit_is_made_whole_or_not_at_all(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    article = newsreader.ok("search", "breakwater", "--json").json["hits"][0]["id"]
    assert newsreader("edit", article, "page=7", "--confirm", "section", "--json").code == 2
    assert newsreader("edit", article, "page=7", "--retract", "nothing", "--json").code == 2
    assert newsreader.ok("show", article, "--json").json["page"] is None


def test_ids_that_do_not_fit(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    assert newsreader("show", "zzzzzzzz").code == 3
    assert newsreader("show", "a").code == 2
    done = newsreader("show", "zzzzzzzz", "--json")
    assert done.json["error"]["remedy"]
    assert done.err


def test_an_archive_of_a_newer_version(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    with closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
        db.execute("PRAGMA user_version = 9999")
    done = newsreader("list")
    assert done.code == 3
    assert "newer" in done.err


def test_a_damaged_archive(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    for file in newsreader.archive.glob("archive.sqlite3*"):
        file.write_bytes(b"not a database at all" * 100)
    done = newsreader("list")
    assert done.code == 3
    assert done.err.count("\n") == 1


@pytest.fixture
def read_only_archive(newsreader: Newsreader, clippings: Path) -> Iterator[Newsreader]:
    """An archive in a folder that cannot be written to, also not by root."""
    newsreader.ok("import", clippings)
    if os.name != "posix":
        pytest.skip("needs POSIX permissions")
    if os.geteuid() != 0:
        for path in (newsreader.archive, *newsreader.archive.iterdir()):
            path.chmod(path.stat().st_mode & ~0o222)
        yield newsreader
        for path in (newsreader.archive, *newsreader.archive.iterdir()):
            path.chmod(path.stat().st_mode | 0o200)
        return
    mount = ["mount", "--bind", str(newsreader.archive), str(newsreader.archive)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("cannot mount here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(newsreader.archive)], check=True, capture_output=True)
        yield newsreader
    finally:
        subprocess.run(["umount", str(newsreader.archive)], check=True)


def test_a_read_only_archive_can_be_read(read_only_archive: Newsreader, clippings: Path) -> None:
    newsreader = read_only_archive
    found = newsreader.ok("search", "lamp", "--json").json
    assert found["total"] == 12
    identity = found["hits"][0]["id"]
    newsreader.ok("show", identity)
    newsreader.ok("verify")
    for arguments in (["import", clippings], ["tag", "add", identity, "x"], ["edit", identity, "paper=X"]):
        done = newsreader(*arguments)
        assert done.code == 3, (arguments, done)
        assert done.err.count("\n") == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("cannot mount here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk(newsreader: Newsreader, small_disk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1500):
        noise = os.urandom(2500).hex()  # does not pack well
        (folder / f"{number:04}.txt").write_text(f"{article_text(number)}\n{noise}\n", encoding="utf-8")
    archive = small_disk / "archive"
    done = newsreader("import", folder, "--archive", archive, timeout=120)
    assert done.code == 3, done
    assert "full" in done.err
    assert "Traceback" not in done.err
    kept = newsreader.ok("list", "--by", "paper", "--archive", archive, "--json").json["nodes"]
    count = sum(node["count"] for node in kept)
    assert 0 < count < 1500

    roomier = tmp_path / "roomier"
    shutil.copytree(archive, roomier)
    for file in sorted(folder.iterdir())[count + 100 :]:
        file.unlink()
    report = newsreader.ok("import", folder, "--archive", roomier, "--json").json
    assert report["added"] + report["duplicates"] == len(list(folder.iterdir()))
    assert newsreader.ok("verify", "--archive", roomier, "--json").json["ok"]


@posix
def test_a_second_import_is_told_who_has_it(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number}.txt").write_text(article_text(number), encoding="utf-8")
    first = newsreader.start("import", folder, "--json")
    try:
        _wait_for(newsreader.archive / "import.lock.json")
        # On a busy machine it might be through before the second has begun.
        first.send_signal(signal.SIGSTOP)
        second = newsreader("import", folder / "1.txt")
        assert second.code == 3
        assert str(first.pid) in second.err
        assert newsreader("list").code == 0, "reading always works"
        first.send_signal(signal.SIGCONT)
        out, err = first.communicate(timeout=120)
    finally:
        first.kill()
        first.communicate()
    assert first.returncode == 0, err
    assert '"added": 1500' in out


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.01)
