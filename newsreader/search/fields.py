"""The fields a query can name, with the other names people type for them."""

import difflib
from collections.abc import Iterable
from typing import Final

TEXT_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "headline": ("title", "hd", "heading"),
    "byline": ("author", "by"),
    "body": ("text",),
    "lead": ("lede",),
    "dateline": (),
    "note": ("notes",),
    "raw": ("original",),
    "exact": (),
    "ocr": ("misread",),
    "synonyms": ("synonym", "syn"),
}
"""Fields that hold running words; those in `MANNERS` are a manner of looking rather than a field."""

MANNERS: Final = frozenset({"exact", "ocr", "synonyms"})

VALUE_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "paper": ("newspaper", "publication"),
    "source": (),
    "agency": ("wire",),
    "provider": ("platform",),
    "country": (),
    "region": (),
    "place": (),
    "language": ("lang",),
    "section": (),
    "page": (),
    "tag": ("tags", "keyword"),
    "family": (),
    "search": ("saved",),
}
"""Fields that hold whole values."""

DATE_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "date": ("year",),
    "added": ("imported",),
    "before": ("until",),
    "after": ("since",),
}
NUMBER_FIELDS: Final[dict[str, tuple[str, ...]]] = {"quality": (), "words": ("length",)}
FLAG_FIELDS: Final[dict[str, tuple[str, ...]]] = {"has": (), "is": ()}

FLAGS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "has": {
        "note": ("notes", "annotation"),
        "tag": ("tags",),
        "highlight": ("highlights",),
        "correction": ("corrections",),
        "date": (),
        "byline": ("author",),
        "headline": ("title",),
        "paper": (),
        "country": (),
        "agency": (),
        "language": ("lang",),
        "image": ("images", "picture"),
        "family": ("families",),
    },
    "is": {
        "unread": (),
        "read": (),
        "starred": ("star",),
        "reviewed": (),
        "duplicate": ("duplicates",),
        "annotated": (),
        "doubtful": (),
    },
}
"""What `has:` and `is:` know."""

_GROUPS: Final = (TEXT_FIELDS, VALUE_FIELDS, DATE_FIELDS, NUMBER_FIELDS, FLAG_FIELDS)


def _names(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {alias: name for name, aliases in table.items() for alias in (name, *aliases)}


_CANONICAL: Final = {alias: name for group in _GROUPS for alias, name in _names(group).items()}


def canonical(name: str) -> str:
    """The field meant by a name as typed; "" when there is none."""
    return _CANONICAL.get(name.casefold(), "")


def flag(kind: str, name: str) -> str:
    """The flag meant by `has:` or `is:`; "" when there is none."""
    return _names(FLAGS[kind]).get(name.casefold(), "")


def nearest(typed: str, names: Iterable[str]) -> str:
    """The name most like what was typed; "" when none is near."""
    found = difflib.get_close_matches(typed.casefold(), sorted(names), n=1, cutoff=0.6)
    return found[0] if found else ""


def nearest_field(typed: str) -> str:
    """The field name most like what was typed; "" when none is near."""
    return nearest(typed, _CANONICAL)


def nearest_flag(kind: str, typed: str) -> str:
    """The flag most like what was typed; "" when none is near."""
    return nearest(typed, _names(FLAGS[kind]))
