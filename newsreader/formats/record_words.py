"""The values of records as words: lists, objects and markup made plain."""

import html
import re
from collections.abc import Mapping
from typing import Any, Final

_MOST_DEPTH: Final = 5
_MOST_ITEMS: Final = 50
_NAMED: Final = ("value", "name", "title", "text", "#text")
"""Where an object keeps what it is called."""
_TAG: Final = re.compile(r"</?(?:p|br|span|div|i|b|em|strong|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"<(?:(?P<comment>!--)|(?P<name>script|style)\b)", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_BLOCK: Final = re.compile(r"</?(?:p|div|li|h[1-4]|blockquote|tr)\b[^<>]*>", re.IGNORECASE)
_ANY: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_PARTING: Final = re.compile(r"\n[ \t]*\n")
_YEARS: Final = re.compile(r"\s*\(?\b1[5-9]\d\d\s?[-–]\s?(?:1[5-9]\d\d|20\d\d|current|\?*)\)?$")
_PLACED: Final = re.compile(r"^(?P<name>.+?)\s*\((?P<place>[^():]{2,40})(?:\s*:\s*(?P<years>[\d?x\s–-]{4,}))?\)\.?$")


def words(value: Any, depth: int = _MOST_DEPTH) -> str:
    """A value as words: the items of a list with commas between, the name or value of an object."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None or depth == 0:
        return ""
    if isinstance(value, int):
        return str(value) if value.bit_length() < 200 else ""
    if isinstance(value, float):
        if value != value or abs(value) > 1e18:
            return ""
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (words(each, depth - 1) for each in value[:_MOST_ITEMS])))
    if isinstance(value, Mapping):
        return next((words(value[key], depth - 1) for key in _NAMED if key in value), "")
    return ""


def text(value: Any) -> str:
    """A value as running text: the items of a list are paragraphs."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, (words(each) for each in value)))
    return words(value)


def paragraphs(raw: str) -> list[str]:
    """The paragraphs of a text, whether they come as lines or as markup."""
    if "<" in raw and (len(_TAG.findall(raw[:5_000])) >= 2 or raw.lstrip()[:3].lower() == "<p>"):
        raw = _without_markup(raw)
    return [piece for part in _PARTING.split(raw.replace("\r\n", "\n")) if (piece := part.strip())]


def _without_markup(raw: str) -> str:
    """The words of markup, a blank line after each block."""
    plain = _BREAK.sub("\n", _without_hidden(raw).replace("\n", " "))
    plain = _BLOCK.sub("\n\n", plain)
    return html.unescape(_ANY.sub("", plain))


def _without_hidden(raw: str) -> str:
    """The markup without comments, scripts and styles; one that has no end hides nothing."""
    pieces, at = [], 0
    lower = ""
    while match := _HIDDEN.search(raw, at):
        lower = lower or raw.lower()
        end = "-->" if match["comment"] else f"</{match['name'].lower()}"
        stop = lower.find(end, match.end())
        if stop < 0 or len(lower) != len(raw):
            break
        pieces.append(raw[at : match.start()])
        at = stop + 3 if match["comment"] else raw.find(">", stop) + 1 or len(raw)
    return "".join([*pieces, raw[at:]])


def title_and_place(title: str) -> tuple[str, str]:
    """The title of a newspaper and its place, as catalogues write them.

    `Harbour Lantern (Halden, Vic. : 1848 - 1957)` is "Harbour Lantern" of "Halden, Vic."; `[volume]`, years and a point
    behind are no part of a title. A title with nothing but a place behind stays as it is: it tells papers apart.
    """
    plain = title.replace("[volume]", "").strip()
    match = _PLACED.match(plain)
    if match is None or not match["years"]:
        plain = _YEARS.sub("", plain).strip()
        match = _PLACED.match(plain)
    if match and (match["years"] or plain != title.strip()):
        return match["name"].rstrip(" ."), match["place"].strip()
    return plain.rstrip(" .") if plain != title.strip() else plain, ""
