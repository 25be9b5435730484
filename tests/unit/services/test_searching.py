"""Searching an archive: hits, reasons, suggestions, snippets, marks, saved searches."""

from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.domain.hits import SearchResult
from newsreader.domain.query import Filters, Sort
from newsreader.domain.repair import Repair
from newsreader.search.grammar import parse
from newsreader.services import indexing, reading, searching, tagging
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session

RAW = "The Globe\n\nHarbour news\n\nThe strikes at the har- bour went on.\n\nNewspapers from Canada"


def line(rule: str, before: str) -> Repair:
    start = RAW.index(before)
    return Repair(rule, start, start + len(before), before, "", 0.9)


def join() -> Repair:
    start = RAW.index("- bour")
    return Repair("hyphen.join", start, start + 2, "- ", "", 0.9)


REPAIRS = (line("set-apart.paper", "The Globe\n\n"), line("set-apart.headline", "Harbour news\n\n"), join(),
           line("navigation", "\n\nNewspapers from Canada"))  # fmt: skip


@pytest.fixture
def ids(session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]) -> list[str]:
    found = add_to(
        article(RAW, repairs=REPAIRS, headline="Harbour news", paper="The Globe", country="CA", language="en",
                date="1919-05-14"),
        article("Nothing but a strike here", headline="Strike", paper="Le Monde", country="FR", language="en",
                date="1921"),
        article("Quite another thing", headline="Else", country="FR"),
    )  # fmt: skip
    tagging.add(session, [found[2]], "misc")
    indexing.update(session)
    return found


def search(session: Session, text: str, **more: object) -> SearchResult:
    return searching.search(session, SearchRequest(text, **more))  # type: ignore[arg-type]  # tests pass what they like


def test_a_page_of_hits_with_its_reasons(session: Session, ids: list[str]) -> None:
    result = search(session, "strike harbour", facets=("country",))
    assert (result.total, result.of, list(result.numbers)) == (1, 3, [1])
    (hit,) = result.hits
    assert (hit.id, hit.headline, hit.paper, hit.date, hit.country) == (
        ids[0], "Harbour news", "The Globe", "1919-05-14", "CA",
    )  # fmt: skip
    assert [hit.snippet.text[low:high] for low, high in hit.snippet.marks] == ["strikes", "harbour"]
    assert hit.snippet.layer == "clean"
    assert hit.score > 0
    assert result.understood == "All words: strike (2) · harbour (1)"
    assert result.facets == {"country": (("CA", 1),)}
    assert result.years == ((1919, 1),)
    assert result.clauses[0].also == ("strikes",)
    assert result.generation == session.archive.outbox.head()


def test_without_words_the_archive_answers(session: Session, ids: list[str]) -> None:
    session.index.clear()
    result = search(session, "  ", sort=Sort.DATE, facets=("country", "year", "tag", "mark"))
    assert list(result.numbers) == [1, 2, 3]
    assert (result.total, result.of, result.understood) == (3, 3, "Everything")
    assert result.facets["country"] == (("FR", 2), ("CA", 1))
    assert result.facets["year"] == (("1919", 1), ("1921", 1))
    assert result.facets["tag"] == (("misc", 1),)
    filtered = search(session, "", filters=Filters({"country": frozenset({"FR"})}), limit=1, offset=1)
    assert (filtered.total, filtered.of, len(filtered.hits)) == (2, 3, 1)


@pytest.mark.parametrize("text", ["", "strike"])
def test_what_is_chosen_of_a_facet_does_not_narrow_its_own_counts(session: Session, ids: list[str], text: str) -> None:
    tagging.add(session, [ids[1]], "misc")
    chosen = Filters({"country": frozenset({"FR"}), "tag": frozenset({"misc"}), "year": frozenset({"1921"})})
    facets = search(session, text, filters=chosen, facets=("country", "tag", "year", "paper")).facets
    assert facets["country"] == (("FR", 1),)
    assert facets["tag"] == (("misc", 1),)
    assert facets["year"] == (("1921", 1),)
    one = search(session, text, filters=Filters({"country": frozenset({"FR"})}), facets=("country", "paper")).facets
    assert dict(one["country"])["CA"] == 1
    assert dict(one["paper"]) == {"Le Monde": 1}


def test_filters_go_with_words(session: Session, ids: list[str]) -> None:
    assert list(search(session, "strike", filters=Filters({"country": frozenset({"FR"})})).numbers) == [2]


def test_limit_nought_gives_numbers_only(session: Session, ids: list[str]) -> None:
    result = search(session, "strike", limit=0)
    assert result.hits == ()
    assert sorted(result.numbers) == [1, 2]


def test_no_hits_say_what_to_drop_and_what_was_meant(session: Session, ids: list[str]) -> None:
    result = search(session, "harbor strike")
    assert result.total == 0
    assert [(clause.without, clause.total_without) for clause in result.clauses] == [("strike", 2), ("harbor", 0)]
    assert result.did_you_mean == "harbour strike"
    assert search(session, "strike").did_you_mean == ""
    assert search(session, '"Srtike here"').did_you_mean == '"Strike here"'


def test_furniture_is_not_found_but_told(session: Session, ids: list[str]) -> None:
    result = search(session, "canada")
    assert result.total == 0
    assert result.notices[0].message.startswith("“canada” stands in 1 article in page furniture only")
    assert list(search(session, result.notices[0].suggestion).numbers) == [1]


