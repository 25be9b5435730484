"""`newsreader watch` as it is run."""

from pathlib import Path

from tests.integration.command import Newsreader, article_text


def test_new_files_are_imported_once(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.txt").write_text(article_text(1), encoding="utf-8")
    assert "added 1 article" in newsreader.ok("watch", folder, "--once").out
    assert "added 0 articles, 1 duplicate" in newsreader.ok("watch", folder, "--once").out
    gone = newsreader("watch", tmp_path / "away", "--once")
    assert gone.code == 1
    assert "is not there" in gone.err
