"""PDF and wire files from a folder into an archive, with the real command."""

from pathlib import Path

from tests.integration.command import Newsreader
from tests.unit.formats.test_pdf import newspaper, two_pages
from tests.unit.formats.test_wire import ANPA


def test_pdf_and_messages_go_in_with_their_pages_and_a_damaged_one_is_named(
    newsreader: Newsreader, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.pdf").write_bytes(two_pages())
    (folder / "paper.pdf").write_bytes(newspaper(3))
    (folder / "bad.pdf").write_bytes(two_pages()[:400])
    (folder / "wire.dat").write_bytes(ANPA)
    done = newsreader("import", folder, "--jobs", 2, "--json")
    assert done.code == 1
    assert done.json["added"] == 9
    (failed,) = done.json["failures"]
    assert failed["path"].endswith("bad.pdf")
    assert "no sound PDF" in failed["reason"]
    issues = newsreader.ok("issues", "--json").json
    assert sorted(issue["page_count"] for issue in issues["issues"]) == [1, 2]
    assert newsreader.ok("search", "harbour strike", "--json").json["total"] >= 2
    assert newsreader.ok("re-extract", "--all", "--json").json["changed"] == 0
    newsreader.ok("verify")
