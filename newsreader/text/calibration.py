"""How sure a rule really is: what it was right about on data whose truth is known (docs/reliability.md).

A rule states its confidence in the code, by which the surest of several sources is chosen. What the record shows is
that number set right by measurement: `rules/confidence.json` holds for each measured rule how far off it was.
"""

import json
from dataclasses import replace
from functools import cache

from newsreader import resources
from newsreader.domain.field import Field

_LOWEST, _HIGHEST = 0.05, 0.99
_FROM_PEOPLE = frozenset({"option", "person"})


def calibrated(field: Field) -> Field:
    """The field with its confidence set right; what a person stated stays as it is."""
    evidence = field.evidence
    shift = _shifts().get(evidence.rule)
    if shift is None or evidence.source in _FROM_PEOPLE:
        return field
    confidence = round(min(_HIGHEST, max(_LOWEST, evidence.confidence + shift)), 3)
    return replace(field, evidence=replace(evidence, confidence=confidence))


@cache
def _shifts() -> dict[str, float]:
    table = json.loads(resources.text("rules", "confidence.json"))
    return {rule: float(entry["shift"]) for rule, entry in table["rules"].items()}
