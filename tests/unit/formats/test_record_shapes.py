"""Records in the shapes of public platforms and data sets; every word of the samples is made up."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsreader.formats.reader import read
from newsreader.text.prepare import prepare

TROVE = {
    "id": "101",
    "url": "https://example.org/v3/newspaper/101",
    "heading": "Ferry returns. OLD QUAY.",
    "category": "Article",
    "title": {"id": "35", "title": "The Harbour Lantern (Halden, NSW : 1893 - 1953)"},
    "date": "1912-05-03",
    "page": "4",
    "pageSequence": "4 S",
    "edition": "DAILY.",
    "snippet": "The ferry",
    "relevance": {"score": 1.0},
    "articleText": "<p><span>The ferry sails again</span><span>from the old quay.</span></p><p>It sails at six.</p>",
}
TROVE_2 = {**TROVE, "title": {"id": "35", "value": "The Harbour Lantern (Halden, NSW : 1893 - 1953)"}}
HARVEST = {
    "article_id": "101",
    "title": "Ferry returns. OLD QUAY.",
    "date": "1912-05-03",
    "page": "4",
    "newspaper_id": "35",
    "newspaper_title": "The Harbour Lantern (Halden, NSW : 1893 - 1953)",
    "category": "Article",
    "words": "9",
    "snippet": "The ferry",
    "text": "text/19120503-35-101.txt",
}
CHRONICLING = {
    "sequence": 4,
    "county": ["Halden"],
    "edition": None,
    "id": "/lccn/sn83000001/1912-05-03/ed-1/seq-4/",
    "city": ["Halden"],
    "date": "19120503",
    "title": "Harbour lantern. [volume]",
    "state": ["Ohio"],
    "section_label": "",
    "place_of_publication": "Halden, Ohio",
    "edition_label": "Evening",
    "publisher": "A. Orme",
    "language": ["English"],
    "lccn": "sn83000001",
    "country": "Ohio",
    "title_normal": "harbour lantern.",
    "page": "",
    "note": ["Made up."],
    "ocr_eng": "The ferry sails again\nfrom the old quay.\n\nIt sails at six.",
}
LOC = {
    "title": "Image 4 of Harbour lantern (Halden, Ohio), May 3, 1912",
    "date": "1912-05-03",
    "number_lccn": ["sn83000001"],
    "partof_title": ["harbour lantern (halden, ohio) 1890-1914"],
    "number_page": ["0004"],
    "language": ["english"],
    "location_city": ["halden"],
    "location_country": ["united states"],
    "original_format": ["newspaper"],
    "description": ["The ferry sails again from the old quay. It sails at six."],
}
LOC_PAGE = {
    "full_text": "The ferry sails again\nfrom the old quay.\n\nIt sails at six.",
    "cite_this": {},
    "item": {
        "title": "Harbour lantern (Halden, Ohio), May 3, 1912",
        "date": "1912-05-03",
        "number_lccn": ["sn83000001"],
        "language": ["english"],
        "partof_title": ["harbour lantern (halden, ohio) 1890-1914"],
    },
    "pagination": {"current": 4},
}
IMPRESSO = {
    "id": "GDL-1912-05-03-a-i0007",
    "pp": [4],
    "d": "1912-05-03",
    "ts": "2020-01-01T00:00:00Z",
    "lg": "fr",
    "tp": "ar",
    "t": "Le bac revient",
    "ft": "Le bac repart du vieux quai. Il part à six heures.",
    "lb": [0, 14],
    "pb": [],
    "rb": [28],
    "ppreb": [{"id": "GDL-1912-05-03-a-p0004", "n": 4, "t": [], "r": []}],
}
IMPRESSO_ITEM = {
    "uid": "GDL-1912-05-03-a-i0007",
    "issueUid": "GDL-1912-05-03-a",
    "text": {"itemType": "ar", "langCode": "fr", "title": "Le bac revient", "content": "Le bac repart du vieux quai."},
    "meta": {
        "mediaId": "GDL",
        "mediaTitle": "Gazette de Lausanne",
        "date": "1912-05-03T00:00:00Z",
        "countryCode": "CH",
    },
}
IMPRESSO_ROW = {
    "uid": "GDL-1912-05-03-a-i0007",
    "title": "Le bac revient",
    "type": "ar",
    "content": "Le bac repart du vieux quai.",
    "language": "fr",
    "pages": "4",
    "isFront": "False",
}
STORY = {
    "article_id": "5_1912-05-03_p4_sn83000001_00000000_1912050301_0004",
    "newspaper_name": "Harbour lantern. [volume]",
    "edition": "01",
    "date": "1912-05-03",
    "page": "p4",
    "headline": "Ferry returns",
    "byline": "By Ada Orme",
    "article": "The ferry sails again from the old quay.",
}
STORIES = {
    "lccn": {"title": "Harbour lantern", "lccn": "sn83000001", "place_of_publication": "Halden, Ohio"},
    "edition": {"date": "1912-05-03"},
    "page_number": "p4",
    "scan": {"height": 10},
    "bboxes": [],
    "full articles": [
        {"article": "The ferry sails again from the old quay.", "headline": "Ferry returns", "byline": "", "id": 1},
        {"article": "Corn rose today.", "headline": "Corn rises", "byline": "", "id": 2},
    ],
}


def only(folder: Path, found: Any, name: str = "a.json") -> dict[str, Any]:
    path = folder / name
    path.write_text(json.dumps(found), encoding="utf-8")
    (source,) = read(path)
    prepared = prepare(source)
    return {"clean": prepared.clean} | {field: value.value for field, value in prepared.fields.items()}


@pytest.mark.parametrize("row", [TROVE, TROVE_2])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda row: row,
        lambda row: {"query": "x", "category": [{"code": "newspaper", "records": {"n": 1, "article": [row]}}]},
        lambda row: {"response": {"zone": [{"name": "newspaper", "records": {"article": [row]}}]}},
    ],
)
def test_trove(tmp_path: Path, row: dict[str, Any], wrap: Any) -> None:
    values = only(tmp_path, wrap(row))
    assert (values["headline"], values["paper"]) == ("Ferry returns. OLD QUAY.", "The Harbour Lantern")
    assert (values["date"], values["page"], values["section"]) == ("1912-05-03", "4", "Article")
    assert (values["country"], values["provider"], values["place"]) == ("AU", "Trove", "Halden, NSW")
    assert values["clean"].endswith("\n\nIt sails at six.")


def test_a_harvest_of_trove_finds_its_texts(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "19120503-35-101.txt").write_text("The ferry sails again from the old quay.\n")
    table = tmp_path / "results.csv"
    rows = [
        HARVEST,
        {**HARVEST, "title": "Corn rises", "text": "text/../../secret.txt"},
        {**HARVEST, "text": "text/no.txt"},
    ]
    table.write_text(
        "\n".join([",".join(HARVEST), *(",".join(f'"{value}"' for value in row.values()) for row in rows)]) + "\n"
    )
    problems: list[str] = []
    found = list(read(table, on_problem=lambda _path, reason, _remedy: problems.append(reason)))
    values = {name: field.value for name, field in prepare(found[0]).fields.items()}
    assert prepare(found[0]).clean == "The ferry sails again from the old quay."
    assert (values["headline"], values["paper"]) == ("Ferry returns. OLD QUAY.", "The Harbour Lantern")
    assert [prepare(source).clean for source in found[1:]] == ["Corn rises", "Ferry returns. OLD QUAY."]
    assert [reason.split(" (")[0] for reason in problems] == [
        "one record names a file with its text that is not there"
    ] * 2


@pytest.mark.parametrize(
    "found", [CHRONICLING, {"totalItems": 1, "items": [CHRONICLING]}, {"results": [LOC]}, LOC_PAGE]
)
def test_chronicling_america(tmp_path: Path, found: dict[str, Any]) -> None:
    values = only(tmp_path, found)
    assert str(values["paper"]).lower() == "harbour lantern"
    assert (values["date"], str(values["page"]).lstrip("0"), values["country"]) == ("1912-05-03", "4", "US")
    assert (values["paper_id"], values["language"]) == ("sn83000001", "en")
    assert values["place"].lower().startswith("halden")
    assert values["clean"].startswith("The ferry sails again")
    assert "headline" not in values


@pytest.mark.parametrize("found", [IMPRESSO, IMPRESSO_ITEM, IMPRESSO_ROW])
def test_impresso(tmp_path: Path, found: dict[str, Any]) -> None:
    values = only(tmp_path, found)
    assert (values["headline"], values["paper"]) == ("Le bac revient", "Gazette de Lausanne")
    assert (values["date"], values["language"], values["section"]) == ("1912-05-03", "fr", "Article")
    assert values["provider"] == "impresso"
    assert values["clean"].split("\n\n")[0] == "Le bac repart du vieux quai."


def test_american_stories(tmp_path: Path) -> None:
    values = only(tmp_path, STORY)
    assert (values["headline"], values["paper"], values["page"]) == ("Ferry returns", "Harbour lantern", "4")
    assert (values["byline"], values["date"], values["country"]) == (("Ada Orme",), "1912-05-03", "US")
    assert values["paper_id"] == "sn83000001"


def test_whole_pages_of_american_stories(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(STORIES))
    ferry, corn = read(path)
    assert (ferry.member, corn.member) == ("1.1", "1.2")
    values = {name: field.value for name, field in prepare(corn).fields.items()}
    assert (values["headline"], values["paper"], values["paper_id"]) == ("Corn rises", "Harbour lantern", "sn83000001")
    assert (values["date"], values["page"], values["place"]) == ("1912-05-03", "4", "Halden, Ohio")


def test_what_newsreader_exported_comes_back(tmp_path: Path) -> None:
    names = [
        "id",
        "headline",
        "subheadline",
        "byline",
        "paper",
        "agency",
        "provider",
        "date",
        "country",
        "text",
        "file",
    ]
    cells = [
        "x",
        "'=Ferry returns",
        "",
        "Ada Orme; Tom Reed",
        "Lamp",
        "",
        "",
        "1912-05-03",
        "CA",
        "'-- It sails.",
        "/a",
    ]
    path = tmp_path / "a.csv"
    path.write_text(",".join(names) + "\n" + ",".join(f'"{cell}"' for cell in cells) + "\n", encoding="utf-8-sig")
    (source,) = read(path)
    values = {name: field.value for name, field in prepare(source).fields.items()}
    assert (values["headline"], values["paper"], values["country"]) == ("=Ferry returns", "Lamp", "CA")
    assert values["byline"] == ("Ada Orme", "Tom Reed")
    assert source.raw.endswith("\n\n-- It sails.")


def test_references(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text(
        "TY  - NEWS\r\nTI  - Ferry returns\r\nAU  - Orme, Ada\r\nAU  - Reed, Tom\r\nT2  - The Lamp\r\n"
        "DA  - 1912/05/03/\r\nSP  - A4\r\nLA  - English\r\nN2  - The ferry sails again.\r\n\r\nIt sails at six.\r\n"
        "ER  - \r\n\r\nTY  - NEWS\r\nTI  - Lost\r\nTY  - NEWS\r\nTI  - Corn rises\r\nAB  - Corn rose today.\r\n",
        encoding="utf-8-sig",
    )
    problems: list[str] = []
    ferry, corn = read(path, on_problem=lambda _path, reason, _remedy: problems.append(reason))
    values = {name: field.value for name, field in prepare(ferry).fields.items()}
    assert ferry.format == "ris"
    assert prepare(ferry).clean == "The ferry sails again.\n\nIt sails at six."
    assert (values["headline"], values["byline"]) == ("Ferry returns", ("Ada Orme", "Tom Reed"))
    assert (values["paper"], values["date"], values["page"]) == ("The Lamp", "1912-05-03", "A4")
    assert prepare(corn).clean == "Corn rose today."
    assert [reason.split(" (")[0] for reason in problems] == [
        "line 14 begins a reference without an end",
        "line 16 is a reference without an end",
    ]
