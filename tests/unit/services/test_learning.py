"""What corrections teach: from one article to the next, taken back, contradicted, forgotten."""

from pathlib import Path

import pytest

from newsreader.domain.article import Article
from newsreader.domain.importing import ImportRequest
from newsreader.errors import UsageError
from newsreader.services import correcting, learning
from newsreader.services.importing import import_paths
from newsreader.services.session import Session

MASTHEAD = "THE HALVERSEN SGNAL"
TEXT = """{masthead}

Dockers go back to the quays after nine days

{byline}

The dockers of the town went back to work on Monday morning, number {number}, after nine days without wages. The
harbour master said that the first ship was unloaded before noon, and that nobody had been hurt.

(Norsund Budkontor)
"""


def _import(session: Session, tmp_path: Path, number: int, byline: str = "By Ann Lee", masthead: str = MASTHEAD) -> str:
    path = tmp_path / f"{number}.txt"
    path.write_text(TEXT.format(masthead=masthead, byline=byline, number=number), encoding="utf-8")
    return import_paths(session, ImportRequest((str(path),), {}, jobs=1)).added_ids[0]


def _article(session: Session, article_id: str) -> Article:
    return session.archive.articles.get(session.archive.articles.number_of(article_id))


def test_a_corrected_paper_is_known_the_next_time(session: Session, tmp_path: Path) -> None:
    first = _import(session, tmp_path, 1)
    assert _article(session, first).shown("paper") != "The Halvorsen Signal"
    correcting.edit(session, first, {"paper": "The Halvorsen Signal"})
    article = _article(session, _import(session, tmp_path, 2))
    field = article.fields["paper"]
    assert (field.value, field.evidence.rule) == ("The Halvorsen Signal", "learned.paper")
    assert field.evidence.confidence == pytest.approx(0.97)
    assert article.raw[field.evidence.start : field.evidence.end] == MASTHEAD
    assert article.shown("headline") == "Dockers go back to the quays after nine days"
    assert MASTHEAD not in article.clean


def test_a_learned_paper_of_the_authority_brings_its_country(session: Session, tmp_path: Path) -> None:
    first = _import(session, tmp_path, 1, masthead="NATIONNL PQST")
    correcting.edit(session, first, {"paper": "National Post"})
    assert _article(session, _import(session, tmp_path, 2, masthead="Nationnl Pqst")).shown("country") == "CA"


def test_bylines_and_agencies_teach_too(session: Session, tmp_path: Path) -> None:
    line = "By Annn Lec of our own staff"
    first = _import(session, tmp_path, 1, byline=line)
    correcting.edit(session, first, {"byline": ("Ann Lee",), "agency": "Norsund Budkontor"})
    article = _article(session, _import(session, tmp_path, 2, byline=line))
    assert article.fields["byline"].value == ("Ann Lee",)
    assert article.fields["byline"].evidence.rule == "learned.byline"
    assert article.fields["agency"].value == "Norsund Budkontor"
    assert article.fields["agency"].evidence.rule == "learned.agency"


def test_what_is_taken_back_is_taught_no_longer(session: Session, tmp_path: Path) -> None:
    first = _import(session, tmp_path, 1)
    before = correcting.edit(session, first, {"paper": "The Halvorsen Signal"})
    assert learning.knowledge_of(session).papers
    correcting.restore(session, first, before)
    assert not learning.knowledge_of(session).papers
    correcting.edit(session, first, {"paper": "The Halvorsen Signal"})
    correcting.retract(session, first, "paper")
    assert not learning.knowledge_of(session).papers
    assert learning.lessons(session) == []


def test_people_who_contradict_each_other_teach_less_or_nothing(session: Session, tmp_path: Path) -> None:
    ids = [_import(session, tmp_path, number) for number in range(3)]
    correcting.edit(session, ids[0], {"paper": "The Halvorsen Signal"})
    correcting.edit(session, ids[1], {"paper": "Halvorsen Sentinel"})
    assert not learning.knowledge_of(session).papers
    (lesson,) = learning.lessons(session)
    assert (lesson.value, lesson.confidence, len(lesson.teachings)) == (None, 0.0, 2)
    correcting.edit(session, ids[2], {"paper": "The Halvorsen Signal"})
    known = learning.knowledge_of(session)
    assert known.papers == {"the halversen sgnal": "The Halvorsen Signal"}
    found = _article(session, _import(session, tmp_path, 4)).fields["paper"]
    assert found.evidence.confidence == pytest.approx(0.97 * 2 / 3, abs=0.01)


def test_it_can_be_forgotten_and_remembered(session: Session, tmp_path: Path) -> None:
    first = _import(session, tmp_path, 1)
    correcting.edit(session, first, {"paper": "The Halvorsen Signal"})
    _import(session, tmp_path, 2)
    (lesson,) = learning.lessons(session)
    assert (lesson.printed, lesson.used, lesson.is_forgotten) == (MASTHEAD, 1, False)
    assert learning.forget(session, "paper", "The Halversen sgnal") == 1
    assert not learning.knowledge_of(session).papers
    correcting.confirm(session, first, "paper")
    assert not learning.knowledge_of(session).papers, "saying the same again does not undo the forgetting"
    assert learning.remember(session, "paper", MASTHEAD) == 1
    assert learning.knowledge_of(session).papers
    with pytest.raises(UsageError, match="Nothing was learned"):
        learning.forget(session, "paper", "Some other sheet")


def test_none_and_other_fields_teach_nothing(session: Session, tmp_path: Path) -> None:
    first = _import(session, tmp_path, 1)
    correcting.edit(session, first, {"paper": None, "headline": "Another headline"})
    assert learning.lessons(session) == []


def test_lessons_of_trashed_articles_rest(session: Session, tmp_path: Path) -> None:
    first = _import(session, tmp_path, 1)
    correcting.edit(session, first, {"paper": "The Halvorsen Signal"})
    session.archive.articles.set_trashed([session.archive.articles.number_of(first)], True, "ann")
    assert not learning.knowledge_of(session).papers


def test_a_strangers_lessons_do_no_harm(session: Session, tmp_path: Path) -> None:
    first = _import(session, tmp_path, 1)
    correcting.edit(session, first, {"paper": "The Halvorsen Signal", "byline": ("Ann Lee",)})
    for value in ("no json", '{"a": 1}', "[[1]]", "[1]", "3", "null", '["list for a paper"]'):
        with session.archive.writing() as db:
            db.execute("UPDATE teaching SET value = ?", (value,))
        assert not learning.knowledge_of(session).papers
    with session.archive.writing() as db:
        db.execute("UPDATE content SET extracted = 'learned. nonsense \"learned.'")
    assert not session.archive.teachings.used()