def test_notices_of_the_grammar_and_of_the_index(session: Session, ids: list[str]) -> None:
    result = search(session, "strike foo:x paper:zeitung")
    assert [notice.message for notice in result.notices] == [
        "There is no field called “foo”",
        "No article here has the paper “zeitung”",
    ]
    assert result.notices[1].suggestion == "strike foo:x"


def test_an_index_far_behind_is_told(session: Session, ids: list[str]) -> None:
    session.index.clear()
    assert search(session, "strike").notices == ()
    session.index.close()
    import shutil

    shutil.rmtree(indexing.status(session).path)
    notice = search(session, "strike").notices[0]
    assert notice.message == "The search index is still being built: 3 articles are not in it yet"


def test_snippets_from_the_raw_text_when_the_words_are_only_there(session: Session, ids: list[str]) -> None:
    parsed = parse("headline:news")
    snippet = searching.snippets(session, parsed, [1])[1]
    assert snippet.layer == "raw"
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["news"]
    plain = searching.snippets(session, parse("country:fr"), [2])[2]
    assert (plain.text, plain.marks) == ("Nothing but a strike here", ())


def test_marks_in_both_layers(session: Session, ids: list[str]) -> None:
    article = reading.article(session, ids[0])
    parsed = parse("strike harbour OR canada")
    clean = searching.marks(session, parsed, article)
    assert [article.clean[low:high] for low, high in clean] == ["strikes", "harbour"]
    raw = searching.marks(session, parsed, article, layer="raw")
    assert [article.raw[low:high] for low, high in raw] == ["Harbour", "strikes", "har- bour"]
    in_headline = searching.marks(session, parse("headline:harbour"), article, layer="raw")
    assert [article.raw[low:high] for low, high in in_headline] == ["Harbour"]
    everywhere = searching.marks(session, parse("raw:canada"), article, layer="raw")
    assert [article.raw[low:high] for low, high in everywhere] == ["Canada"]


def test_saved_searches(session: Session, ids: list[str]) -> None:
    assert searching.save_search(session, "strikes", "strike -harbour") is None
    searching.save_search(session, "mine", 'search:strikes OR "quite another"', Filters({"country": frozenset({"FR"})}))
    assert list(searching.saved_searches(session)) == ["mine", "strikes"]
    assert list(search(session, "search:Strikes").numbers) == [2]
    assert sorted(search(session, "search:mine").numbers) == [2, 3]
    assert list(search(session, "-search:mine").numbers) == [1]
    assert search(session, "search:mine").hits[0].snippet.marks
    searching.save_search(session, "loop", "search:loop")
    result = search(session, "search:loop")
    assert result.total == 0
    assert "asks for itself" in result.notices[0].message
    assert "no saved search" in search(session, "search:nothing").notices[0].message
    deleted = searching.delete_saved(session, "mine")
    assert deleted is not None
    assert deleted.filters == Filters({"country": frozenset({"FR"})})
    assert "mine" not in searching.saved_searches(session)


@pytest.mark.parametrize(
    ("text", "cursor", "expected"),
    [
        ("hea", 3, "headline:"),
        ("strike har", 10, "strike harbour"),
        ("(str", 4, "(strike"),
        ("-har x", 4, "-harbour x"),
        ("paper:glo", 9, 'paper:"The Globe"'),
        ('paper:"the g', 12, 'paper:"The Globe"'),
        ("country:fr", 10, "country:France"),
        ("source:le", 9, 'source:"Le Monde"'),
        ("has:n", 5, "has:note"),
        ("is:st", 5, "is:starred"),
        ("headline:har", 12, "headline:harbour"),
        ("search:sa", 9, "search:saved"),
        ("tag:m", 5, "tag:misc"),
        ('"the str', 8, '"the strike"'),
        ('headline:"the har', 17, 'headline:"the harbour"'),
        ("oc", 2, "ocr:"),
        ("ocr:stri", 8, "ocr:strike"),
    ],
)
def test_completion(session: Session, ids: list[str], text: str, cursor: int, expected: str) -> None:
    searching.save_search(session, "saved", "strike")
    assert expected in searching.complete(session, text, cursor)


@pytest.mark.parametrize(
    ("text", "cursor"), [("", 0), ("zzzz", 4), ("foo:x", 5), ('"a" ', 4), ("date:19", 7), (";", 99)]
)
def test_nothing_to_complete(session: Session, ids: list[str], text: str, cursor: int) -> None:
    assert searching.complete(session, text, cursor) == []


@pytest.mark.parametrize(
    ("text", "said", "counted", "told"),
    [
        (" ".join(["truce"] * 60), "· 10 more", 50, "only the first 50 are counted one by one"),
        (" OR ".join(["tru*"] * 40), "Nothing that can be searched", 0, "This query has 40 words with *, ? or ~"),
        (" ".join(["ocr:truce"] * 60), "· 10 more", 50, "only the first 50 are counted one by one"),
    ],
)
def test_very_many_parts(session: Session, ids: list[str], text: str, said: str, counted: int, told: str) -> None:
    result = search(session, text)
    assert result.understood.endswith(said)
    assert len(result.clauses) == counted
    assert any(told in notice.message for notice in result.notices)


def test_any_typed_text_is_answered(session: Session, ids: list[str]) -> None:
    for text in (
        "(" * 200,
        '"',
        "*",
        "a*",
        "?",
        "*?*",
        "-*",
        "word " * 3_000,
        "NOT NOT",
        "date:x OR",
        "\x00",
        "\ud800",
        "~1",
    ):
        result = search(session, text)
        assert result.total <= 3
        assert result.query.text == text
