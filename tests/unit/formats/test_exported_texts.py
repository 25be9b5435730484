"""Exports of databases with several articles in one text file; every word of the samples is made up."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import exported_texts
from newsreader.formats.reader import read
from newsreader.text.prepare import prepare

NEXIS = """
                               1 of 2 DOCUMENTS


                        The Harbour Lantern (London)

                             May 3, 2012 Thursday
                                First Edition

Ferry returns to the old quay
after nine years

BYLINE: Ada Orme

SECTION: NEWS; Pg. 4

LENGTH: 312 words

The ferry sails again from the old quay, the council said.

It sails at six: nobody knows why so late.

LOAD-DATE: May 3, 2012

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                   Copyright 2012 Lantern Media
                       All Rights Reserved


                               2 of 2 DOCUMENTS

                        The Corn Exchange

                             June 1, 2012

SECTION: Pg. B12

LENGTH: 99 words

HEADLINE: Corn rises at last

BODY:
Corn rose today at the exchange, and nobody was there.

LOAD-DATE: June 2, 2012
"""
NEXIS_UNI = """Date and Time: Monday, 4 June 2012 10:00:00 AM GMT
Job Number: 1234567
Documents (2)
1. Ferry returns to the old quay
Client/Matter: -None-
2. Corn rises at last
Client/Matter: -None-

Ferry returns to the old quay
The Harbour Lantern
May 3, 2012 Thursday

Copyright 2012 Lantern Media All Rights Reserved

Section: NEWS; Pg. 4
Length: 312 words
Byline: Ada Orme
Dateline: HALDEN
Body


The ferry sails again from the old quay, the council said.

It sails at six.

Graphic

A picture of the quay

Load-Date: May 3, 2012


End of Document


Corn rises at last
The Corn Exchange
June 1, 2012

Length: 99 words

Body

Corn rose today at the exchange.

Classification

Language: ENGLISH

Load-Date: June 2, 2012

End of Document
"""
FACTIVA = """News
Ferry returns to the old quay after nine years
Ada Orme
312 words
3 May 2012
The Harbour Lantern
HLAN
First
4
English
Copyright 2012 Lantern Media. All rights reserved.

The ferry sails again from the old quay, the council said.

It sails at six.

Document HLAN000020120503e8530000a

Corn rises at last
99 words
1 June 2012
05:14
The Corn Exchange
CORN
B12
English
(c) 2012 Corn Media

Corn rose today at the exchange.

Document CORN000020120601e8610000b

Search Summary
Text\tferry or corn
Date\tAll Dates
"""
FACTIVA_CODES = """HD
Ferry returns to the old quay
BY   By Ada Orme
WC   312 words
PD   3 May 2012
SN   The Harbour Lantern
SC   HLAN
PG   4
LA   English
CY   Copyright 2012 Lantern Media
LP
The ferry sails again from the old quay, the council said.
TD
It sails at six.

CO   council : Council of Halden
AN   Document HLAN000020120503e8530000a

Document HLAN000020120503e8530000a

HD   Corn rises at last
WC   99 words
PD   1 June 2012
SN   The Corn Exchange
LP   Corn rose today at the exchange.
NS   c1 : Markets

Document CORN000020120601e8610000b
"""
PROQUEST = """____________________________________________________________

Document 1 of 2

Ferry returns to the old quay

Author: Orme, Ada

Publication info: Harbour Lantern ; Halden [Halden]. 03 May 2012: A.4.

https://example.org/1

Abstract: None available.

Full text: The ferry sails again from the old quay: the council said so.

It sails at six.

Subject: Ferries; Quays

Title: Ferry returns to the old quay

Publication title: Harbour Lantern

Pages: A.4

Publication date: May 3, 2012

Place of publication: Halden

Language of publication: English

ProQuest document ID: 1010101

Copyright: Copyright Lantern Media May 3, 2012

Database: Made Up Newsstream

____________________________________________________________

Document 2 of 2

Corn rises at last

Publication info: Corn Exchange ; Halden. 01 Jun 2012: B.12.

Full text: Corn rose today at the exchange.

Publication title: Corn Exchange

Publication date: Jun 1, 2012

____________________________________________________________

Contact us at: https://example.org/help
Terms and conditions: none
"""
RULED = """Title: Ferry returns to the old quay
Newspaper: The Harbour Lantern
Date: 3 May 1912

The ferry sails again from the old quay, the council said.
==============================
Title: Corn rises at last
Newspaper: The Corn Exchange
Date: 1 June 1912

