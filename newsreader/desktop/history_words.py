"""The history of an article in words."""

from collections.abc import Mapping
from typing import Any

from newsreader.desktop.record_values import ROWS

_KINDS = {
    "import": "imported",
    "highlight": "words highlighted",
    "note": "note written",
    "change note": "note changed",
    "remove note": "note deleted",
    "restore note": "note brought back",
    "move note": "note moved",
    "orphan note": "note lost its place",
    "starred": "starred",
    "not starred": "star taken away",
    "read": "read",
    "not read": "marked as unread",
    "reviewed": "reviewed",
    "not reviewed": "review taken back",
    "trash": "put into the trash",
    "untrash": "taken out of the trash",
    "reject repair": "repair taken back",
    "accept repair": "repair made again",
    "re-extract": "read again",
    "cut page": "cut anew on its page",
    "note moved away": "note gone with its words to another article",
    "take re-extract back": "reading taken back",
    "keep repairs": "repairs found again",
    "attach note": "note attached anew",
    "detach note": "note kept on the article",
    "put note back": "note put back",
    "forget learned": "what it taught forgotten",
    "learn again": "what it taught used again",
    "correct text": "text corrected by hand",
}


def in_words(kind: str, detail: Mapping[str, Any]) -> str:
    """One event in a few words."""
    if kind in ("tag", "untag"):
        return f"{'tagged' if kind == 'tag' else 'tag taken off:'} {detail.get('tag', '')}".strip()
    fields = detail.get("fields")
    if kind == "re-extract" and isinstance(fields, Mapping) and fields:
        names = ", ".join(ROWS.get(str(name), str(name).replace("_", " ")).lower() for name in fields)
        return f"read again: {names} changed"
    if isinstance(fields, (Mapping, list)) and fields:
        names = ", ".join(ROWS.get(str(name), str(name)).lower() for name in fields)
        verb = {"confirm": "confirmed", "retract": "taken back", "restore": "restored"}.get(kind, "edited")
        return f"{names} {verb}"
    return _KINDS.get(kind, kind.replace("-", " "))
