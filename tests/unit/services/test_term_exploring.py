"""The words of an archive: counted over headline, text and byline, living articles only, year by year."""

import fnmatch
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreader.domain.article import PreparedArticle
from newsreader.errors import UsageError
from newsreader.services import indexing, term_exploring, trash
from newsreader.services.session import Session
from newsreader.text.words import tokens

TEXTS = [
    ("Election news", "The election, the elections; an electric lamp", "1919-05"),
    ("Élection", "Rien", "1919"),
    ("Quiet", "Elected. Elected? ELECTED!", "1921-02-03"),
    ("Gone", "election election", "1921"),
    ("Undated election", "", ""),
]


@pytest.fixture
def ids(session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]) -> list[str]:
    made: list[str] = []
    for headline, text, date in TEXTS:  # each in a segment of its own
        made += add_to(article(text or " ", headline=headline, repairs=(), **({"date": date} if date else {})))
        indexing.update(session)
    trash.to_trash(session, [made[3]])
    indexing.update(session)
    return made


def test_words_with_articles_occurrences_and_years(session: Session, ids: list[str]) -> None:
    found = term_exploring.terms(session, "Elect*")
    assert [(one.word, one.articles, one.occurrences, one.years) for one in found.terms] == [
        ("election", 3, 4, ((1919, 2),)),
        ("elected", 1, 3, ((1921, 1),)),
        ("elections", 1, 1, ((1919, 1),)),
        ("electric", 1, 1, ((1919, 1),)),
    ]
    assert (found.total, found.is_cut) == (4, False)
    assert [one.word for one in term_exploring.terms(session, "elect*", 2).terms] == ["election", "elected"]
    assert [one.word for one in term_exploring.terms(session, "*tric").terms] == ["electric"]
    assert [one.word for one in term_exploring.terms(session, "r?en").terms] == ["rien"]
    assert [one.word for one in term_exploring.terms(session, "élections").terms] == ["elections"]
    assert term_exploring.terms(session, "zz*").terms == ()


@pytest.mark.parametrize("pattern", ["", "  ", "two words", '"a', "(", "-"])
def test_what_is_no_word_is_refused(session: Session, pattern: str) -> None:
    with pytest.raises(UsageError, match="is not one word"):
        term_exploring.terms(session, pattern)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pattern=st.sampled_from(["*", "e*", "*e", "el*n", "?n", "the", "el*", "*ect*"]), limit=st.integers(1, 30))
def test_counts_agree_with_a_plain_count(session: Session, ids: list[str], pattern: str, limit: int) -> None:

    articles: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    for place, (headline, text, _) in enumerate(TEXTS):
        if place != 3:
            own = [token.text for token in tokens(f"{headline}\n\n{text}")]
            articles.update(set(own))
            occurrences.update(own)
    expected = {word for word in articles if fnmatch.fnmatchcase(word, pattern)}
    found = term_exploring.terms(session, pattern, limit)
    assert len(found.terms) == min(limit, len(expected))
    for one in found.terms:
        assert one.word in expected
        assert (one.articles, one.occurrences) == (articles[one.word], occurrences[one.word])
    if len(found.terms) == limit:
        least = found.terms[-1].articles
        assert all(articles[word] <= least for word in expected - {one.word for one in found.terms})
