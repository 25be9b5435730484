"""Sets lines: justified with broken words, centred, verse, and tables with leaders."""

import re
from dataclasses import dataclass, field

from sample_issue.faces import Face

# Two consonants that no break parts.
_CLUSTERS = "bl br ch ck cl cr dr fl fr gh gl gn gr kn ph pl pr qu sc sh sk sl sm sn sp st sw th tr tw wh wr ng nk ct"
_ENDINGS = ("ing", "ment", "ness", "less", "ful", "tion", "sion", "ward", "ship", "ments", "tions", "ings", "ers")
_VOWELS = "aeiouyàâéèêëîïôöùûüäAEIOUY"
_CORE = re.compile(r"^(\W*)([^\W\d_]+)(\W*)$")


@dataclass(slots=True)
class Sort:
    """One word in its place on a line.

    Attributes:
        x: From the left of the line, pixels.
        part: 1 or 2 when it is half of a broken word, else 0.
        whole: The whole of the broken word, or "".
    """

    text: str
    face: Face
    x: float = 0.0
    part: int = 0
    whole: str = ""


@dataclass(slots=True)
class Line:
    """A line as set.

    Attributes:
        hyphen: Ends with the hyphen of a broken word.
        leaders: Dots between two places, if any: from, to.
    """

    sorts: list[Sort] = field(default_factory=list)
    height: float = 0.0
    base: float = 0.0
    hyphen: bool = False
    leaders: tuple[float, float] | None = None


def breaks(word: str) -> list[int]:
    """Where a word may be broken, from the left."""
    found = _CORE.match(word)
    if not found or len(found[2]) < 6:
        return []
    before, core = len(found[1]), found[2]
    places = set()
    lower = core.lower()
    for at in range(2, len(core) - 2):
        if not any(letter in _VOWELS for letter in core[at:]):
            continue
        around = "".join("v" if letter in _VOWELS else "c" for letter in lower[at - 2 : at + 2])
        if (around == "vccv" and lower[at - 1 : at + 1] not in _CLUSTERS) or around in {"cvcv", "vvcv"}:
            places.add(at)
    places |= {len(core) - len(ending) for ending in _ENDINGS if core.lower().endswith(ending)}
    return sorted(before + at for at in places if 2 <= at <= len(core) - 3)


def justified(text: str, face: Face, width: float, leading: float, indent: float = 0.0) -> list[Line]:
    """A paragraph, even on both sides but for its last line; words are broken where the gaps would be wide."""
    waiting = [Sort(word, face) for word in text.split()][::-1]
    lines: list[Line] = []
    gap = face.width(" ")
    while waiting:
        start = indent if not lines else 0.0
        sorts: list[Sort] = []
        used, hyphen = start, False
        while waiting:
            word = waiting[-1]
            needed = face.width(word.text) + (gap if sorts else 0)
            if used + needed * 0.985 <= width:
                used += needed
                sorts.append(waiting.pop())
                continue
            room = width - used - (gap if sorts else 0) - face.width("-")
            hyphen = (width - used) > gap * 0.6 * max(len(sorts), 1) and _break(waiting, sorts, room)
            break
        if not sorts:
            sorts.append(waiting.pop())
        lines.append(_spread(sorts, width, start, hyphen=hyphen, is_last=not waiting, leading=leading))
    return lines


def _break(waiting: list[Sort], sorts: list[Sort], room: float) -> bool:
    """Puts the first half of the next word on the line when it fits and was not broken before."""
    word = waiting[-1]
    if word.part:
        return False
    for at in reversed(breaks(word.text)):
        if word.face.width(word.text[:at]) <= room:
            sorts.append(Sort(word.text[:at], word.face, part=1, whole=word.text))
            waiting[-1] = Sort(word.text[at:], word.face, part=2, whole=word.text)
            return True
    return False


def _spread(sorts: list[Sort], width: float, start: float, *, hyphen: bool, is_last: bool, leading: float) -> Line:
    face = sorts[0].face
    total = sum(face.width(sort.text) for sort in sorts) + (face.width("-") if hyphen else 0)
    gaps = max(len(sorts) - 1, 1)
    space = (width - start - total) / gaps
    if is_last:
        space = min(space, face.width(" "))
    x = start
    for sort in sorts:
        sort.x = x
        x += face.width(sort.text) + space
    return Line(sorts, leading, leading * 0.78, hyphen)


def centred(text: str, face: Face, width: float, leading: float) -> Line:
    """One line in the middle."""
    x = (width - face.width(text)) / 2
    return from_left(text, face, leading, x)


def right(text: str, face: Face, width: float, leading: float) -> Line:
    """One line that ends at the right."""
    return from_left(text, face, leading, width - face.width(text))


def from_left(text: str, face: Face, leading: float, x: float = 0.0) -> Line:
    """One line that begins at `x`."""
    sorts = []
    for word in text.split():
        sorts.append(Sort(word, face, x))
        x += face.width(word + " ")
    return Line(sorts, leading, leading * 0.78)


def wrapped(text: str, face: Face, width: float, leading: float) -> list[Line]:
    """Centred lines, as few as there can be and about equally long."""
    least = len(_filled(text, face, width))
    target = face.width(text) / least
    while len(lines := _filled(text, face, min(target, width))) > least and target < width:
        target += 6
    return [centred(line, face, width, leading) for line in lines]


def _filled(text: str, face: Face, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and face.width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def with_leaders(text: str, face: Face, width: float, leading: float) -> Line:
    """What stands left of ` .. ` and right of it, at the two ends of a line, with dots between."""
    left, _, right = text.partition(" .. ")
    line = from_left(left, face, leading)
    end = width - face.width(right)
    line.sorts += from_left(right, face, leading, end).sorts
    line.leaders = (face.width(left) + 6, end - 6)
    return line
