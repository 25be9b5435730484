"""What is known of a digitized issue, as fields that every article of it shares."""

import re
from dataclasses import dataclass
from typing import Final

from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import Evidence, Field, FieldValue
from newsreader.text import dateline, dates
from newsreader.text.authorities import country_name, find_country, find_language

_TRAILING_DATE = re.compile(r"[\s,;.–—-]*\(?\d{4}-\d{2}-\d{2}\S*\)?\s*$")
_MEDIUM = re.compile(r"\s*[\[(](?:volume|microfilm(?: reel)?|online|electronic resource)[\])]\s*", re.IGNORECASE)
_DOMAIN = re.compile(r"https?://[^/\s]*\.([a-z]{2})(?:[/:]|$)", re.IGNORECASE)
_NO_PLACE = re.compile(r"\d{4}|^(?:[eé]d[.\s]|[eé]dition|edition|ausgabe|ausg\.|morgen|abend|mittag)", re.IGNORECASE)
_LCCN: Final = re.compile(r"[a-z]{0,3}\d{8,10}")


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What the files of an issue state, "" for what they do not.

    Attributes:
        title: Of the paper, with the place in parentheses as catalogues have it.
        standard: What stated it: `METS`, `NDNP` or `DIDL`.
        identifier: ISSN or LCCN.
        address: Where the issue can be found on the web.
        country: Of the collection the files come from, when it holds papers of one country.
    """

    standard: str
    title: str = ""
    date: str = ""
    place: str = ""
    language: str = ""
    identifier: str = ""
    volume: str = ""
    issue: str = ""
    edition: str = ""
    provider: str = ""
    address: str = ""
    country: str = ""

    def fields(self) -> dict[str, Field]:
        """The facts as fields, each with the standard as its evidence."""
        found: dict[str, Field] = {}

        def state(name: str, value: FieldValue, confidence: float = 0.97, detail: str = "") -> None:
            if value:
                rule = f"{name}.{self.standard.lower()}"
                found[name] = Field(name, value, Evidence(rule, confidence, source="metadata", detail=detail[:200]))

        title, place = split_title(self.title)
        place = self.place or place
        state("paper", title, 0.98, self.title)
        state("place", place.split(",")[0].strip(), 0.95, place)
        date = EdtfDate.try_parse(self.date) or EdtfDate.try_parse(_day(self.date, self.language))
        state("date", date.text if date else "", 0.98, self.date)
        state("language", find_language(self.language) or "" if self.language else "", 0.9, self.language)
        state("paper_id", self.identifier if _LCCN.fullmatch(self.identifier) or "-" in self.identifier else "")
        for name, value in (("volume", self.volume), ("issue", self.issue), ("edition", self.edition)):
            state(name, value)
        state("provider", self.provider, 0.9)
        code, confidence, detail = self._country(place)
        state("country", code, confidence, detail)
        return found

    def _country(self, place: str) -> tuple[str, float, str]:
        for piece in reversed([part.strip() for part in place.split(",")]):
            code = find_country(piece) if len(piece) > 3 else None
            if code:
                return code, 0.95, place
        code = dateline.country_of_place(place.split(",")[0].strip()) if place else ""
        if code:
            return code, 0.85, f"{place}: {country_name(code)}"
        if self.country:
            return self.country, 0.9, f"the collection holds papers of {country_name(self.country)}"
        domain = _DOMAIN.match(self.address)
        code = find_country(domain[1].upper()) if domain else None
        return (code, 0.7, self.address) if code else ("", 0.0, "")


def _day(text: str, language: str) -> str:
    """A day stated otherwise than as EDTF, such as `17.12.1918` or `19181217`, as EDTF; "" for none."""
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text.strip())
    if compact:
        return "-".join(compact.groups())
    found = dates.only(text, find_language(language) or "" if language else "") if text else None
    return found.edtf if found else ""


def split_title(title: str) -> tuple[str, str]:
    """A catalogue's title as the paper's name and its place: "The Bee. [volume] (Omaha, Neb.), 1887-03-03"."""
    name = _MEDIUM.sub(" ", _TRAILING_DATE.sub("", " ".join(title.split()))).strip()
    match = re.fullmatch(r"(.+?)\s*[(\[]([^()\[\]]+?)[)\]]", name)
    if match is None:
        return name, ""
    return match[1], "" if _NO_PLACE.search(match[2]) else match[2]


def stated_field(standard: str, name: str, value: str | tuple[str, ...], span: tuple[int, int] | None = None) -> Field:
    """A field that the description of an article states, with its words in the raw text where they stand there."""
    start, end = span or (None, None)
    return Field(name, value, Evidence(f"{name}.{standard}", 0.95, start, end, "metadata"))
