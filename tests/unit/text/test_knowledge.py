"""What an archive knows: lookups by word and by printed variant."""

import pickle

from newsreader.text.knowledge import NOTHING, Knowledge, variant_key, word_key

KNOWN = Knowledge(
    {"en": {"cease-fire": 7, "zebrafish": 4}, "de": {"zebrafish": 5}},
    papers={"the halvorsen signal": "Halvorsen Signal"},
    confidences={("paper", "the halvorsen signal"): 0.7},
)


def test_words_are_found_whatever_their_case_and_hyphen() -> None:
    assert KNOWN.articles_with("Cease-Fire", "en") == 7
    assert KNOWN.articles_with("cease\u2010fire", "en") == 7
    assert KNOWN.articles_with("fire", "en") == 0
    assert KNOWN.articles_with("cease-fire", "fr") == 0


def test_without_a_language_all_are_asked() -> None:
    assert KNOWN.articles_with("zebrafish", "") == 9
    assert NOTHING.articles_with("zebrafish", "") == 0


def test_accents_tell_words_apart_but_not_variants() -> None:
    assert word_key("Été") == "été"
    assert variant_key("  L’ÉCHO  du Nord. ") == variant_key("L'echo du nord")


def test_nothing_has_no_teachings() -> None:
    assert KNOWN.has_teachings
    assert not NOTHING.has_teachings


def test_it_travels_to_worker_processes() -> None:
    assert pickle.loads(pickle.dumps(KNOWN)) == KNOWN
