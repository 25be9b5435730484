"""Repairs: the recorded differences between the raw text and the clean text."""

from dataclasses import dataclass

HAND_RULE = "hand"
"""The rule name of a person's own correction of the text."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One replacement in the raw text. Repairs of one article never overlap and are sorted by start.

    Attributes:
        rule: Dotted name: `hyphen.keep`, `hyphen.join`, `abbreviation`, `space`, `navigation`, `set-apart.headline` …
            Rules under `set-apart.` move a line to the record; `navigation` and `furniture` drop a line of the page.
        start: First code point in the raw text.
        end: One past the last code point in the raw text.
        before: What stands there in the raw text.
        after: What stands there in the clean text.
        confidence: 0 to 1.
    """

    rule: str
    start: int
    end: int
    before: str
    after: str
    confidence: float

    @property
    def removes_line(self) -> bool:
        """Whether this takes whole lines out of the text rather than mending words in it."""
        return self.rule.startswith(("set-apart.", "navigation", "furniture"))
