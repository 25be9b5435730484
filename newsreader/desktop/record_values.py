"""The fields of a record as a person reads and writes them."""

from collections.abc import Mapping
from typing import Any, Final

from newsreader.desktop.citation import shortened
from newsreader.desktop.dates import spoken_date
from newsreader.domain.article import Article
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import EDITABLE_FIELDS, FieldValue, Layer
from newsreader.text import authorities, gazetteer

SOURCE: Final = "source"
"""The row that says what a reader would call the source; worked out, not edited."""

ROWS: Final = {
    "paper": "Paper",
    "byline": "Byline",
    "date": "Date",
    "country": "Country",
    SOURCE: "Source",
    "dateline": "Dateline",
    "language": "Language",
    "headline": "Headline",
    "subheadline": "Subheadline",
    "agency": "Agency",
    "provider": "Provider",
    "section": "Section",
    "page": "Page",
    "edition": "Edition",
    "place": "Place",
    "subdivision": "Province",
    "places": "Mentions",
    "volume": "Volume",
    "issue": "Issue",
    "paper_id": "ISSN, LCCN",
    "rights": "Rights",
}
"""Rows of the record in order, with their labels."""

MAIN: Final = ("paper", "byline", "date", "country", "language", "headline")
"""Fields that are offered also when nothing is known."""

DOUBTFUL_BELOW: Final = 0.7

_LONGEST_QUOTE = 90


def shown_rows(article: Article) -> list[str]:
    """The rows of an article: those with a value, said to have none, or worth asking for."""
    return [
        name
        for name in ROWS
        if name in MAIN or name in article.confirmed or (article.source_name if name == SOURCE else article.shown(name))
    ]


def field_behind(article: Article, name: str) -> str:
    """The field a row takes its evidence from: for the source, whichever names it."""
    if name != SOURCE:
        return name
    return next((field for field in ("agency", "paper", "provider") if article.shown_text(field)), "paper")


def value_in_words(article: Article, name: str) -> str:
    """The shown value of a row for a reader; "" for none. Names of persons stand one to a line."""
    if name == SOURCE:
        return article.source_name
    value = article.shown(name)
    text = article.shown_text(name)
    if name == "byline" and isinstance(value, tuple):
        return "\n".join(str(part) for part in value)
    if not text:
        return ""
    if name == "subdivision":
        known = gazetteer.state_name(text)
        return f"{known} ({text})" if known else text
    if name == "places" and isinstance(value, tuple):
        return ", ".join(_place(part) for part in value if isinstance(part, Mapping))
    if name == "date":
        return spoken_date(text)
    if name == "country":
        return authorities.country_name(text)
    return authorities.language_name(text) if name == "language" else text


def _place(place: Mapping[str, Any]) -> str:
    """A place by its name today, with the name the text has when that is another: `Istanbul (Konstantinopel)`."""
    name, printed = str(place.get("name", "")), str(place.get("printed", ""))
    return name if not printed or _plain(printed) == _plain(name) or printed.isupper() else f"{name} ({printed})"


def confidence(article: Article, name: str) -> float | None:
    """How sure the extracted value of a row is; None when there is none or a person has confirmed it."""
    name = field_behind(article, name)
    if name in article.confirmed or name not in article.fields:
        return None
    return article.fields[name].evidence.confidence


def is_confirmed(article: Article, name: str) -> bool:
    """Whether a person has set the value of a row."""
    return article.layer(field_behind(article, name)) is Layer.CONFIRMED


def is_doubtful(article: Article, name: str) -> bool:
    """Whether the value of a row wants looking at."""
    sure = confidence(article, name)
    return sure is not None and sure < DOUBTFUL_BELOW and name in EDITABLE_FIELDS


def doubtful_rows(article: Article) -> list[str]:
    """The rows that want looking at, the least certain first."""
    found = [(confidence(article, name) or 0.0, name) for name in ROWS if is_doubtful(article, name)]
    return [name for _, name in sorted(found)]


def evidence_in_words(article: Article, name: str) -> str:
    """The faint line under a value: where it came from and why; "" when there is nothing to say."""
    evidence = article.evidence(field_behind(article, name))
    if evidence is None or name == SOURCE or is_confirmed(article, name):
        return ""
    value = _plain(value_in_words(article, name))
    words = ""
    if evidence.start is not None and evidence.end is not None:
        words = " ".join(article.raw[evidence.start : evidence.end].split())
    parts: list[str] = []
    if words and _plain(words) != value and not (evidence.detail and len(words) > _LONGEST_QUOTE):
        parts.append(f"from “{shortened(words, _LONGEST_QUOTE)}”")
    elif evidence.source not in ("text", "authority", "person"):
        where = {"option": "stated at import", "metadata": "stated in the file"}
        parts.append(where.get(evidence.source, f"from the {evidence.source}"))
    if evidence.detail and _plain(evidence.detail) not in (value, _plain(words)):
        parts.append(shortened(evidence.detail, _LONGEST_QUOTE))
    if name == "byline" and article.shown("byline_complete") is False and "cut off" not in " ".join(parts):
        parts.append("cut off")
    return ", ".join(parts)


def has_place(article: Article, name: str) -> bool:
    """Whether there are words in the text to light up for a row."""
    evidence = article.evidence(field_behind(article, name))
    return evidence is not None and evidence.start is not None


def text_to_edit(article: Article, name: str) -> str:
    """The value of a field as it is written in the editor."""
    value = article.shown(name)
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    if name == "country" and isinstance(value, str):
        return authorities.country_name(value)
    return article.shown_text(name)


def value_from_text(name: str, text: str) -> FieldValue:
    """What a person typed as a value; None for nothing, which says that there is none.

    Raises:
        ValueError: It cannot be a value of this field; the message says what can.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if name == "byline":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if name == "date" and EdtfDate.try_parse(text) is None:
        raise ValueError("Write a date as 1919-05-14, 1919-05, 1919, 191X or 1919?")
    if name == "country":
        code = authorities.find_country(text)
        if code is None:
            raise ValueError("No country of that name; write its name or code, as Canada or CA")
        return code
    if name == "language":
        code = authorities.find_language(text)
        if code is None:
            raise ValueError("No language of that name; write its name or code, as French or fr")
        return code
    return text


def hint(name: str) -> str:
    """What the empty editor of a field says."""
    return {"byline": "Name; Name", "date": "1919-05-14", "country": "Name or code", "language": "Name or code"}.get(
        name, ""
    )


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
