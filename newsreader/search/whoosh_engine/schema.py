"""The schema of the index as whoosh knows it."""

from functools import cache
from typing import Any, Final

from whoosh import columns, fields
from whoosh.analysis.tokenizers import IDTokenizer

from newsreader.search.whoosh_engine.builder import NUMBER_COLUMNS, QUALITY, TEXT_COLUMNS
from newsreader.search.whoosh_engine.layout import (
    EXACT,
    EXACT_FIELDS,
    JOINED,
    LAYOUT_VERSION,
    TEXT_FIELDS,
    VALUE_FIELDS,
    WHOLE,
)

FORMAT_VERSION: Final = f"arrays-1/{LAYOUT_VERSION}"
"""Raised whenever files, fields or folding change; an index of another version is built again."""

# whoosh's constructors have no types.
_texts: Any = columns.RefBytesColumn
_numbers: Any = columns.NumericColumn


@cache
def schema() -> fields.Schema:
    """All fields; the words are folded before they come, so whoosh's analysers have nothing left to do."""
    found = fields.Schema()
    for name in TEXT_FIELDS:
        companions = (JOINED, WHOLE, EXACT) if name in EXACT_FIELDS else (JOINED, WHOLE)
        for suffix in ("", *companions):
            found.add(name + suffix, fields.TEXT(analyzer=IDTokenizer(), phrase=True))
    for name in VALUE_FIELDS:
        sortable: Any = _texts() if name in TEXT_COLUMNS else False
        found.add(name, fields.ID(sortable=sortable))
    for name in NUMBER_COLUMNS:
        found.add(name, fields.COLUMN(_numbers("I")))
    found.add(QUALITY, fields.COLUMN(_numbers("d")))
    for name in TEXT_COLUMNS:
        if name not in VALUE_FIELDS:
            found.add(name, fields.COLUMN(_texts()))
    return found
