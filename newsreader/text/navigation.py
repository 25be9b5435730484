"""Lines that belong to the page of a reading platform, not to the article: sign-in, share, "Newspapers from …"."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsreader import resources
from newsreader.text.authorities import find_country, find_language

_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Navigation:
    """A line of navigation and what it tells.

    Attributes:
        kind: `country`, `language` or `page`.
        code: Country or language code, or "".
        name_start, name_end: Where in the line the name stands.
        provider: Platform the line names, or "".
    """

    kind: str
    code: str = ""
    name_start: int = 0
    name_end: int = 0
    provider: str = ""


def recognize(line: str) -> Navigation | None:
    """What a whole line says as navigation, or None for a line that is none."""
    if not line or len(line) > _LONGEST:
        return None
    for kind, pattern in _named():
        match = pattern.fullmatch(line)
        if match:
            code = find_country(match["name"]) if kind == "country" else _language(match["name"])
            if code:
                return Navigation(kind, code, match.start("name"), match.end("name"))
    if _plain().fullmatch(line.strip(" \t|·•›»>*")):
        lower = line.lower()
        provider = next((name for key, name in _rules()["providers"].items() if key in lower), "")
        return Navigation("page", provider=provider)
    return None


def _language(name: str) -> str | None:
    """A language by name, also as a German adjective ("Englischer Sprache")."""
    return find_language(name)


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = json.loads(resources.text("rules", "navigation.json"))
    return rules


@cache
def _named() -> tuple[tuple[str, re.Pattern[str]], ...]:
    name = r"(?P<name>[^\W\d_][\w .,'’()&-]{1,40}?)"
    return tuple(
        (kind, re.compile(pattern.replace("{name}", name) + r"\s*[.»>›]?", re.IGNORECASE))
        for kind, pattern in _rules()["named"]
    )


@cache
def _plain() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _rules()["plain"]), re.IGNORECASE)
