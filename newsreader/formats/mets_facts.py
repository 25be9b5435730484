"""What METS states of an issue as a whole and of its parts, whatever profile it follows.

Profiles known: NDNP (and others that name it but are none, as RERO's), docWorks of libraries in Europe, the ENMAP of
Europeana Newspapers, that of the Bibliothèque nationale de France, and the British Library's.
"""

import re
from typing import Final

from newsreader.formats.issue_facts import IssueFacts
from newsreader.formats.mets import Division, Mets
from newsreader.text.authorities import find_language

ARTICLE_KINDS: Final = frozenset(
    {
        "article", "advertisement", "ad", "freead", "section", "feature", "poem", "letter", "editorial", "obituary",
        "announcement", "notice", "review", "weather", "death_notice", "birth_notice",
    }
)  # fmt: skip
NOTICES: Final = frozenset({"advertisement", "ad", "freead"})
"""What has no headline but what is printed."""
_PAPERS: Final = frozenset({"newspaper", "periodical", "serial"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NDNP: Final = "ndnp"
_NO_LABEL: Final = re.compile(
    r"(?:unknown|untitled|no title|sans titre|ohne titel|zonder titel|untitled (?:article|ad|illustration)"
    r"|(?:ad|adv|advert|advertisement|free ?ad|article|section|page|text)[._ ]*(?:no\.? ?)?\d*(?:[,.]? page \w+)?"
    r"|.{1,40} \d+,? (?:page|seite|pagina|sivu|sida) ?\d+|.*placeholder.*)\.?",
    re.IGNORECASE,
)
"""Labels that a program put where it had none."""
_LIBRARIES: Final = {
    "bnf": "FR", "bibliothèque nationale de france": "FR", "bnl": "LU", "bibliothèque nationale du luxembourg": "LU",
    "bibliothèque nationale de luxembourg": "LU", "onb": "AT", "önb": "AT", "österreichische nationalbibliothek": "AT",
    "nlf": "FI", "national library of finland": "FI", "kansalliskirjasto": "FI", "british library": "GB",
    "the british library": "GB", "staatsbibliothek zu berlin": "DE", "sbb": "DE", "rero": "CH", "nle": "EE",
    "national library of estonia": "EE", "lnb": "LV", "national library of latvia": "LV", "nlw": "GB",
    "national library of wales": "GB", "national library of poland": "PL", "biblioteka narodowa": "PL",
    "national library of australia": "AU", "nla": "AU", "national library of new zealand": "NZ",
    "koninklijke bibliotheek": "NL", "library of congress": "US",
}  # fmt: skip
"""Libraries that digitize the papers of their own country, by the names that METS headers give them."""


def facts_of(document: Mets) -> IssueFacts:
    """What the descriptions of the issue, of its volume and of its collection state, the nearest first."""
    chain = [*_down(document.logical), *_down(document.physical)]
    ids = dict.fromkeys(id_ for division in chain for id_ in division.descriptions)
    described = [document.descriptions[id_] for id_ in ids if id_ in document.descriptions]

    def stated(name: str) -> str:
        return next((value for found in described if (value := getattr(found, name))), "")

    titles = next((found.titles for found in described if found.titles), ())
    languages = {find_language(code) or code for found in described for code in found.languages}
    identifier = next((value for found in described if (value := found.identifier("lccn", "issn"))), "")
    names_ndnp = _NDNP in document.profile.lower() or _NDNP in document.kind
    is_ndnp = names_ndnp and any(found.identifier("lccn") for found in described)
    # Where nothing describes the issue, its place among years and days does, and what those are called.
    labels = [document.label, *(division.label for division in reversed(chain) if division.kind in _PAPERS)]
    label = next((found for found in labels if label_of(found)), "")
    days = (division.order for division in chain if _DAY.fullmatch(division.order))
    return IssueFacts(
        "NDNP" if is_ndnp else "METS",
        (titles[0] if titles else label).rstrip(". ") or label,
        stated("date") or next(days, ""),
        stated("place"),
        languages.pop() if len(languages) == 1 else "",
        identifier,
        stated("volume"),
        stated("issue"),
        stated("edition"),
        "Chronicling America" if is_ndnp else "",
        document.identifier,
        "US" if is_ndnp else next((code for name in document.owners if (code := _LIBRARIES.get(name.lower()))), ""),
    )


def _down(division: Division | None) -> list[Division]:
    """The divisions around the first article or page of a structure, the innermost first."""
    found: list[Division] = []
    while division is not None and division.kind not in ARTICLE_KINDS and not division.kind.endswith("page"):
        found.insert(0, division)
        division = division.parts[0] if division.parts else None
    return found


def label_of(label: str) -> str:
    """A label that a person or the page gave; "" for what a program puts where it has none."""
    text = " ".join(label.split())
    return "" if _NO_LABEL.fullmatch(text) else text


def kind_of(kind: str) -> str:
    """What a division that is more than an article is, in words: `advertisement` for `ad`; "" for an article."""
    if kind in NOTICES:
        return "advertisement"
    return kind.replace("_", " ") if kind in ARTICLE_KINDS - {"article", "section", "feature"} else ""


def holds_articles(division: Division | None) -> bool:
    """Whether articles are marked in a structure."""
    return division is not None and any(found.kind in ARTICLE_KINDS for found in division.walk())
