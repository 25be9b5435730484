"""Repairs: what they mend, what they leave, and that mending the mended text changes nothing."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsreader.text import offsets
from newsreader.text.mend import mend

PIECES = st.sampled_from(
    [
        "Nagorno", "cease", "fire", "mag", "azine", "- ", "-\n", "-", " ", "  ", "\n", "\n\n", "\r\n", "\t", "¬\n", "¬",
        "\u00ad", "\ufffe", ".", " .", ",", " ,", " ?", "U. S.", "p. m.", "12", "A", "und", "and", "ﬁ", "e\u0301",
        "\u0301", "\u2028", "\u00a0", "“", "”", "the", "Haus", "Über", "\u200b", "l'", "!", ":", "\x0c", "S.", "U.",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=24).map("".join), st.text(max_size=60))
LANGUAGES = st.sampled_from(["", "en", "de", "fr", "es", "sv"])


def mended(text: str, language: str = "en") -> str:
    return offsets.apply(text, mend(text, language))


@settings(deadline=None)  # the first text of a language loads its word list
@given(TEXTS, LANGUAGES)
@example("a- \u00ad b", "en")
@example("ﬁ\u0301", "en")
def test_mending_the_mended_text_changes_nothing(text: str, language: str) -> None:
    clean = mended(text, language)
    assert mend(clean, language) == []


@settings(deadline=None)  # the first text of a language loads its word list
@given(TEXTS, LANGUAGES)
def test_repairs_are_sorted_apart_and_true(text: str, language: str) -> None:
    repairs = mend(text, language)
    at = 0
    for repair in repairs:
        assert at <= repair.start <= repair.end <= len(text)
        assert text[repair.start : repair.end] == repair.before
        assert repair.before != repair.after
        assert 0 < repair.confidence <= 1
        at = repair.end


@settings(deadline=None)  # the first text of a language loads its word list
@given(TEXTS, LANGUAGES)
def test_the_clean_text_has_one_blank_line_between_paragraphs_and_none_around(text: str, language: str) -> None:
    clean = mended(text, language)
    assert clean == clean.strip() or clean.strip() == ""
    assert "\n\n\n" not in clean
    assert "\n" not in clean.replace("\n\n", "")


@settings(deadline=None)
@given(TEXTS, st.lists(st.booleans(), max_size=30))
def test_any_choice_of_repairs_can_be_applied(text: str, choice: list[bool]) -> None:
    repairs = mend(text, "en")
    some = [repair for repair, keep in zip(repairs, choice, strict=False) if keep]
    offsets.apply(text, some)


@pytest.mark.parametrize(
    ("language", "raw", "clean"),
    [
        ("en", "the Upper- Valley road", "the Upper-Valley road"),
        ("en", "a rain- soaked town", "a rain-soaked town"),
        ("en", "the so- called friends", "the so-called friends"),
        ("en", "a news- paper of the govern- ment", "a newspaper of the government"),
        ("en", "the par-\nliament sat", "the parliament sat"),
        ("en", "pre- and post-war years", "pre- and post-war years"),
        ("en", "my mother-in- law came", "my mother-in-law came"),
        ("en", "an 18- year-old boy", "an 18-year-old boy"),
        ("en", "a walk - and a talk", "a walk - and a talk"),
        ("de", "die Eisen- bahn und die Land- und Forstwirtschaft", "die Eisenbahn und die Land- und Forstwirtschaft"),
        ("de", "Patent- , Muster- und Markenschutz", "Patent- , Muster- und Markenschutz"),
        ("de", "der Eid¬\ngenossenschaft", "der Eidgenossenschaft"),
        ("de", "das Neu- Berliner Blatt", "das Neu-Berliner Blatt"),
        ("fr", "le gou-\nvernement", "le gouvernement"),
        ("fr", "le quartier Saint- Denis", "le quartier Saint-Denis"),
        ("es", "el go-\nbierno de la na- ción", "el gobierno de la nación"),
    ],
)
def test_broken_words_are_joined_and_compounds_closed_up(language: str, raw: str, clean: str) -> None:
    assert mended(raw, language) == clean


def test_the_document_itself_decides_before_the_word_list() -> None:
    assert mended("The Bluewater Line. The blue- water ferry; a bluewater crew") == (
        "The Bluewater Line. The bluewater ferry; a bluewater crew"
    )
    assert mended("A week- end at sea. The week-end was fine.") == "A week-end at sea. The week-end was fine."


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("at 12 p. m. on Monday", "at 12 p.m. on Monday"),
        ("in the U. S. and the U. K.", "in the U.S. and the U.K."),
        ("by J. R. R. Tolmer", "by J. R. R. Tolmer"),
        ("by U. S. Grant himself", "by U. S. Grant himself"),
        ("J. U. S. Maple", "J. U. S. Maple"),
        ("the e. g. of it", "the e.g. of it"),
    ],
)
def test_listed_abbreviations_are_closed_up_and_initials_are_not(raw: str, clean: str) -> None:
    assert mended(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("the e\u0301lan", "the élan"),
        ("the ﬁrst ofﬁce", "the first office"),
        ("news\u00adpaper", "newspaper"),
        ("two  words\tapart", "two words apart"),
        ("a line\nbroken\nover", "a line broken over"),
        ("one\r\n\r\n\r\ntwo", "one\n\ntwo"),
        ("one\u2029two", "one\n\ntwo"),
        ("It was, he said , true .", "It was, he said, true."),
        (" around ", "around"),
    ],
)
def test_characters_and_spaces(raw: str, clean: str) -> None:
    assert mended(raw) == clean


def test_french_keeps_its_space_before_high_marks() -> None:
    assert mended("Que dit-il ? Rien , dit-elle ; et puis , enfin , non !", "fr") == (
        "Que dit-il ? Rien, dit-elle ; et puis, enfin, non !"
    )


def test_a_lone_spaced_comma_in_noise_is_left() -> None:
    raw = "Tbe qnick brovvn fcx jnmped ovre tbe lczy dcg , wbile tbe oid rnan siept on his bcnch all dny"
    assert " , " in mended(raw)


def test_short_lines_that_end_a_sentence_end_the_paragraph() -> None:
    raw = (
        "The harbour board met on Monday to hear\n"
        "the engineer on the state of the old pier\n"
        "and voted for a new one.\n"
        "Work is to begin before the summer storms\n"
        "reach the coast, the chairman said, and it\n"
        "will be paid for out of the ferry tolls."
    )
    assert mended(raw).count("\n\n") == 1
    assert "one.\n\nWork is to begin" in mended(raw)


def test_long_lines_are_paragraphs() -> None:
    line = (
        "The council heard the whole of the report and then put it aside until the next sitting of the full board. " * 2
    )
    assert mended(f"{line.strip()}\n{line.strip()}").count("\n\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "-" * 30_000,
        "- " * 15_000,
        "a- " * 10_000,
        "9" * 30_000,
        "A" * 30_000,
        "A. " * 10_000,
        " " * 30_000,
        "¬" * 30_000,
        "\n" * 30_000,
        "e\u0301" * 15_000,
        "\u0301\u0323" * 10_000,
        "a -\n" * 8_000,
        " ," * 15_000,
        "(" * 30_000,
    ],
)
def test_long_runs_of_one_thing_are_no_trouble(text: str) -> None:
    assert mend(mended(text)) == []


def test_where_nothing_else_is_damaged_an_unlisted_compound_keeps_its_hyphen() -> None:
    sound = "The men sat at long quirl- tables and waited for the baker to come with the bread."
    assert "quirl-tables" in mended(sound)
    assert "biscuit-tin" in mended("They voted by ballot out of a biscuit- tin and went home.")
    noisy = "Tne rnen satt att lonq quirl- tables aud waitcd forr tbe bakcr to corne witb tlie brcad."
    assert "quirltables" in mended(noisy)
