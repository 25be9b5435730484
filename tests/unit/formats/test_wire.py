"""Wire messages of the teleprinter days and ninjs; every word of the samples is made up."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import detection, ninjs, wire_text
from newsreader.formats.reader import read, read_bytes
from newsreader.formats.walk import Found, walk
from newsreader.text.prepare import prepare

IPTC = (
    "\x16\x16\x01hkn014 4 pl 171 vvvvb HKN 170123-89-00065#2\r\nHafen/Streik/\r\n"
    "\x02Hafenstreik in Halden beendet=\r\nVon Jana Dorn, hkn =\r\n\r\n"
    "Halden (hkn) - Der Streik im Hafen ist nach sechs Wochen beendet. Reeder und\r\n"
    "Hafenarbeiter unterschrieben am Donnerstag ein Papier.\r\n\r\nDie Stadt sprach von einem Sieg der Vernunft.\r\n"
    "* * * *\r\nDie folgenden Informationen sind nicht zur Veröffentlichung bestimmt\r\nTelefon 123\r\n"
    "\x03\r\n171234 Jan 17\r\n\x04"
    "\x01hkn015 2 sp 40 vvvvb HKN\r\nSegeln\r\n\x02Möwe gewinnt vor Halden\r\n"
    "   Halden, 17. Januar (HKN) - Die Möwe hat die Regatta\r\ngewonnen.\r\n   Zweite wurde die Welle.\r\n"
    "\x03\r\n171300 GMT Jan 17\r\n\x04"
).encode("latin-1")
ANPA = (
    b"\x16\x16\x01a0415\x1fhld--\r\nr i \x13\x11BC-HLD--Harbor Strike 1stLd-Writethru   05-03 0416\r\n"
    b"\x02^BC-HLD--Harbor Strike, 1st Ld-Writethru,416<\r\n^Dockers of Halden sign, ships go out<\r\n"
    b"^AP Photo HLD105<\r\n^Eds: Updates with vote.<\r\n^By JANE DOE=\r\n^AP Business Writer=\r\n"
    b"\t   HALDEN, Norway (AP) _ The harbor strike ended on Thursday after the owners and the\r\n"
    b"dockers had signed a paper. \r\n\t   ``Nobody was hurt,'' the mayor said. \r\n\t   MORE\r\n"
    b"\x03\r\nAP-WF-05-03-94 0337GMT<\r\n\x04"
    b"\x16\x16\x01b0500\x1fhld--\r\na s \x13\x11BC-Sailing Adv08 05-03 0090\r\n\x02^BC-Sailing, Adv 08<\r\n^$Adv08<\r\n"
    b"^For Release Sunday, May 8<\r\n^A quiet regatta<\r\n\t   HALDEN (AP) _ The Gull won the regatta.\r\n"
    b"\t   End Adv for Sunday, May 8\r\n\x03\r\nAP-WF-05-03-94 0400GMT<\r\n\x04"
    b"\x16\x16\x01a0416\x1fhld--\r\nr i \x13\x11BC-HLD--Harbor Strike, 1st Add 05-03 0100\r\n"
    b"\x02^BC-HLD--Harbor Strike, 1st Add,100<\r\n^HALDEN: mayor said.<\r\n"
    b"\t   The owners had refused to talk since winter. \r\n\x03\r\nAP-WF-05-03-94 0340GMT<\r\n\x04"
)
LANTERN = (
    b"B1488 cpstf\nr b Lantern-Prices, 7th Writethru 31-10 0588\n^Lantern-Prices, 7th Writethru@<\n^code:2<\n"
    b"^Update:ADDS details@<\n^HL:Lanterns dearer as winter comes@<\n^By Ada Orme@<\n^THE HALDEN PRESS@<\n"
    b"\t   HALDEN _ Lanterns rose again on Friday.<\n16:35ET 31-10-14<\n"
)
ITEM: dict[str, Any] = {
    "uri": "urn:newsml:example.org:2019:1", "type": "text", "versioncreated": "2019-05-10T16:02:28+02:00",
    "firstcreated": "2019-05-10T15:00:00Z", "pubstatus": "usable", "language": "nb-NO", "copyrightholder": "NTB",
    "usageterms": "Not for use in Halden", "headline": "Streiken er over", "byline": "Av Ada Orme, NTB",
    "located": "Halden, Norge", "subject": [{"code": "04", "name": "Arbeidsliv"}],
    "body_html": "<p>Streiken i havnen er over.</p><p>Skipene seiler igjen.</p>",
    "body_text": "Streiken i havnen er over.",
}  # fmt: skip
ITEM_3: dict[str, Any] = {
    "uri": "urn:newsml:example.org:2024:2", "versionCreated": "2024-11-02T09:00:00Z", "pubStatus": "usable",
    "copyrightHolder": "dpa", "language": "de", "by": "Von Jana Dorn, dpa",
    "headlines": [{"role": "sub", "value": "Schiffe laufen aus"}, {"role": "main", "value": "Streik zu Ende"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "Der Streik ist zu Ende. Die Schiffe laufen aus."},
        {
            "role": "html", "contentType": "text/html",
            "value": "<p>Der Streik ist zu Ende.</p><p>Die Schiffe laufen aus.</p>",
        },
    ],
}  # fmt: skip


def of(data: bytes, format_name: str = "") -> list[SourceArticle]:
    return list(read_bytes(data, Path("some.txt"), format_name))


def values(source: SourceArticle) -> dict[str, Any]:
    return {name: field.value for name, field in prepare(source).fields.items()}


def bare(data: bytes) -> bytes:
    """Without control characters, as archives often keep messages."""
    return re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", data.replace(b"\x1f", b" "))


@pytest.mark.parametrize("data", [IPTC, bare(IPTC)], ids=["framed", "bare"])
def test_iptc_7901(data: bytes) -> None:
    strike, regatta = of(data)
    assert (strike.format, strike.member, regatta.member) == ("iptc7901", "1", "2")
    found = values(strike)
    assert (found["headline"], found["byline"]) == ("Hafenstreik in Halden beendet", ("Jana Dorn",))
    assert (found["date"], found["section"], found["language"]) == ("2017-01-17", "Politik", "de")
    first, second = prepare(strike).clean.split("\n\n")
    assert first.endswith("beendet. Reeder und Hafenarbeiter unterschrieben am Donnerstag ein Papier.")
    assert second == "Die Stadt sprach von einem Sieg der Vernunft."
    found = values(regatta)
    assert (found["headline"], found["date"]) == ("Möwe gewinnt vor Halden", "2017-01-17")
    assert prepare(regatta).clean.endswith("die Regatta gewonnen.\n\nZweite wurde die Welle.")


@pytest.mark.parametrize("data", [ANPA, bare(ANPA)], ids=["framed", "bare"])
def test_anpa_1312(data: bytes) -> None:
    strike, regatta = of(data)
    assert strike.format == "anpa1312"
    found = values(strike)
    assert (found["headline"], found["byline"]) == ("Dockers of Halden sign, ships go out", ("Jane Doe",))
    assert (found["agency"], found["date"], found["section"]) == ("Associated Press", "1994-05-03", "International")
    assert found["dateline"]["place"] == "Halden"
    assert [article.member for article in (strike, regatta)] == ["1", "2"]


def test_an_add_follows_its_story_and_what_is_for_editors_is_left_out() -> None:
    strike, regatta = of(ANPA)
    assert prepare(strike).clean.endswith(
        "``Nobody was hurt,'' the mayor said.\n\nThe owners had refused to talk since winter."
    )
    assert values(regatta)["rights"] == "For Release Sunday, May 8"
    assert prepare(regatta).clean == "HALDEN (AP) _ The Gull won the regatta."


def test_days_come_before_months_where_the_clock_comes_first() -> None:
    (article,) = of(LANTERN)
    found = values(article)
    assert (found["headline"], found["byline"]) == ("Lanterns dearer as winter comes", ("Ada Orme",))
    assert found["date"] == "2014-10-31"
    assert prepare(article).clean == "HALDEN _ Lanterns rose again on Friday."


def test_a_head_without_marks_ends_where_the_dateline_begins() -> None:
    text = "Strike ends\r\nBy Anna Brook\r\nHALDEN, May 3 - It is over.\r\n"
    (article,) = of(f"\x01hkn042 3 pol 0123 \x1f\r\n\x02{text}\x03031200 MAY 94\x04".encode())
    found = values(article)
    assert (found["headline"], found["byline"], found["date"]) == ("Strike ends", ("Anna Brook",), "1994-05-03")
    assert prepare(article).clean == "HALDEN, May 3 - It is over."


def test_control_characters_within_the_text_are_gone() -> None:
    data = IPTC.replace(b"Die Stadt", b"Die\x11 \x1b(BSta\x07dt\x10und\x7f")
    assert "Die Stadt und sprach" in prepare(of(data)[0]).clean


def test_messages_are_found_in_folders_although_they_look_binary(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_bytes(b"\x01" + IPTC.split(b"\x01")[2])
    assert [found.path.name for found in walk([tmp_path]) if isinstance(found, Found)] == ["a.dat"]
    (article,) = read(tmp_path / "a.dat")
    assert article.member == ""


@pytest.mark.parametrize(
    "text",
    [
        "The harbour strike ended on Thursday.\n\nThe ships sail again.",
        "a0415 was the number of the house\nr i think BC-like 05-03 0416\nand so on",
        "BBC1234 4 pm 17 people came to the hall\n\nThey sang. 171234 Jan 17 was the number.\n",
        "abc123 4 pl 171\n\nPrices of wheat\n\nWheat 120\n",
        "P1234\nA B Smith 03-05 1994\nThe diary of the year\n",
        "\x01\x02\x03 nothing that is a message",
    ],
)
def test_plain_texts_are_no_messages(text: str) -> None:
    assert detection.told(text.encode()) == "text"


def test_a_message_without_words_is_refused() -> None:
    with pytest.raises(SourceFileError) as caught:
        of(b"\x01hkn014 4 pl 171 HKN\r\n\x02\r\n\x03\r\n171234 Jan 17\r\n\x04")
    assert "no message with words" in caught.value.message


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([IPTC, ANPA, LANTERN]), st.integers(0, 700))
def test_any_damage_to_a_message_is_read_or_refused(noise: bytes, message: bytes, at: int) -> None:
    for name in ("", wire_text.IPTC, wire_text.ANPA):
        try:
            of(message[:at] + noise + message[at:], name)
        except SourceFileError as error:
            assert error.remedy  # noqa: PT017  Either is right; an error of another kind is not.


def test_ninjs_1() -> None:
    (article,) = of(json.dumps(ITEM).encode())
    assert article.format == "ninjs"
    found = values(article)
    assert (found["headline"], found["byline"]) == ("Streiken er over", ("Ada Orme",))
    assert (found["date"], found["language"], found["agency"]) == ("2019-05-10", "nb", "Norsk Telegrambyrå")
    assert (found["section"], found["rights"]) == ("Arbeidsliv", "Not for use in Halden")
    assert found["dateline"] == {"text": "Halden, Norge", "place": "Halden", "country": "NO", "date": None}
    assert prepare(article).clean == "Streiken i havnen er over.\n\nSkipene seiler igjen."


def test_ninjs_3() -> None:
    (article,) = of(json.dumps(ITEM_3).encode())
    found = values(article)
    assert (found["headline"], found["subheadline"]) == ("Streik zu Ende", "Schiffe laufen aus")
    assert (found["byline"], found["date"], found["language"]) == (("Jana Dorn",), "2024-11-02", "de")
    assert prepare(article).clean == "Der Streik ist zu Ende.\n\nDie Schiffe laufen aus."


def test_ninjs_packages_lists_and_lines() -> None:
    picture = {"uri": "x", "type": "picture", "headline": "A ship", "description_text": "A ship leaves Halden."}
    package = {
        "uri": "p", "type": "composite", "headline": "All of today", "versioncreated": "2019-05-10T16:00:00Z",
        "pubstatus": "usable", "usageterms": "", "associations": {"a": ITEM, "b": picture, "c": ITEM_3},
    }  # fmt: skip
    assert [article.hints["headline"].value for article in of(json.dumps(package).encode())] == [
        "Streiken er over", "Streik zu Ende"
    ]  # fmt: skip
    assert len(of(json.dumps([ITEM, picture, ITEM_3]).encode())) == 2
    assert len(of(json.dumps({"uri": "/all", "items": [ITEM, ITEM_3]}).encode())) == 2
    lines = f"{json.dumps(ITEM)}\nbroken\n{json.dumps(ITEM_3)}\n"
    problems: list[str] = []
    found = list(ninjs.read_file(lines.encode(), Path("a.jsonl"), lambda _, reason, __: problems.append(reason)))
    assert [article.member for article in found] == ["1", "2"]
    assert problems
    with pytest.raises(SourceFileError, match="no article"):
        of(json.dumps(picture | {"pubstatus": "usable", "usageterms": "", "urgency": 3}).encode())


def test_other_json_is_not_ninjs() -> None:
    row = {"uri": "/article/1", "headline": "Ferry returns", "text": "The ferry runs again.", "date": "1911-03-05"}
    assert detection.told(json.dumps(row).encode()) == "json"
    assert detection.told(b'{"guid": "1", "versioncreated": 3, "title": "x"}') == "json"


@pytest.mark.parametrize("broken", ["[" * 100_000, '{"uri": 1, ' * 2, '{"uri": {"bodies": [[[[[[[[1]]]]]]]]}}'])
def test_broken_ninjs_is_refused(broken: str) -> None:
    with pytest.raises(SourceFileError) as caught:
        of(broken.encode(), "ninjs")
    assert caught.value.remedy


NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.2//EN" "http://www.nitf.org/site/nitf-documentation/nitf-3-2.dtd">
<nitf><head><meta name="print_page_number" content="7"/><meta name="dsk" content="Harbour Desk"/>
<docdata><doc.copyright year="1987" holder="The Halden Lantern"/></docdata>
<pubdata name="The Halden Lantern" date.publication="19870101T000000"/></head>
<body><body.head><hedline><hl1>Ferry Returns</hl1><hl2>Nine years of waiting</hl2>
<hl2 class="online_headline">Ferry back</hl2></hedline>
<byline class="print_byline">By <person>Ada Orme</person><byttl>Harbour Correspondent</byttl></byline>
<byline class="normalized_byline">Orme, Ada</byline>
<dateline><location>HALDEN, Norway</location>, <story.date norm="19861231">Dec. 31</story.date></dateline></body.head>
<body.content><block class="lead_paragraph"><p>The ferry runs again.</p></block>
<block class="full_text"><p>The ferry runs again &mdash; at six.</p><note><p>Eds: hold.</p></note>
<media media-type="image"><media-caption><p>The ferry at its pier.</p></media-caption></media>
<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>4</td></tr></table></block></body.content>
<body.end><tagline>Tom Reed contributed.</tagline></body.end></body></nitf>"""
NEWSML_1 = """<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML><NewsItem><Identification><NewsIdentifier><DateId>20050607</DateId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20050606T090000Z</FirstCreated></NewsManagement>
<NewsComponent><AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<NewsComponent><Role FormalName="Main"/><NewsLines><HeadLine>Bridge opens</HeadLine><ByLine>By Tom Reed</ByLine>
<DateLine>HALDEN, June 7 (AFP)</DateLine><CopyrightLine>Halden Press 2005</CopyrightLine></NewsLines>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>The bridge opened.</p></DataContent></ContentItem>
</NewsComponent>
<NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>A bridge.</DataContent></ContentItem>
</NewsComponent>
<NewsComponent><ContentItem Href="bridge.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Sidebar"/><NewsLines><HeadLine>Tolls</HeadLine></NewsLines>
<ContentItem><DataContent>&lt;p&gt;No tolls.&lt;/p&gt;&lt;p&gt;None at all.&lt;/p&gt;</DataContent></ContentItem>
</NewsComponent>
</NewsComponent></NewsItem></NewsML>"""
G2 = """<newsMessage><itemSet>
<newsItem><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_27.xml"/>
<rightsInfo><copyrightHolder literal="Lampe"/><usageTerms>No resale.</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AFP"/>
<versionCreated>2012-06-01T10:00:00Z</versionCreated>
</itemMeta><contentMeta><located><name>Paris</name></located><headline role="hld:sub">Il brille</headline>
<headline>Le phare</headline><by>Jeanne Orval</by></contentMeta>
<contentSet><inlineXML><nitf><body><body.head><hedline><hl1>Phare</hl1></hedline></body.head>
<body.content><p>Le phare est rallumé.</p></body.content></body></nitf></inlineXML>
<inlineData contenttype="text/plain">Le phare est rallumé.</inlineData></contentSet></newsItem>
<newsItem><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta>
<headline>Un phare</headline></contentMeta>
<contentSet><remoteContent href="phare.jpg"/></contentSet></newsItem>
<packageItem><groupSet><group><itemRef residref="x"/></group></groupSet></packageItem></itemSet></newsMessage>"""


