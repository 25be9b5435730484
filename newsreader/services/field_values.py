"""Turning what a person typed into a field into the value the record keeps, or saying why it will not do."""

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import EDITABLE_FIELDS, LIST_FIELDS, FieldValue
from newsreader.errors import UsageError
from newsreader.text import authorities

_SUBDIVISION: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_DATELINE_PARTS: Final = ("text", "place", "country", "date")


def check_name(name: str) -> None:
    """Refuses a field that cannot be set by hand.

    Raises:
        UsageError: It cannot; the remedy names the nearest that can.
    """
    if name in EDITABLE_FIELDS:
        return
    if name == "region":
        raise UsageError("The region follows the country", "Set the country instead.")
    near = difflib.get_close_matches(name, EDITABLE_FIELDS, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Fields: {', '.join(EDITABLE_FIELDS)}."
    raise UsageError(f"No field {name!r} can be edited", remedy)


def normal_value(name: str, value: FieldValue) -> FieldValue:
    """The value as the record keeps it; None, "" and an empty list mean that there is none.

    Raises:
        UsageError: It is not a value of this field.
    """
    check_name(name)
    if name in LIST_FIELDS:
        return _names(name, value) or None
    if name == "dateline" and isinstance(value, Mapping):
        return _dateline(value)
    if value is None:
        return None
    if isinstance(value, tuple | Mapping):
        raise UsageError(f"{name} holds one value", "Give it as text.")
    text = " ".join(str(value).split())
    if not text:
        return None
    return _CHECKS.get(name, _any_text)(text)


def _names(name: str, value: FieldValue) -> tuple[str, ...]:
    if value is None:
        return ()
    parts = value.split(";") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise UsageError(f"{name} holds a list of names", 'Part several names by ";".')
    return tuple(name for part in parts if (name := " ".join(str(part).split())))


def _dateline(value: Mapping[str, Any]) -> FieldValue:
    unknown = sorted(set(value) - set(_DATELINE_PARTS))
    if unknown:
        raise UsageError(f"A dateline has no {unknown[0]!r}", f"It has {', '.join(_DATELINE_PARTS)}.")
    parts = {part: value.get(part) or None for part in _DATELINE_PARTS}
    if parts["country"]:
        parts["country"] = _country(str(parts["country"]))
    if parts["date"]:
        parts["date"] = _date(str(parts["date"]))
    if not parts["text"]:
        parts["text"] = parts["place"]
    return parts if parts["text"] else None


def _dateline_text(text: str) -> FieldValue:
    return {"text": text, "place": None, "country": None, "date": None}


def _any_text(text: str) -> FieldValue:
    return text


def _date(text: str) -> str:
    try:
        return EdtfDate.parse(text).text
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a date", "Write 1919, 1919-05, 1919-05-14, 191X, 1919-05-14? or 1919-05-14/1919-05-16."
        ) from error


def _country(text: str) -> str:
    code = authorities.find_country(text)
    if code is None:
        raise UsageError(f"There is no country {text!r}", "Give its name, or its code of two letters.")
    return code


def _language(text: str) -> str:
    code = authorities.find_language(text)
    if code is None:
        raise UsageError(f"There is no language {text!r}", "Give its name, or its code: en, fr, de …")
    return code


def _subdivision(text: str) -> str:
    if not _SUBDIVISION.fullmatch(text.upper()):
        raise UsageError(f"{text!r} is not a state or province", "Give its ISO 3166-2 code, for example US-NE.")
    return text.upper()


_CHECKS: Final[Mapping[str, Callable[[str], FieldValue]]] = {
    "date": _date,
    "country": _country,
    "language": _language,
    "subdivision": _subdivision,
    "dateline": _dateline_text,
}
