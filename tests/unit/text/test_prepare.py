"""From raw text to record: the layouts, their fields, and that nothing is lost or invented on the way."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import EXTRACTED_FIELDS, Evidence, Field
from newsreader.text import offsets
from newsreader.text.prepare import prepare

BODY = (
    "The council of Halvorsen voted on Tuesday for a long- term ferry link to the outer islands, ending a dispute that "
    "has divided the town since the spring.\n\nThe first boat is to sail at 6 a. m. on Monday from the U. S. pier."
)
CLEAN = (
    "The council of Halvorsen voted on Tuesday for a long-term ferry link to the outer islands, ending a dispute that "
    "has divided the town since the spring.\n\nThe first boat is to sail at 6 a.m. on Monday from the U.S. pier."
)
PLATFORM = (
    "National Post\n\nCouncil backs ferry link to outer islands\n\n- Henry Osvald Anna Feld and\n\n"
    f"{BODY}\n\nNewspapers in English\n\nNewspapers from Canada"
)


def prepared(raw: str, path: str = "a/x.txt", hints: dict[str, Field] | None = None) -> PreparedArticle:
    return prepare(SourceArticle(raw, path, "text", "utf-8", "0" * 64, len(raw), hints=hints or {}))


def values(article: PreparedArticle) -> dict[str, object]:
    return {name: field.value for name, field in article.fields.items()}


def test_a_story_copied_from_a_platform_gives_all_it_says() -> None:
    article = prepared(PLATFORM)
    found = values(article)
    assert found["paper"] == "National Post"
    assert found["headline"] == "Council backs ferry link to outer islands"
    assert found["byline"] == ("Henry Osvald", "Anna Feld")
    assert found["byline_raw"] == "- Henry Osvald Anna Feld and"
    assert found["byline_complete"] is False
    assert found["country"] == "CA"
    assert found["region"] == "021"
    assert found["language"] == "en"
    assert "date" not in found
    assert article.clean == CLEAN
    assert article.source.raw == PLATFORM
    rules = [repair.rule for repair in article.repairs]
    assert rules[:3] == ["set-apart.paper", "set-apart.headline", "set-apart.byline"]
    assert rules[-2:] == ["navigation", "navigation"]
    spans = {name: PLATFORM[f.evidence.start : f.evidence.end] for name, f in article.fields.items()}
    assert spans["paper"] == "National Post"
    assert spans["headline"] == found["headline"]
    assert spans["country"] == "Canada"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_every_kind_give_the_same_article(end: str) -> None:
    raw = PLATFORM.replace("\n", end)
    article = prepared(raw)
    assert article.clean == CLEAN
    assert values(article) == values(prepared(PLATFORM))
    assert article.source.raw == raw


@pytest.mark.parametrize(
    "raw",
    [
        BODY.split("\n\n")[0],
        "THE FERRY QUESTION.\nThe council of Halvorsen met on Tues-\nday to hear the engineer on the new ferry.",
        "Council backs ferry link",
        "Council backs ferry link\nand the town is glad",
        "Dienstag\n\nden 9. November hat der Rat der Stadt für die neue Fähre gestimmt, und alle sind froh.",
        "THE OLD THEATRE.\nSole Lessee, Madame Brook.\nLast Night of the Season.\nTHIS EVENING the drama of the ferry.",
        "It was raining.\n\nThe council of Halvorsen voted on Tuesday for a ferry link to the outer islands.",
        "and so it went on until the morning\n\nwhen the council of Halvorsen voted on Tuesday for the ferry at last.",
    ],
)
def test_no_headline_is_made_of_running_text(raw: str) -> None:
    article = prepared(raw)
    assert not {"headline", "paper", "byline", "subheadline"} & article.fields.keys()
    assert not [repair for repair in article.repairs if repair.removes_line]


def test_a_headline_alone_above_the_text() -> None:
    article = prepared(f"Council backs ferry link\n\n{BODY}")
    assert values(article)["headline"] == "Council backs ferry link"
    assert "paper" not in article.fields
    assert article.clean == CLEAN


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            (
                "Title: Ferry backed\nAuthor: Marit Osvald\nNewspaper: The Halvorsen Signal\nDate: 3 May 1904\n"
                "Page: 4\nCountry: Norway\nEdition: Morning\nSection: Local\nURL: x.example"
            ),
            {
                "headline": "Ferry backed",
                "byline": ("Marit Osvald",),
                "paper": "The Halvorsen Signal",
                "date": "1904-05-03",
                "page": "4",
                "country": "NO",
                "edition": "Morning",
                "section": "Local",
            },
        ),
        (
            "Titel: Der Rat stimmt zu\nVon: Hans Vogt\nZeitung: Grünauer Bote\nDatum: 3. Mai 1904\nLand: Schweiz",
            {"headline": "Der Rat stimmt zu", "byline": ("Hans Vogt",), "date": "1904-05-03", "country": "CH"},
        ),
        (
            "Titre : Le conseil approuve\nAuteur : Jeanne Arnoux\nJournal : Le Fanal\nDate : 1er mai 1904",
            {"headline": "Le conseil approuve", "byline": ("Jeanne Arnoux",), "date": "1904-05-01"},
        ),
        (
            "Título: El concejo aprueba\nAutor: Ana Ruiz\nPeriódico: El Farol\nFecha: 12 de mayo de 1936\nPaís: España",
            {"headline": "El concejo aprueba", "byline": ("Ana Ruiz",), "date": "1936-05-12", "country": "ES"},
        ),
        ("Headline: Council backs ferry\n", {"headline": "Council backs ferry"}),
        ("Title: Council backs ferry\nAgency: AP\nDate: 1904-05", {"agency": "Associated Press", "date": "1904-05"}),
    ],
)
def test_key_value_heads(head: str, expected: dict[str, object]) -> None:
    article = prepared(f"{head}\n\n{BODY}")
    found = values(article)
    assert {name: found.get(name) for name in expected} == expected
    assert article.clean == CLEAN


def test_a_text_key_opens_the_body() -> None:
    article = prepared("Title: Council backs ferry\nDate: 1904-05-03\nText: The council voted on Tuesday.")
    assert article.clean == "The council voted on Tuesday."


def test_a_sentence_with_a_colon_is_no_head() -> None:
    raw = "Note: the council of Halvorsen voted on Tuesday for a ferry.\n\nAnd then it rained: all day long."
    assert prepared(raw).clean == raw


def test_a_headline_over_two_lines_a_deck_and_a_role_line() -> None:
    raw = (
        "The Halvorsen Courier\n\nCouncil backs ferry link\nto the outer islands\n\n"
        "Boats are to sail from Monday as the islands cheer the end of a long dispute\n\n"
        f"By MARIT OSVALD\nStaff Writer\n\n{BODY}"
    )
    found = values(prepared(raw))
    assert found["headline"] == "Council backs ferry link to the outer islands"
    assert str(found["subheadline"]).startswith("Boats are to sail")
    assert found["byline"] == ("Marit Osvald",)
    assert prepared(raw).clean == CLEAN


def test_a_masthead_with_date_and_page() -> None:
    raw = f"THE HALVORSEN COURIER (Leeds), Tuesday, May 3, 1904. Page 4\n\nCouncil backs ferry link\n\n{BODY}"
    found = values(prepared(raw))
    assert found["paper"] == "The Halvorsen Courier"
    assert (found["date"], found["page"], found["place"], found["country"]) == ("1904-05-03", "4", "Leeds", "GB")


def test_date_page_and_agency_lines_below_the_headline() -> None:
    raw = f"National Post\n\nSaturday, May 7, 1994\n\nPage A3\n\nCouncil backs ferry link\n\nReuters\n\n{BODY}"
    found = values(prepared(raw))
    assert (found["date"], found["page"], found["agency"]) == ("1994-05-07", "A3", "Reuters")
    assert prepared(raw).clean == CLEAN


def test_lines_without_blank_lines_between_them() -> None:
    raw = f"National Post\nCouncil backs ferry link\nBy Marit Osvald\n{BODY.replace(chr(10) * 2, chr(10))}"
    found = values(prepared(raw))
    assert found["headline"] == "Council backs ferry link"
    assert found["byline"] == ("Marit Osvald",)


def test_navigation_above_the_article() -> None:
    article = prepared(
        f"Sign in\nHome\n\nCouncil backs ferry link\n\n{BODY}\n\nShare this article\n\n© PressReader 1994"
    )
    assert article.clean == CLEAN
    assert values(article)["provider"] == "PressReader"


def test_datelines_and_credits() -> None:
    article = prepared(f"Council backs ferry link\n\nHAVANA, Cuba, Feb. 15, 1998 (Reuters) — {BODY}")
    found = values(article)
    assert found["dateline"] == {
        "text": "HAVANA, Cuba, Feb. 15, 1998 (Reuters)",
        "place": "Havana",
        "country": "CU",
        "date": "1998-02-15",
    }
    assert found["agency"] == "Reuters"
    assert "date" not in found
    assert "country" not in found
    signed = values(prepared(f"Council backs ferry link\n\n{BODY} (AFP)"))
    assert signed["agency"] == "Agence France-Presse"
    assert "agency" not in values(prepared(f"Council backs ferry link\n\nReuters said so. {BODY}"))


def test_the_file_name_dates_an_article_that_does_not_say() -> None:
    article = prepared(BODY, "papers/globe-and-mail/1904-05-03_p2.txt")
    assert values(article)["date"] == "1904-05-03"
    assert article.fields["date"].evidence.source == "file name"
    assert values(article)["paper"] == "The Globe and Mail"
    assert article.fields["paper"].evidence.source == "folder"
    assert values(article)["country"] == "CA"
    said = prepared(f"Title: A\nDate: 4 May 1904\n\n{BODY}", "1904-05-03.txt")
    assert values(said)["date"] == "1904-05-04"


def test_hints_beat_the_text() -> None:
    hint = Field("paper", "The Halvorsen Signal", Evidence("option", 1.0, source="option"))
    found = prepared(PLATFORM, hints={"paper": hint})
    assert found.fields["paper"] is hint
    assert found.fields["country"].value == "CA"


def test_a_body_the_format_knows_is_taken_as_it_is() -> None:
    raw = f"  menu\n{BODY}\nfooter"
    start = raw.index("The council")
    source = SourceArticle(raw, "x", "web", "utf-8", "0", len(raw), body=(start - 1, start + len(BODY)))
    article = prepare(source)
    assert article.clean == CLEAN
    assert [repair.rule for repair in article.repairs if repair.removes_line] == ["furniture", "furniture"]


ALPHABET = st.sampled_from(
    [
        "National Post", "\n\n", "\n", "By Henry Meyer", "Title: ", "Date: ", "3 May 1904", "Newspapers from ",
        "Canada", "LONDON", " (AP)", " — ", "The council voted on Tuesday. ", "and ", "- ", "a- b", "\r", "¬", "1", ":",
        "(", "Von ", "Page 4", "x" * 90,
    ]
)  # fmt: skip


@settings(deadline=None)  # the first text of a language loads its word list
@given(st.one_of(st.text(max_size=80), st.lists(ALPHABET, max_size=20).map("".join)))
def test_any_text_gives_a_record(raw: str) -> None:
    article = prepared(raw, raw[:30].replace("\x00", ""))
    assert offsets.apply(raw, article.repairs) == article.clean
    assert article.clean == article.clean.strip() or not article.clean.strip()
    assert set(article.fields) <= set(EXTRACTED_FIELDS)
    for field in article.fields.values():
        evidence = field.evidence
        assert 0 < evidence.confidence <= 1
        if evidence.start is not None:
            assert evidence.end is not None
            assert 0 <= evidence.start < evidence.end <= len(raw)
    if "date" in article.fields:
        assert EdtfDate.try_parse(str(article.fields["date"].value))


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_body_span_gives_a_record(raw: str, one: int, other: int) -> None:
    body = (min(one, other, len(raw)), min(max(one, other), len(raw)))
    article = prepare(SourceArticle(raw, "x", "web", "utf-8", "0", len(raw), body=body))
    assert offsets.apply(raw, article.repairs) == article.clean


def test_the_article_the_project_started_from(shared_data: Path) -> None:
    raw = (shared_data / "seed" / "national-post.txt").read_bytes().decode("utf-8")
    article = prepared(raw)
    found = values(article)
    assert found["byline"] == ("Stepan Kravchenko", "Henry Meyer")
    assert found["byline_complete"] is False
    assert (found["paper"], found["country"], found["region"], found["language"]) == (
        "National Post",
        "CA",
        "021",
        "en",
    )
    for words in ("Nagorno-Karabakh", "cease-fire", "long-running", "so-called", "12 p.m.", "U.S.,"):
        assert words in article.clean
    assert "Newspapers" not in article.clean


def test_a_name_with_its_function_and_no_by() -> None:
    raw = f"National Post\n\nFERRY DEAL SIGNED\n\nIslands cheer\n\nHENRY MEYER STAFF REPORTER\n\n{BODY}"
    found = values(prepared(raw))
    assert (found["headline"], found["subheadline"]) == ("FERRY DEAL SIGNED", "Islands cheer")
    assert found["byline"] == ("Henry Meyer",)
    assert prepared(raw).clean == CLEAN


def test_a_paper_and_its_date_below_the_headline() -> None:
    found = values(prepared(f"Council backs ferry\n\nThe Halvorsen Courier, 3 May 1904\n\n{BODY}"))
    assert (found["headline"], found["paper"], found["date"]) == (
        "Council backs ferry", "The Halvorsen Courier", "1904-05-03",
    )  # fmt: skip
    assert "byline" not in found


def test_a_name_and_a_date_right_below_the_headline() -> None:
    found = values(prepared(f"Council backs ferry\nMarit Osvald\n3 May 1904\n\n{BODY}"))
    assert (found["headline"], found["byline"], found["date"]) == (
        "Council backs ferry", ("Marit Osvald",), "1904-05-03",
    )  # fmt: skip


def test_a_line_that_names_no_writer_is_set_apart_all_the_same() -> None:
    article = prepared(f"The Halvorsen Courier\n\nCouncil backs ferry\n\n- Special to The Courier\n\n{BODY}")
    assert "byline" not in article.fields
    assert values(article)["byline_raw"] == "- Special to The Courier"
    assert article.clean == CLEAN


def test_a_title_on_a_line_of_print_is_no_masthead() -> None:
    raw = "La Suisse\na voté hier pour le nouveau bac, et les\nhabitants de la ville en sont fort contents."
    assert "paper" not in prepared(raw).fields
