"""Repairs in words: what a rule does, said for a reader, and what its repairs are called when counted."""

from collections.abc import Iterable
from typing import Final

from newsreader.domain.repair import Repair

_RULES: Final = {
    "hyphen.keep": "Hyphen kept, the space after it taken out",
    "hyphen.join": "Word broken by a hyphen, joined again",
    "hyphen": "Broken hyphen mended",
    "abbreviation": "Spaced abbreviation closed up",
    "initials": "Spaced initials closed up",
    "space": "Spacing put right",
    "paragraph": "Paragraph broken over lines, joined again",
    "line": "Line break taken out",
    "unicode": "Letters written in their usual form",
    "ligature": "Ligature written as letters",
    "soft-hyphen": "Soft hyphen taken out",
    "mojibake": "Letters spoilt by a wrong encoding put right",
    "ocr.word": "Short word misread by text recognition, corrected",
    "ocr.letters": "Letters misread by text recognition, corrected",
    "ocr.case": "Small letter misread as a capital, corrected",
    "ocr.split": "Word that came apart, joined again",
    "long-s": "Long s written as s",
    "nfc": "Letters written in their usual form",
    "invisible": "Invisible characters taken out",
    "navigation": "A line of the website, not of the article",
    "furniture": "A line of the page, not of the article",
    "set-apart": "Moved to the record",
    "hand": "Corrected by hand",
}
_KINDS: Final = {
    "hyphen": "hyphens",
    "abbreviation": "abbreviations",
    "initials": "initials",
    "space": "spacing",
    "paragraph": "paragraphs",
    "line": "line breaks",
    "unicode": "letter forms",
    "ligature": "ligatures",
    "soft-hyphen": "soft hyphens",
    "mojibake": "encoding",
    "ocr": "misread words",
    "long-s": "long s",
    "nfc": "letter forms",
    "invisible": "invisible characters",
    "navigation": "website lines",
    "furniture": "page lines",
    "set-apart": "head lines",
    "hand": "by hand",
}


def rule_in_words(rule: str) -> str:
    """What a repair rule does, as a short sentence without a full stop."""
    if rule.startswith("set-apart."):
        return f"Moved to the record: {rule.partition('.')[2].replace('_', ' ')}"
    return _RULES.get(rule) or _RULES.get(kind_of(rule)) or rule.replace(".", ", ").replace("-", " ").capitalize()


def kind_of(rule: str) -> str:
    """The first part of a rule's name: `hyphen` of `hyphen.join`."""
    return rule.partition(".")[0]


def kind_in_words(kind: str) -> str:
    """What the repairs of a kind are called when they are counted."""
    return _KINDS.get(kind, kind.replace("-", " "))


def repair_in_words(repair: Repair, *, accepted: bool) -> str:
    """One repair for a tooltip and a screen reader: what, how sure, and what a click does."""
    sure = f"{round(repair.confidence * 100)} % sure"
    action = "click to take it back" if accepted else "switched off; click to make it"
    return f"{rule_in_words(repair.rule)} · {sure} · {action}"


def count_kinds(repairs: Iterable[Repair]) -> list[tuple[str, int]]:
    """Kinds of repairs with their number, most frequent first."""
    counts: dict[str, int] = {}
    for repair in repairs:
        kind = kind_of(repair.rule)
        counts[kind] = counts.get(kind, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
