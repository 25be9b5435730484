"""One index: what it finds, in which order, what it says, and how it takes changes in."""

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsreader.domain.query import Filters, Sort
from newsreader.errors import SearchIndexError
from newsreader.search.cancelling import CancelToken, SearchCancelled, cancellable
from newsreader.search.grammar import parse
from newsreader.search.index import Hits, IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import WhooshIndex, writer

NO_FILTERS = Filters()

DOCUMENTS = [
    IndexDocument(
        1,
        headline="Russia claims new truce",
        subheadline="Talks in Moscow",
        byline="Stepan Kravchenko",
        body="The cease-fire is to start. Truces fail.\n\nThe harbour is calm.",
        notes=("check the date", "compare Pravda"),
        furniture=("Newspapers from Canada",),
        values={
            "language": ("en",), "paper": ("National Post",), "country": ("CA",), "region": ("021",),
            "region_above": ("019", "001"), "tag": ("war/caucasus",), "tag_above": ("war",),
            "flag": ("is:unread", "has:tag", "is:starred"), "agency": ("Bloomberg",), "page": ("A1",),
        },
        date_low=20201010, date_high=20201010, added=20260101, quality=0.9,
    ),
    IndexDocument(
        2,
        headline="La guerre",
        body="La trêve et la guerre en Arménie. Canada.",
        values={"language": ("fr",), "paper": ("Le Monde",), "country": ("FR",), "region": ("155",),
                "region_above": ("150", "001"), "flag": ("is:read",), "page": ("1",)},
        date_low=19190101, date_high=19191231, added=20260102, quality=0.5,
    ),
    IndexDocument(3, headline="Äpfel", body="harbour " * 5 + "and the strike", values={"paper": ("The Post",)}),
    IndexDocument(4, body="A strike in the harbour. " + "Other words follow here. " * 40),
]  # fmt: skip


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    found = WhooshIndex(tmp_path / "index", "archive")
    found.apply(DOCUMENTS, [], 4)
    yield found
    found.close()


def search(
    index: WhooshIndex,
    text: str,
    sort: Sort = Sort.RELEVANCE,
    filters: Filters = NO_FILTERS,
    facets: tuple[str, ...] = (),
) -> Hits:
    return index.search(IndexRequest(parse(text).root, filters, sort, facets, count_parts=True))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("truce", [1]),
        ("truces", [1]),
        ('"truce"', [1]),
        ('body:"truce"', []),
        ("body:truce", [1]),
        ("treve", [2]),
        ("moscow", [1]),
        ("headline:moscow", [1]),
        ('"truce talks"', []),
        ("kravchenko", [1]),
        ("by:kravchenko", [1]),
        ("note:pravda", [1]),
        ("pravda", []),
        ('note:"date compare"', []),
        ("lead:harbour", [3, 4]),
        ("lead:cease-fire", [1]),
        ('lead:"truces fail"', [1]),
        ('lead:"fail the"', []),
        ("canada", [2]),
        ("raw:canada", [1, 2]),
        ("country:ca", [1]),
        ("country:canada", [1]),
        ("country:Kanada", [1]),
        ("region:021", [1]),
        ('region:"northern america"', [1]),
        ("region:americas", [1]),
        ("region:europe", [2]),
        ("lang:french", [2]),
        ("lang:FR", [2]),
        ("paper:post", [1, 3]),
        ('paper:"the post"', [3]),
        ("paper:nat*", [1]),
        ("source:bloomberg", [1]),
        ("source:monde", [2]),
        ("tag:war", [1]),
        ("tag:caucasus", [1]),
        ("page:1", [2]),
        ("page:a1", [1]),
        ("is:starred", [1]),
        ("is:read", [2]),
        ("quality:>0.8", [1]),
        ("words:>100", [4]),
        ("added:2026-01-02", [2]),
        ("date:1919-05", [2]),
        ("-has:tag", [2, 3, 4]),
        ("strike harbour -calm", [3, 4]),
        ("äpfel OR guerre", [2, 3]),
        ("", [1, 2, 3, 4]),
        ("headline:*", [1, 2, 3]),
        ("zzz OR date:nonsense", []),
        ("lead:*", [1, 2, 3, 4]),
    ],
)
def test_finds(index: WhooshIndex, text: str, numbers: list[int]) -> None:
    if text == "headline:*":
        # The flags of these documents do not say so; the pattern itself is what is asked here.
        text = "headline:?*"
    assert sorted(search(index, text).numbers) == numbers


def test_the_document_that_says_it_more_often_in_fewer_words_comes_first(index: WhooshIndex) -> None:
    hits = search(index, "strike harbour")
    assert list(hits.numbers) == [3, 4]
    assert hits.scores[3] > hits.scores[4] > 0


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        (Sort.DATE, [2, 1, 3, 4]),
        (Sort.DATE_DESCENDING, [1, 2, 3, 4]),
        (Sort.RELEVANCE, [1, 2, 3, 4]),
        (Sort.PAPER, [2, 1, 3, 4]),
        (Sort.HEADLINE, [3, 2, 1, 4]),
        (Sort.ADDED_DESCENDING, [2, 1, 4, 3]),
    ],
)
def test_orders(index: WhooshIndex, sort: Sort, numbers: list[int]) -> None:
    assert list(search(index, "", sort).numbers) == numbers


