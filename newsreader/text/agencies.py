"""News agencies by name and abbreviation."""

from functools import cache
from typing import NamedTuple

from newsreader import resources
from newsreader.text.authorities import title_key

_MOST_WORDS = 4


class Agency(NamedTuple):
    """A news agency: the name it is cited by and its country."""

    name: str
    country: str


def find_agency(text: str) -> Agency | None:
    """The agency that these words, and no others, name; abbreviations only as they are written."""
    words = text.strip(" \t\u00a0.,;:-–—()[]/|*")
    if not words or len(words) > 60:
        return None
    exact, keys = _agencies()
    return exact.get(words) or (keys.get(title_key(words)) if len(words) > 4 else None)


def find_agencies(text: str) -> Agency | None:
    """The first agency among names set apart by slashes, commas or "and": `Reuters/AFP`, `AP and staff reports`."""
    found = find_agency(text)
    if found or len(text) > 80:
        return found
    for separator in ("/", ",", " and ", " und ", " et ", " y ", "-", "|", ";"):
        for part in text.split(separator) if separator in text else ():
            found = find_agency(part)
            if found:
                return found
    return None


def find_unlisted(text: str) -> Agency | None:
    """An agency the list does not know, by the kind of its name: `Meridian Press`, `Agencia Norte`; no country."""
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(word[0].isupper() for word in words):
        return None
    return Agency(" ".join(words), "") if _kinds() & {words[0].casefold(), words[-1].casefold()} else None


@cache
def _kinds() -> frozenset[str]:
    lines = resources.text("rules", "agency_words.txt").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


@cache
def _agencies() -> tuple[dict[str, Agency], dict[str, Agency]]:
    exact: dict[str, Agency] = {}
    keys: dict[str, Agency] = {}
    for line in resources.text("authorities", "agencies.tsv").splitlines():
        if not line or line.startswith("#"):
            continue
        name, variants, country = [*line.split("\t"), "", ""][:3]
        agency = Agency(name, country)
        for form in (name, *filter(None, variants.split("|"))):
            exact.setdefault(form, agency)
            exact.setdefault(form.upper(), agency)
            if len(form) > 4:
                keys.setdefault(title_key(form), agency)
    return exact, keys
