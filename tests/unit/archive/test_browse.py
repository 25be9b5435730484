import random
from array import array
from collections import Counter
from collections.abc import Callable

import pytest

from newsreader.archive import browse as browse_module
from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.shown import sort_key
from newsreader.domain.article import Article, PreparedArticle
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.query import Filters, Sort
from newsreader.errors import UsageError

Make = Callable[..., PreparedArticle]
Add = Callable[..., list[Outcome]]
Stock = dict[int, Article]

PAPERS = ("", "The Globe", "the globe", "Die Zeit", "Le Monde", "Étoile")
PLACES = (("", ""), ("CA", "021"), ("US", "021"), ("DE", "155"), ("FR", "155"))
DATES = ("", "1901", "1901-05", "1901-05-14", "1902-01-01?", "19XX", "1950/1951", "no date")
TAGS = ("labour", "labour/docks", "Labour unions", "sea")


@pytest.fixture
def stock(archive: Archive, add: Add, article: Make) -> Stock:
    """A hundred and fifty articles of every kind by number, those in the trash left out."""
    chance = random.Random(7)
    made = []
    for n in range(150):
        country, region = chance.choice(PLACES)
        values = {
            "headline": chance.choice(["", f"“Über {n % 9}", f"strike {n % 5}", f"ANT {n}"]),
            "paper": chance.choice(PAPERS),
            "country": country,
            "region": region,
            "date": chance.choice(DATES),
            "language": chance.choice(["", "en", "fr"]),
            "agency": chance.choice(["", "Reuters"]),
        }
        doubts = {"headline": chance.choice([0.2, 0.5, 0.95])}
        made.append(article(f"Text {n}", confidences=doubts, **{name: text for name, text in values.items() if text}))
    add(*made)
    numbers = list(range(1, 151))
    for mark in ("read", "starred", "reviewed"):
        archive.articles.mark(chance.sample(numbers, 50), mark, True, "ann")
    for tag in TAGS:
        archive.tags.add(chance.sample(numbers, 30), tag, "ann")
    for number in chance.sample(numbers, 20):
        archive.annotations.add(number, "", None, "note", "yellow", "ann")
    archive.articles.set_trashed(chance.sample(numbers, 10), True, "ann")
    return {one.number: one for one in archive.articles.many(numbers) if one.trashed is None}


def date_of(article: Article) -> int:
    date = EdtfDate.try_parse(article.shown_text("date"))
    return date.sort_key if date else 0


