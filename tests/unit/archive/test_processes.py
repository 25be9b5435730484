"""One process adds articles while another reads and tags: neither is in the other's way."""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.archive import opening
from newsreader.archive.archive import Archive
from newsreader.domain.query import Filters

ADD = """
import hashlib, sys
from pathlib import Path
from newsreader.archive.archive import Archive
from newsreader.domain.article import PreparedArticle, SourceArticle

archive = Archive.open(Path(sys.argv[1]))
with archive.import_lock("an import"):
    for batch in range(15):
        made, originals = [], {}
        for n in range(100):
            raw = f"Article {batch} {n} " + "words and words " * 100
            data = raw.encode()
            sha256 = hashlib.sha256(data).hexdigest()
            originals[sha256] = data
            source = SourceArticle(raw, f"/in/{batch}/{n}", "text", "utf-8", sha256, len(data))
            made.append(PreparedArticle(source, (), {}, raw, 1.0, "1"))
        archive.articles.add_many(made, originals, "test", "ann")
archive.close()
"""


def test_reading_and_tagging_while_another_process_imports(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    tagged = 0
    with subprocess.Popen([sys.executable, "-c", ADD, str(archive.folder)]) as child:
        while child.poll() is None:
            numbers = archive.browse.numbers(limit=1)
            if not numbers:
                time.sleep(0.01)
                continue
            tagged += len(archive.tags.add([numbers[0]], "seen", "bob"))
            assert archive.articles.get(numbers[0]).tags == ("seen",)
    assert child.returncode == 0
    assert archive.articles.count() == 1_500
    assert tagged > 0
    assert archive.browse.count(Filters({"tag": frozenset(["seen"])})) == tagged
    archive.close()


RENAME = """
import sys
from pathlib import Path
from newsreader.archive.archive import Archive

archive = Archive.open(Path(sys.argv[1]))
archive.rename("By another process")
archive.close()
"""


@pytest.mark.parametrize("look", [Archive.open, opening.bears_our_mark, opening.archive_file])
def test_looking_at_an_open_archive_again_does_not_cut_it_off_from_others(
    tmp_path: Path, look: Callable[[Path], object]
) -> None:
    archive = Archive.create(tmp_path / "archive")
    archive.rename("By this process")
    assert archive.articles.count() == 0
    found = look(archive.file if look is opening.bears_our_mark else archive.folder)
    if isinstance(found, Archive):
        found.close()
    subprocess.run([sys.executable, "-c", RENAME, str(archive.folder)], check=True)
    with archive.reading() as db:
        assert db.execute("SELECT value FROM meta WHERE key = 'name'").fetchone() == ("By another process",)
    archive.rename("By this process again")
    archive.close()
    with closing(Archive.open(tmp_path / "archive")) as again:
        assert again.name == "By this process again"


def test_a_file_whose_log_has_what_it_lacks_is_opened(tmp_path: Path) -> None:
    """As a full disk leaves it: the first page was brought over from the log, the pages it speaks of were not."""
    archive = Archive.create(tmp_path / "archive")
    few = ADD.replace("range(15)", "range(2)").replace("archive.close()", "import os; os._exit(0)")
    subprocess.run([sys.executable, "-c", few, str(archive.folder)], check=True)
    whole = tmp_path / "whole.sqlite3"
    copy = tmp_path / "copy"
    with closing(sqlite3.connect(archive.folder / opening.FILE_NAME)) as db, closing(sqlite3.connect(whole)) as other:
        db.backup(other)
        shutil.copytree(archive.folder, copy, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    archive.close()
    first = bytearray(whole.read_bytes()[:8192])  # a page
    first[18:20] = b"\x02\x02"  # kept with a log
    first[92:96] = first[24:28]  # the number of pages it states counts
    with (copy / opening.FILE_NAME).open("r+b") as file:
        file.write(first)
    with (
        pytest.raises(sqlite3.DatabaseError),
        closing(sqlite3.connect(f"file:{copy / opening.FILE_NAME}?immutable=1", uri=True)) as alone,
    ):
        alone.execute("SELECT count(*) FROM article").fetchone()
    opened = Archive.open(copy)
    assert opened.articles.count() == 200
    opened.close()
