"""The few settings that outlive a session, in one JSON file in the user's configuration folder.

A damaged or missing file means defaults, never an error: settings are a convenience, not data.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from newsreader import paths


def _file() -> Path:
    return paths.config_dir() / "settings.json"


def load() -> dict[str, Any]:
    """All settings by name; empty when there are none or the file is damaged."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def save(changes: dict[str, Any]) -> bool:
    """Merges `changes` into the settings file, replacing it in one step.

    Args:
        changes: New values by name; None takes a setting away.

    Returns:
        Whether the settings could be written.
    """
    merged = {name: value for name, value in {**load(), **changes}.items() if value is not None}
    target = _file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".settings-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(merged, out, indent=2, sort_keys=True)  # escapes bear names of files that are no Unicode
        Path(name).replace(target)
    except OSError:
        return False
    return True
