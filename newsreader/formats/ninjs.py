"""Wire articles as ninjs, the JSON of the IPTC, versions 1 to 3 (https://iptc.org/standards/ninjs).

Versions spell their properties in different ways (`versioncreated`, `versionCreated`; `headline`, `headlines`); all are
read alike, because hardly any file states its version.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import decoding, json_rows
from newsreader.formats.composed import Statement, compose
from newsreader.formats.record_words import paragraphs, words
from newsreader.formats.xml_documents import Problem

NAME: Final = "ninjs"
_HEAD: Final = 65_536
_KEY: Final = re.compile(rb'"([A-Za-z_]{2,30})"\s*:')
_SIGNS: Final = frozenset({
    b"versioncreated", b"firstcreated", b"contentcreated", b"pubstatus", b"usageterms", b"copyrightholder",
    b"copyrightnotice", b"representationtype", b"slugline", b"urgency", b"ednote", b"infosource", b"infosources",
    b"body_text", b"body_html", b"body_xhtml", b"description_text", b"description_html", b"located", b"bodies",
    b"headlines", b"creditline",
})  # fmt: skip
"""Properties of ninjs that other JSON hardly has; three of them tell it."""
_FEWEST_SIGNS: Final = 3
_MOST_DEPTH: Final = 6
_MOST_ITEMS: Final = 200_000
_PICTURES: Final = frozenset({"picture", "graphic", "video", "audio", "photo"})
_ANSWERS: Final = ("items", "_items", "newsitems", "results", "hits", "data", "_source")
"""Where an interface keeps the items of its answer."""
_MARKUP: Final = ("html", "xhtml", "xml")


def is_ninjs(data: bytes) -> bool:
    """Whether JSON is ninjs, by the names of its first properties."""
    if not json_rows.looks_like_json(data):
        return False
    keys = {match[1].lower() for match in _KEY.finditer(json_rows.in_ascii(data[:_HEAD]))}
    return bool(keys & {b"uri", b"guid"}) and len(keys & _SIGNS) >= _FEWEST_SIGNS


def read_file(data: bytes, path: Path, on_problem: Problem | None = None) -> Iterator[SourceArticle]:
    """The articles of a file: one item, a list of them, one a line, or those within a package.

    Args:
        data: The file.
        path: Where it lies.
        on_problem: Told of each line that cannot be read while others are.

    Raises:
        SourceFileError: It is not sound, or no item has words.
    """
    try:
        text, encoding = decoding.decode(data)
    except decoding.UndecodableError as error:
        raise SourceFileError(f"{path} is not a text file: {error}", "Fetch it again as UTF-8.") from error
    blank = SourceArticle("", str(path), NAME, encoding, hashlib.sha256(data).hexdigest(), len(data))
    items = list(_items(text, path, on_problem))
    found = False
    for number, item in enumerate(items, 1):
        article = compose(replace(blank, member=str(number) if len(items) > 1 else ""), _statement(item))
        if article is not None:
            found = True
            yield article
    if not found:
        raise SourceFileError(f"{path} holds no article: none of its items has a text", "Leave it out.")


def _items(text: str, path: Path, on_problem: Problem | None) -> Iterator[Mapping[str, Any]]:
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except RecursionError as error:
        raise SourceFileError(f"{path} is nested too deeply", "Fetch it again.") from error
    except ValueError as error:
        lines = [(at, line) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or not _is_object(lines[0][1]):
            raise SourceFileError(f"{path} is no sound JSON: {str(error)[:100]}", "Fetch it again.") from error
        for at, line in lines:
            try:
                yield from _articles(json.loads(line), _MOST_DEPTH)
            except (ValueError, RecursionError) as broken:
                if on_problem:
                    on_problem(Path(f"{path} line {at}"), f"is no JSON: {str(broken)[:100]}", "Fetch it again.")
        return
    yield from _articles(document, _MOST_DEPTH)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _articles(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The items that are articles, packages taken apart; pictures and what has no words of its own are passed over."""
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value[:_MOST_ITEMS]:
            yield from _articles(each, depth - 1)
        return
    if not isinstance(value, Mapping):
        return
    item = {str(key).lower(): each for key, each in value.items()}
    has_text = any(_bodies(item))
    if has_text or (_headline(item) and words(item.get("type")).lower() not in (*_PICTURES, "composite")):
        yield item
    parts = item.get("associations")
    yield from _articles(list(parts.values()) if isinstance(parts, Mapping) else parts, depth - 1)
    if not has_text:
        for name in _ANSWERS:
            yield from _articles(item.get(name), depth - 1)


