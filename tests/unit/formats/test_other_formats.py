"""Wire articles, records and recognized pages in formats of their own; every word of the samples is made up."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import hocr, page_xml, records
from newsreader.formats.composed import day
from newsreader.formats.reader import FORMATS, read
from newsreader.text.prepare import prepare

NITF = """<?xml version="1.0"?>
<nitf xml:lang="en-GB"><head><title>Ferry</title><docdata><date.issue norm="20110304T090000Z"/></docdata>
<pubdata name="Harbour Lantern" date.publication="20110305" position.section="News" position.sequence="3"/></head>
<body><body.head><hedline><hl1>Ferry returns</hl1><hl2>After nine years</hl2></hedline>
<byline>By <person>Ada Orme</person></byline><distributor>Reuters</distributor></body.head>
<body.content><p>The ferry runs again.</p>
<block><p>It sails at <em>six</em>.</p></block></body.content></body></nitf>"""
G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem><itemMeta>
<provider qcode="nprov:AFP"/><versionCreated>2012-06-01T10:00:00+02:00</versionCreated></itemMeta>
<contentMeta><headline>Le phare</headline><by>Par Jeanne Orval</by><language tag="fr"/></contentMeta>
<contentSet><inlineXML><html><body><p>Le phare est rallumé.</p><p>La ville se réjouit.</p></body></html></inlineXML>
</contentSet></newsItem></itemSet></newsMessage>"""
NEWSML = """<NewsML><NewsItem>
<Identification><NewsIdentifier><DateId>20050607</DateId></NewsIdentifier></Identification>
<NewsComponent><NewsLines><HeadLine>Bridge opens</HeadLine><ByLine>Tom Reed</ByLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AP"/></Provider></AdministrativeMetadata>
<ContentItem><DataContent><p>The bridge opened.</p></DataContent></ContentItem></NewsComponent></NewsItem>
<NewsItem><NewsComponent><NewsLines><HeadLine>Tolls</HeadLine></NewsLines>
<ContentItem><DataContent>No tolls are asked.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
PAGE = """<PcGts><Page imageFilename="p.jpg" imageWidth="900" imageHeight="1200">
<ReadingOrder><OrderedGroup><RegionRefIndexed index="0" regionRef="b"/><RegionRefIndexed index="1" regionRef="a"/>
</OrderedGroup></ReadingOrder>
<TextRegion id="a"><Coords points="0,100 400,100 400,150"/><TextLine id="l2"><Coords points="0,100 400,100 400,120"/>
<TextEquiv conf="0.7"><Unicode>second of all</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="b"><TextLine id="l1"><Coords points="0,0 400,0 400,20"/>
<Word id="w"><Coords points="0,0 90,0 90,20"/><TextEquiv><Unicode>First</Unicode></TextEquiv></Word></TextLine>
</TextRegion></Page></PcGts>"""
HOCR = """<!DOCTYPE html><html><head><meta name="ocr-system" content="x"></head><body>
<div class="ocr_page" id="p1" title="image p.png; bbox 0 0 900 1200">
<div class="ocr_carea"><p class="ocr_par" lang="eng">
<span class="ocr_line" title="bbox 10 10 400 40">
<span class="ocrx_word" title="bbox 10 10 90 40; x_wconf 93">Ferry</span>
<span class="ocrx_word" title="bbox 100 10 190 40; x_wconf 41">sails</span></span></p></div></div></body></html>"""


def _read(folder: Path, name: str, text: str, format_name: str = "") -> list[SourceArticle]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return list(read(path, format_name))


def _values(source: SourceArticle) -> dict[str, Any]:
    return {name: field.value for name, field in prepare(source).fields.items()}


def test_nitf(tmp_path: Path) -> None:
    (source,) = _read(tmp_path, "a.xml", NITF)
    values = _values(source)
    assert (values["headline"], values["subheadline"]) == ("Ferry returns", "After nine years")
    assert (values["byline"], values["agency"]) == (("Ada Orme",), "Reuters")
    assert (values["paper"], values["date"]) == ("Harbour Lantern", "2011-03-05")
    assert (values["section"], values["page"], values["language"]) == ("News", "3", "en")
    assert prepare(source).clean == "The ferry runs again.\n\nIt sails at six."
    assert "Ada Orme" in source.raw


def test_newsml_g2(tmp_path: Path) -> None:
    (source,) = _read(tmp_path, "a.xml", G2)
    values = _values(source)
    assert (values["headline"], values["byline"], values["date"]) == ("Le phare", ("Jeanne Orval",), "2012-06-01")
    assert (values["language"], values["agency"]) == ("fr", "Agence France-Presse")
    assert prepare(source).clean == "Le phare est rallumé.\n\nLa ville se réjouit."


def test_newsml_1_with_several_items(tmp_path: Path) -> None:
    bridge, tolls = _read(tmp_path, "a.xml", NEWSML)
    assert (bridge.member, tolls.member) == ("1", "2")
    values = _values(bridge)
    assert (values["headline"], values["date"], values["byline"]) == ("Bridge opens", "2005-06-07", ("Tom Reed",))
    assert prepare(tolls).clean == "No tolls are asked."


def test_page_xml_in_its_reading_order() -> None:
    (page,) = page_xml.read_pages(PAGE.encode())
    words = [word for block in page.blocks for line in block.lines for word in line.words]
    assert [word.text for word in words] == ["First", "second", "of", "all"]
    assert words[1].confidence == 0.7
    assert words[1].box.x == 0 < words[2].box.x < words[3].box.x
    assert (page.width, page.height) == (900, 1200)


def test_hocr(tmp_path: Path) -> None:
    (page,) = hocr.read_pages(HOCR.encode())
    (line,) = page.blocks[0].lines
    assert [(word.text, word.confidence) for word in line.words] == [("Ferry", 0.93), ("sails", 0.41)]
    assert line.words[1].box.x == 100
    (source,) = _read(tmp_path, "a.html", HOCR)
    assert (source.format, source.raw) == ("hocr", "Ferry sails")


ROW = {
    "heading": "Ferry returns", "articleText": "<p>The ferry runs again.</p><p>It sails at six.</p>",
    "date": "1911-03-05", "title": {"id": "1", "value": "Harbour Lantern"}, "page": 4, "category": "Article",
}  # fmt: skip


def test_json_lines(tmp_path: Path) -> None:
    other = {"headline": "Corn rises", "text": "Corn rose today.", "paper": "Lamp", "author": ["Tom Reed", "Ada Orme"]}
    ferry, corn = _read(tmp_path, "a.jsonl", f"{json.dumps(ROW)}\n{json.dumps(other)}\n")
    values = _values(ferry)
    assert (values["headline"], values["date"], values["page"]) == ("Ferry returns", "1911-03-05", "4")
    assert prepare(ferry).clean == "The ferry runs again.\n\nIt sails at six."
    assert _values(corn)["byline"] == ("Tom Reed", "Ada Orme")
    assert [ferry.member, corn.member] == ["1", "2"]


def test_ends_of_lines_within_strings_part_no_json_lines(tmp_path: Path) -> None:
    rows = [{"headline": f"Ferry {at}", "text": "It sails at six.\u2028It runs\x85 again."} for at in range(2)]
    lines = "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert [source.member for source in _read(tmp_path, "a.jsonl", lines)] == ["1", "2"]


def test_too_deep_json_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="nested too deeply"):
        _read(tmp_path, "a.json", '{"a": ' * 50_000 + "1" + "}" * 50_000)


@pytest.mark.parametrize("wrap", [lambda row: row, lambda row: [row], lambda row: {"response": {"docs": [row]}}])
def test_json_documents_keep_their_records_where_they_like(tmp_path: Path, wrap: Any) -> None:
    (source,) = _read(tmp_path, "a.json", json.dumps(wrap(ROW)))
    assert source.member == ""
    assert "The ferry runs again." in source.raw


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables(tmp_path: Path, mark: str) -> None:
    rows = [
        ["Newspaper", "Date", "Title", "Text"],
        ["Lamp", "18870303", "Corn rises", '"Corn rose today.\n\nIt fell."'],
    ]
    (source,) = _read(tmp_path, "a.csv", "\n".join(mark.join(row) for row in rows) + "\n")
    values = _values(source)
    assert (values["paper"], values["date"], values["headline"]) == ("Lamp", "1887-03-03", "Corn rises")
    assert prepare(source).clean == "Corn rose today.\n\nIt fell."


def test_columns_in_german(tmp_path: Path) -> None:
    table = "Titel;Verfasser;Zeitung;Datum;Text\nDer Streik;Karl Roth;Hafenbote;3. Mai 1912;Die Arbeiter streiken.\n"
    (source,) = _read(tmp_path, "a.csv", table)
    values = _values(source)
    assert (values["headline"], values["byline"], values["paper"]) == ("Der Streik", ("Karl Roth",), "Hafenbote")
    assert values["date"] == "1912-05-03"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14 May 1919", "1919-05-14"),
        ("Wed, 14 May 1919 10:00:00 GMT", "1919-05-14"),
        ("5/14/1919 0:00", "1919-05-14"),
        ("1919-05~", "1919-05~"),
        ("05/03/1919", None),
        ("yesterday", None),
    ],
)
def test_dates_of_records(tmp_path: Path, words: str, expected: str | None) -> None:
    (source,) = _read(tmp_path, "a.json", json.dumps({"text": "The ferry runs again.", "date": words}))
    assert _values(source).get("date") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Lantern, 3 March 1887\n\nFerry returns\n\nThe ferry, the text says, runs again.\n",
        "{ so the poet begins\n\nand goes on in plain words.\n",
        "[Special to the Lantern] The ferry runs again.\n",
    ],
)
def test_plain_text_stays_plain_text(tmp_path: Path, text: str) -> None:
    (source,) = _read(tmp_path, "a.txt", text)
    assert source.format == "text"
    assert source.raw == text


@pytest.mark.parametrize(
    ("format_name", "text"),
    [
        ("json", '{"headline": "x"'),
        ("json", '{"other": []}'),
        ("json", '{"a": ' * 5_000 + "1" + "}" * 5_000),
        ("json", '{"text": broken}\n{"text": broken}\n'),
        ("table", "a,b\n1,2\n"),
        ("table", ",".join(["text"] * 20_000) + "\nx\n"),
        ("nitf", "<nitf/>"),
        ("nitf", "<!DOCTYPE nitf><nitf><body><body.content><p>x</p></body.content></body></nitf>"),
        ("newsml", "<NewsML><NewsItem/></NewsML>"),
        ("page", "<PcGts><Page/></PcGts>"),
        ("page", "<alto/>"),
        ("hocr", "<html><body>nothing</body></html>"),
        ("alto", "<alto"),
        ("didl", "<DIDL/>"),
    ],
)
def test_what_holds_no_article_is_refused_with_a_remedy(tmp_path: Path, format_name: str, text: str) -> None:
    with pytest.raises(SourceFileError) as refused:
        _read(tmp_path, "a.bin", text, format_name)
    assert refused.value.remedy
    assert str(tmp_path) in refused.value.message


def _sound_or_refused(sources: Iterator[SourceArticle]) -> bool:
    try:
        return all(source.raw for source in sources)
    except SourceFileError as error:
        return bool(error.remedy)


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_give_articles_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(data)
    assert _sound_or_refused(read(path, name))


_KEYS = st.sampled_from(["text", "headline", "date", "articles", "author", "language", "x"])
_VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()


@settings(deadline=None)
@given(st.recursive(_VALUES, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner)))
def test_any_json_gives_articles_or_a_refusal(value: Any) -> None:
    assert _sound_or_refused(records.read_file(json.dumps(value).encode(), Path("any.json"), "json"))


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("20260105T101500Z", "2026-01-05"),
        ("2026-01-05T10:15:00+01:00", "2026-01-05"),
        ("18870303", "1887-03-03"),
        ("1887", "1887"),
        ("1887-03", "1887-03"),
    ],
)
def test_days_of_stamps(stamp: str, expected: str) -> None:
    assert day(stamp) == expected
