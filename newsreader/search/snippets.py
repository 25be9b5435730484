"""Cuts the passage of a text that says most about why it was found."""

import re
from typing import Final

from newsreader.domain.hits import Snippet

LENGTH: Final = 220
_ELLIPSIS: Final = "… "
_BEFORE_MARK: Final = 60
_PLAIN: Final = re.compile(r"\S*(?: \S+)* ?")


def make_snippet(text: str, marks: list[tuple[int, int]], layer: str = "clean", length: int = LENGTH) -> Snippet:
    """One line around the closest group of marks, or the beginning of the text when there are none.

    Args:
        text: The clean or the raw text.
        marks: Sorted spans in it.
        layer: Which text it is.
        length: About how many characters.
    """
    start, end = _window(text, marks, length)
    line, places = _one_line(text, start, end)
    shown = [(places[low - start], places[high - start]) for low, high in marks if start <= low and high <= end]
    before = _ELLIPSIS if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    lead = len(line) - len(line.lstrip())
    line = line.strip()
    offset = len(before) - lead
    spans = tuple((low + offset, high + offset) for low, high in shown if low < high)
    return Snippet(f"{before}{line}{after}", spans, layer)


def _window(text: str, marks: list[tuple[int, int]], length: int) -> tuple[int, int]:
    if not marks:
        lead = len(text) - len(text.lstrip())
        return lead, _word_end(text, min(len(text), lead + length))
    room = length - _BEFORE_MARK
    best, most = 0, 0
    last = 0
    for first, (start, _) in enumerate(marks):
        last = max(last, first)
        while last + 1 < len(marks) and marks[last + 1][1] - start <= room:
            last += 1
        if last - first + 1 > most:
            best, most = first, last - first + 1
    start = _word_start(text, max(0, marks[best][0] - _BEFORE_MARK), marks[best][0])
    end = max(marks[best + most - 1][1], min(len(text), start + length))
    return start, _word_end(text, end)


def _word_start(text: str, start: int, limit: int) -> int:
    if start == 0:
        return 0
    while start < limit and not text[start - 1].isspace():
        start += 1
    return start


def _word_end(text: str, end: int) -> int:
    least = max(0, end - 30)
    if end >= len(text) or text[end].isspace():
        return end
    cut = end
    while cut > least and not text[cut - 1].isspace():
        cut -= 1
    if cut > least:
        return cut
    return end


def _one_line(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The passage with every run of space as one, and where each of its characters went."""
    passage = text[start:end]
    if _PLAIN.fullmatch(passage) and passage.isprintable():
        return passage, list(range(len(passage) + 1))
    pieces: list[str] = []
    places: list[int] = []
    for char in passage:
        places.append(len(pieces))
        if char.isspace():
            if not pieces or pieces[-1] != " ":
                pieces.append(" ")
        elif char.isprintable():
            pieces.append(char)
        else:
            pieces.append("\ufffd")
    places.append(len(pieces))
    return "".join(pieces), places
