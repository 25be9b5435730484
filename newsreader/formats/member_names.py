"""Names of members of a container: made plain, or refused where they could lead elsewhere or mean a device."""

import re
from typing import Final

from newsreader.formats.limits import MemberError

_LONGEST: Final = 1_000
_LONGEST_PART: Final = 240
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:[.:].*)?", re.IGNORECASE
)
_RENAME: Final = "Unpack it, give the file another name, and import the folder."
_SYSTEM_NAMES: Final = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"})


def plain_name(name: str) -> str:
    """A member's name with `/` between its parts and nothing before the first.

    Raises:
        MemberError: It leads out of the container, means a device, or is no name of a file.
    """
    if "\x00" in name:
        raise MemberError("has a name with a NUL character in it", _RENAME)
    if _CONTROLS.search(name):
        raise MemberError("has a name with control characters in it", _RENAME)
    slashed = name.replace("\\", "/")
    if slashed.startswith("/"):
        raise MemberError("has a name that begins at the root of the disk", _RENAME)
    if _DRIVE.match(slashed):
        raise MemberError("has a name that begins with a drive letter", _RENAME)
    parts = [part for part in slashed.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise MemberError("has a name that leads out of the container", _RENAME)
    if not parts:
        raise MemberError("has no name", _RENAME)
    if len(slashed) > _LONGEST or any(len(part.encode("utf-8", "replace")) > _LONGEST_PART for part in parts):
        raise MemberError("has a name that is too long", _RENAME)
    if any(_DEVICE.fullmatch(part) for part in parts):
        raise MemberError("has a name that Windows keeps for a device", _RENAME)
    return "/".join(parts)


def printable(name: str) -> str:
    """A name that was refused, as it can be shown: no control characters, not too long."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", name)[:300] or "(no name)"


def hidden_part(name: str) -> str:
    """The name up to its first part that is hidden, or made by a system for itself; "" when there is none."""
    parts = name.split("/")
    for at, part in enumerate(parts):
        if is_hidden(part):
            return "/".join(parts[: at + 1])
    return ""


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is passed over unless it is named outright."""
    return name.startswith((".", "~$")) or name in _SYSTEM_NAMES
