"""Countries, regions, languages and newspaper titles: their codes, their names, and how to find them by name."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsreader import resources

_NAMED_IN = {"en": 0, "fr": 1, "de": 2, "es": 3}
_ARTICLE_WORDS = "the a le la les l der die das el los las il lo gli i o os as de het den"
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_PLACE_BEHIND = re.compile(r"(?P<name>[^()\[\]]{2,80}?)\s*[(\[](?P<place>[^()\[\]]{2,60})[)\]]\.?\s*$")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class PaperTitle:
    """One newspaper of the title authority.

    Attributes:
        name: As it is cited.
        country: ISO 3166-1 alpha-2.
        place: Place of publication, or "".
        language: BCP 47.
        issn, lccn: Identifiers, or "".
        subdivision: ISO 3166-2 of the place, or "".
        years: First and last year, `1866-1917`, `1851-` when it still appears; or "".
    """

    name: str
    country: str
    place: str = ""
    language: str = ""
    issn: str = ""
    lccn: str = ""
    subdivision: str = ""
    years: str = ""


def name_key(name: str) -> str:
    """What two spellings of a name have in common: letters and digits without case, accents and punctuation."""
    if name.isascii():
        plain = name.lower()
    else:
        plain = unicodedata.normalize("NFKD", name).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NOT_LETTERS.sub(" ", plain).split())


def title_key(name: str) -> str:
    """Like `name_key`, without a leading article."""
    words = name_key(name.replace("’", " ").replace("'", " ").replace("&", " and ")).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)


def country_name(code: str, language: str = "en") -> str:
    """The name of a country; the code itself when it is not known."""
    return _name(_countries(), code, language)


def region_name(code: str, language: str = "en") -> str:
    """The name of a UN M49 region; the code itself when it is not known."""
    return _name(_regions(), code, language)


def language_name(code: str, language: str = "en") -> str:
    """The name of a language; the code itself when it is not known."""
    return _name(_languages(), code.split("-")[0], language)


def region_of(country: str) -> str:
    """The UN M49 region of a country, for example `021` for CA; "" for an unknown country."""
    return str(_countries().get(country, {}).get("region", ""))


def region_parent(code: str) -> str:
    """The region a region belongs to; "" for the world and for an unknown region."""
    return str(_regions().get(code, {}).get("parent", ""))


def find_country(name_or_code: str) -> str | None:
    """The code of a country named by its code or by a name in English, French, German or Spanish, also an old one."""
    text = name_or_code.strip()
    if text.upper() in _countries() and len(text) == 2:
        return text.upper()
    return _found(_country_names(), text)


def countries() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Code, names and other names of every country."""
    for code, entry in _countries().items():
        yield code, tuple(entry["names"]), (*entry.get("also", ()), *entry.get("more", ()))


def find_region(name_or_code: str) -> str | None:
    """The UN M49 code of a region named by its code or by name."""
    text = name_or_code.strip()
    return text if text in _regions() else _found(_region_names(), text)


def find_language(name_or_code: str) -> str | None:
    """The BCP 47 code of a language named by its code or by name."""
    text = name_or_code.strip()
    primary = text.lower().replace("_", "-").split("-")[0]
    return primary if primary in _languages() else _found(_language_names(), text)


def find_paper(name: str) -> PaperTitle | None:
    """The newspaper of that name or variant; None when none or more than one is called so.

    A place in parentheses after the name, as catalogues write it, decides between papers of one name:
    `The Omaha Daily Bee (Omaha, Neb.)`.
    """
    papers = _papers()
    return papers.get(name_key(name)) or papers.get(title_key(name)) or _paper_of_place(name)


def find_papers(name: str) -> tuple[PaperTitle, ...]:
    """All newspapers that are called so, whatever place stands in parentheses after their names."""
    return _namesakes().get(_base_key(name), ())


def paper_in(name: str, country: str = "", place: str = "", subdivision: str = "") -> PaperTitle | None:
    """The newspaper of that name that appears there; None when none or more than one does.

    Args:
        name: As printed.
        country: ISO 3166-1 alpha-2 when known.
        place: Of publication when known.
        subdivision: ISO 3166-2 when known.
    """
    fitting = [
        paper
        for paper in find_papers(name)
        if (not country or paper.country == country)
        and (not subdivision or not paper.subdivision or paper.subdivision == subdivision)
        and (not place or not paper.place or _is_same_place(place, paper.place))
    ]
    return fitting[0] if len(fitting) == 1 else None


