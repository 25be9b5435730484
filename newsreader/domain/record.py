"""The article record: the JSON object outsiders may rely on (docs/record.md)."""

from collections.abc import Mapping
from typing import Any

from newsreader.domain.article import Article, PreparedArticle
from newsreader.domain.field import EXTRACTED_FIELDS, Evidence, Field, FieldValue, Layer
from newsreader.domain.issue import Printing
from newsreader.domain.repair import Repair

_LISTS = ("byline", "places")


def of_article(article: Article) -> dict[str, Any]:
    """The record of an article in an archive."""
    evidence = {name: _evidence(field.evidence, Layer.EXTRACTED) for name, field in article.fields.items()}
    for name in article.confirmed:
        evidence[name] = {**evidence.get(name, _NO_EVIDENCE), "layer": Layer.CONFIRMED.value}
    record: dict[str, Any] = {"id": article.id}
    record |= _values({name: article.shown(name) for name in EXTRACTED_FIELDS}, article.source_name)
    record |= {
        "text": article.clean,
        "raw": article.raw,
        "repairs": [
            {**_repair(repair), "active": index not in article.rejected} for index, repair in enumerate(article.repairs)
        ],
        "evidence": evidence,
        "confirmed": {
            name: {"value": _json(entry.value), "by": entry.by, "at": entry.at}
            for name, entry in article.confirmed.items()
        },
        "quality": article.quality,
        "tags": list(article.tags),
        "annotations": [annotation.to_w3c() for annotation in article.annotations],
        "family": article.family,
        **_printing(article.printed),
        "file": {
            "path": article.file.path,
            "sha256": article.file.sha256,
            "bytes": article.file.bytes,
            "encoding": article.file.encoding,
            "format": article.file.format,
            "member": article.file.member,
            "imported_at": article.file.imported_at,
            "importer": article.file.importer,
            "also_at": list(article.file.also_at),
        },
    }
    return record


def of_prepared(
    prepared: PreparedArticle, article_id: str, importer: str, printed: Printing | None = None
) -> dict[str, Any]:
    """The record a file would become, without an archive."""
    source = prepared.source
    values = {name: field.value for name, field in prepared.fields.items()}
    shown = next((str(values[name]) for name in ("agency", "paper", "provider") if values.get(name)), "")
    record: dict[str, Any] = {"id": article_id}
    record |= _values(values, shown)
    record |= {
        "text": prepared.clean,
        "raw": source.raw,
        "repairs": [{**_repair(repair), "active": True} for repair in prepared.repairs],
        "evidence": {name: _evidence(field.evidence, Layer.EXTRACTED) for name, field in prepared.fields.items()},
        "confirmed": {},
        "quality": prepared.quality,
        "tags": [],
        "annotations": [],
        "family": None,
        **_printing(printed),
        "file": {
            "path": source.path,
            "sha256": source.sha256,
            "bytes": source.bytes,
            "encoding": source.encoding,
            "format": source.format,
            "member": source.member,
            "imported_at": None,
            "importer": importer,
            "also_at": [],
        },
    }
    return record


_NO_EVIDENCE: dict[str, Any] = {
    "start": None, "end": None, "rule": "person", "confidence": 1.0, "source": "person", "detail": "",
}  # fmt: skip


def _printing(printed: Printing | None) -> dict[str, Any]:
    """`issue` is the number of the issue, so what it was printed in has another name."""
    if printed is None:
        return {"printed_in": None, "pages": []}
    return {
        "printed_in": {
            "title": printed.title or None,
            "date": printed.date or None,
            "edition": printed.edition or None,
            "page_count": printed.page_count,
            "is_proposed": printed.is_proposed,
            "is_rest_of_page": printed.is_rest,
        },
        "pages": [
            {
                "number": page.number,
                "label": page.label or None,
                "width": page.width or None,
                "height": page.height or None,
                "boxes": [list(box) for box in page.boxes],
            }
            for page in printed.pages
        ],
    }


def _values(values: Mapping[str, FieldValue], source_name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in EXTRACTED_FIELDS:
        value = values.get(name)
        if value is None and name in _LISTS:
            value = ()
        if value is None and name == "byline_complete":
            value = True
        found[name] = _json(value)
    found["source"] = source_name or None
    return found


def _json(value: FieldValue) -> Any:
    if isinstance(value, tuple):
        return [dict(part) if isinstance(part, Mapping) else part for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def _evidence(evidence: Evidence, layer: Layer) -> dict[str, Any]:
    return {
        "start": evidence.start,
        "end": evidence.end,
        "rule": evidence.rule,
        "confidence": round(evidence.confidence, 4),
        "layer": layer.value,
        "source": evidence.source,
        "detail": evidence.detail,
    }


def _repair(repair: Repair) -> dict[str, Any]:
    return {
        "rule": repair.rule,
        "start": repair.start,
        "end": repair.end,
        "before": repair.before,
        "after": repair.after,
        "confidence": round(repair.confidence, 4),
    }


def field_to_json(field: Field) -> list[Any]:
    """A field as the compact list the archive stores: value, start, end, rule, confidence, source, detail."""
    e = field.evidence
    return [_json(field.value), e.start, e.end, e.rule, e.confidence, e.source, e.detail]


def field_from_json(name: str, stored: list[Any]) -> Field:
    """The inverse of `field_to_json`."""
    value, start, end, rule, confidence, source, detail = stored
    return Field(name, value_from_json(value), Evidence(rule, confidence, start, end, source, detail))


def value_from_json(value: Any) -> FieldValue:
    """A field value from its JSON form; lists become tuples."""
    return tuple(value) if isinstance(value, list) else value
