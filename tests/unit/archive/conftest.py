from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.domain.article import PreparedArticle


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "archive", "Test")
    yield made
    made.close()


@pytest.fixture
def add(archive: Archive, original: Callable[..., dict[str, bytes]]) -> Callable[..., list[Outcome]]:
    def these(*articles: PreparedArticle) -> list[Outcome]:
        return archive.articles.add_many(articles, original(*articles), "newsreader test", "ann")

    return these
