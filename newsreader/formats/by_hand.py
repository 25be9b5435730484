"""Articles whose words a person chose on the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.domain.page import PrintedPage, TextLine
from newsreader.domain.page_layout import TEXT, Layout, PrintedWord
from newsreader.formats.printed import PageWords, Placed, lay_out
from newsreader.formats.segmentation import begins_paragraph

RULE: Final = "page-by-hand"
_HEADS: Final = frozenset({"headline", "subheadline", "overline"})


def compose(
    blank: SourceArticle, pages: Mapping[int, PrintedPage], layout: Layout, labels: Mapping[int, str]
) -> SourceArticle:
    """The article that these words make up.

    Args:
        blank: What is known of it without its words: file, member, hints about the issue.
        pages: With the words, by number of the page in the issue.
        layout: Of the article; words that its page does not have are left out.
        labels: Numbers of the pages as printed, by number in the issue.
    """
    sheets = {number: _Sheet.of(page, number) for number, page in pages.items()}
    parts: list[tuple[str, list[Placed]]] = []
    for piece in sorted(layout, key=lambda piece: piece.kind not in _HEADS):
        lines = _lines(piece.words, sheets)
        runs = _paragraphs(lines) if piece.kind == TEXT else [lines]
        parts += [(piece.kind, [placed for _, run in paragraph for placed in run]) for paragraph in runs if paragraph]
    heads = sum(kind in _HEADS for kind, _ in parts)
    printed = lay_out([placed for _, placed in parts])
    start = printed.spans[heads][0] if heads < len(parts) else 0
    hints = dict(blank.hints)
    for kind in ("headline", "subheadline"):
        at = next((at for at, (name, _) in enumerate(parts) if name == kind), None)
        hints.pop(kind, None)
        if at is not None:
            words = " ".join(placed.word.text for placed in parts[at][1])
            hints[kind] = _chosen(kind, words, printed.spans[at] if heads < len(parts) else None)
    if parts:
        number = parts[min(heads, len(parts) - 1)][1][0].page
        hints["page"] = _chosen("page", labels.get(number) or str(number), None)
    return replace(
        blank,
        raw=printed.raw,
        hints=hints,
        body=(start, len(printed.raw)),
        repairs=tuple(repair for repair in printed.repairs if repair.start >= start),
        confidence=printed.confidence,
        places=replace(printed.places([(kind, len(placed)) for kind, placed in parts]), is_by_hand=True),
    )


class _Sheet(NamedTuple):
    """The words and the lines of a page by their numbers."""

    words: list[Placed]
    lines: list[TextLine]

    @classmethod
    def of(cls, page: PrintedPage, number: int) -> "_Sheet":
        return cls(PageWords(page, number).words, [line for block in page.blocks for line in block.lines])


_Run = tuple[TextLine, list[Placed]]


def _lines(words: Sequence[PrintedWord], sheets: Mapping[int, _Sheet]) -> list[_Run]:
    """The words by printed line, in their order."""
    known = [sheets[page].words[at] for page, at in words if page in sheets and at < len(sheets[page].words)]
    return [
        (sheets[page].lines[line], list(run))
        for (page, line), run in groupby(known, lambda placed: (placed.page, placed.line))
    ]


def _paragraphs(lines: Sequence[_Run]) -> Iterator[list[_Run]]:
    """The lines cut where a line begins a paragraph by how it stands to the one above."""
    paragraph: list[_Run] = []
    for line, run in lines:
        if paragraph and begins_paragraph(line, paragraph[-1][0]):
            yield paragraph
            paragraph = []
        paragraph.append((line, run))
    if paragraph:
        yield paragraph


def _chosen(name: str, value: str, span: tuple[int, int] | None) -> Field:
    start, end = span or (None, None)
    return Field(name, value, Evidence(f"{name}.{RULE}", 0.98, start, end, "metadata", "chosen on the page"))
