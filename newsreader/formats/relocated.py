"""Articles read from copies on disk, told of as lying where the originals are."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from newsreader.domain.article import SourceArticle
from newsreader.domain.issue import PageImage, PartFile, SourceIssue, SourcePage
from newsreader.formats.xml_documents import Problem


class Relocated:
    """Reads what was copied to a folder, and puts the place of the originals for that folder everywhere."""

    def __init__(
        self,
        copies: Path,
        originals: Path,
        read: Callable[[Problem | None], Iterator[SourceArticle]],
        heads: AbstractSet[str] = frozenset(),
    ) -> None:
        """Begins.

        Args:
            copies: The folder of the copies.
            originals: What stands for it in all that is told, such as the path of a container.
            read: Reads a file in that folder.
            heads: Names of those copies that are only the beginning of the original.
        """
        self._heads = heads
        self._copies = copies
        self._originals = originals
        self._read = read

    def articles(self, on_problem: Problem | None) -> Iterator[SourceArticle]:
        """The articles of the file, with all paths as those of the originals."""

        def tell(part: Path, reason: str, remedy: str) -> None:
            if on_problem:
                on_problem(Path(self._path(str(part))), reason, remedy)

        issues: dict[int, tuple[SourceIssue, SourceIssue]] = {}
        for article in self._read(tell):
            issue = article.issue
            if issue is not None:
                issue = issues.setdefault(id(issue), (issue, self._issue(issue)))[1]
            yield replace(article, path=self._path(article.path), issue=issue)

    def _path(self, path: str) -> str:
        place = Path(path)
        return str(self._originals / place.relative_to(self._copies)) if place.is_relative_to(self._copies) else path

    def _issue(self, issue: SourceIssue) -> SourceIssue:
        pages = tuple(map(self._page, issue.pages))
        return replace(issue, pages=pages, parts=tuple(map(self._part, issue.parts)))

    def _page(self, page: SourcePage) -> SourcePage:
        text = self._part(page.text) if page.text else None
        return replace(page, text=text, image=self._image(page.image) if page.image else None)

    def _part(self, part: PartFile) -> PartFile:
        return replace(part, path=self._path(part.path))

    def _image(self, image: PageImage) -> PageImage:
        return replace(image, path=self._path(image.path), place=self._place(image))

    def _place(self, image: PageImage) -> str:
        """Where the whole picture is on the disk; "" when it has to be opened in the container."""
        place = Path(image.place or image.path)
        if not place.is_relative_to(self._copies):
            return image.place
        return "" if place.relative_to(self._copies).as_posix() in self._heads else str(place)
