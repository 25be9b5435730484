"""Corrections of misread words that are too unsure to be made without asking: a layer of its own, made when asked for.

Nothing of it is kept. What a person accepts becomes a correction by hand, and the archive's own words decide better the
more articles it has.
"""

from typing import Final

from newsreader.domain.repair import Repair
from newsreader.text import corrections
from newsreader.text.evidence import Evidence
from newsreader.text.knowledge import NOTHING, Knowledge

LEAST: Final = 0.5
"""Least confidence of a suggestion: below, it is more often wrong than right."""


def suggest(text: str, language: str, knowledge: Knowledge = NOTHING) -> list[Repair]:
    """Corrections worth showing to a person, in order of their place.

    Args:
        text: A clean text: what the rules are sure of has been made in it.
        language: BCP 47 code.
        knowledge: What the archive knows.

    Returns:
        Repairs of `text` with a confidence from `LEAST` up to what is made without asking.
    """
    evidence = Evidence(text, language.split("-")[0], knowledge)
    found = corrections.find(text, evidence, LEAST)
    return [repair for repair in found if repair.confidence < corrections.APPLIED]
