"""What every unit test may use: a home of its own, and articles made to measure without the text rules."""

import hashlib
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.domain.repair import Repair
from newsreader.services.session import Session


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, cache and archives of this test alone."""
    folder = tmp_path / "home"
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"NEWSREADER_{name}_DIR", str(folder / name.lower()))
    return folder


@pytest.fixture
def hang_guard() -> Iterator[None]:
    """Ends a test that computes for a minute: it guards against hanging, and says nothing about speed."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(*_: object) -> None:
        raise AssertionError("still computing after 60 seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, 60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def prepared_article(
    raw: str = "The Globe\n\nTruce at the har- bour\n\nThe strike is over.\n",
    *,
    path: str = "/in/a.txt",
    encoding: str = "utf-8",
    data: bytes | None = None,
    confidence: float = 0.9,
    confidences: dict[str, float] | None = None,
    hints: dict[str, str] | None = None,
    member: str = "",
    repairs: tuple[Repair, ...] | None = None,
    **fields: Any,
) -> PreparedArticle:
    """An article with these fields; every "- " in it is repaired unless repairs are given."""
    bytes_ = raw.encode(encoding) if data is None else data
    if repairs is None:
        places = [at for at in range(len(raw)) if raw.startswith("- ", at)]
        repairs = tuple(Repair("hyphen.join", at, at + 2, "- ", "", 0.9) for at in places)
    clean, at = "", 0
    for repair in repairs:
        clean += raw[at : repair.start] + repair.after
        at = repair.end
    clean += raw[at:]
    stated = {
        name: Field(name, value, Evidence("option", 1.0, source="option")) for name, value in (hints or {}).items()
    }
    found = {
        name: Field(name, value, Evidence(f"test.{name}", (confidences or {}).get(name, confidence), 0, 3))
        for name, value in fields.items()
    }
    sha256 = hashlib.sha256(bytes_).hexdigest()
    source = SourceArticle(raw, path, "text", encoding, sha256, len(bytes_), member, stated)
    return PreparedArticle(source, repairs, {**found, **stated}, clean, 0.9, "test.1")


@pytest.fixture
def article() -> Callable[..., PreparedArticle]:
    """Makes prepared articles; see `prepared_article`."""
    return prepared_article


@pytest.fixture
def original() -> Callable[..., dict[str, bytes]]:
    """The originals of prepared articles whose raw text is the whole file."""

    def of(*articles: PreparedArticle) -> dict[str, bytes]:
        return {one.source.sha256: one.source.raw.encode(one.source.encoding) for one in articles}

    return of


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on a new archive."""
    with Session.open(tmp_path / "archive", create=True) as opened:
        opened.user = "ann"
        yield opened


@pytest.fixture
def add_to(session: Session) -> Callable[..., list[str]]:
    """Adds prepared articles to the session's archive and gives their ids."""

    def these(*articles: PreparedArticle) -> list[str]:
        originals = {one.source.sha256: one.source.raw.encode(one.source.encoding) for one in articles}
        return [outcome.id for outcome in session.archive.articles.add_many(articles, originals, "test", "ann")]

    return these
