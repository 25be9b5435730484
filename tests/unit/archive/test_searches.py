import pytest

from newsreader.archive.archive import Archive
from newsreader.domain.query import Filters
from newsreader.errors import UsageError

FILTERS = Filters({"country": frozenset(["CA", ""])}, {"tag": frozenset(["sea"])})


def test_a_search_is_kept_under_its_name(archive: Archive) -> None:
    assert archive.searches.save(" My   strikes ", "strike OR lockout", FILTERS, "ann") is None
    found = archive.searches.get("My strikes")
    assert found is not None
    assert (found.query, found.filters, found.by) == ("strike OR lockout", FILTERS, "ann")
    assert archive.searches.save("My strikes", "strike", Filters(), "bob") == found
    assert [search.query for search in archive.searches.all()] == ["strike"]
    deleted = archive.searches.delete("My strikes")
    assert deleted is not None
    assert deleted.query == "strike"
    assert archive.searches.delete("My strikes") is None
    with pytest.raises(UsageError):
        archive.searches.save("  ", "x", Filters(), "ann")


@pytest.mark.parametrize("stored", ["{", "[]", '{"include": 1}', '{"include": {"a": 1}, "exclude": {}}', b"\xff"])
def test_nonsense_in_a_strangers_archive_filters_nothing(archive: Archive, stored: object) -> None:
    archive.searches.save("one", "x", FILTERS, "ann")
    with archive.writing() as db:
        db.execute("UPDATE saved_search SET filters = ?", (stored,))
    assert archive.searches.all()[0].filters == Filters()
