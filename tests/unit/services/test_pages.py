"""A web page in an archive: what is kept of it holds together."""

from pathlib import Path

from newsreader.domain.importing import ImportRequest
from newsreader.services import reading, verifying
from newsreader.services.importing import import_paths
from newsreader.services.session import Session

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry sinks in fog | Halden Courier</title>
<meta property="og:site_name" content="Halden Courier"><meta name="author" content="Ada Brook"></head><body>
<h1>Ferry sinks in fog</h1><p>The ferry between the islands sank in the night, and all who were aboard were saved.</p>
<p>It had left the harbour an hour late, as the master waited for the fog to lift, and in the end did not wait.</p>
</body></html>"""


def test_a_page_is_imported_and_verified(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    path.write_text(PAGE, encoding="utf-8")
    with Session.open(tmp_path / "archive", create=True) as session:
        report = import_paths(session, ImportRequest((str(path),), jobs=1))
        assert report.added == 1
        article = reading.article_by_number(session, 1)
        assert article.file.format == "html"
        assert article.raw.startswith("Ferry sinks in fog\n\nThe ferry between")
        assert article.clean.startswith("The ferry between")
        assert article.shown("headline") == "Ferry sinks in fog"
        assert article.shown("byline") == ("Ada Brook",)
        assert session.archive.originals.get(article.file.sha256) == PAGE.encode()
        assert verifying.verify(session).ok
