"""kill -9 in the middle of adding: what was confirmed is there, the rest is not there at all."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsreader.archive.archive import Archive
from newsreader.archive.checking import Checks

ADD = """
import hashlib, sys
from pathlib import Path
from newsreader.archive.archive import Archive
from newsreader.domain.article import PreparedArticle, SourceArticle

archive = Archive.open(Path(sys.argv[1]))
batch = 0
while True:
    made, originals = [], {}
    for n in range(40):
        raw = f"Article {batch} {n} " + "words and words " * 60
        data = raw.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        originals[sha256] = data
        source = SourceArticle(raw, f"/in/{batch}/{n}", "text", "utf-8", sha256, len(data))
        made.append(PreparedArticle(source, (), {}, raw, 1.0, "1"))
    archive.articles.add_many(made, originals, "test", "ann")
    batch += 1
    print(batch, flush=True)
"""


def run_and_kill(folder: Path, seconds: float) -> int:
    """Adds batches until killed; the number of batches the child had confirmed."""
    with subprocess.Popen([sys.executable, "-c", ADD, str(folder)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        told = child.stdout.read().split()
    return int(told[-1]) if told else 1


def test_killed_while_adding(tmp_path: Path) -> None:
    chance = random.Random(11)
    Archive.create(tmp_path / "archive").close()
    before = 0
    for _ in range(4):
        confirmed = run_and_kill(tmp_path / "archive", chance.uniform(0.0, 0.3))
        archive = Archive.open(tmp_path / "archive")
        articles = archive.articles.count()
        assert articles % 40 == 0
        assert articles >= max(confirmed * 40, before)
        assert articles == archive.originals.count() == archive.outbox.head()
        checks = Checks(archive.database)
        assert list(checks.of_file()) == []
        before = articles
        archive.close()
    archive = Archive.open(tmp_path / "archive")
    checks = Checks(archive.database)
    assert not any(checks.of_originals())
    assert not any(checks.of_articles())
    archive.close()


@pytest.mark.parametrize("leftover", [".archive.sqlite3-123", ".archive.sqlite3-123-journal"])
def test_killed_while_making_an_archive(tmp_path: Path, leftover: str) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / leftover).write_bytes(b"half a file")
    archive = Archive.create(tmp_path / "archive")
    assert archive.articles.count() == 0
    archive.close()
