"""The one clock of the archive: moments as ISO 8601 text in UTC."""

from datetime import UTC, datetime


def now() -> str:
    """This moment, to the millisecond, for example `2026-03-01T09:30:00.125Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
