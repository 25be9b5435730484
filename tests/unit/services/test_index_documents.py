"""What the index takes in of an article."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.article import PreparedArticle
from newsreader.domain.repair import Repair
from newsreader.services import annotating, correcting, reading, tagging
from newsreader.services.index_documents import document_of, raw_passages, raw_places
from newsreader.services.session import Session

RAW = "The Globe\n\nPeace at last\n\n- Ann Lee\n\nA cease- fire of 12 p. m. was kept.\n\nNewspapers in English"


def repair(rule: str, before: str, after: str = "", raw: str = RAW) -> Repair:
    start = raw.index(before)
    return Repair(rule, start, start + len(before), before, after, 0.9)


REPAIRS = (
    repair("set-apart.paper", "The Globe\n\n"),
    repair("set-apart.headline", "Peace at last\n\n"),
    repair("set-apart.byline", "- Ann Lee\n\n"),
    repair("hyphen.keep", "- fire", "-fire"),
    repair("abbreviation", "p. m.", "p.m."),
    repair("navigation", "\n\nNewspapers in English"),
)


def test_raw_words_are_kept_around_repairs_and_lines_where_they_belong() -> None:
    raw, furniture = raw_passages(RAW, REPAIRS, {"paper", "headline"})
    assert raw == ("Peace at last", "- Ann Lee", "A cease- fire of 12 p. m. was kept.")
    assert furniture == ("The Globe", "Newspapers in English")


def test_a_head_line_that_nobody_understood_can_be_found() -> None:
    raw, furniture = raw_passages(RAW, REPAIRS, {"headline"})
    assert "The Globe" in raw
    assert furniture == ("Newspapers in English",)


def test_only_the_words_nearby_are_kept() -> None:
    text = "word " * 100 + "cease- fire" + " word" * 100
    raw, _ = raw_passages(text, (repair("hyphen.keep", "- ", "-", text),), ())
    assert len(raw) == 1
    assert 14 <= len(raw[0].split()) <= 32
    assert "cease- fire" in raw[0]


def test_space_at_the_edges_and_space_for_space_is_no_repair_of_words() -> None:
    text = "  a\n b the case\n"
    repairs = (
        Repair("space", 0, 2, "  ", "", 1.0),
        Repair("space", 3, 5, "\n ", " ", 1.0),
        Repair("space", len(text) - 1, len(text), "\n", "", 1.0),
    )
    assert raw_passages(text, repairs, ()) == ((), ())
    assert raw_passages("the ca se", (Repair("space", 6, 7, " ", "", 1.0),), ()) == (("the ca se",), ())


@given(
    st.text("ab \n", min_size=1, max_size=500).flatmap(
        lambda text: st.tuples(st.just(text), st.sets(st.integers(0, len(text) - 1), max_size=40))
    )
)
def test_passages_are_the_words_within_reach_of_each_repair(made: tuple[str, set[int]]) -> None:
    raw, places = made
    kept: list[tuple[int, int]] = []
    for at in sorted(places):
        start, end = max(0, at - 64), min(len(raw), at + 65)
        while start > 0 and not raw[start - 1].isspace():
            start -= 1
        while end < len(raw) and not raw[end].isspace():
            end += 1
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    repairs = tuple(Repair("ocr", at, at + 1, raw[at], "x", 0.9) for at in sorted(places))
    assert raw_passages(raw, repairs, ())[0] == tuple(raw[start:end] for start, end in kept)


def test_repairs_all_over_an_endless_word_are_one_passage() -> None:
    # Twenty thousand took a minute; now a tenth of a second.
    raw = "\u200bx" * 20_000
    repairs = tuple(Repair("invisible", at, at + 1, "\u200b", "", 0.9) for at in range(0, len(raw), 2))
    assert raw_passages(raw, repairs, ()) == ((raw,), ())


def test_places_of_the_fields_in_the_raw_text(
    session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]
) -> None:
    (one,) = add_to(article(RAW, repairs=REPAIRS, paper="The Globe"))
    places = raw_places(reading.article(session, one))
    assert [RAW[low:high] for low, high in places["headline"]] == ["Peace at last\n\n"]
    assert [RAW[low:high] for low, high in places["byline"]] == ["- Ann Lee\n\n"]
    assert "".join(RAW[low:high] for low, high in places["body"]) == "A cease- fire of 12 p. m. was kept."
    assert "Globe" not in "".join(RAW[low:high] for low, high in places[""])


def test_values_and_flags(
    session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]
) -> None:
    (one,) = add_to(
        article(
            RAW, repairs=REPAIRS, headline="Peace at last", paper="The Globe", country="CA", region="021",
            language="en", date="1919-05~", place="Toronto", dateline={"text": "PARIS, May 3", "place": "Paris"},
            places=({"name": "Baku"}, {"name": ""}), byline=("Ann Lee", "Bo Li"),
        )
    )  # fmt: skip
    tagging.add(session, [one], "war/caucasus/1919")
    annotating.note_on_article(session, one, "a note")
    annotating.add(session, one, 0, 3)
    correcting.edit(session, one, {"section": "World"})
    reading.mark(session, [one], starred=True)
    document = document_of(reading.article(session, one), is_doubtful=True)
    assert document.headline == "Peace at last"
    assert document.byline == "Ann Lee, Bo Li"
    assert document.dateline == "PARIS, May 3"
    assert document.notes == ()
    assert (document.date_low, document.date_high) == (19190501, 19190531)
    assert document.added > 20250000
    assert document.values["section"] == ("World",)
    assert {name for name in document.values["place"] if name} == {"Toronto", "Paris", "Baku"}
    assert "tag" not in document.values
    assert "019" in document.values["region_above"]
    flags = set(document.values["flag"])
    assert {"has:correction", "has:date", "has:byline", "is:doubtful"} <= flags
    assert not flags & {"has:note", "has:tag", "is:starred", "is:unread", "is:duplicate", "has:agency"}
