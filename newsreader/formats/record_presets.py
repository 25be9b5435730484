"""The shapes of records that public platforms and data sets deliver, recognized by their keys."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from newsreader import resources

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Preset:
    """One shape of records.

    Attributes:
        name: Short.
        title: For people.
        needs: Keys a record of it has, in lower case.
        any: Keys of which it has one at least; empty when that does not matter.
        each: Key of a list whose items are the records; they look up what they share with `^.` before a path.
        fields: Paths of each field, the best first.
        none: Fields that are not guessed.
        stated: Values that hold for all its records.
        patterns: Paths, and expressions whose groups are fields where nothing else tells them.
        codes: What the codes of a field mean.
        trim: What is cut out of the values of a field.
        breaks: Paths of lists of offsets at which paragraphs of the text begin.
        text_files: What a text looks like that only names the file with the text, or None.
        is_guarded: Cells that a spreadsheet program would take for formulas begin with an apostrophe.
    """

    name: str
    title: str
    needs: frozenset[str]
    any: frozenset[str]
    each: str
    fields: Mapping[str, Sequence[str]]
    none: frozenset[str]
    stated: Mapping[str, str]
    patterns: Sequence[tuple[str, "re.Pattern[str]"]]
    codes: Mapping[str, Mapping[str, str]]
    trim: Mapping[str, "re.Pattern[str]"]
    breaks: Sequence[str]
    text_files: "re.Pattern[str] | None"
    is_guarded: bool

    def fits(self, keys: Collection[str]) -> bool:
        """Whether a record with these keys, in lower case, is of this shape."""
        return self.needs <= set(keys) and (not self.any or not self.any.isdisjoint(keys))

    def polished(self, field: str, value: str) -> str:
        """A value with codes and trimmings made plain."""
        if self.is_guarded and value[:1] == "'" and value[1:].startswith(_FORMULA_STARTS):
            value = value[1:]
        if field in self.trim:
            value = self.trim[field].sub("", value)
        return self.codes[field].get(value.lower(), value) if field in self.codes else value


@cache
def presets() -> tuple[Preset, ...]:
    """All of them, in the order in which they are tried."""
    found: list[dict[str, Any]] = json.loads(resources.text("rules", "record_presets.json"))
    return tuple(map(_preset, found))


def fitting(keys: Sequence[str]) -> Preset | None:
    """The shape of a record with these keys, if it is one of them."""
    lower = frozenset(map(str.lower, keys))
    return next((preset for preset in presets() if preset.fits(lower)), None)


def _preset(found: Mapping[str, Any]) -> Preset:
    return Preset(
        found["name"],
        found["title"],
        frozenset(found["needs"]),
        frozenset(found.get("any", ())),
        found.get("each", ""),
        found["fields"],
        frozenset(found.get("none", ())),
        found.get("stated", {}),
        [(each["of"], re.compile(each["form"])) for each in found.get("patterns", ())],
        found.get("codes", {}),
        {field: re.compile(form) for field, form in found.get("trim", {}).items()},
        found.get("breaks", ()),
        re.compile(found["text_files"]) if "text_files" in found else None,
        found.get("unguard", False),
    )
