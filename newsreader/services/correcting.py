"""Correcting: what a person says about fields and text, laid over what the machine found and never in its place.

Every function returns what was so before; `restore` and `restore_repairs` bring it back.
"""

from collections.abc import Mapping
from dataclasses import replace

from newsreader.archive.repairs import Choices, HandRepair, key_of, overlap
from newsreader.archive.shown import least_certain
from newsreader.domain.article import Article
from newsreader.domain.field import Confirmed, FieldValue
from newsreader.domain.repair import HAND_RULE, Repair
from newsreader.errors import UsageError
from newsreader.services import learning
from newsreader.services.field_values import check_name, normal_value
from newsreader.services.session import Session
from newsreader.text import authorities

Before = dict[str, Confirmed | None]
"""Confirmed values by field as they were; None where there was none."""


def edit(session: Session, article_id: str, values: Mapping[str, FieldValue]) -> Before:
    """Sets fields by hand. None or an empty value says that there is none.

    The region follows the country, and a byline set by hand is complete.

    Raises:
        UsageError: A field or value makes no sense; nothing is changed then.
    """
    wanted = {name: normal_value(name, value) for name, value in values.items()}
    return _confirm(session, article_id, _with_followers(wanted), "edit")


def confirm(session: Session, article_id: str, name: str) -> Before:
    """Confirms the value a field shows as it is.

    Raises:
        UsageError: It shows none.
    """
    check_name(name)
    archive = session.archive
    with archive.writing():
        article = _article(session, article_id)
        if article.layer(name) is None:
            raise UsageError(f"Article {article.id} has no {name} to confirm", "Set it instead.")
        values = {name: article.shown(name)}
        if name == "country":
            values = _with_followers(values)
        return _confirm(session, article.id, values, "confirm")


def retract(session: Session, article_id: str, name: str) -> Before:
    """Takes back what a person said about a field: the extracted value shows again."""
    check_name(name)
    entries: Before = {name: None}
    if name in _FOLLOWERS:
        entries[_FOLLOWERS[name]] = None
    archive = session.archive
    with archive.writing():
        number = archive.articles.number_of(article_id)
        before = archive.confirmed.put_back(number, entries, session.user, "retract")
        learning.learn(session, number, entries)
    return before


def restore(session: Session, article_id: str, previous: Mapping[str, Confirmed | None]) -> Before:
    """Puts confirmed values back as an earlier call returned them."""
    archive = session.archive
    with archive.writing():
        number = archive.articles.number_of(article_id)
        before = archive.confirmed.put_back(number, previous, session.user)
        learning.learn(session, number, previous)
    return before


def reject_repair(session: Session, article_id: str, index: int) -> Choices:
    """Switches one repair off: what stood there in the raw text shows again."""
    return _choose(session, article_id, index, accepted=False)


def accept_repair(session: Session, article_id: str, index: int) -> Choices:
    """Switches one repair on; a person's correction of the same words gives way."""
    return _choose(session, article_id, index, accepted=True)


def switch_rule(session: Session, article_id: str, rule: str, on: bool) -> Choices:
    """Switches a rule (`hyphen.join`) or a family of rules (`hyphen`) off for one article, or on again.

    What was decided about single repairs stays.
    """
    archive = session.archive
    with archive.writing():
        article = _article(session, article_id)
        before = archive.repairs.of_article(article.number)
        off = before.rules_off - {rule} if on else before.rules_off | {rule}
        detail = {"rule": rule, "on": on}
        archive.repairs.replace(article.number, replace(before, rules_off=off), session.user, "switch rule", detail)
    return before


def correct_text(session: Session, article_id: str, raw_start: int, raw_end: int, new_text: str) -> Choices:
    """Corrects the text by hand: these words of the raw text read so from now on.

    Machine repairs and earlier corrections of the same words give way to it.

    Raises:
        UsageError: The place is not in the text, or nothing would change.
    """
    archive = session.archive
    with archive.writing():
        article = _article(session, article_id)
        if not 0 <= raw_start <= raw_end <= len(article.raw):
            raise UsageError(
                f"There is no text between {raw_start} and {raw_end}", "Select words of the article and correct those."
            )
        if raw_start == raw_end and not new_text:
            raise UsageError("Nothing was corrected", "Select some words or write some.")
        repair = Repair(HAND_RULE, raw_start, raw_end, article.raw[raw_start:raw_end], new_text, 1.0)
        before = archive.repairs.of_article(article.number)
        others = tuple(
            replace(hand, is_active=hand.is_active and not overlap(hand.repair, repair)) for hand in before.by_hand
        )
        after = replace(before, by_hand=(*others, HandRepair(0, repair, True, session.user, "")))
        detail = {"before": repair.before, "after": new_text, "start": raw_start, "end": raw_end}
        archive.repairs.replace(article.number, after, session.user, "correct text", detail)
    return before


def restore_repairs(session: Session, article_id: str, previous: Choices) -> Choices:
    """Puts all decisions about the repairs of an article back as an earlier call returned them."""
    archive = session.archive
    with archive.writing():
        number = archive.articles.number_of(article_id)
        before = archive.repairs.of_article(number)
        archive.repairs.replace(number, previous, session.user, "restore repairs")
    return before


def next_doubtful(session: Session, after_number: int | None = None) -> int | None:
    """The next article of the review queue, least certain first; None at its end.

    An article keeps its place in the queue by what was extracted, so going on from one just corrected skips none.
    """
    archive = session.archive
    if after_number is None:
        return archive.browse.next_doubtful(-1.0, 0)
    article = archive.articles.get(after_number)
    _, doubt = least_certain(article.fields, {})
    return archive.browse.next_doubtful(doubt, after_number)


_FOLLOWERS = {"country": "region", "byline": "byline_complete"}


def _with_followers(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    found = dict(values)
    if "country" in values:
        country = values["country"]
        found["region"] = authorities.region_of(str(country)) or None if country else None
    if "byline" in values:
        found["byline_complete"] = True
    return found


def _confirm(session: Session, article_id: str, values: Mapping[str, FieldValue], kind: str) -> Before:
    archive = session.archive
    with archive.writing():
        number = archive.articles.number_of(article_id)
        before = archive.confirmed.set_many(number, values, session.user, kind)
        learning.learn(session, number, values)
    return before


def _choose(session: Session, article_id: str, index: int, *, accepted: bool) -> Choices:
    archive = session.archive
    with archive.writing():
        article = _article(session, article_id)
        if not 0 <= index < len(article.repairs):
            raise UsageError(f"Article {article.id} has no repair {index}", f"It has {len(article.repairs)}.")
        repair = article.repairs[index]
        before = archive.repairs.of_article(article.number)
        detail = {"rule": repair.rule, "before": repair.before, "after": repair.after, "start": repair.start}
        kind = "accept repair" if accepted else "reject repair"
        archive.repairs.replace(article.number, _chosen(before, repair, accepted), session.user, kind, detail)
    return before


def _chosen(before: Choices, repair: Repair, accepted: bool) -> Choices:
    by_hand = []
    for hand in before.by_hand:
        if hand.repair == repair:
            by_hand.append(replace(hand, is_active=accepted))
        elif accepted and overlap(hand.repair, repair):
            by_hand.append(replace(hand, is_active=False))
        else:
            by_hand.append(hand)
    if repair.rule == HAND_RULE:
        return replace(before, by_hand=tuple(by_hand))
    return replace(before, single={**before.single, key_of(repair): accepted}, by_hand=tuple(by_hand))


def _article(session: Session, article_id: str) -> Article:
    articles = session.archive.articles
    return articles.get(articles.number_of(article_id))