@pytest.mark.parametrize(
    ("include", "exclude", "numbers"),
    [
        ({"paper": {"National Post", "Le Monde"}}, {}, [1, 2]),
        ({"country": {"CA"}}, {}, [1]),
        ({"country": {""}}, {}, [3, 4]),
        ({"country": set()}, {}, [1, 2, 3, 4]),
        ({}, {"country": {"CA", ""}}, [2]),
        ({"year": {"1919"}}, {}, [2]),
        ({"year": {"1919", ""}}, {}, [2, 3, 4]),
        ({"tag": {"War"}}, {}, [1]),
        ({"tag": {""}}, {}, [2, 3, 4]),
        ({"mark": {"starred"}}, {}, [1]),
        ({"region": {"155"}, "language": {"fr"}}, {}, [2]),
        ({"region": {"155"}, "language": {"en"}}, {}, []),
    ],
)
def test_filters_like_the_browse_tree(
    index: WhooshIndex, include: dict[str, set[str]], exclude: dict[str, set[str]], numbers: list[int]
) -> None:
    filters = Filters(
        {facet: frozenset(values) for facet, values in include.items()},
        {facet: frozenset(values) for facet, values in exclude.items()},
    )
    assert sorted(search(index, "", filters=filters).numbers) == numbers


def test_facets_years_and_totals(index: WhooshIndex) -> None:
    hits = search(index, "harbour OR guerre", facets=("paper", "year", "tag", "region"))
    assert hits.facets == {
        "paper": (("Le Monde", 1), ("National Post", 1), ("The Post", 1)),
        "year": (("1919", 1), ("2020", 1)),
        "tag": (("war/caucasus", 1),),
        "region": (("021", 1), ("155", 1)),
    }
    assert hits.years == ((1919, 1), (2020, 1))
    assert (hits.total, hits.of, hits.generation) == (4, 4, 4)


def test_parts_by_themselves(index: WhooshIndex) -> None:
    hits = search(index, "truce guerre canada")
    assert hits.total == 0
    assert [(part.hits, part.without) for part in hits.parts] == [(1, 1), (1, 0), (1, 0)]
    assert hits.parts[0].forms == ("truces",)
    assert hits.parts[2].only_furniture == 1


def test_guesses_and_unknown_values_are_told(index: WhooshIndex) -> None:
    guess = search(index, "paper:nation")
    assert list(guess.numbers) == [1]
    assert guess.notices[0].message == "No paper is called “nation”; these begin so: National Post"
    unknown = search(index, "paper:zeitung")
    assert unknown.notices[0].message == "No article here has the paper “zeitung”"


def test_vocabulary(index: WhooshIndex) -> None:
    assert index.words("har", 5) == [("harbour", 3)]
    assert index.similar("harbor", 3) == [("harbour", 3)]
    assert index.similar("kravtschenko", 3) == [("kravchenko", 1)]
    assert index.similar("xq", 3) == []
    assert index.word_count("strike") == 2
    assert index.word_count("nowhere") == 0
    assert index.values("paper") == {"National Post": 1, "Le Monde": 1, "The Post": 1}


def test_changes_and_removals_are_seen(index: WhooshIndex) -> None:
    index.apply([IndexDocument(1, body="quite other words")], [2], 7)
    assert list(search(index, "truce").numbers) == []
    assert list(search(index, "quite").numbers) == [1]
    assert list(index.numbers()) == [1, 3, 4]
    assert (index.generation, index.article_count) == (7, 3)
    assert index.values("country") == {}
    assert index.byte_count > 0
    assert index.check() == ""


def test_what_was_taken_in_already_is_passed_over(index: WhooshIndex) -> None:
    index.apply([IndexDocument(1, body="older words")], [3], 4)
    assert list(search(index, "older").numbers) == []
    assert list(index.numbers()) == [1, 2, 3, 4]


