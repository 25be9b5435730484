"""What follows from the fields an article has: of its paper the country, the state, the place, the identifier."""

from newsreader.domain.field import Evidence, Field, FieldValue
from newsreader.text import dateline, gazetteer
from newsreader.text.authorities import (
    PaperTitle,
    country_name,
    find_paper,
    find_papers,
    paper_in,
    paper_of_identifier,
    region_name,
    region_of,
)

_OF_SEVERAL = 0.85
"""How sure it is that the best known of several papers of one name is meant when nothing else tells."""

_SURE_ENOUGH = 0.6


def complete(fields: dict[str, Field]) -> None:
    """Adds what the authorities know; a value that is there already stays unless a surer one follows.

    Args:
        fields: The fields of an article so far; added to.
    """
    _paper_of_identifier(fields)
    _from_title(fields)
    _country_of_place(fields)
    _subdivision(fields)
    _region(fields)


def _offer(fields: dict[str, Field], name: str, value: FieldValue, evidence: Evidence) -> None:
    known = fields.get(name)
    if value and (known is None or evidence.confidence > known.evidence.confidence):
        fields[name] = Field(name, value, evidence)


def _text(fields: dict[str, Field], name: str) -> str:
    return str(fields[name].value) if name in fields else ""


def _paper_of_identifier(fields: dict[str, Field]) -> None:
    """The paper whose ISSN or LCCN the material states."""
    stated = fields.get("paper_id")
    title = paper_of_identifier(str(stated.value)) if stated else None
    if stated is None or title is None or "paper" in fields:
        return
    basis = stated.evidence
    sure = round(0.97 * basis.confidence, 3)
    evidence = Evidence("paper.identifier", sure, basis.start, basis.end, "authority", f"{stated.value}: {title.name}")
    _offer(fields, "paper", title.name, evidence)


def _from_title(fields: dict[str, Field]) -> None:
    """What the title authority knows of the paper: country, state, place, identifier, language of a short text."""
    known = fields.get("paper")
    title, share = _title(fields) if known else (None, 0.0)
    if known is None or title is None:
        return
    basis = known.evidence
    claims = (
        ("country", title.country, 0.97),
        ("place", title.place, 0.9),
        ("subdivision", title.subdivision, 0.95),
        ("paper_id", title.issn or title.lccn, 0.9),
        ("language", title.language, 0.6),
    )
    for name, value, sure in claims:
        shown = country_name(value) if name == "country" else value
        confidence = round(sure * share * basis.confidence, 3)
        evidence = Evidence(f"{name}.title", confidence, basis.start, basis.end, "authority", f"{title.name}: {shown}")
        _offer(fields, name, value, evidence)


def _title(fields: dict[str, Field]) -> tuple[PaperTitle | None, float]:
    """The newspaper meant, and how likely it is the one of several of its name.

    Where the article says of its paper (country, state, place) it must fit; two that fit alike are none.
    """
    name = _text(fields, "paper")
    usual, namesakes = find_paper(name), find_papers(name)
    identified = paper_of_identifier(_text(fields, "paper_id"))
    if identified and identified in (usual, *namesakes):
        return identified, 1.0
    country, place, subdivision = (_text(fields, key) for key in ("country", "place", "subdivision"))
    if country or place or subdivision:
        fitting = paper_in(name, country, place, subdivision) or paper_in(name, country, "", subdivision)
        if fitting:
            is_certain = len(namesakes) < 2 or place or subdivision
            return fitting, 1.0 if is_certain else _OF_SEVERAL
        if usual and len(namesakes) > 1 and country and usual.country != country:
            return None, 0.0
    return usual, 1.0 if len(namesakes) < 2 else _OF_SEVERAL


def _country_of_place(fields: dict[str, Field]) -> None:
    """A paper of unknown title from a well-known place."""
    place = fields.get("place")
    if place is None or "country" in fields:
        return
    known = dateline.country_of_place(str(place.value))
    code, sure = (known, 0.7) if known else (gazetteer.country_of(str(place.value)), _SURE_ENOUGH)
    basis = place.evidence
    evidence = Evidence(
        "country.place", sure, basis.start, basis.end, "authority", f"{place.value}: {country_name(code)}"
    )
    _offer(fields, "country", code, evidence)


def _subdivision(fields: dict[str, Field]) -> None:
    """The state or province that the place of publication lies in."""
    place, country = fields.get("place"), fields.get("country")
    if place is None or country is None or "subdivision" in fields:
        return
    code = gazetteer.subdivision_of(str(place.value), str(country.value))
    sure = round(0.9 * min(place.evidence.confidence, country.evidence.confidence), 3)
    if code and sure >= _SURE_ENOUGH:
        basis = place.evidence
        evidence = Evidence("subdivision.place", sure, basis.start, basis.end, "authority", f"{place.value}: {code}")
        _offer(fields, "subdivision", code, evidence)


def _region(fields: dict[str, Field]) -> None:
    country = fields.get("country")
    region = region_of(str(country.value)) if country else ""
    if country is None or not region or "region" in fields:
        return
    basis = country.evidence
    evidence = Evidence("region.country", basis.confidence, basis.start, basis.end, "authority", region_name(region))
    _offer(fields, "region", region, evidence)
