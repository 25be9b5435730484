import hashlib
import zlib
from collections.abc import Callable

import pytest

from newsreader.archive.adding import Added, Duplicate, Outcome, Unchanged
from newsreader.archive.archive import Archive
from newsreader.domain.article import PreparedArticle
from newsreader.domain.ids import article_id
from newsreader.errors import DiskFull, NewsreaderError

Make = Callable[..., PreparedArticle]
Add = Callable[..., list[Outcome]]


def test_an_article_comes_back_as_it_went_in(archive: Archive, add: Add, article: Make) -> None:
    made = article(headline="Truce at the harbour", paper="The Globe", byline=("A. B.", "C. D."), byline_complete=False)
    (added,) = add(made)
    assert added == Added(1, article_id(made.source.sha256))
    found = archive.articles.get(1)
    assert found.raw == made.source.raw
    assert found.repairs == made.repairs
    assert found.fields == made.fields
    assert found.clean == made.clean
    assert found.quality == made.quality
    assert found.rules == "test.1"
    assert (found.file.path, found.file.bytes, found.file.encoding) == ("/in/a.txt", len(made.source.raw), "utf-8")
    assert found.file.importer == "newsreader test"
    assert found.file.imported_at == found.added
    assert (found.is_read, found.is_starred, found.is_reviewed, found.trashed, found.tags) == (False,) * 3 + (None, ())


def test_the_same_file_again_changes_nothing(archive: Archive, add: Add, article: Make) -> None:
    (first,) = add(article())
    before = archive.outbox.head()
    assert add(article()) == [Unchanged("/in/a.txt", first.id)]
    assert archive.outbox.head() == before
    assert archive.articles.get(1).file.also_at == ()


def test_the_same_bytes_from_elsewhere_are_a_duplicate(archive: Archive, add: Add, article: Make) -> None:
    (first,) = add(article())
    assert add(article(path="/in/b.txt")) == [Duplicate("/in/b.txt", first.id)]
    assert add(article(path="/in/b.txt")) == [Unchanged("/in/b.txt", first.id)]
    assert archive.articles.get(1).file.also_at == ("/in/b.txt",)
    assert archive.articles.count() == 1


def test_the_same_text_saved_with_other_line_ends_is_a_duplicate(archive: Archive, add: Add, article: Make) -> None:
    (first,) = add(article("One\nTwo\n"))
    assert add(article("One\r\nTwo", path="/in/b.txt")) == [Duplicate("/in/b.txt", first.id)]
    assert archive.originals.count() == 1


def test_the_same_text_stated_to_be_of_another_paper_is_another_article(add: Add, article: Make) -> None:
    (first,) = add(article("Wire story\n", hints={"paper": "A"}))
    (second,) = add(article("Wire story\r\n", path="/in/b.txt", hints={"paper": "B"}))
    assert isinstance(second, Added)
    assert second.id != first.id


def test_duplicates_within_one_batch_are_found(archive: Archive, add: Add, article: Make) -> None:
    outcomes = add(article("X"), article("X"), article("X", path="/in/b"), article("X\n", path="/in/c"), article("Y"))
    assert [type(outcome) for outcome in outcomes] == [Added, Unchanged, Duplicate, Duplicate, Added]
    assert [row.number for row in archive.articles.rows([1, 2, 3])] == [1, 2]
    assert archive.articles.get(1).file.also_at == ("/in/b", "/in/c")


def test_two_articles_of_one_file_share_its_original(archive: Archive, article: Make) -> None:
    data = b'{"one": 1}\n{"two": 2}\n'
    made = [article(text, data=data, member=member) for text, member in (("one", "1"), ("two", "2"))]
    outcomes = archive.articles.add_many(made, {made[0].source.sha256: data})
    assert len({outcome.id for outcome in outcomes}) == 2
    assert [archive.articles.get(number).raw for number in (1, 2)] == ["one", "two"]
    assert archive.originals.get(made[0].source.sha256) == data


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Café “x”\r\n".encode("cp1252"), "cp1252"),
        (b"\xef\xbb\xbfBOM", "utf-8-sig"),
        (b"\xff\xfeB\x00O\x00M\x00", "utf-16-le"),
        (b"nothing known", "no-such-encoding"),
        (b"broken \xe9 utf-8", "utf-8"),
    ],
)
def test_raw_text_and_bytes_survive_every_encoding(archive: Archive, article: Make, data: bytes, encoding: str) -> None:
    raw = data.decode("utf-8-sig" if encoding == "no-such-encoding" else encoding, "replace").removeprefix("\ufeff")
    made = article(raw, data=data, encoding=encoding)
    archive.articles.add_many([made], {made.source.sha256: data})
    found = archive.articles.get(1)
    assert found.raw == raw
    assert archive.originals.get(found.file.sha256) == data


