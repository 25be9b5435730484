"""From a source article to a prepared one: layout, repairs, fields."""

import re

from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.repair import Repair
from newsreader.text import offsets

RULES_VERSION = "2026.1"
"""Changes whenever the rules may give something else for the same text."""

_EDGE = re.compile(r"\A\s+|\s+\Z")


def prepare(source: SourceArticle) -> PreparedArticle:
    """The machine layer of an article: pure, the same for the same source, and never raises on any text."""
    raw = source.raw
    repairs = [Repair("space", m.start(), m.end(), m[0], "", 1.0) for m in _EDGE.finditer(raw)]
    return PreparedArticle(source, tuple(repairs), dict(source.hints), offsets.apply(raw, repairs), None, RULES_VERSION)