def _statement(item: Mapping[str, Any]) -> Statement:
    headline, below = _headline(item), _of_role(item.get("headlines"), ("sub", "secondary", "deck", "below"))
    bodies = list(_bodies(item)) or [words(item.get(name)) for name in ("description_text", "description_html")]
    body = next((body for body in bodies if body), "") or _of_role(item.get("descriptions"), ())
    subjects = item.get("subject") or item.get("subjects")
    sources = [item.get(name) for name in ("infosource", "infosources", "source", "creditline", "copyrightholder")]
    rights = words(item.get("usageterms")) or words(item.get("copyrightnotice"))
    return Statement(
        NAME,
        headline,
        below,
        _byline(item),
        paragraphs(body),
        next((found for name in ("firstcreated", "versioncreated", "contentcreated", "datetime")
              if (found := words(item.get(name)))), ""),
        words(item.get("language")),
        agency=next((name for source in sources if (name := _named(source))), ""),
        others={"section": _named(subjects), "rights": rights},
        located=words(item.get("located")),
    )  # fmt: skip


def _headline(item: Mapping[str, Any]) -> str:
    return words(item.get("headline")) or _of_role(item.get("headlines"), ("main", "headline")) or words(
        item.get("title")
    )  # fmt: skip


def _byline(item: Mapping[str, Any]) -> str:
    line = words(item.get("byline")) or words(item.get("by"))
    several = item.get("bylines")
    if not line and isinstance(several, list):
        line = ", ".join(filter(None, (words(_lower(each).get("byline") or each) for each in several[:10])))
    return line or ", ".join(_authors(item.get("authors") or item.get("people"))[:10])


def _authors(people: Any) -> list[str]:
    """The names of those of the persons of an item who wrote it."""
    if not isinstance(people, list):
        return []
    return [
        words(person.get("name"))
        for person in map(_lower, people)
        if words(person.get("rel") or person.get("role") or "author").lower() in ("author", "creator", "writer")
    ]


def _bodies(item: Mapping[str, Any]) -> Iterator[str]:
    """The bodies of an item, the one with paragraphs first."""
    yield from (body for name in ("body_html", "body_xhtml", "body_xml") if (body := words(item.get(name))))
    several = item.get("bodies")
    found = [_lower(each) for each in several if isinstance(each, Mapping)] if isinstance(several, list) else []
    found.sort(key=lambda body: not any(kind in words(body.get("contenttype")).lower() for kind in _MARKUP))
    yield from (body for each in found if (body := words(each.get("value"))))
    yield from (
        body
        for name, value in item.items()
        if name.startswith("body_") and (body := words(value)) and "html" not in name
    )


def _of_role(several: Any, roles: Sequence[str]) -> str:
    """The value of the first of several texts with such a role; of any role when `main` or none is asked for."""
    found = [_lower(each) for each in several if isinstance(each, Mapping)] if isinstance(several, list) else []
    match = next((each for each in found if words(each.get("role")).lower().startswith(tuple(roles))), None)
    if match is None and found and (not roles or "main" in roles):
        match = found[0]
    return words(match.get("value")) if match else ""


def _lower(value: Any) -> dict[str, Any]:
    return {str(key).lower(): each for key, each in value.items()} if isinstance(value, Mapping) else {}


def _named(value: Any) -> str:
    """The name of the first of some subjects or sources."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = _lower(value)
        return words(value.get("name") or value.get("literal") or value.get("code"))
    return words(value)
