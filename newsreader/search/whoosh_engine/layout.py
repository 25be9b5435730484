"""What the index keeps of an article, field by field."""

from typing import Final

from newsreader.search.index import IndexDocument

LAYOUT_VERSION: Final = "2"
"""Raised whenever fields, folding or files change; an index of another version is built again."""

TEXT_FIELDS: Final = ("headline", "body", "byline", "dateline", "note", "raw", "furniture")
"""Fields of running words, with positions."""

EXACT_FIELDS: Final = frozenset({"headline", "body", "byline"})
"""Text fields whose words are also kept with case and accents, where they differ from the folded word."""

VALUE_FIELDS: Final = (
    "paper", "agency", "provider", "country", "region", "place", "language", "section", "page", "tag", "flag",
    "region_above", "tag_above",
)  # fmt: skip
"""Fields of whole values; `…_above` hold what a region or tag lies within, for searching and not for counting."""

ABOVE: Final = {"region": "region_above", "tag": "tag_above"}

DEFAULT_FIELDS: Final = (("headline", 3.0), ("body", 1.0), ("byline", 1.5), ("dateline", 1.0), ("raw", 0.5))
"""Where a word without a field is looked for, with the weight of a hit there."""

JOINED: Final = "+"
"""`body+` holds the joined forms of two parts (`ceasefire` for cease-fire), at the position of the first part."""

WHOLE: Final = "++"
"""`body++` holds the joined form of three parts or more."""

EXACT: Final = "="
"""`body=` holds `folded NUL exact` for every word that folding changes."""

EXACT_MARK: Final = "\0"

GAP: Final = 1_000
"""Positions left free between two passages of one field, so that no phrase reaches across."""

HEADLINE_KEY_BYTES: Final = 32


def passages(document: IndexDocument, field: str) -> tuple[str, ...]:
    """The texts of one text field."""
    if field == "headline":
        return (document.headline, document.subheadline)
    if field == "note":
        return document.notes
    if field in ("raw", "furniture"):
        return document.raw if field == "raw" else document.furniture
    return ({"body": document.body, "byline": document.byline, "dateline": document.dateline}[field],)
