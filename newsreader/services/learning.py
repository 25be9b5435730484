"""What an archive learns from its articles and from the people who correct them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from newsreader.archive.teachings import Teaching
from newsreader.domain.field import FieldValue
from newsreader.services.session import Session
from newsreader.text import learned
from newsreader.text.knowledge import NOTHING, Knowledge, variant_key

_FEWEST_AGREEING: Final = 2 / 3
"""Where people contradict each other, so many must agree or nothing is learned."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What all corrections of one printed line teach together.

    Attributes:
        field: `paper`, `agency` or `byline`.
        variant: The printed words, folded.
        printed: The printed words as one article has them.
        value: What they mean; None where people contradict each other too much.
        confidence: How sure; 0 where nothing is learned.
        teachings: The corrections, latest first.
        is_forgotten: It is out of force.
        used: How many articles were read with it.
    """

    field: str
    variant: str
    printed: str
    value: FieldValue
    confidence: float
    teachings: tuple[Teaching, ...]
    is_forgotten: bool = False
    used: int = 0


def knowledge_of(session: Session) -> Knowledge:
    """A snapshot of what the archive knows now: its commonest words and what people taught."""
    words = session.archive.vocabulary.known()
    lessons = [
        lesson for lesson in _lessons(session.archive.teachings.all()) if lesson.confidence and not lesson.is_forgotten
    ]
    if not words and not lessons:
        return NOTHING
    values = {name: {one.variant: one.value for one in lessons if one.field == name} for name in learned.TAUGHT}
    return Knowledge(
        words,
        papers={variant: str(value) for variant, value in values["paper"].items()},
        agencies={variant: str(value) for variant, value in values["agency"].items()},
        persons={
            variant: tuple(map(str, value)) for variant, value in values["byline"].items() if isinstance(value, tuple)
        },
        confidences={(one.field, one.variant): one.confidence for one in lessons},
    )


def lessons(session: Session, *, with_use: bool = True) -> list[Lesson]:
    """All that people's corrections have taught, by field and printed words.

    Args:
        session: The archive.
        with_use: Also count the articles read with each; this looks through all records.
    """
    used = session.archive.teachings.used() if with_use else Counter[tuple[str, str]]()
    return _lessons(session.archive.teachings.all(), used)


def forget(session: Session, name: str, printed: str) -> int:
    """Puts what was learned about a printed line out of force; the corrections themselves stay.

    Articles read with it keep what they have until they are read again.

    Returns:
        How many corrections had taught it.

    Raises:
        UsageError: Nothing was learned about it.
    """
    return session.archive.teachings.set_forgotten(name, variant_key(printed), True, session.user)


def remember(session: Session, name: str, printed: str) -> int:
    """Puts what was forgotten back into force."""
    return session.archive.teachings.set_forgotten(name, variant_key(printed), False, session.user)


def learn(session: Session, number: int, names: Iterable[str]) -> None:
    """Has the confirmed values of an article teach, within the transaction that changed them.

    Args:
        session: The archive.
        number: The article.
        names: The fields that were changed.
    """
    wanted = [name for name in learned.TAUGHT if name in set(names)]
    if not wanted:
        return
    archive = session.archive
    article = archive.articles.get(number)
    for name in wanted:
        confirmed = article.confirmed.get(name)
        value = confirmed.value if confirmed else None
        printed = learned.printed(name, article.raw, article.fields, value) if value else ""
        if printed and confirmed:
            archive.teachings.put(number, name, printed, value, confirmed.by)
        else:
            archive.teachings.drop(number, name)


def _lessons(teachings: Sequence[Teaching], used: Counter[tuple[str, str]] | None = None) -> list[Lesson]:
    found = []
    for (name, variant), group in groupby(teachings, key=lambda one: (one.field, one.variant)):
        same = tuple(group)
        in_force = [one for one in same if one.forgotten is None]
        voices = Counter(one.value for one in in_force or same if isinstance(one.value, tuple) == (name == "byline"))
        if not voices:
            continue
        value, count = voices.most_common(1)[0]
        share = count / voices.total()
        is_agreed = share >= _FEWEST_AGREEING
        found.append(
            Lesson(
                name,
                variant,
                same[0].printed,
                value if is_agreed else None,
                round(learned.CONFIDENCE * share, 3) if is_agreed else 0.0,
                same,
                not in_force,
                used[name, variant] if used else 0,
            )
        )
    return found