def test_nitf_with_all_its_parts() -> None:
    (article,) = of(NITF.encode())
    found = values(article)
    assert (found["headline"], found["subheadline"]) == ("Ferry Returns", "Nine years of waiting")
    assert (found["byline"], found["paper"], found["date"]) == (("Ada Orme",), "The Halden Lantern", "1987-01-01")
    assert (found["page"], found["section"]) == ("7", "Harbour Desk")
    assert found["rights"] == "1987 The Halden Lantern"
    assert found["dateline"] == {"text": "HALDEN, Norway", "place": "Halden", "country": "NO", "date": "1986-12-31"}
    assert prepare(article).clean.split("\n\n") == [
        "The ferry runs again — at six.", "Day | Boats", "Monday | 4", "The ferry at its pier.",
        "Tom Reed contributed.",
    ]  # fmt: skip


def test_newsml_1_has_an_article_for_each_text_with_a_headline() -> None:
    bridge, tolls = of(NEWSML_1.encode())
    found = values(bridge)
    assert (found["headline"], found["byline"], found["date"]) == ("Bridge opens", ("Tom Reed",), "2005-06-07")
    assert (found["agency"], found["language"]) == ("Agence France-Presse", "en")
    assert (found["dateline"]["place"], found["rights"]) == ("Halden", "Halden Press 2005")
    assert prepare(bridge).clean == "The bridge opened."
    assert values(tolls)["agency"] == "Agence France-Presse"
    assert prepare(tolls).clean == "No tolls.\n\nNone at all."


