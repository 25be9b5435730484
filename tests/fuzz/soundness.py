"""What must hold of any text whatever: the checks that fuzzing and the tests of bad input share."""

import time
from collections.abc import Sequence
from pathlib import Path

from newsreader.archive.stored import dumps
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.record import field_to_json
from newsreader.domain.repair import Repair
from newsreader.errors import SourceFileError
from newsreader.formats.reader import read
from newsreader.text import offsets
from newsreader.text.mend import mend
from newsreader.text.prepare import prepare

SECONDS_PER_100_KB = 1.0
"""CPU time that any text may take."""

_NAMES = ("1904-05-03.txt", "The Times p3.html", "a.txt", "page.htm")


class Unsound(AssertionError):
    """Something that must hold for any text does not."""


def source_of(text: str, path: str = "fuzz.txt") -> SourceArticle:
    """A text as a reader would give it."""
    return SourceArticle(text, path, "text", "utf-8", "0" * 64, len(text))


def check_text(text: str, language: str = "", *, slack: float = 1.0) -> PreparedArticle:
    """Prepares a text and checks all that must hold.

    Args:
        text: Anything.
        language: Taken for that of the text when it is mended.
        slack: How many times the time of the rules is allowed, for a process that is being traced.

    Raises:
        Unsound: Something does not hold.
    """
    prepared = _timed(source_of(text), slack)
    check_article(prepared)
    repairs = mend(text, language)
    _check_repairs(text, repairs)
    mended = offsets.apply(text, repairs)
    again = mend(mended, language)
    if again:
        raise Unsound(f"mending the mended text changes it: {again[:3]}")
    return prepared


def check_file(data: bytes, folder: Path, *, slack: float = 1.0) -> list[PreparedArticle]:
    """Reads bytes as a file of any format and checks each article; a clear refusal is fine.

    Raises:
        Unsound: Something does not hold.
    """
    path = folder / _NAMES[len(data) % len(_NAMES)]
    path.write_bytes(data)
    try:
        sources = list(read(path))
    except SourceFileError as error:
        if not str(error) or not error.remedy:
            raise Unsound("a refusal without a reason or a remedy") from error
        return []
    found = [_timed(source, slack) for source in sources]
    for prepared in found:
        check_article(prepared)
    return found


def check_article(prepared: PreparedArticle) -> None:
    """Checks the repairs, the clean text, the spans of the evidence, the map, and that all of it can be stored.

    Raises:
        Unsound: Something does not hold.
    """
    raw = prepared.source.raw
    _check_repairs(raw, prepared.repairs)
    if offsets.apply(raw, prepared.repairs) != prepared.clean:
        raise Unsound("the repairs do not give the clean text")
    for name, field in prepared.fields.items():
        start, end = field.evidence.start, field.evidence.end
        if (start is None) != (end is None):
            raise Unsound(f"half a span for {name}")
        if start is not None and end is not None and not 0 <= start <= end <= len(raw):
            raise Unsound(f"the span {start} to {end} of {name} is not in a text of {len(raw)} characters")
        if not 0 <= field.evidence.confidence <= 1:
            raise Unsound(f"a confidence of {field.evidence.confidence} in {name}")
        dumps(field_to_json(field))
    if prepared.quality is not None and not 0 <= prepared.quality <= 1:
        raise Unsound(f"a quality of {prepared.quality}")
    between = offsets.OffsetMap(len(raw), prepared.repairs)
    if between.clean_length != len(prepared.clean):
        raise Unsound("the map and the clean text are of different length")
    for offset in (0, len(raw) // 3, len(raw)):
        if not 0 <= between.to_clean(offset) <= len(prepared.clean):
            raise Unsound(f"offset {offset} maps outside the clean text")


def _check_repairs(raw: str, repairs: Sequence[Repair]) -> None:
    at = 0
    for repair in repairs:
        if not at <= repair.start <= repair.end <= len(raw):
            raise Unsound(f"{repair} overlaps another or lies outside the text")
        if raw[repair.start : repair.end] != repair.before:
            raise Unsound(f"{repair} does not say what stood there")
        at = repair.end


def _timed(source: SourceArticle, slack: float) -> PreparedArticle:
    began = time.process_time()
    prepared = prepare(source)
    spent = time.process_time() - began
    allowed = slack * SECONDS_PER_100_KB * max(1.0, len(source.raw) / 100_000)
    if spent > allowed:
        raise Unsound(f"{spent:.2f} s for {len(source.raw):,} characters")
    return prepared
