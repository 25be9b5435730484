from collections.abc import Callable

import pytest

from newsreader.domain.article import Article, PreparedArticle
from newsreader.domain.repair import HAND_RULE
from newsreader.errors import UsageError
from newsreader.services import browsing, correcting, reading
from newsreader.services.session import Session

RAW = "The har- bour and the mag- azine were cease- fire\n"
AddTo = Callable[..., list[str]]
Make = Callable[..., PreparedArticle]


@pytest.fixture
def article_id(add_to: AddTo, article: Make) -> str:
    made = article(RAW, headline="Truce", country="CA", region="021", byline=("A. B.",), byline_complete=False)
    return add_to(made)[0]


def now(session: Session, article_id: str) -> Article:
    return reading.article(session, article_id)


def test_an_edit_lies_over_what_was_extracted_and_can_be_undone(session: Session, article_id: str) -> None:
    before = correcting.edit(session, article_id[:8], {"headline": "Peace", "date": "1919-05-14?"})
    assert before == {"headline": None, "date": None}
    found = now(session, article_id)
    assert (found.shown("headline"), found.fields["headline"].value) == ("Peace", "Truce")
    assert found.confirmed["headline"].by == "ann"
    (row,) = browsing.rows(session, [1])
    assert (row.headline, row.date) == ("Peace", "1919-05-14?")
    again = correcting.edit(session, article_id, {"headline": "War"})
    assert again["headline"] == found.confirmed["headline"]
    redo = correcting.restore(session, article_id, again)
    assert now(session, article_id).confirmed["headline"] == found.confirmed["headline"]
    correcting.restore(session, article_id, redo)
    assert now(session, article_id).shown("headline") == "War"
    correcting.restore(session, article_id, before)
    assert now(session, article_id).confirmed == {}
    assert browsing.rows(session, [1])[0].headline == "Truce"


def test_the_region_follows_the_country_and_a_byline_by_hand_is_complete(session: Session, article_id: str) -> None:
    before = correcting.edit(session, article_id, {"country": "Germany", "byline": "X; Y"})
    found = now(session, article_id)
    assert (found.shown("country"), found.shown("region")) == ("DE", "155")
    assert (found.shown("byline"), found.shown("byline_complete")) == (("X", "Y"), True)
    assert [node.value for node in browsing.tree(session)] == ["155"]
    correcting.restore(session, article_id, before)
    assert now(session, article_id).shown("region") == "021"
    correcting.edit(session, article_id, {"country": None})
    assert (now(session, article_id).shown("country"), now(session, article_id).shown("region")) == (None, None)
    correcting.retract(session, article_id, "country")
    assert (now(session, article_id).shown("country"), now(session, article_id).shown("region")) == ("CA", "021")


def test_confirming_keeps_the_value_and_takes_the_doubt_away(session: Session, add_to: AddTo, article: Make) -> None:
    (id_,) = add_to(article("X", headline="H", country="CA", confidence=0.3))
    assert browsing.totals(session).doubtful == 1
    correcting.confirm(session, id_, "headline")
    assert browsing.rows(session, [1])[0].doubtful == "country"
    correcting.confirm(session, id_, "country")
    assert browsing.totals(session).doubtful == 0
    found = now(session, id_)
    assert {name: entry.value for name, entry in found.confirmed.items()} == {
        "headline": "H", "country": "CA", "region": "021",
    }  # fmt: skip
    correcting.retract(session, id_, "headline")
    assert browsing.rows(session, [1])[0].doubtful == "headline"
    with pytest.raises(UsageError, match="has no page"):
        correcting.confirm(session, id_, "page")


def test_an_edit_with_one_bad_value_changes_nothing(session: Session, article_id: str) -> None:
    with pytest.raises(UsageError, match="not a date"):
        correcting.edit(session, article_id, {"headline": "Peace", "date": "soon"})
    assert now(session, article_id).confirmed == {}


def test_a_repair_is_switched_off_and_on_again(session: Session, article_id: str) -> None:
    before = correcting.reject_repair(session, article_id, 1)
    assert now(session, article_id).clean == "The harbour and the mag- azine were ceasefire\n"
    assert now(session, article_id).rejected == {1}
    correcting.accept_repair(session, article_id, 1)
    assert now(session, article_id).clean == "The harbour and the magazine were ceasefire\n"
    correcting.restore_repairs(session, article_id, before)
    assert session.archive.repairs.of_article(1) == before
    with pytest.raises(UsageError, match="no repair 9"):
        correcting.reject_repair(session, article_id, 9)


