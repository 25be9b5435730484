"""Digitized issues with the installed command: pages listed, pictures copied and found, what was missing added."""

import shutil
from pathlib import Path

from tests.integration.command import Newsreader
from tests.unit.formats import printing
from tests.unit.formats.test_image_headers import png


def _issue(folder: Path) -> Path:
    path = printing.write_issue(folder)
    (folder / "page1.png").write_bytes(png(900, 1200) + b"one")
    (folder / "page2.png").write_bytes(png(900, 1200) + b"two")
    return path


def test_an_issue_from_import_to_its_pages(newsreader: Newsreader, tmp_path: Path) -> None:
    assert newsreader("pages", "1").code == 3  # no archive yet
    folder = _issue(tmp_path / "batch").parent
    newsreader.ok("import", folder)
    (issue,) = newsreader.ok("issues", "--json").json["issues"]
    assert (issue["number"], issue["title"], issue["date"]) == (1, "The Harbour Lantern", "1891-04-02")
    assert (issue["page_count"], issue["article_count"], issue["missing"]) == (2, 2, 0)
    assert "The Harbour Lantern" in newsreader.ok("issues").out
    one, two = newsreader.ok("pages", 1, "--json").json["pages"]
    assert (one["sequence"], one["articles"], two["articles"], one["image"]["state"]) == (1, 1, 2, "there")
    assert "png 900 x 1200" in newsreader.ok("pages", "1").out
    assert newsreader.ok("issues", "--missing").out == "No issue lacks a page.\n"
    lost = newsreader("pages", 9)
    assert (lost.code, "There is no issue 9" in lost.err) == (2, True)


def test_pictures_that_moved_are_told_and_pointed_at_again(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = _issue(tmp_path / "batch").parent
    newsreader.ok("import", folder)
    folder.rename(tmp_path / "moved")
    checked = newsreader("pages", "check")
    assert checked.code == 3
    assert "page1.png is not there any more" in checked.err
    assert "pages repoint OLD NEW" in checked.err
    verified = newsreader("verify", "--json")
    assert verified.code == 0
    assert any("2 pictures" in warning["what"] for warning in verified.json["warnings"])
    assert "pages find" in newsreader("verify").err

    assert newsreader("pages", "repoint", tmp_path / "nowhere", tmp_path / "moved").code == 2
    (tmp_path / "moved" / "page2.png").rename(tmp_path / "moved" / "else.png")
    half = newsreader("pages", "repoint", folder, tmp_path / "moved", "--json")
    assert (half.code, half.json["found"], len(half.json["missing"])) == (1, 1, 1)
    assert newsreader.ok("pages", "find", tmp_path, "--json").json["found"] == 1
    assert newsreader.ok("pages", "check", "--json").json["ok"]
    assert newsreader.ok("verify", "--json").json["warnings"] == []


def test_a_page_comes_back(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "batch").parent
    (folder / "page2.xml").rename(tmp_path / "page2.xml")
    assert newsreader("import", folder).code == 1
    assert "1" in newsreader.ok("issues", "--missing").out
    assert "Page 2 is missing" in newsreader.ok("pages", "1").err
    (tmp_path / "page2.xml").rename(folder / "page2.xml")
    done = newsreader.ok("import", folder)
    assert "Completed The Harbour Lantern 1891-04-02: page 2" in done.err
    assert "1 article read again" in done.err
    assert newsreader.ok("search", "begins", "--json").json["total"] == 1
    newsreader.ok("verify")


def test_a_backup_has_the_copied_pictures(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = _issue(tmp_path / "batch").parent
    newsreader.ok("import", folder, "--copy-pages")
    shutil.rmtree(folder)
    (tmp_path / "backups").mkdir()
    told = newsreader.ok("backup", tmp_path / "backups", "--json").json
    assert (told["pictures"], told["pictures_copied"], told["pictures_left"]) == (2, 2, 0)
    again = newsreader.ok("backup", tmp_path / "backups" / "second.sqlite3", "--json").json
    assert (again["pictures"], again["pictures_copied"]) == (2, 0)
    made = newsreader.ok("restore", told["file"], "--to", tmp_path / "restored", "--json").json
    assert made["pictures_missing"] == 0
    there = newsreader.ok("pages", "check", "--archive", tmp_path / "restored", "--json").json
    assert (there["ok"], there["checked"]) == (True, 2)
    newsreader.ok("verify", "--archive", tmp_path / "restored")
