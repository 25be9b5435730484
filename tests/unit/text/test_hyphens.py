"""Which evidence decides a broken word: the document, the archive's vocabulary, the lists, the shape."""

import pytest

from newsreader.text import offsets
from newsreader.text.knowledge import Knowledge
from newsreader.text.mend import mend


def mended(text: str, language: str = "en", knowledge: Knowledge | None = None) -> str:
    return offsets.apply(text, mend(text, language, knowledge or Knowledge()))


def archive(**words: int) -> Knowledge:
    return Knowledge(words={"en": {word.replace("_", "-"): count for word, count in words.items()}})


def test_the_archives_words_decide_where_the_document_is_silent() -> None:
    raw = "a sea- loch in the north"
    assert mended(raw) == "a sea-loch in the north"
    assert mended(raw, knowledge=archive(sealoch=12, sea_loch=3)) == "a sealoch in the north"
    assert mended(raw, knowledge=archive(sealoch=3, sea_loch=12)) == "a sea-loch in the north"


def test_the_document_comes_before_the_archive_and_the_archive_before_the_list() -> None:
    knowledge = archive(newspaper=2, news_paper=40)
    assert mended("the news- paper came", knowledge=knowledge) == "the news-paper came"
    assert mended("a newspaper; the news- paper came", knowledge=knowledge) == "a newspaper; the newspaper came"


def test_an_archive_that_writes_both_or_hardly_either_decides_nothing() -> None:
    assert mended("the news- paper came", knowledge=archive(newspaper=5, news_paper=6)) == "the newspaper came"
    assert mended("the news- paper came", knowledge=archive(news_paper=2)) == "the newspaper came"


def test_the_archive_knows_names_too() -> None:
    raw = "the ferry to Lang- Holm sails"
    assert mended(raw, knowledge=archive(lang_holm=4)) == "the ferry to Lang-Holm sails"


@pytest.mark.parametrize(
    ("language", "raw"),
    [
        ("de", "was er wusste- Die Arbeit ruhte"),
        ("de", "der Untergang- des Dampfers"),
        ("de", "eine Sitzung am Vormittag- 10 Uhr"),
        ("de", "Blatt Nro- 62 der Zeitung"),
        ("de", "die Grenze de- Kantons"),
        ("fr", "la grève a échoué- Les ouvriers sont rentrés"),
        ("en", "to keep the larg- for the winter"),
    ],
)
def test_a_misread_stop_or_letter_is_no_hyphen(language: str, raw: str) -> None:
    assert mended(raw, language) == raw


@pytest.mark.parametrize(
    ("language", "raw", "clean"),
    [
        ("de", "in der Eidgenossen- schaft", "in der Eidgenossenschaft"),
        ("de", "der Kantons- Rat", "der Kantons-Rat"),
        ("en", "under Covid- 19 rules", "under Covid-19 rules"),
        ("en", "an anti- American mood", "an anti-American mood"),
        ("fr", "rue Jean- Dupont", "rue Jean-Dupont"),
    ],
)
def test_what_is_a_hyphen_stays_one(language: str, raw: str, clean: str) -> None:
    assert mended(raw, language) == clean


@pytest.mark.parametrize(
    ("language", "raw", "clean"),
    [
        ("de", "Holz, Kohle u. a. m. im Hafen", "Holz, Kohle u. a. m. im Hafen"),
        ("en", "at 6 a. m. sharp", "at 6 a.m. sharp"),
        ("", "at 6 a. m. sharp", "at 6 a.m. sharp"),
        ("de", "in den U. S. A. zu sehen", "in den U.S.A. zu sehen"),
    ],
)
def test_abbreviations_belong_to_languages(language: str, raw: str, clean: str) -> None:
    assert mended(raw, language) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("The harbour was closed , and the ferry waited .", "The harbour was closed, and the ferry waited."),
        (
            "The harhour was closed , and the fcrry waited for it. It sank .",
            "The harhour was closed , and the fcrry waited for it. It sank .",
        ),
    ],
)
def test_stray_spaces_before_punctuation_are_taken_out_of_a_sound_text_only(raw: str, clean: str) -> None:
    assert mended(raw) == clean


def test_dots_that_lead_to_a_figure_stay_as_they_are_printed() -> None:
    raw = "Erste Sektion . . . . 19 , zweite Sektion . . . . 25 , dritte Sektion . . . . 31"
    assert ". . . ." in mended(raw, "de")
