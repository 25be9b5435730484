"""All repairs of running text together, sorted and without overlaps, repeated until nothing is left to mend."""

from collections.abc import Iterable, Sequence

from newsreader.domain.repair import Repair
from newsreader.text import abbreviations, characters, corrections, hyphens, mojibake, offsets, spacing
from newsreader.text.evidence import Evidence
from newsreader.text.knowledge import NOTHING, Knowledge

_MOST_PASSES = 6


def mend(text: str, language: str = "", knowledge: Knowledge = NOTHING, stated: Sequence[Repair] = ()) -> list[Repair]:
    """The repairs of a running text; mending the mended text finds nothing more.

    Args:
        text: The body of an article.
        language: BCP 47 code, or "" when it is not known.
        knowledge: What the archive knows.
        stated: Repairs that the text's format states; they come first.
    """
    repairs = list(stated)
    clean = offsets.apply(text, repairs) if repairs else text
    for _ in range(_MOST_PASSES):
        found = _once(clean, language, knowledge)
        if not found:
            break
        repairs = offsets.compose(text, repairs, found)
        clean = offsets.apply(text, repairs)
    return repairs


def _once(text: str, language: str, knowledge: Knowledge) -> list[Repair]:
    evidence = Evidence(text, language, knowledge)
    # Earlier proposals win where two overlap: a broken word takes its line end with it.
    proposals = [
        *mojibake.propose(text),
        *characters.propose(text),
        *hyphens.propose(text, evidence),
        *abbreviations.propose(text, language),
        *spacing.propose(text, evidence),
    ]
    # Words are read when all else is mended: a half of a broken word is no word.
    return without_overlaps(proposals) or corrections.propose(text, evidence)


def without_overlaps(proposals: Iterable[Repair]) -> list[Repair]:
    """The proposals sorted by place; of two that overlap or touch the same spot, the one proposed first stays."""
    kept: list[tuple[int, Repair]] = []
    for rank, repair in sorted(enumerate(proposals), key=lambda item: (item[1].start, item[1].end, item[0])):
        if kept and repair.start < kept[-1][1].end:
            if rank < kept[-1][0]:
                kept[-1] = (rank, repair)
                while len(kept) > 1 and kept[-1][1].start < kept[-2][1].end:
                    # What was kept earlier reaches into the winner: it gives way as well.
                    del kept[-2]
            continue
        kept.append((rank, repair))
    return [repair for _, repair in kept]
