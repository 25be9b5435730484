"""Keeping hold of what people did to an article whose extracted layer was replaced: their notes, switches, corrections.

Nothing is dropped. A decision about a repair is found again by place and words; a note whose words are not there any
more goes to the tray, and so does, as a note, a correction of words that are not there any more.
"""

from dataclasses import replace

from newsreader.archive.repairs import NO_CHOICES, Choices, HandRepair, RepairKey, key_of
from newsreader.domain.annotation import COLOURS, Anchor
from newsreader.domain.article import Article
from newsreader.domain.repair import Repair
from newsreader.services.session import Session
from newsreader.text.anchors import find_anchor
from newsreader.text.replaced import moved_span, same_repair


def keep_hold(session: Session, before: Article, repairs: tuple[Repair, ...], raw: str) -> int:
    """Anchors everything anew, within the transaction that replaced the layer.

    Args:
        session: The archive.
        before: The article as it was.
        repairs: What the rules repair now.
        raw: The raw text now.

    Returns:
        How many notes and corrections went to the tray.
    """
    lost = _notes(session, before, raw) if before.raw != raw else 0
    choices = session.archive.repairs.of_article(before.number)
    if choices == NO_CHOICES:
        return lost
    kept, without_place = _kept(choices, before.raw, raw, repairs)
    if kept != choices:
        session.archive.repairs.replace(before.number, kept, session.user, "keep repairs")
    for hand in without_place:
        _to_tray(session, before, hand)
    return lost + len(without_place)


def _notes(session: Session, before: Article, raw: str) -> int:
    lost = 0
    for note in before.annotations:
        if note.anchor is None:
            continue
        found = find_anchor(raw, note.anchor)
        if found is None and not note.orphaned:
            lost += 1
            session.archive.annotations.move(note.id, None, session.user)
        elif found is not None and (note.orphaned or found != note.anchor):
            session.archive.annotations.move(note.id, found, session.user)
    return lost


def _kept(choices: Choices, old: str, new: str, repairs: tuple[Repair, ...]) -> tuple[Choices, list[HandRepair]]:
    single: dict[RepairKey, bool] = {}
    for (rule, start, end, words), accepted in choices.single.items():
        span = moved_span(old, new, start, end)
        if span is None:
            continue  # what it was about is not there any more
        wanted = Repair(rule, *span, words, "", 1.0)
        single[rule, *span, words] = accepted  # should the rule come back
        found = same_repair(wanted, repairs)
        if found is not None:
            single.setdefault(key_of(found), accepted)
    by_hand, lost = [], []
    for hand in choices.by_hand:
        span = moved_span(old, new, hand.repair.start, hand.repair.end)
        if span is None or new[slice(*span)] != hand.repair.before:
            lost.append(hand)
        else:
            by_hand.append(replace(hand, repair=replace(hand.repair, start=span[0], end=span[1])))
    return replace(choices, single=single, by_hand=tuple(by_hand)), lost


def _to_tray(session: Session, before: Article, hand: HandRepair) -> None:
    repair = hand.repair
    low, high = max(0, repair.start - 12), min(len(before.raw), repair.end + 12)
    anchor = Anchor(low, high, before.raw[low:high])
    note = f"A correction whose words are not there any more: “{repair.before}” was to read “{repair.after}”."
    notes = session.archive.annotations
    made = notes.add(before.number, before.id, anchor, note, COLOURS[0], hand.by or session.user)
    notes.move(made.id, None, session.user)