def paper_of_identifier(identifier: str) -> PaperTitle | None:
    """The newspaper with that ISSN or LCCN; None when the authority has none."""
    return _identified().get(identifier.replace(" ", ""))


def _name(table: dict[str, Any], code: str, language: str) -> str:
    entry = table.get(code)
    if entry is None:
        return code
    names: list[str] = entry["names"]
    return names[_NAMED_IN.get(language.split("-")[0], 0)]


def _found(names: dict[str, str], text: str) -> str | None:
    key = name_key(text)
    return names.get(key) or names.get(title_key(text))


@cache
def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(resources.text("authorities", name))
    return table


def _countries() -> dict[str, Any]:
    return _table("countries.json")


def _regions() -> dict[str, Any]:
    return _table("regions.json")


def _languages() -> dict[str, Any]:
    return _table("languages.json")


def _names_of(table: dict[str, Any]) -> dict[str, str]:
    """Codes by name; the names in languages that are not shown come last and take none from another."""
    names: dict[str, str] = {}
    for code, entry in table.items():
        for name in (*entry["names"], *entry.get("also", ()), entry.get("own", "")):
            if name:
                names.setdefault(name_key(name), code)
    for code, entry in table.items():
        for name in entry.get("more", ()):
            names.setdefault(name_key(name), code)
    return names


@cache
def _country_names() -> dict[str, str]:
    return _names_of(_countries())


@cache
def _region_names() -> dict[str, str]:
    return _names_of(_regions())


@cache
def _language_names() -> dict[str, str]:
    return _names_of(_languages())


@cache
def _titles() -> list[tuple[PaperTitle, list[str]]]:
    """All titles with their variants."""
    papers: list[tuple[PaperTitle, list[str]]] = []
    for line in resources.text("authorities", "papers.tsv").splitlines():
        if line and not line.startswith("#"):
            name, also, *rest = [*line.split("\t"), *[""] * 8][:9]
            papers.append((PaperTitle(name, *rest), [v for v in also.split("|") if v]))
    return papers


@cache
def _papers() -> dict[str, PaperTitle]:
    """All titles by key: whole names, then variants, then without the article; what two claim names neither."""
    papers = _titles()
    found: dict[str, PaperTitle] = {}
    for keys_of in (_own_keys, _variant_keys, _short_keys):
        claims: dict[str, set[PaperTitle]] = {}
        for paper, variants in papers:
            for key in keys_of(paper.name, variants):
                claims.setdefault(key, set()).add(paper)
        for key, claimants in claims.items():
            if len(claimants) == 1 and key not in found:
                found[key] = next(iter(claimants))
    return found


def _own_keys(name: str, _variants: list[str]) -> list[str]:
    return [name_key(name)]


def _variant_keys(_name: str, variants: list[str]) -> list[str]:
    return [name_key(variant) for variant in variants]


def _short_keys(name: str, variants: list[str]) -> list[str]:
    return [title_key(form) for form in (name, *variants)]


@cache
def _identified() -> dict[str, PaperTitle]:
    return {code: paper for paper, _ in _titles() for code in (paper.issn, paper.lccn) if code}


@cache
def _namesakes() -> dict[str, tuple[PaperTitle, ...]]:
    """Titles by what is left of their names and variants without place and article."""
    found: dict[str, dict[str, PaperTitle]] = {}
    for paper, variants in _titles():
        for form in (paper.name, *variants):
            found.setdefault(_base_key(form), {})[paper.name] = paper
    return {key: tuple(papers.values()) for key, papers in found.items()}


def _base_key(name: str) -> str:
    base = _PLACE_BEHIND.match(name)
    return title_key(base["name"] if base else name)


def _is_same_place(one: str, other: str) -> bool:
    """Whether two names are of one place, one of them perhaps with its state: `Washington`, `Washington, D.C.`."""
    return name_key(one.partition(",")[0]) == name_key(other.partition(",")[0])


def _paper_of_place(name: str) -> PaperTitle | None:
    match = _PLACE_BEHIND.match(name)
    if not match:
        return None
    fitting = [paper for paper in find_papers(name) if paper.place and _is_same_place(paper.place, match["place"])]
    return fitting[0] if len(fitting) == 1 else None
