import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.archive import families
from newsreader.archive.adding import Added, Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.families import MOST_UNDER_A_KEY, packed, unpacked
from newsreader.domain.article import PreparedArticle
from newsreader.text.sketches import Sketch, key_of, sketch
from tests.bench.families import Versions

Make = Callable[..., PreparedArticle]
Add = Callable[..., list[Outcome]]


@pytest.fixture
def versions() -> Versions:
    return Versions(5)


def family_of(archive: Archive, outcome: Outcome) -> str | None:
    assert isinstance(outcome, Added)
    return archive.articles.get(outcome.number).family


def test_sketches_are_stored_exactly() -> None:
    draw = random.Random(1)
    found: Sketch = tuple(sorted({0, 1, (1 << 40) - 1, *(draw.randrange(1 << 40) for _ in range(60))}))
    assert unpacked(packed(found)) == found
    assert unpacked(packed(())) == ()
    assert unpacked(None) == unpacked(b"123") == unpacked("text") == ()


def test_versions_of_a_story_become_a_family(archive: Archive, add: Add, article: Make, versions: Versions) -> None:
    story, other = versions.story(300), versions.story(300)
    (first,) = add(article(story))
    assert family_of(archive, first) is None
    (lone,) = add(article(other))
    (second,) = add(article(versions.edited(story, 0.1)))
    (third,) = add(article(versions.cut(story, 0.5)))
    assert family_of(archive, first) == family_of(archive, second) == family_of(archive, third) == first.id
    assert family_of(archive, lone) is None
    assert [member.id for member in archive.families.members(first.id)] == [first.id, second.id, third.id]
    assert archive.families.sizes() == [(first.id, 3)]


def test_versions_in_one_batch_become_a_family(archive: Archive, add: Add, article: Make, versions: Versions) -> None:
    story = versions.story(300)
    made = add(article(versions.story(200)), article(story), article(story + " And more."))
    assert [family_of(archive, one) for one in made] == [None, made[1].id, made[1].id]


def test_a_family_does_not_depend_on_the_order_of_import(tmp_path: Path, article: Make, versions: Versions) -> None:
    story = versions.story(400)
    texts = [story, versions.edited(story, 0.1), versions.cut(story, 0.5), versions.story(400), versions.story(90)]
    for seed in range(4):
        random.Random(seed).shuffle(texts)
        archive = Archive.create(tmp_path / str(seed))
        made = [article(text) for text in texts]
        archive.articles.add_many(made, {one.source.sha256: one.source.raw.encode() for one in made})
        ((_, size),) = archive.families.sizes()
        assert size == 3
        archive.close()


def test_two_families_that_are_one_keep_the_id_of_the_older(
    archive: Archive, add: Add, article: Make, versions: Versions
) -> None:
    story = versions.story(600)
    start, end = versions.cut(story, 0.45), " ".join(story.split(" ")[-250:])
    (a1,), (b1,) = add(article(start)), add(article(end))
    (a2,), (b2,) = add(article(start + " One.")), add(article(end + " Two."))
    assert (family_of(archive, a1), family_of(archive, b1)) == (a1.id, b1.id)
    (whole,) = add(article(story))
    assert {family_of(archive, one) for one in (a1, a2, b1, b2, whole)} == {a1.id}
    assert archive.families.members(b1.id) == []


def test_the_search_is_told_of_every_article_whose_family_changes(
    archive: Archive, add: Add, article: Make, versions: Versions
) -> None:
    story = versions.story(300)
    (first,) = add(article(story))
    before = archive.human_layer.head()
    (second,) = add(article(story + " And more."))
    assert isinstance(first, Added)
    assert isinstance(second, Added)
    assert archive.human_layer.since(before, 10) == [first.number, second.number]


def test_the_trash_takes_nobody_out_of_a_family(archive: Archive, add: Add, article: Make, versions: Versions) -> None:
    story = versions.story(300)
    first, _ = add(article(story), article(story + " And more."))
    assert isinstance(first, Added)
    archive.articles.set_trashed([first.number], True, "ann")
    assert [member.is_trashed for member in archive.families.members(first.id)] == [True, False]
    assert archive.families.sizes() == []
    (third,) = add(article(story + " And still more."))
    assert family_of(archive, third) == first.id
    archive.articles.set_trashed([first.number], False, "ann")
    assert archive.families.sizes() == [(first.id, 3)]


