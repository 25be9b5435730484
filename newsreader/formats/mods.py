"""MODS: what a library's description says of an issue or an article (https://www.loc.gov/standards/mods)."""

import re
from dataclasses import dataclass

from newsreader.formats.xml_documents import Element, attribute, children, descendants, first, local, text
from newsreader.text import names

_DATED = re.compile(r"\d{4}[-/]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d+$|couverture", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Description:
    """What one MODS record states; "" or an empty tuple for what it does not.

    Attributes:
        titles: In order; a first one of several is often a rubric over the headline.
        persons: Authors, in order, given name first.
        languages: Codes as stated.
        date: Of issue, as stated.
        place: Of publication.
        identifiers: Type (lower case) and value, with those of the host.
        volume, issue, edition, page: Numbers as stated.
        subtitle: Of the first title.
        owner: Who keeps or published the digital copy.
        source: Who made the record.
    """

    titles: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    date: str = ""
    place: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    volume: str = ""
    issue: str = ""
    edition: str = ""
    page: str = ""
    subtitle: str = ""
    owner: str = ""
    source: str = ""

    def identifier(self, *types: str) -> str:
        """The first identifier of one of the types."""
        return next((value for kind, value in self.identifiers if kind in types), "")


def read(section: Element) -> Description:
    """What the MODS records in a METS section state, taken together."""
    mods = next(descendants(section, "mods"), None)
    if mods is None:
        return _dublin_core(section)
    details = {attribute(detail, "type"): detail for detail in descendants(mods, "detail")}

    def number(kind: str) -> str:
        detail = details.get(kind)
        found = next(descendants(detail, "number"), None) if detail is not None else None
        return text(found)

    return Description(
        titles=tuple(filter(None, (_title(info) for info in children(mods, "titleInfo")))),
        persons=tuple(filter(None, (_person(name) for name in children(mods, "name")))),
        languages=tuple(text(term) for term in descendants(mods, "languageTerm") if attribute(term, "type") != "text"),
        date=next((text(date) for date in descendants(mods, "dateIssued") if text(date)), ""),
        place=next((text(term) for term in descendants(mods, "placeTerm") if attribute(term, "type") != "code"), ""),
        identifiers=tuple((attribute(found, "type").lower(), text(found)) for found in descendants(mods, "identifier")),
        volume=number("volume"),
        issue=number("issue") or number("number") or text(first(mods, "titleInfo", "partNumber")),
        edition=number("edition"),
        page=number("page number") or text(next(descendants(mods, "start"), None)),
        subtitle=text(first(mods, "titleInfo", "subTitle")),
        owner=text(next(descendants(mods, "physicalLocation"), None)),
        source=text(next(descendants(mods, "recordContentSource"), None)),
    )


def _dublin_core(section: Element) -> Description:
    """What a record in Dublin Core states; a title that is but the date of an issue is none."""

    def stated(name: str) -> tuple[str, ...]:
        return tuple(filter(None, (text(found) for found in descendants(section, name))))

    titles = tuple(title for title in stated("title") if not _DATED.match(title))
    return Description(titles=titles, languages=stated("language"), date=next(iter(stated("date")), ""))


def _title(info: Element) -> str:
    article = text(first(info, "nonSort"))
    title = text(first(info, "title"))
    gap = "" if not article or article.endswith(("'", "’")) else " "
    return f"{article}{gap}{title}" if title else ""


def _person(name: Element) -> str:
    """A personal author as "Given Family"; corporate names are no persons."""
    if attribute(name, "type") == "corporate":
        return ""
    roles = {text(role).lower() for role in descendants(name, "roleTerm")}
    if roles and not roles & {"aut", "author", "cre", "creator"}:
        return ""
    parts = {attribute(part, "type"): text(part) for part in name if local(part) == "namePart"}
    given, family = parts.get("given", ""), parts.get("family", "")
    found = f"{given} {family}".strip() or parts.get("", "") or text(first(name, "displayForm"))
    found = found.strip(" ,;")
    # As it was printed: "LOUIS FERRAND."; the stop of an initial stays.
    return names.in_normal_case(found.rstrip(".") if len(found.rpartition(" ")[2]) > 3 else found)
