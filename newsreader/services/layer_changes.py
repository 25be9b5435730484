"""What differs between the extracted layer an article has and the one the present rules give."""

from collections import Counter
from collections.abc import Mapping

from newsreader.domain.article import Article, PreparedArticle
from newsreader.domain.field import EXTRACTED_FIELDS, Field, FieldValue
from newsreader.domain.re_extracting import ArticleChange, FieldChange
from newsreader.domain.repair import HAND_RULE, Repair
from newsreader.text.anchors import find_anchor
from newsreader.text.replaced import moved_span


def machine_repairs(article: Article) -> tuple[Repair, ...]:
    """The repairs that rules made."""
    return tuple(repair for repair in article.repairs if repair.rule != HAND_RULE)


def is_same(article: Article, prepared: PreparedArticle) -> bool:
    """Whether the layers are the same in all but the version of the rules."""
    return (
        article.raw == prepared.source.raw
        and machine_repairs(article) == prepared.repairs
        and article.fields == prepared.fields
        and article.quality == prepared.quality
    )


def changes(article: Article, prepared: PreparedArticle) -> ArticleChange:
    """The differences, for people and for the history of the article."""
    raw = prepared.source.raw
    before, after = set(map(_mark, machine_repairs(article))), set(map(_mark, prepared.repairs))
    is_other = article.raw != raw
    return ArticleChange(
        article.number,
        article.id,
        article.shown_text("headline") or article.clean[:60].strip(),
        _field_changes(article, prepared.fields),
        {} if is_other else dict(sorted(Counter(mark[0] for mark in after - before).items())),
        {} if is_other else dict(sorted(Counter(mark[0] for mark in before - after).items())),
        is_other,
        lost(article, raw) if is_other else 0,
        article.rules,
    )


def lost(article: Article, raw: str) -> int:
    """How many notes and corrections of an article would not find their words in another raw text."""
    anchors = [note.anchor for note in article.annotations if note.anchor is not None and not note.orphaned]
    by_hand = [repair for repair in article.repairs if repair.rule == HAND_RULE]
    return sum(find_anchor(raw, anchor) is None for anchor in anchors) + sum(
        moved_span(article.raw, raw, repair.start, repair.end) is None for repair in by_hand
    )


def _field_changes(article: Article, fields: Mapping[str, Field]) -> tuple[FieldChange, ...]:
    found = []
    for name in EXTRACTED_FIELDS:
        old, new = article.fields.get(name), fields.get(name)
        if _value(old) != _value(new):
            found.append(FieldChange(name, _value(old), _value(new), _rule(old), _rule(new), name in article.confirmed))
    return tuple(found)


def _value(field: Field | None) -> FieldValue:
    return None if field is None else field.value


def _rule(field: Field | None) -> str:
    return "" if field is None else field.evidence.rule


def _mark(repair: Repair) -> tuple[str, int, int, str]:
    return repair.rule, repair.start, repair.end, repair.after
