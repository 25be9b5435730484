"""From a source article to a prepared one: its layout, its repairs, its fields."""

from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.repair import Repair
from newsreader.text import fields, language, layout, mentioned, offsets
from newsreader.text.knowledge import NOTHING, Knowledge
from newsreader.text.mend import mend
from newsreader.text.quality import quality

RULES_VERSION = "2026.2"
"""Changes whenever the rules may give something else for the same text."""


def prepare(source: SourceArticle, knowledge: Knowledge = NOTHING) -> PreparedArticle:
    """The machine layer of an article: pure, the same for the same source and knowledge, and never raises on any text.

    Args:
        source: An article as a format reader found it.
        knowledge: What its archive knows.
    """
    raw = source.raw
    parts = (
        layout.recognize(raw, knowledge.papers)
        if source.body is None
        else layout.with_body(raw, source.body, source.hints)
    )
    start, end = parts.body
    body = raw[start:end]
    spoken = language.identify(body)
    found = fields.extract(source, parts, spoken, knowledge)
    stated = found.get("language")
    code = str(stated.value).split("-")[0] if stated else ""
    given = [_moved(repair, -start) for repair in source.repairs if start <= repair.start and repair.end <= end]
    mended = [_moved(repair, start) for repair in mend(body, code, knowledge, given)]
    repairs = tuple(sorted((*parts.repairs, *mended), key=lambda repair: (repair.start, repair.end)))
    clean = offsets.apply(raw, repairs)
    places = mentioned.field(raw, clean, repairs, found) if "places" not in found else None
    if places:
        found["places"] = places
    score = quality(clean, code, knowledge, source.confidence)
    return PreparedArticle(source, repairs, found, clean, score, RULES_VERSION)


def _moved(repair: Repair, by: int) -> Repair:
    return Repair(repair.rule, repair.start + by, repair.end + by, repair.before, repair.after, repair.confidence)