def test_newsml_g2_takes_one_form_of_a_text_and_no_pictures() -> None:
    (article,) = of(G2.encode())
    found = values(article)
    assert (found["headline"], found["subheadline"]) == ("Le phare", "Il brille")
    assert (found["byline"], found["rights"]) == (("Jeanne Orval",), "No resale.")
    assert found["dateline"]["place"] == "Paris"
    assert prepare(article).clean == "Le phare est rallumé."


def test_a_package_of_references_says_so() -> None:
    package = "<packageItem><groupSet><group><itemRef residref='x'/></group></groupSet></packageItem>"
    with pytest.raises(SourceFileError, match="refers to articles in other files"):
        of(package.encode())


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE nitf [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE nitf SYSTEM "file:///etc/nitf.dtd">',
        '<!DOCTYPE nitf SYSTEM "http://127.0.0.1/x">',
    ],
)
def test_a_document_type_that_declares_or_leads_elsewhere_is_refused(declared: str) -> None:
    text = f"{declared}<nitf><body><body.content><p>The ferry runs.</p></body.content></body></nitf>"
    with pytest.raises(SourceFileError, match="document type"):
        of(text.encode())


def test_deep_nesting_is_read_or_refused() -> None:
    text = "<nitf><body><body.content>" + "<em>" * 50_000 + "Words" + "</em>" * 50_000
    (article,) = of(f"{text}</body.content></body></nitf>".encode())
    assert article.raw == "Words"
