"""Small JSON files of this user about one archive: what was searched, what was looked at. Never in the archive itself.

Like settings they are a convenience: a damaged or missing file is an empty one, a full disk loses nothing else.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from newsreader import paths


def place(kind: str, archive_uuid: str) -> Path:
    """The file of one kind for one archive."""
    return paths.config_dir() / kind / f"{archive_uuid}.json"


def load(kind: str, archive_uuid: str) -> Any:
    """What the file holds; None when there is none or it is damaged."""
    try:
        return json.loads(place(kind, archive_uuid).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def save(kind: str, archive_uuid: str, value: Any) -> bool:
    """Replaces the file in one step; returns whether it could be written."""
    target = place(kind, archive_uuid)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(value, out)
        Path(name).replace(target)
    except OSError:
        return False
    return True


def remove(kind: str, archive_uuid: str) -> None:
    """Forgets the file."""
    place(kind, archive_uuid).unlink(missing_ok=True)
