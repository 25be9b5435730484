"""What people's corrections teach: a printed line that was read wrong once is read right from then on.

A teaching joins a variant, the words as they were printed, to the value a person confirmed. It is used where just
these words stand as a line of their own or where a rule has found the field, never within running text.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from newsreader.domain.field import Evidence, Field, FieldValue
from newsreader.text.knowledge import Knowledge, variant_key
from newsreader.text.layout import Layout
from newsreader.text.lines import Line, lines_of

TAUGHT: Final = ("paper", "agency", "byline")
"""Fields whose corrections teach."""

CONFIDENCE: Final = 0.97

_FEWEST_LETTERS: Final = {"paper": 4, "agency": 2, "byline": 4}
_LONGEST: Final = 160
_LIKE: Final = 0.72
_HEAD_LINES: Final = 8
_FOOT_LINES: Final = 3


def printed(name: str, raw: str, fields: Mapping[str, Field], value: FieldValue) -> str:
    """The printed words a confirmed value answers to; "" when it cannot be told.

    The words the rules took for the field, else the one line of the head or foot that reads much like the value.

    Args:
        name: One of `TAUGHT`.
        raw: The raw text.
        fields: The extracted layer.
        value: The confirmed value.
    """
    words = _evident(name, raw, fields) or _like(name, raw, value)
    is_enough = sum(map(str.isalpha, variant_key(words))) >= _FEWEST_LETTERS[name]
    return words if is_enough and len(words) <= _LONGEST else ""


def find(raw: str, layout: Layout, fields: Mapping[str, Field], knowledge: Knowledge) -> Iterator[Field]:
    """The fields that teachings give, in place of what the rules found.

    Args:
        raw: The raw text.
        layout: Its parts.
        fields: What the rules found.
        knowledge: What the archive knows.
    """
    for name, taught in (
        ("paper", knowledge.papers), ("agency", knowledge.agencies), ("byline", knowledge.persons)
    ):  # fmt: skip
        hit = _first(raw, _spans(name, raw, layout, fields), taught) if taught else None
        if hit is None:
            continue
        start, end, key = hit
        words = " ".join(raw[start:end].split())
        sure = knowledge.confidences.get((name, key), CONFIDENCE)
        evidence = Evidence(f"learned.{name}", sure, start, end, "text", words[:120])
        yield Field(name, taught[key], evidence)
        if name == "byline":
            yield Field("byline_raw", words, evidence)
            yield Field("byline_complete", True, evidence)


def _first(raw: str, spans: Iterator[tuple[int, int]], taught: Mapping[str, FieldValue]) -> tuple[int, int, str] | None:
    for start, end in spans:
        if 0 <= start < end <= start + _LONGEST:
            key = variant_key(raw[start:end])
            if key in taught:
                return start, end, key
    return None


def _spans(name: str, raw: str, layout: Layout, fields: Mapping[str, Field]) -> Iterator[tuple[int, int]]:
    """The places where a variant may stand: surest first."""
    found = fields.get("byline_raw" if name == "byline" else name)
    if found and found.evidence.source == "text" and found.evidence.start is not None:
        yield found.evidence.start, found.evidence.end or 0
    for entry in layout.keyed:
        if entry.field == name:
            yield entry.start, entry.end
    for part in layout.parts:
        if part.masthead:
            yield part.start + part.masthead.name.start, part.start + part.masthead.name.end
        yield part.start, part.end
    for line, _ in layout.notes:
        yield line.start, line.end
    for line in _edges(list(lines_of(raw))):
        yield line.start, line.end


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The lines of a head and a foot; of a text that is nothing else, not its last line."""
    return [*lines[:_HEAD_LINES], *lines[max(_HEAD_LINES, len(lines) - _FOOT_LINES) :]]


def _evident(name: str, raw: str, fields: Mapping[str, Field]) -> str:
    found = fields.get("byline_raw" if name == "byline" else name)
    if found is None or found.evidence.source != "text" or found.evidence.start is None:
        return ""
    return " ".join(raw[found.evidence.start : found.evidence.end].split())


def _like(name: str, raw: str, value: FieldValue) -> str:
    wanted = variant_key(" ".join(map(str, value)) if isinstance(value, tuple) else str(value or ""))
    best, most = "", _LIKE
    for line in _edges(list(lines_of(raw))) if wanted else ():
        if len(line.text) > _LONGEST:
            continue
        key = variant_key(line.text)
        matcher = SequenceMatcher(None, wanted, key, autojunk=False)
        likeness = 1.0 if name == "byline" and _holds_all(key, value) else matcher.ratio()
        if likeness > most:
            best, most = " ".join(line.text.split()), likeness
    return best


def _holds_all(key: str, persons: FieldValue) -> bool:
    """Whether a line names all the persons, and not much else."""
    if not isinstance(persons, tuple) or not persons:
        return False
    names = [variant_key(str(person)) for person in persons]
    return all(name in key for name in names) and len(key) <= 2 * sum(map(len, names)) + 10