Corn rose today at the exchange.
"""
ALL = {
    "nexis": NEXIS, "nexis-uni": NEXIS_UNI, "factiva": FACTIVA, "factiva-codes": FACTIVA_CODES, "proquest": PROQUEST,
    "ruled": RULED,
}  # fmt: skip


def articles(folder: Path, text: str, encoding: str = "utf-8") -> list[SourceArticle]:
    path = folder / "export.txt"
    path.write_bytes(text.encode(encoding))
    return list(read(path))


def values(source: SourceArticle) -> dict[str, Any]:
    return {name: field.value for name, field in prepare(source).fields.items()}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_exports_are_parted(tmp_path: Path, name: str, ends: str) -> None:
    found = articles(tmp_path, ALL[name].replace("\n", ends), "utf-16" if ends == "\r\n" else "utf-8")
    assert [(source.format, source.member) for source in found] == [("texts", "1"), ("texts", "2")]
    ferry, corn = map(values, found)
    headline = "Ferry returns to the old quay"
    assert str(ferry["headline"]).removesuffix(" after nine years") == headline
    assert corn["headline"] == "Corn rises at last"
    assert str(ferry["paper"]).removeprefix("The ") == "Harbour Lantern"
    assert str(corn["paper"]).removeprefix("The ") == "Corn Exchange"
    year = "1912" if name == "ruled" else "2012"
    assert (ferry["date"], corn["date"]) == (f"{year}-05-03", f"{year}-06-01")
    clean = [prepare(source).clean for source in found]
    assert clean[0].startswith("The ferry sails again from the old quay")
    assert "Copyright" not in clean[0]
    assert "Load" not in clean[0]
    assert "LOAD" not in clean[0]
    assert clean[1].startswith("Corn rose today at the exchange")
    assert clean[1].endswith(("exchange.", "nobody was there."))
    assert all(source.raw in (tmp_path / "export.txt").read_bytes().decode(source.encoding) for source in found)


@pytest.mark.parametrize("name", ["nexis", "nexis-uni", "factiva", "factiva-codes", "proquest"])
def test_what_databases_say_besides(tmp_path: Path, name: str) -> None:
    ferry = values(articles(tmp_path, ALL[name])[0])
    assert ferry["byline"] == ("Ada Orme",)
    assert ferry["page"] in ("4", "A.4", "A4")
    source = articles(tmp_path, ALL[name])[0]
    for field in source.hints.values():
        evidence = field.evidence
        if evidence.start is not None and field.name in ("headline", "paper"):
            assert " ".join(source.raw[evidence.start : evidence.end].split()).startswith(str(field.value)[:12])
    assert source.body is not None
    assert source.raw[slice(*source.body)].startswith("The ferry")


def test_a_colon_within_the_body_ends_nothing(tmp_path: Path) -> None:
    text = NEXIS.replace("It sails at six: nobody", "Section: this is a word\nIt sails at six: nobody")
    assert "Section: this is a word" in prepare(articles(tmp_path, text)[0]).clean


@pytest.mark.parametrize(
    "text",
    [
        "Ferry returns\n\nThe ferry sails again.\n\n----------\n\nCorn rose today.\n",
        "Document 1 of 1\n\nThe ferry sails again from the old quay.\n",
        "The ferry sails.\n\nEnd of Document\n",
        NEXIS[: NEXIS.index("2 of 2")],
    ],
)
def test_a_text_with_one_article_stays_one(tmp_path: Path, text: str) -> None:
    (source,) = articles(tmp_path, text)
    assert source.format == "text"


def test_what_cannot_be_parted_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The ferry sails again.")
    with pytest.raises(SourceFileError, match="can be told apart"):
        list(read(path, "texts"))


WORDS = st.sampled_from(
    ["1 of 2 DOCUMENTS", "End of Document", "Body", "BODY:", "Length: 3 words", "_" * 60, "Full text: x", "Title: y",
     "HD", "LP  z", "TD",
     "PD 3 May 2012", "Document ABCD000020120503e8530000a", "12 words", "3 May 2012", "a", "", "x: y",
     "Copyright 2012", "=" * 20, "Subject: q", "1. a title"],
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_lines_give_articles_within_the_text(lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    try:
        found = list(exported_texts.read_file(data, Path("any.txt")))
    except SourceFileError:
        return
    for source in found:
        assert source.raw
        assert source.raw in data.decode()
        if source.body is not None:
            assert 0 <= source.body[0] <= source.body[1] <= len(source.raw)
        for field in source.hints.values():
            if field.evidence.start is not None and field.evidence.end is not None:
                assert 0 <= field.evidence.start <= field.evidence.end <= len(source.raw)
        prepare(source)
