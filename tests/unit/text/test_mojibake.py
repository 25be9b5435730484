"""Spoilt letters are mended on the smallest spans; right text of any language is never touched."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.text import mojibake, offsets
from newsreader.text.mend import mend

RIGHT = {
    "en": "The café’s “naïve” owner said: ‘No—never.’ It cost £5 or €6; 20° at the Øresund façade…",
    "de": "Über die Straße nach Köln: „Äußerst schön“, sagte Frau Müller – ‚ja‘. ÄÖÜ »gut«, ›so‹.",
    "fr": "Les élèves, déjà à l’école « où » l’été coûte 5 € : ÉCOLE FERMÉE» dit-on à CAFÉ” Noël ÇÀ Œuvre.",
    "es": "¿Qué ñandú comió? ¡Él! El señor Núñez dijo «adiós» en la ESPAÑA», año 1936. Pingüino.",
    "fi": "Hän päivää käyttää Åbo Akademin löytöä; ÄITI” tuli yöllä. ÖLJYÄ»",
    "sv": "Ångström gick över bron på ön, så småningom: ”ÅÄÖ” blev kvar.",
    "it": "Perché la città è così? «Però», disse: È già lunedì. CITTÀ» e libertà…",
    "pl": "Łódź, żółw i gęś: „zażółć gęślą jaźń”. ŁÓDŹ” była duża. ŚWIĘTA»",
    "cs": "Český kůň skákal přes živý plot; ŽIŽKŮV” hrad, Říp a Šárka „žije“.",
    "tr": "İstanbul’da ışık söndü; ağaç, şeker, çığ. HÂLÂ” güçlü. ÇIĞ»",
    "pt": "A situação não é má: «três irmãos» à mesa. IRMÃ» AMANHÃ” avó.",
    "ro": "Orașul și țara: „mâine” în zori. ŢARĂ” ȘI ÎNCĂ»",
    "sk": "Ĺ je dlhé. Stĺp, vŕba, „kôň“ a ĽADOVÁ”.",
    "ru": "Москва и Санкт-Петербург: «Правда».",
    "el": "Η Αθήνα και η Θεσσαλονίκη: «Νέα».",
}


@pytest.mark.parametrize("language", RIGHT)
def test_right_text_is_never_touched(language: str) -> None:
    assert mojibake.propose(RIGHT[language]) == []


@pytest.mark.parametrize("language", RIGHT)
@pytest.mark.parametrize("times", [1, 2])
def test_text_read_in_the_wrong_encoding_is_what_it_was(language: str, times: int) -> None:
    # A capital that looks like half of a spoilt letter, with a mark behind it, is the one thing that cannot be told.
    right = spoilt = re.sub(r"\S*[ÂÃ][»”]", "", RIGHT[language])
    for _ in range(times):
        spoilt = spoilt.encode("utf-8").decode("latin-1")
    repairs = mojibake.propose(spoilt)
    assert offsets.apply(spoilt, repairs) == right


@pytest.mark.parametrize(
    ("spoilt", "right"),
    [
        ("a cafÃ© in town", "a café in town"),
        ("he said â€œnoâ€\u009d", "he said “no”"),
        ("itâ€™s late", "it’s late"),
        ("five Â£ notes", "five £ notes"),
        ("dÃ©jÃ  vu Ã  Paris", "déjà vu à Paris"),
        ("Ãœber KÃ¶ln", "Über Köln"),
        ("a cafÃƒÂ© twice spoilt", "a café twice spoilt"),
    ],
)
def test_single_words_are_mended(spoilt: str, right: str) -> None:
    assert offsets.apply(spoilt, mojibake.propose(spoilt)) == right


def test_the_span_is_the_smallest_and_quotation_marks_stay_curly() -> None:
    (repair,) = mend("The “cafÃ©” is open", "en")
    assert (repair.rule, repair.before, repair.after) == ("mojibake", "Ã©", "é")


def test_a_spoilt_word_does_not_make_its_neighbours_suspect() -> None:
    assert offsets.apply("cafÃ© CAFÉ» rosé", mojibake.propose("cafÃ© CAFÉ» rosé")) == "café CAFÉ» rosé"


PIECES = st.sampled_from(
    ["Ã©", "Ã", "â€œ", "â€", "Â", "\u00a0", " ", "é", "É", "»", "“", "Å‚", "Ä", "caf", "Î´", "ƒ", "Ð", "°"]
)


@settings(deadline=None)  # the first spoilt text loads the decoder
@given(st.lists(PIECES, max_size=16).map("".join))
def test_mending_is_done_once_and_for_all_and_maps_exactly(text: str) -> None:
    repairs = mend(text, "fr")
    clean = offsets.apply(text, repairs)
    assert mend(clean, "fr") == []
    for index, repair in enumerate(repairs):
        assert text[repair.start : repair.end] == repair.before
        without = [*repairs[:index], *repairs[index + 1 :]]
        offsets.apply(text, without)