def test_lone_surrogates_are_kept_in_the_text_and_shown_as_question_marks(archive: Archive, article: Make) -> None:
    made = article("a \ud800 b", data=b"x", headline="a \ud800 b")
    archive.articles.add_many([made], {made.source.sha256: b"x"})
    assert archive.articles.get(1).raw == "a \ud800 b"
    assert archive.articles.get(1).fields["headline"].value == "a \ud800 b"
    assert archive.articles.rows([1])[0].headline == "a ? b"


def test_the_import_is_one_event_and_each_article_is_posted_to_the_index(
    archive: Archive, add: Add, article: Make
) -> None:
    add(article("One"), article("Two"), article("One", path="/in/b"))
    (event,) = archive.events.recent()
    assert (event.kind, event.by, event.article) == ("import", "ann", None)
    assert (event.detail["added"], event.detail["duplicates"]) == (2, 1)
    assert [number for _, number in archive.outbox.since(0)] == [1, 2]
    assert [event.kind for event in archive.events.of_article(1)] == ["import"]


def test_a_batch_that_fails_leaves_nothing(archive: Archive, add: Add, article: Make) -> None:
    add(article("One"))
    missing_original = article("Two")
    with pytest.raises(NewsreaderError):
        archive.articles.add_many([missing_original], {})
    assert archive.articles.count() == 1
    assert archive.originals.count() == 1
    add(article("Three"))
    assert archive.articles.count() == 2


def test_a_full_disk_is_told_and_leaves_nothing(archive: Archive, article: Make) -> None:
    with archive.writing() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
    noise = [hashlib.sha512(bytes([n])).hexdigest() * 100 for n in range(50)]
    made = [article(raw) for raw in noise]
    with pytest.raises(DiskFull, match="No room left"):
        archive.articles.add_many(made, {one.source.sha256: one.source.raw.encode() for one in made})
    assert archive.articles.count() == 0
    with archive.writing() as db:
        db.execute("PRAGMA max_page_count = 1000000")
    archive.articles.add_many(made, {one.source.sha256: one.source.raw.encode() for one in made})
    assert archive.articles.count() == 50


def test_known_files_are_told_by_path_and_bytes(archive: Archive, add: Add, article: Make) -> None:
    made = article("One")
    (first,) = add(made)
    sha256 = made.source.sha256
    assert archive.articles.known([("/in/a.txt", sha256), ("/in/b.txt", sha256), ("/in/a.txt", "0" * 64)]) == {
        ("/in/a.txt", sha256): first.id
    }
    assert archive.articles.known_sha256s([sha256, "0" * 64]) == {sha256: first.id}
    assert archive.articles.note_sightings([("/in/b.txt", sha256), ("/in/a.txt", sha256)]) == 1
    assert archive.articles.get(1).file.also_at == ("/in/b.txt",)


def test_a_file_name_that_is_no_unicode_is_known_again(archive: Archive, add: Add, article: Make) -> None:
    first, second = article("One", path="/in/\udcff.txt"), article("Two", path="/in/\udcfe.txt")
    add(first, second)
    assert archive.articles.get(1).file.path == "/in/\\udcff.txt"
    asked = [(one.source.path, one.source.sha256) for one in (first, second)]
    assert list(archive.articles.known(asked)) == asked
    assert [type(one) for one in add(first, second)] == [Unchanged, Unchanged]


def test_numbers_go_on_and_ids_follow_from_the_bytes(archive: Archive, add: Add, article: Make) -> None:
    add(article("One"))
    archive.articles.set_trashed([1], True, "ann")
    (second,) = add(article("Two"))
    assert isinstance(second, Added)
    assert second.number == 2
    assert isinstance(add(article("One"))[0], Unchanged)


def test_originals_are_packed_and_refuse_a_bomb(archive: Archive, add: Add, article: Make) -> None:
    made = article("One " * 500)
    add(made)
    sha256 = made.source.sha256
    with archive.reading() as db:
        assert len(db.execute("SELECT data FROM original").fetchone()[0]) < 100
    assert archive.originals.total_bytes() == 2_000
    for broken in (zlib.compress(b"x" * 10_000_000), b"no zlib", zlib.compress(b"short"), "text"):
        with archive.writing() as db:
            db.execute("UPDATE original SET data = ?", (broken,))
        with pytest.raises(NewsreaderError, match="cannot be unpacked"):
            archive.originals.get(sha256)
        assert not archive.originals.is_sound(sha256)
        with pytest.raises(NewsreaderError, match="text of article"):
            archive.articles.get(1)
    with pytest.raises(NewsreaderError, match="No original"):
        archive.originals.get("0" * 64)
