"""What the search index takes in of an article."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from newsreader.domain.article import Article
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import FieldValue
from newsreader.domain.repair import HAND_RULE, Repair
from newsreader.search.dates import key
from newsreader.search.index import IndexDocument
from newsreader.text import authorities

_READ_LINES: Final = ("set-apart.headline", "set-apart.subheadline", "set-apart.byline", "set-apart.dateline")
"""Lines taken out of the text that people still search for; the others are furniture, unless nobody understood them."""

_AROUND: Final = 64
"""Characters of raw text kept on either side of a repair: some eight words."""

_DEEPEST: Final = 20


def document_of(article: Article, *, is_doubtful: bool = False) -> IndexDocument:
    """The index document of an article, without what people add to it: searches look that up themselves.

    Args:
        article: With all its layers.
        is_doubtful: Whether a field of it is doubtful, reviewed or not.
    """
    raw, furniture = raw_passages(article.raw, article.active_repairs, article.fields)
    days = EdtfDate.try_parse(article.shown_text("date"))
    return IndexDocument(
        number=article.number,
        headline=article.shown_text("headline"),
        subheadline=article.shown_text("subheadline"),
        byline=article.shown_text("byline"),
        dateline=article.shown_text("dateline"),
        body=article.clean,
        raw=raw,
        furniture=furniture,
        values=_values(article, is_doubtful=is_doubtful),
        date_low=key(days.earliest) if days else 0,
        date_high=key(days.latest) if days else 0,
        added=_day(article.added),
        quality=article.quality,
    )


def _day(moment: str) -> int:
    digits = moment[:10].replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isdigit() else int(datetime.now(UTC).strftime("%Y%m%d"))


def raw_passages(
    raw: str, repairs: Sequence[Repair], understood: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The raw words around every repair of words, and the lines taken out as furniture.

    Args:
        raw: The raw text.
        repairs: Those that are active, sorted.
        understood: Fields that have a value.

    Returns:
        Passages to search beside the clean text, and passages to search only when asked for.
    """
    read: list[str] = []
    furniture: list[str] = []
    kept: list[tuple[int, int]] = []
    line_starts = [repair.start for repair in repairs if repair.removes_line]
    floor = 0
    for repair in repairs:
        if repair.removes_line:
            line = raw[repair.start : repair.end].strip()
            if line:
                (read if _is_read(repair, understood) else furniture).append(line)
            floor = repair.end
        elif _changes_words(repair, len(raw)):
            after = bisect_left(line_starts, repair.end)
            ceiling = line_starts[after] if after < len(line_starts) else len(raw)
            # What the passage before holds need not be looked at again: a run without a space may have any length.
            known = kept[-1][1] if kept else 0
            start, end = _widened(raw, (repair.start, repair.end), max(floor, known), ceiling, known)
            if kept and start <= kept[-1][1]:
                kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
            else:
                kept.append((start, end))
    return (*read, *(raw[start:end] for start, end in kept)), tuple(furniture)


def _is_read(repair: Repair, understood: Collection[str]) -> bool:
    """Whether a line taken out of the text is searched without being asked for: nothing else in the record tells it."""
    kind, _, field = repair.rule.partition(".")
    return repair.rule.startswith(_READ_LINES) or (kind == "set-apart" and field not in understood)


def raw_places(article: Article) -> dict[str, list[tuple[int, int]]]:
    """Where each searched field stands in an article's raw text; "" for all that is searched without a field."""
    places: dict[str, list[tuple[int, int]]] = {"body": [], "": []}
    at = 0
    for repair in article.active_repairs:
        if not repair.removes_line:
            continue
        places["body"].append((at, repair.start))
        at = repair.end
        if _is_read(repair, article.fields):
            name = repair.rule.split(".")[1].removeprefix("sub")
            places.setdefault(name, []).append((repair.start, repair.end))
    places["body"].append((at, len(article.raw)))
    places[""] = sorted(span for spans in places.values() for span in spans)
    return places


def _changes_words(repair: Repair, length: int) -> bool:
    """Whether a repair may make other words of the text: not one that trims its edges or turns space into space."""
    if repair.before.strip() or repair.after.strip():
        return True
    is_edge = repair.start == 0 or repair.end == length
    return not is_edge and bool(repair.before) != bool(repair.after)


def _widened(raw: str, span: tuple[int, int], floor: int, ceiling: int, known: int) -> tuple[int, int]:
    low, high = max(floor, span[0] - _AROUND), min(ceiling, max(span[1] + _AROUND, known))
    while low > floor and not raw[low - 1].isspace():
        low -= 1
    while high < ceiling and not raw[high].isspace():
        high += 1
    return low, high


def _values(article: Article, *, is_doubtful: bool) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {
        name: (article.shown_text(name),)
        for name in ("paper", "agency", "provider", "country", "region", "language", "section", "page")
    }
    values["place"] = tuple(_places(article))
    values["region_above"] = tuple(_regions_above(article.shown_text("region")))
    values["flag"] = tuple(_flags(article, is_doubtful=is_doubtful))
    return values


def _places(article: Article) -> Iterator[str]:
    yield article.shown_text("place")
    dateline = article.shown("dateline")
    if isinstance(dateline, Mapping):
        yield str(dateline.get("place") or "")
    yield from _names(article.shown("places"))


def _names(value: FieldValue) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            if isinstance(part, Mapping):
                yield from dict.fromkeys((str(part.get("name") or ""), str(part.get("printed") or "")))
            else:
                yield str(part)


def _regions_above(region: str) -> Iterator[str]:
    for _ in range(_DEEPEST):
        region = authorities.region_parent(region) if region else ""
        if not region:
            return
        yield region


def _flags(article: Article, *, is_doubtful: bool) -> Iterator[str]:
    known = {
        "has:correction": bool(article.confirmed or article.rejected)
        or any(repair.rule == HAND_RULE for repair in article.repairs),
        "is:duplicate": article.family is not None,
        "is:doubtful": is_doubtful,
    }
    for name in ("date", "byline", "headline", "paper", "country", "agency", "language"):
        known[f"has:{name}"] = bool(article.shown_text(name))
    return (flag for flag, holds in known.items() if holds)