def values_of(article: Article, facet: str) -> set[str]:
    """The filter values an article answers to, worked out without SQL."""
    if facet == "year":
        return {str(date_of(article) // 10_000) if date_of(article) else ""}
    if facet == "tag":
        found = {tag.casefold() for tag in article.tags}
        return {part for tag in found for part in (tag, tag.partition("/")[0])} or {""}
    if facet == "mark":
        is_doubtful = not article.is_reviewed and any(
            field.evidence.confidence < 0.7 for field in article.fields.values() if field.name != "region"
        )
        marks = {
            "unread": not article.is_read,
            "starred": article.is_starred,
            "reviewed": article.is_reviewed,
            "annotated": bool(article.annotations),
            "doubtful": is_doubtful,
        }
        return {mark for mark, holds in marks.items() if holds}
    return {article.shown_text(facet)}


def passing(stock: Stock, filters: Filters) -> set[int]:
    return {
        number
        for number, article in stock.items()
        if all(values_of(article, facet) & {v.casefold() if facet == "tag" else v for v in values}
               for facet, values in filters.include.items())
        and not any(values_of(article, facet) & {v.casefold() if facet == "tag" else v for v in values}
                    for facet, values in filters.exclude.items())
    }  # fmt: skip


CHOICES = {
    "region": ["021", "155", ""],
    "country": ["CA", "DE", ""],
    "paper": ["The Globe", "the globe", "Étoile", ""],
    "year": ["1901", "1902", "1900", ""],
    "tag": ["labour", "LABOUR/docks", "sea", "", "none such"],
    "language": ["en", ""],
    "agency": ["Reuters", ""],
    "mark": ["unread", "starred", "reviewed", "annotated", "doubtful"],
}


def test_any_filter_gives_what_a_plain_look_at_every_article_gives(archive: Archive, stock: Stock) -> None:
    chance = random.Random(3)
    found_some = 0
    for _ in range(150):
        sides: list[dict[str, frozenset[str]]] = []
        for most in (2, 1):
            facets = chance.sample(sorted(CHOICES), chance.randint(0, most))
            sides.append({f: frozenset(chance.sample(CHOICES[f], chance.randint(1, 2))) for f in facets})
        filters = Filters(*sides)
        expected = passing(stock, filters)
        for sort in Sort:
            assert set(archive.browse.numbers(filters, sort)) == expected, filters
        assert archive.browse.count(filters) == len(expected)
        found_some += bool(expected)
    assert found_some > 50


def test_every_order_puts_what_has_no_value_last(archive: Archive, stock: Stock) -> None:
    def order(sort: Sort) -> list[int]:
        return list(archive.browse.numbers(sort=sort))

    def dated(number: int) -> int:
        return date_of(stock[number])

    assert order(Sort.DATE) == sorted(stock, key=lambda n: (dated(n) == 0, dated(n), n))
    assert order(Sort.DATE_DESCENDING) == sorted(stock, key=lambda n: (dated(n), n), reverse=True)
    assert order(Sort.RELEVANCE) == order(Sort.DATE_DESCENDING)
    assert order(Sort.ADDED_DESCENDING) == sorted(stock, reverse=True)

    def paper(number: int) -> str:  # SQLite's NOCASE knows only the letters of ASCII
        return "".join(c.lower() if c.isascii() else c for c in stock[number].shown_text("paper"))

    assert order(Sort.PAPER) == sorted(stock, key=lambda n: (paper(n) == "", paper(n), dated(n), n))

    def headline(number: int) -> str:
        return sort_key(stock[number].shown_text("headline") or stock[number].clean)

    assert order(Sort.HEADLINE) == sorted(stock, key=lambda n: (headline(n), n))


@pytest.mark.parametrize("sort", list(Sort))
def test_a_limit_gives_the_beginning(archive: Archive, stock: Stock, sort: Sort) -> None:
    everything = archive.browse.numbers(sort=sort)
    for limit in (1, 20, 130, 139, 1_000):
        assert archive.browse.numbers(sort=sort, limit=limit) == everything[:limit]


@pytest.mark.parametrize("few", [20_000, 0])
def test_counts_are_those_of_the_articles(
    archive: Archive, stock: Stock, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse_module, "_FEW", few)  # both ways of counting hits
    browse = archive.browse
    hits = array("q", [*list(stock)[::3], 9_999])
    for numbers, counted in ((None, set(stock)), (hits, set(hits) & set(stock))):
        for filters in (Filters(), Filters({"language": frozenset(["en"])})):
            articles = [stock[number] for number in counted & passing(stock, filters)]
            places = Counter(tuple(one.shown_text(f) for f in ("region", "country", "paper")) for one in articles)
            assert browse.places(filters, numbers) == [(*key, places[key]) for key in sorted(places)]
            years = Counter(date_of(one) // 10_000 for one in articles)
            assert browse.years(filters, numbers) == sorted(years.items())
            agencies = Counter(one.shown_text("agency") for one in articles)
            assert browse.values("agency", filters, numbers) == sorted(agencies.items())
            marks = Counter(mark for one in articles for mark in values_of(one, "mark"))
            assert {m: n for m, n in browse.marks(filters, numbers).items() if n} == dict(marks)
            tags = {name: (own, below) for name, own, below in browse.tags(filters, numbers)}
            assert tags["labour"] == (
                sum("labour" in one.tags for one in articles),
                sum(bool({"labour", "labour/docks"} & set(one.tags)) for one in articles),
            )
            by_year = Counter((one.shown_text("paper"), date_of(one) // 10_000) for one in articles)
            assert browse.papers_by_year(filters, numbers) == [(*key, by_year[key]) for key in sorted(by_year)]


def test_totals(archive: Archive, stock: Stock) -> None:
    totals = archive.browse.totals()
    assert (totals.articles, totals.trashed) == (140, 10)
    papers = {one.shown_text("paper") for one in stock.values()} - {""}
    assert totals.papers == len({paper.lower() for paper in papers})
    assert totals.tags == len(TAGS)
    assert totals.annotations == 20
    assert totals.doubtful == len(passing(stock, Filters({"mark": frozenset(["doubtful"])})))


def test_the_review_queue_goes_from_the_least_certain_on(archive: Archive, stock: Stock) -> None:
    seen: list[int] = []
    place = (-1.0, 0)
    while (number := archive.browse.next_doubtful(*place)) is not None:
        seen.append(number)
        place = (stock[number].fields["headline"].evidence.confidence, number)
    assert set(seen) == passing(stock, Filters({"mark": frozenset(["doubtful"])}))
    assert seen == sorted(seen, key=lambda n: (stock[n].fields["headline"].evidence.confidence, n))


def test_an_empty_archive_has_empty_answers(archive: Archive) -> None:
    assert not archive.browse.numbers()
    assert archive.browse.count() == 0
    assert archive.browse.places() == []
    assert archive.browse.next_doubtful(0, 0) is None
    assert archive.browse.totals().papers == 0


@pytest.mark.parametrize(
    "filters",
    [
        Filters({"colour": frozenset(["x"])}),
        Filters({"year": frozenset(["nineteen"])}),
        Filters({"mark": frozenset(["lost"])}),
    ],
)
def test_filters_that_make_no_sense_are_told(archive: Archive, filters: Filters) -> None:
    with pytest.raises(UsageError) as caught:
        archive.browse.numbers(filters)
    assert caught.value.remedy


def test_an_empty_set_of_values_filters_nothing(archive: Archive, stock: Stock) -> None:
    assert archive.browse.count(Filters({"paper": frozenset()})) == len(stock)


def test_only_columns_can_be_counted_by_value(archive: Archive) -> None:
    with pytest.raises(UsageError):
        archive.browse.values("headline")


@pytest.mark.parametrize("sort", list(Sort))
def test_a_list_is_read_off_one_index_alone(archive: Archive, sort: Sort) -> None:
    """No sorting, and no look into the table: that is what makes a million rows quick."""
    asked: list[str] = []
    with archive.reading() as db:
        db.set_trace_callback(asked.append)
        archive.browse.numbers(Filters({"country": frozenset(["CA"]), "mark": frozenset(["unread"])}), sort)
        db.set_trace_callback(None)
        lists = [sql for sql in asked if sql.startswith("SELECT number")]
        assert lists
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()
        for sql in lists:
            plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}"))
            assert "USING INDEX article_by_" in plan or "USING COVERING INDEX article_by_" in plan
            assert "TEMP B-TREE" not in plan
            steps = db.execute(f"EXPLAIN {sql}").fetchall()
            table = {step[2] for step in steps if step[1] == "OpenRead" and step[3] == root}
            assert not [step for step in steps if step[1] == "Column" and step[2] in table]
