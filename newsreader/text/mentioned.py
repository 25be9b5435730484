"""The field `places`: what `places` finds in the clean text, as the record has it, with spans of the raw text."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from newsreader.domain.field import Evidence, Field
from newsreader.domain.repair import Repair
from newsreader.text.offsets import OffsetMap
from newsreader.text.places import Mention, find

_WHOLE_DATE: Final = 4
_MOST_SPANS: Final = 50


def field(raw: str, clean: str, repairs: Sequence[Repair], fields: Mapping[str, Field]) -> Field | None:
    """The places a text mentions, each once, where it is named first; None when it names none.

    Args:
        raw: Raw text.
        clean: Clean text.
        repairs: From the one to the other.
        fields: What else is known of the article: language, country, subdivision and date guide what a name means.
    """
    known = {name: str(fields[name].value) for name in ("language", "country", "subdivision", "date") if name in fields}
    year = known.get("date", "")[:_WHOLE_DATE]
    mentions = find(
        clean,
        known.get("language", "").partition("-")[0],
        known.get("country", ""),
        known.get("subdivision", ""),
        int(year) if len(year) == _WHOLE_DATE and year.isdecimal() else 0,
    )
    if not mentions:
        return None
    offsets = OffsetMap(len(raw), repairs)
    places = [_entry(group, clean, offsets) for group in _by_place(mentions)]
    first = min(places, key=lambda place: int(place["start"]))
    sure = sum(float(place["confidence"]) for place in places) / len(places)
    has_history = any(mention.place.first or mention.place.last for mention in mentions)
    rule = "places.historical" if has_history else "places.gazetteer"
    names = ", ".join(str(place["name"]) for place in places[:5])
    evidence = Evidence(rule, round(sure, 3), int(first["start"]), int(first["end"]), "text", names)
    return Field("places", tuple(places), evidence)


def _by_place(mentions: Sequence[Mention]) -> list[list[Mention]]:
    groups: dict[tuple[str, str, str], list[Mention]] = {}
    for mention in mentions:
        place = mention.place
        groups.setdefault((place.name, place.country, place.subdivision), []).append(mention)
    return list(groups.values())


def _entry(mentions: Sequence[Mention], clean: str, offsets: OffsetMap) -> dict[str, Any]:
    first, place = mentions[0], mentions[0].place
    spans = [offsets.raw_span(mention.start, mention.end) for mention in mentions[:_MOST_SPANS]]
    start, end = spans[0]
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "start": start,
        "end": end,
        "printed": " ".join(clean[first.start : first.end].split()),
        "kind": place.kind,
        "subdivision": place.subdivision or None,
        "mentions": [list(span) for span in spans],
        "confidence": max(mention.confidence for mention in mentions),
    }
