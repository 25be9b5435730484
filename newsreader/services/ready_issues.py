"""The issue of a file that was read, made ready for the archive in the worker that read it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from newsreader.archive.ready import PackedFile, ReadyArticle, pack_file
from newsreader.archive.ready_issue import (
    Prints,
    ReadyImage,
    ReadyIssue,
    ReadyPrint,
    boxes_from_json,
    make_ready_issue,
)
from newsreader.archive.shown import one_line
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.field import Field
from newsreader.domain.importing import ImportFailure
from newsreader.domain.issue import PartFile, PrintedOn, Printing, SourceIssue, SourcePage
from newsreader.domain.page import Box
from newsreader.formats.rest_of_page import rests
from newsreader.services.page_files import MISSING, WITHIN, ImageLook, stored_place
from newsreader.services.stated_fields import with_stated
from newsreader.text.knowledge import Knowledge
from newsreader.text.prepare import prepare


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """An issue.

    Attributes:
        issue: It.
        files: It was read from besides the describing one.
        problems: What is wrong with pictures that are there.
        skips: Pictures that were to be copied and are not there; many an issue names more than was delivered.
    """

    issue: ReadyIssue
    files: tuple[PackedFile, ...]
    problems: tuple[ImportFailure, ...]
    skips: tuple[ImportFailure, ...] = ()


def prepare_all(
    sources: Iterable[SourceArticle], stated: Mapping[str, Field], knowledge: Knowledge
) -> tuple[PreparedArticle, ...]:
    """The articles of one file, and the rest of each of its pages, prepared."""
    found = [*sources]
    articles = [prepare(with_stated(source, stated), knowledge) for source in found]
    return (*articles, *(prepare_rest(with_stated(rest, stated), knowledge) for rest in rests(found)))


def prepare_rest(source: SourceArticle, knowledge: Knowledge) -> PreparedArticle:
    """The rest of a page prepared: it has the fields of its issue, and none that loose words may look like."""
    prepared = prepare(source, knowledge)
    kept = {name: field for name, field in prepared.fields.items() if name in source.hints or name in _DERIVED}
    return replace(prepared, fields=kept)


_DERIVED: Final = frozenset({"language", "country", "region", "subdivision"})


def ready_issue(
    articles: Sequence[PreparedArticle], stated: Mapping[str, Field], copies: Path | None = None
) -> ReadIssue | None:
    """The issue these articles of one file are of; None when no pages are known.

    Args:
        articles: Of one file.
        stated: Fields stated for the whole import; they beat what the file says of the issue.
        copies: Where page images are copied to; None to leave them where they are.

    Raises:
        DiskFull: There is no room for the copies.
    """
    first, issue = _first(articles)
    if first is None or issue is None:
        return None
    look, images = ImageLook(copies), dict[int, ReadyImage]()
    problems: list[ImportFailure] = []
    skips: list[ImportFailure] = []
    for page in issue.pages:
        if page.image is None:
            continue
        image = images[page.number] = look.at(page.image)
        if image.problem == MISSING:
            skips += [ImportFailure(page.image.path, image.problem, _remedy(image))] if copies is not None else []
        elif image.problem and image.problem != WITHIN:
            problems.append(ImportFailure(page.image.path, image.problem, _remedy(image)))
    parts = [part for part in (*(page.text for page in issue.pages), *issue.parts) if part is not None]
    digests = {part.href: hashlib.sha256(part.data).hexdigest() if part.data else "" for part in parts}
    files = [(part.href, stored_place(part.path), digests[part.href]) for part in parts]
    fields = {**_of_articles(articles), **issue.fields, **stated}
    ready = make_ready_issue(first.source, fields, images, files)._replace(path=stored_place(first.source.path))
    return ReadIssue(ready, _packed(parts, digests), tuple(problems), tuple(skips))


def read_again(articles: Sequence[PreparedArticle]) -> ReadyIssue | None:
    """The issue of articles read from what the archive keeps: its words anew, its files and pictures as they are."""
    first, issue = _first(articles)
    if first is None or issue is None:
        return None
    return make_ready_issue(first.source, {**_of_articles(articles), **issue.fields}, {}, [])


def _first(articles: Sequence[PreparedArticle]) -> tuple[PreparedArticle | None, SourceIssue | None]:
    first = next((article for article in articles if article.source.issue is not None), None)
    return first, first.source.issue if first else None


def with_prints(ready: Sequence[ReadyArticle], articles: Sequence[PreparedArticle]) -> tuple[ReadyArticle, ...]:
    """The articles with where they are printed; two alike at different places of an issue are no duplicates."""
    seen: dict[str, int] = {}
    found: list[ReadyArticle] = []
    for row, printed in zip(ready, prints_of(articles), strict=True):
        if printed is None:
            found.append(row)
            continue
        # The rest of a page may be all of an article that is still to come.
        mark = f"{row.fingerprint}{' rest' * printed.is_rest}"
        times = seen[mark] = seen.get(mark, 0) + 1
        if printed.is_rest or times > 1:
            mark = hashlib.sha256(f"{mark}\n{times}".encode()).hexdigest()
        found.append(row._replace(fingerprint=mark, printed=printed))
    return tuple(found)


def prints_of(articles: Sequence[PreparedArticle]) -> Iterator[ReadyPrint | None]:
    """Where each article is printed; None when that is not known."""
    prints: Prints | None = None
    of: SourceIssue | None = None
    for article in articles:
        issue, places = article.source.issue, article.source.places
        if issue is None or places is None:
            yield None
            continue
        if prints is None or of is not issue:
            prints, of = Prints(issue), issue
        yield prints.of(places)


class Printings:
    """Where articles are printed, for their records."""

    def __init__(self) -> None:
        self._issue: SourceIssue | None = None
        self._prints: Prints | None = None

    def of(self, article: PreparedArticle) -> Printing | None:
        """Of one article; None when no pages are known."""
        issue, places = article.source.issue, article.source.places
        if issue is None or places is None:
            return None
        if self._prints is None or issue is not self._issue:
            self._issue, self._prints = issue, Prints(issue)
        shown = {name: one_line(field.value) for name, field in {**article.fields, **issue.fields}.items()}
        title, date, edition = (shown.get(name, "") for name in ("paper", "date", "edition"))
        pages = {page.number: page for page in issue.pages}
        on = tuple(
            _printed_on(pages[number], boxes_from_json(boxes)) for number, boxes in self._prints.of(places).boxes
        )
        return Printing(title, date, edition, len(issue.pages), on, places.is_proposed, places.is_rest)


def _printed_on(page: SourcePage, boxes: tuple[Box, ...]) -> PrintedOn:
    width, height = (page.printed.width, page.printed.height) if page.printed else (0, 0)
    return PrintedOn(page.number, page.label, width, height, boxes)


def _packed(parts: Sequence[PartFile], digests: Mapping[str, str]) -> tuple[PackedFile, ...]:
    by_digest = {digests[part.href]: part.data for part in parts if part.data}
    return tuple(pack_file(sha256, data) for sha256, data in by_digest.items())


def _of_articles(articles: Sequence[PreparedArticle]) -> dict[str, Field]:
    """Paper, date and edition as its articles have them, for an issue whose file does not state its own."""
    found: dict[str, Field] = {}
    for name in ("paper", "date", "edition"):
        field = next((article.fields[name] for article in articles if name in article.fields), None)
        if field is not None:
            found[name] = field
    return found


def _remedy(image: ReadyImage) -> str:
    if not image.sha256:
        return "Put it where its issue says it is, then import the issue again."
    return "Fetch it again, then import the issue again; the words of the page are kept."
