"""The words of a page that belong to no article: mastheads, notices of the printer, columns nobody marked.

They are laid out as one further text for each page, so that whatever is printed can be searched for. It is marked as
the rest of its page and is not counted among the articles of its issue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.domain.issue import SourcePage
from newsreader.formats.printed import PageWords, Placed, lay_out

MEMBER: Final = "rest-of-page-"
RULE: Final = "headline.rest-of-page"


def rests(articles: Sequence[SourceArticle]) -> Iterator[SourceArticle]:
    """The rest of each page of an issue; none of a page all words of which are in articles.

    Args:
        articles: All of one file.
    """
    first = next((article for article in articles if article.issue is not None), None)
    if first is None or first.issue is None:
        return
    taken: dict[int, set[int]] = {}
    for article in articles:
        if article.places is not None:
            for number, word in zip(article.places.pages, article.places.words, strict=True):
                taken.setdefault(number, set()).add(word)
    for page in first.issue.pages:
        parts = _parts(page, taken.get(page.number, set()))
        if parts:
            yield _rest(first, page, parts)


def _parts(page: SourcePage, taken: set[int]) -> list[list[Placed]]:
    """The words left over, a part for each run within a block; none when there is no word of two letters."""
    if page.printed is None:
        return []
    words = PageWords(page.printed, page.number).words
    parts: list[list[Placed]] = []
    start = 0
    for block in page.printed.blocks:
        end = start + sum(len(line.words) for line in block.lines)
        last = -2
        for at in range(start, end):
            if at in taken:
                continue
            if at == last + 1:
                parts[-1].append(words[at])
            else:
                parts.append([words[at]])
            last = at
        start = end
    is_readable = any(sum(map(str.isalpha, placed.word.text)) > 1 for part in parts for placed in part)
    return parts if is_readable else []


def _rest(first: SourceArticle, page: SourcePage, parts: list[list[Placed]]) -> SourceArticle:
    assert first.issue is not None  # noqa: S101  whoever calls has looked
    name = page.label or str(page.number)
    hints = dict(first.issue.fields)
    found = Evidence(RULE, 1.0, source="metadata", detail="the words of the page that belong to no article")
    hints["headline"] = Field("headline", f"Rest of page {name}", found)
    hints["page"] = Field("page", name, Evidence("page.rest-of-page", 0.95, source="metadata"))
    printed = lay_out(parts)
    return replace(
        first,
        raw=printed.raw,
        member=f"{MEMBER}{page.number}",
        hints=hints,
        body=(0, len(printed.raw)),
        repairs=printed.repairs,
        places=replace(printed.places([("text", len(part)) for part in parts]), is_rest=True),
        confidence=printed.confidence,
    )