def test_a_rule_is_switched_off_but_for_what_was_accepted_by_itself(session: Session, article_id: str) -> None:
    before = correcting.switch_rule(session, article_id, "hyphen", on=False)
    assert now(session, article_id).clean == RAW
    correcting.accept_repair(session, article_id, 0)
    assert now(session, article_id).clean == RAW.replace("har- bour", "harbour")
    correcting.switch_rule(session, article_id, "hyphen", on=True)
    correcting.restore_repairs(session, article_id, before)
    assert now(session, article_id).rejected == frozenset()


def test_a_correction_by_hand_wins_and_gives_way_when_taken_back(session: Session, article_id: str) -> None:
    start = RAW.index("cease- fire")
    before = correcting.correct_text(session, article_id, start, start + 11, "cease-fire")
    found = now(session, article_id)
    assert found.clean == "The harbour and the magazine were cease-fire\n"
    hand = next(index for index, repair in enumerate(found.repairs) if repair.rule == HAND_RULE)
    machine = next(index for index in found.rejected)
    assert found.repairs[machine].rule == "hyphen.join"
    correcting.reject_repair(session, article_id, hand)
    assert now(session, article_id).clean.endswith("ceasefire\n")
    correcting.accept_repair(session, article_id, hand)
    assert now(session, article_id).clean.endswith("cease-fire\n")
    correcting.accept_repair(session, article_id, machine)
    assert now(session, article_id).clean.endswith("ceasefire\n")
    assert now(session, article_id).rejected == {hand}
    correcting.restore_repairs(session, article_id, before)
    assert [repair.rule for repair in now(session, article_id).repairs] == ["hyphen.join"] * 3


def test_the_latest_correction_of_the_same_words_counts(session: Session, article_id: str) -> None:
    correcting.correct_text(session, article_id, 4, 13, "HARBOUR")
    correcting.correct_text(session, article_id, 0, 13, "A haven")
    correcting.correct_text(session, article_id, len(RAW), len(RAW), "The end.")
    assert now(session, article_id).clean == "A haven and the magazine were ceasefire\nThe end."


@pytest.mark.parametrize(("start", "end", "text"), [(5, 3, "x"), (-1, 3, "x"), (0, 999, "x"), (3, 3, "")])
def test_corrections_that_make_no_sense_are_told(
    session: Session, article_id: str, start: int, end: int, text: str
) -> None:
    with pytest.raises(UsageError):
        correcting.correct_text(session, article_id, start, end, text)


def test_the_review_queue_skips_nothing_when_one_is_corrected(session: Session, add_to: AddTo, article: Make) -> None:
    ids = add_to(
        *(
            article(f"X{n}", headline="H", paper="P", confidences={"headline": doubt, "paper": other})
            for n, (doubt, other) in enumerate([(0.5, 0.9), (0.2, 0.6), (0.3, 0.9), (0.95, 0.95), (0.2, 0.9)])
        )
    )
    assert correcting.next_doubtful(session) == 2
    correcting.confirm(session, ids[1], "headline")  # its paper is doubtful still
    assert correcting.next_doubtful(session, 2) == 5
    reading.mark(session, [ids[4]], reviewed=True)
    assert correcting.next_doubtful(session, 5) == 3
    assert correcting.next_doubtful(session, 3) == 1
    assert correcting.next_doubtful(session, 1) == 2
    correcting.confirm(session, ids[1], "paper")
    assert correcting.next_doubtful(session, 1) is None


def test_every_correction_is_in_the_history_and_posted_to_the_index(session: Session, article_id: str) -> None:
    head = session.archive.outbox.head()
    correcting.edit(session, article_id, {"paper": "The Globe"})
    correcting.reject_repair(session, article_id, 0)
    assert session.archive.outbox.waiting(head) == 1
    events = reading.history(session, article_id)[1:]
    assert [(event.kind, event.by) for event in events] == [("edit", "ann"), ("reject repair", "ann")]
    assert events[0].detail["fields"] == {"paper": "The Globe"}
