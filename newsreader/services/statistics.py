"""What is in an archive, in numbers."""

from pathlib import Path
from typing import Any, Final

from newsreader.services import browsing
from newsreader.services.rules import older_rules
from newsreader.services.session import Session

_MOST: Final = 1_000


def stats(session: Session) -> dict[str, Any]:
    """Counts by paper, country, region, year and language, and sizes in bytes; largest counts first, years in order.

    Keys are names for people; `""` never occurs: what has no value is under `(unknown)`.
    """
    totals = browsing.totals(session)
    archive = session.archive
    issues, pages = archive.pages.count()
    rests = archive.pages.count_rests()
    copied = archive.page_images.copied()
    return {
        "archive": archive.name,
        "folder": str(archive.folder),
        "articles": totals.articles - rests,
        "issues": issues,
        "pages": pages,
        "rests_of_pages": rests,
        "papers": totals.papers,
        "tags": totals.tags,
        "annotations": totals.annotations,
        "doubtful": totals.doubtful,
        "trashed": totals.trashed,
        "read_with_older_rules": sum(older_rules(session).values()),
        "originals": archive.originals.count(),
        "original_bytes": archive.originals.total_bytes(),
        "pictures_copied": len(copied),
        "picture_bytes": sum(copied.values()),
        "archive_bytes": _size(archive.file),
        "by_paper": _counts(session, "paper"),
        "by_country": _counts(session, "country"),
        "by_region": _counts(session, "region"),
        "by_language": _counts(session, "language"),
        "by_rules": archive.extracted.rules(),
        "by_year": {node.label: node.count for node in browsing.tree(session, "year")},
    }


def _counts(session: Session, facet: str) -> dict[str, int]:
    found = sorted(session.archive.browse.values(facet), key=lambda entry: (-entry[1], entry[0]))[:_MOST]
    counts: dict[str, int] = {}
    for value, count in found:  # two codes may share a name
        label = browsing.label_of(facet, value)
        counts[label] = counts.get(label, 0) + count
    return counts


def _size(file: Path) -> int:
    """The database with the log beside it."""
    parts = (file, file.with_name(f"{file.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())