def test_short_texts_are_in_no_family(archive: Archive, add: Add, article: Make) -> None:
    made = add(article("Lost: a dog."), article("Lost: a dog. Again."))
    assert [family_of(archive, one) for one in made] == [None, None]
    assert archive.families.waiting() == 0


def test_a_phrase_of_many_stories_leads_nowhere(archive: Archive, add: Add, article: Make, versions: Versions) -> None:
    stories = [article(versions.story(120)) for _ in range(MOST_UNDER_A_KEY + 8)]
    common = sketch(stories[0].clean)[0]
    originals = {one.source.sha256: one.source.raw.encode() for one in stories}
    sketches = [tuple(sorted({common, *sketch(one.clean)})) for one in stories]
    archive.articles.add_many(stories, originals, sketches=sketches)
    with archive.reading() as db:
        (under,) = db.execute("SELECT count(*) FROM sketch_key WHERE hash = ?", (key_of(common),)).fetchone()
    assert under <= MOST_UNDER_A_KEY
    assert archive.families.sizes() == []


def test_a_sketch_made_anew_takes_the_place_of_the_old(
    archive: Archive, add: Add, article: Make, versions: Versions
) -> None:
    story, other = versions.story(300), versions.story(300)
    (first,), (second,) = add(article(story)), add(article(other))
    assert isinstance(second, Added)
    assert archive.families.keep([(second.number, sketch(story + " As it reads now."))]) == [1, 2]
    assert family_of(archive, second) == first.id
    with archive.reading() as db:
        old = {key_of(value) for value in sketch(other)}
        keys = {int(row[0]) for row in db.execute("SELECT hash FROM sketch_key WHERE article = ?", (second.number,))}
    assert not keys & old
    (third,) = add(article(other + " Nobody is like it any more."))
    assert family_of(archive, third) is None


def test_articles_without_a_sketch_are_caught_up_with(
    archive: Archive, add: Add, article: Make, versions: Versions
) -> None:
    story = versions.story(300)
    made = add(article(story), article(versions.story(100)), article(story + " And more."))
    archive.families.forget()
    assert [family_of(archive, one) for one in made] == [None, None, None]
    assert archive.families.waiting() == 3
    assert archive.families.without_sketch(0, 2) == [1, 2]
    for number in archive.families.without_sketch(0, 10):
        archive.families.keep([(number, sketch(archive.articles.get(number).clean))])
    assert archive.families.waiting() == 0
    assert [family_of(archive, one) for one in made] == [made[0].id, None, made[0].id]


def test_what_fails_leaves_no_half_family(
    archive: Archive, add: Add, article: Make, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = versions.story(300)
    add(article(story))
    with monkeypatch.context() as patch:
        patch.setattr(families._Placing, "_put_under", _fail)
        with pytest.raises(ZeroDivisionError):
            add(article(story + " And more."))
    assert archive.families.sizes() == []
    assert archive.families.waiting() == 0
    assert len(archive.articles.all_numbers()) == 1


def _fail(*_: object) -> None:
    raise ZeroDivisionError


def test_an_archive_from_before_families_opens_and_can_be_caught_up_with(
    tmp_path: Path, article: Make, versions: Versions
) -> None:
    made = Archive.create(tmp_path / "old")
    one = article(versions.story(200))
    made.articles.add_many([one], {one.source.sha256: one.source.raw.encode()})
    made.close()
    with closing(sqlite3.connect(made.file)) as db:
        db.executescript(
            "DROP TABLE sketch; DROP TABLE sketch_key; DROP INDEX article_family; PRAGMA user_version = 3;"
        )
        db.executescript("DROP TABLE IF EXISTS human_change; DROP TABLE IF EXISTS synonym;")
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if name not in KNOWN_BEFORE and not name.startswith("sqlite_"):
                db.execute(f"DROP TABLE {name}")
        db.commit()
    opened = Archive.open(tmp_path / "old")
    assert opened.families.waiting() == 1
    opened.close()


KNOWN_BEFORE = {
    "meta", "original", "article", "content", "sighting", "confirmed", "repair_choice", "rule_switch", "hand_repair",
    "tag", "article_tag", "annotation", "event", "outbox", "saved_search", "lineage", "word_run", "word_snapshot",
    "teaching", "former_layer",
}  # fmt: skip
