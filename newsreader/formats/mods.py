"""MODS: what a library's description says of an issue or an article (https://www.loc.gov/standards/mods)."""

from dataclasses import dataclass

from newsreader.formats.xml_documents import Element, attribute, children, descendants, first, local, text


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
        owner: Who keeps or published the digital copy.
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
    owner: str = ""

    def identifier(self, *types: str) -> str:
        """The first identifier of one of the types."""
        return next((value for kind, value in self.identifiers if kind in types), "")


def read(section: Element) -> Description:
    """What the MODS records in a METS section state, taken together."""
    mods = next(descendants(section, "mods"), section)
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
        issue=number("issue") or number("number"),
        edition=number("edition"),
        page=number("page number") or text(next(descendants(mods, "start"), None)),
        owner=text(next(descendants(mods, "physicalLocation"), None)),
    )


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
    return f"{given} {family}".strip() or parts.get("", "") or text(first(name, "displayForm"))
