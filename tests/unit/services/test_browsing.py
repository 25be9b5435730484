from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.domain.listing import BrowseNode
from newsreader.domain.query import Filters
from newsreader.errors import UsageError
from newsreader.services import browsing, reading, tagging
from newsreader.services.session import Session

AddTo = Callable[..., list[str]]
Make = Callable[..., PreparedArticle]


@pytest.fixture
def ids(session: Session, add_to: AddTo, article: Make) -> list[str]:
    return add_to(
        article("1", paper="The Globe", country="CA", region="021", date="1901-05", language="en", agency="Reuters"),
        article("2", paper="The Globe", country="CA", region="021", date="1902", language="en"),
        article("3", paper="Die Zeit", country="DE", region="155", language="de"),
        article("4", country="US", region="021", date="1901"),
        article("5"),
    )


def shape(nodes: tuple[BrowseNode, ...]) -> list[object]:
    return [[node.label, node.count, *([shape(node.children)] if node.children else [])] for node in nodes]


def test_regions_hold_countries_and_those_papers_with_the_unknown_last(session: Session, ids: list[str]) -> None:
    assert shape(browsing.tree(session)) == [
        ["Northern America", 3, [["Canada", 2, [["The Globe", 2]]], ["United States", 1, [["(unknown)", 1]]]]],
        ["Western Europe", 1, [["Germany", 1, [["Die Zeit", 1]]]]],
        ["(unknown)", 1, [["(unknown)", 1, [["(unknown)", 1]]]]],
    ]


def test_each_facet_has_its_tree(session: Session, ids: list[str]) -> None:
    tagging.add(session, ids[:2], "labour/docks")
    tagging.add(session, ids[2:3], "labour")
    reading.mark(session, ids[:1], read=True)
    trees = {by: shape(browsing.tree(session, by)) for by in ("country", "paper", "year", "language", "agency", "tag")}
    assert trees["country"][0] == ["Canada", 2, [["The Globe", 2]]]
    assert trees["paper"] == [["Die Zeit", 1], ["The Globe", 2], ["(unknown)", 2]]
    assert trees["year"] == [["1901", 2], ["1902", 1], ["(unknown)", 2]]
    assert trees["language"] == [["English", 2], ["German", 1], ["(unknown)", 2]]
    assert trees["agency"] == [["Reuters", 1], ["(unknown)", 4]]
    assert trees["tag"] == [["labour", 3, [["docks", 2]]]]
    assert ["Unread", 4] in shape(browsing.tree(session, "mark"))
    with pytest.raises(UsageError, match="browsed by 'colour'"):
        browsing.tree(session, "colour")


def test_the_same_country_in_two_regions_is_one_node(session: Session, ids: list[str]) -> None:
    with session.archive.writing() as db:
        db.execute("UPDATE article SET region = '155' WHERE number = 2")
    countries = browsing.tree(session, "country")
    assert [node.count for node in countries if node.value == "CA"] == [2]
    assert [child.label for node in countries if node.value == "CA" for child in node.children] == ["The Globe"]


def test_what_is_chosen_in_a_tree_leaves_the_rest_of_it_to_choose(session: Session, ids: list[str]) -> None:
    canada = Filters({"country": frozenset(["CA"])})
    assert len(browsing.tree(session, "region", canada)) == 3
    assert shape(browsing.tree(session, "year", canada)) == [["1901", 1], ["1902", 1]]
    without = Filters({}, {"country": frozenset(["CA"])})
    assert shape(browsing.tree(session, "paper", without)) == [["Die Zeit", 1], ["(unknown)", 2]]


def test_hits_alone_can_be_counted(session: Session, ids: list[str]) -> None:
    assert shape(browsing.tree(session, "paper", numbers=[1, 3])) == [["Die Zeit", 1], ["The Globe", 1]]


def test_a_list_is_numbers_and_rows(session: Session, ids: list[str]) -> None:
    assert list(browsing.numbers(session)) == [2, 1, 4, 5, 3]
    assert list(browsing.numbers(session, limit=2)) == [2, 1]
    assert browsing.count(session, Filters({"paper": frozenset([""])})) == 2
    rows = browsing.rows(session, [5, 99, 1])
    assert [(row.number, row.headline, row.headline_is_lead) for row in rows] == [(5, "5", True), (1, "1", True)]
    assert browsing.totals(session).papers == 2
    assert browsing.years(session) == ((1901, 2), (1902, 1))


def test_the_review_queue_names_what_is_doubtful_least_certain_first(
    session: Session, add_to: AddTo, article: Make
) -> None:
    doubts = [(0.5, 0.9), (0.9, 0.6), (0.95, 0.95), (0.2, 0.4)]
    ids = add_to(
        *(
            article(f"X{n}", headline=f"H{n}", paper="P", date="1901", confidences={"headline": first, "paper": second})
            for n, (first, second) in enumerate(doubts)
        )
    )
    found = browsing.doubtful(session, 10)
    assert [(one.id, one.field, one.value, one.confidence) for one in found] == [
        (ids[3], "headline", "H3", 0.2),
        (ids[0], "headline", "H0", 0.5),
        (ids[1], "paper", "P", 0.6),
    ]
    assert (found[0].headline, found[0].paper, found[0].date) == ("H3", "P", "1901")
    assert browsing.doubtful(session, 1, 1) == found[1:2]
    reading.mark(session, [ids[3]], reviewed=True)
    assert browsing.doubtful(session, 10) == found[1:]


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        ("region", "", "(unknown)"), ("tag", "", "(untagged)"), ("country", "CA", "Canada"), ("country", "??", "??"),
        ("mark", "doubtful", "To review"), ("mark", "new", "new"), ("paper", "Le Monde", "Le Monde"),
    ],
)  # fmt: skip
def test_labels(facet: str, value: str, label: str) -> None:
    assert browsing.label_of(facet, value) == label
