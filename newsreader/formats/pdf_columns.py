"""Pages of a PDF in columns whose type is known: headlines are what is set larger, bolder or in capitals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from newsreader.domain.page import PrintedPage, TextLine
from newsreader.formats import segmentation
from newsreader.formats.pdf_lines import is_bold, size_of
from newsreader.formats.segmentation import Proposal

_LARGER: Final = 1.08
_FEWEST_LETTERS: Final = 4
_EVEN: Final = 0.8


def is_typeset(page: PrintedPage) -> bool:
    """Whether the words of nearly every line are of one size: recognition gives each word a size of its own."""
    lines = [line for block in page.blocks for line in block.lines if len(line.words) > 2]
    even = sum(len({size_of(word) for word in line.words}) == 1 for line in lines)
    return even >= _EVEN * len(lines)


def propose(page: PrintedPage) -> list[Proposal]:
    """The articles of a page by its layout, without those that begin with what is set like the text around it."""
    words = [word for block in page.blocks for line in block.lines for word in line.words]
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[size_of(word)] += len(word.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    may_be_bold = 2 * sum(map(is_bold, words)) < len(words)
    kept: list[Proposal] = []
    for found in segmentation.propose(page):
        heads = _heads(found.heads, usual, may_be_bold=may_be_bold)
        body = (*found.heads[len(heads) :], *found.body)
        if not heads and found.heads and kept:
            kept[-1] = replace(kept[-1], body=(*kept[-1].body, *body))
        elif heads or body:
            kept.append(Proposal(heads, body, found.confidence if heads else min(found.confidence, 0.3)))
    return kept


def are_one(proposals: Mapping[int, Sequence[Proposal]]) -> bool:
    """Whether the pages of a document hold one article in columns: nothing else has a headline."""
    return sum(bool(each.heads) for page in proposals.values() for each in page) <= 1


def in_order(proposals: Sequence[Proposal]) -> list[TextLine]:
    """The lines of a page in the order in which they are read."""
    return [line for each in proposals for line in (*each.heads, *each.body)]


def _heads(lines: tuple[TextLine, ...], usual: float, *, may_be_bold: bool) -> tuple[TextLine, ...]:
    """The lines of a head down to the last one that is set apart."""
    last = 0
    for at, line in enumerate(lines, 1):
        if _is_set_apart(line, usual, may_be_bold=may_be_bold):
            last = at
    return lines[:last]


def _is_set_apart(line: TextLine, usual: float, *, may_be_bold: bool) -> bool:
    letters = [letter for word in line.words for letter in word.text if letter.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return False
    if max(map(size_of, line.words)) >= _LARGER * usual:
        return True
    return (may_be_bold and all(map(is_bold, line.words))) or all(map(str.isupper, letters))
