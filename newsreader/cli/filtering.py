"""Reads `--filter` and `--exclude`: what the browse tree of the desk chooses with the mouse."""

from typing import TYPE_CHECKING, Final

from newsreader.errors import UsageError

if TYPE_CHECKING:
    from newsreader.domain.query import Filters

FACETS: Final = ("paper", "country", "region", "year", "tag", "language", "agency")
FILTERS: Final = (*FACETS, "mark")
MARKS: Final = ("starred", "unread", "reviewed", "annotated", "doubtful")


def parse_filters(chosen: tuple[str, ...], excluded: tuple[str, ...]) -> "Filters":
    """What `--filter` and `--exclude` choose; several values of one facet mean any of them.

    Raises:
        UsageError: It is not FACET=VALUE, or there is no such facet or value.
    """
    from newsreader.domain.query import Filters

    return Filters(_by_facet(chosen), _by_facet(excluded))


def _by_facet(given: tuple[str, ...]) -> dict[str, frozenset[str]]:
    from newsreader.text import authorities

    codes = {
        "country": authorities.find_country, "region": authorities.find_region, "language": authorities.find_language,
    }  # fmt: skip
    found: dict[str, frozenset[str]] = {}
    for one in given:
        facet, sign, value = one.partition("=")
        facet, value = facet.strip(), value.strip()
        if not sign or facet not in FILTERS:
            raise UsageError(f"“{one}” is no filter", f"Write FACET=VALUE with one of: {', '.join(FILTERS)}.")
        if value and facet in codes:
            value = codes[facet](value) or value
        if facet == "mark" and value not in MARKS:
            raise UsageError(f"There is no mark {value}", f"Use one of: {', '.join(MARKS)}.")
        if facet == "year" and value and not value.isdigit():
            raise UsageError(f"{value} is no year", "Give years as four digits.")
        found[facet] = found.get(facet, frozenset()) | {value}
    return found