def test_the_same_article_twice_in_one_batch_counts_once(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply([IndexDocument(1, body="first"), IndexDocument(2), IndexDocument(1, body="second")], [], 3)
    assert list(index.numbers()) == [1, 2]
    assert list(search(index, "second").numbers) == [1]
    assert list(search(index, "first").numbers) == []


def test_many_small_changes_are_joined_into_few_segments(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    held: dict[int, str] = {}
    generator = random.Random(5)
    for generation in range(1, 90):
        number = generator.randint(1, 40)
        if generator.random() < 0.2:
            held.pop(number, None)
            index.apply([], [number], generation)
        else:
            held[number] = generator.choice(["alpha", "beta", "cease-fire"])
            index.apply(
                [IndexDocument(number, headline=held[number], body=f"{held[number]} w{number}")], [], generation
            )
    assert list(index.numbers()) == sorted(held)
    assert len(list((tmp_path / "index").glob("*.arrays"))) <= 16
    for word in ("alpha", "beta", "ceasefire"):
        wanted = sorted(number for number, text in held.items() if text.replace("-", "") == word)
        assert sorted(search(index, word).numbers) == wanted
        assert sorted(search(index, f'exact:"{word}"').numbers) == ([] if word == "ceasefire" else wanted)
    assert sorted(search(index, '"cease fire"').numbers) == sorted(n for n, text in held.items() if "-" in text)
    assert index.check() == ""


def test_a_batch_beyond_the_limit_becomes_several_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_WORDS", 30)
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply((IndexDocument(number, body=f"common w{number} " * 5) for number in range(1, 21)), [], 20)
    assert search(index, "common").total == 20
    assert list(search(index, "w7").numbers) == [7]


def test_a_very_long_document_keeps_its_places(tmp_path: Path) -> None:
    body = " ".join(f"w{place}" for place in range(100_000))
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply([IndexDocument(1, body=body + " the end"), IndexDocument(2, body="the end")], [], 1)
    assert list(search(index, '"w99998 w99999 the end"').numbers) == [1]
    assert list(search(index, '"w65535 w65536 w65537"').numbers) == [1]
    assert list(search(index, '"w3 w5"').numbers) == []
    assert list(search(index, '"w70000 w70004"~4').numbers) == [1]
    assert sorted(search(index, '"the end"').numbers) == [1, 2]


def test_lone_surrogates_and_odd_signs_do_no_harm(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply(
        [IndexDocument(1, headline="\ud800", body="a\ud800b \0 \x00c", values={"tag": ("\ud800", "a\0b")})], [], 1
    )
    assert search(index, "c").total == 1
    assert search(index, "\ud800 OR c").total == 1


def test_a_second_index_object_sees_what_the_first_commits(index: WhooshIndex) -> None:
    other = WhooshIndex(index.folder, "archive")
    assert other.generation == 4
    index.apply([IndexDocument(5, body="harbour")], [], 5)
    assert (other.generation, other.article_count) == (5, 5)
    index.apply([], [5], 6)
    assert other.article_count == 4


def test_a_reader_keeps_its_state_while_a_writer_goes_on(index: WhooshIndex) -> None:
    errors: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(60):
                hits = search(index, "harbour OR common")
                assert hits.total == 3 + max(0, hits.generation - 4)
        except BaseException as error:  # noqa: BLE001  carried to the main thread
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(5, 30):
        index.apply([IndexDocument(number, body="common")], [], number)
    for reader in readers:
        reader.join()
    assert errors == []


def test_clear_begins_again(index: WhooshIndex) -> None:
    index.clear()
    assert (index.generation, index.article_count, index.problem()) == (0, 0, "")
    assert search(index, "harbour").total == 0


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    index = WhooshIndex(tmp_path / "file" / "index", "archive")
    with pytest.raises(SearchIndexError) as caught:
        index.apply([IndexDocument(1)], [], 1)
    assert "NEWSREADER_CACHE_DIR" in caught.value.remedy
    assert search(index, "a").total == 0


def test_a_phrase_of_thousands_of_words_answers(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply([IndexDocument(1, body="fire " * 3000), IndexDocument(2, body="cease-fire " * 2500)], [], 1)
    assert list(search(index, '"' + "fire " * 2500 + '"').numbers) == [1]
    assert list(search(index, '"' + "cease fire " * 2500 + '"').numbers) == [2]


def test_a_string_of_letters_without_end_answers(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply([IndexDocument(1, body="a" * 50_000), IndexDocument(2, body="truce")], [], 1)
    assert list(search(index, "a" * 50_000).numbers) == [1]
    assert list(search(index, "b" * 200_000).numbers) == []


class CountingToken(CancelToken):
    """Gives up when it is asked for the so manieth time."""

    def __init__(self, give_up_at: int = 0) -> None:
        super().__init__()
        self.looks = 0
        self._give_up_at = give_up_at

    @property
    def is_cancelled(self) -> bool:
        self.looks += 1
        return self.looks == self._give_up_at


def test_a_search_given_up_leaves_nothing_behind(
    tmp_path: Path, documents: Callable[[int, int], list[IndexDocument]]
) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply(documents(50, 1), [], 1)
    query = parse('"peace talks" OR truc* OR harbor~1 -"fire cease"~4').root
    request = IndexRequest(query, facets=("paper",), count_parts=True)
    whole = index.search(request)
    counting = CountingToken()
    with cancellable(counting):
        assert index.search(request) == whole
    assert counting.looks > 20
    for give_up_at in range(1, counting.looks + 1):
        with pytest.raises(SearchCancelled), cancellable(CountingToken(give_up_at)):
            index.search(request)
    assert index.search(request) == whole
