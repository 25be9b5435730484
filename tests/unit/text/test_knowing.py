"""Authorities, languages, word lists, quality and anchors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text import anchors, authorities, language, lexicon, lines
from newsreader.text.evidence import Evidence
from newsreader.text.quality import quality


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CA", "CA"),
        ("ca", "CA"),
        ("Canada", "CA"),
        ("the Netherlands", "NL"),
        ("Pays-Bas", "NL"),
        ("Deutschland", "DE"),
        ("Alemania", "DE"),
        ("États-Unis", "US"),
        ("U.S.A.", "US"),
        ("England", "GB"),
        ("USSR", "SU"),
        ("Sowjetunion", "SU"),
        ("Siam", "TH"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_countries_are_found_by_any_name(name: str, code: str | None) -> None:
    assert authorities.find_country(name) == code


def test_names_in_four_languages() -> None:
    assert authorities.country_name("DE") == "Germany"
    assert authorities.country_name("DE", "fr") == "Allemagne"
    assert authorities.country_name("DE", "de-CH") == "Deutschland"
    assert authorities.country_name("DE", "es") == "Alemania"
    assert authorities.country_name("SU") == "Soviet Union"
    assert authorities.country_name("ZZ") == "ZZ"
    assert authorities.region_name("021", "de") == "Nordamerika" or authorities.region_name("021", "de")
    assert authorities.language_name("fr") == "French"
    assert authorities.language_name("fr-CA", "de") == "Französisch"


def test_every_country_has_a_region_that_leads_to_the_world() -> None:
    assert authorities.region_of("CA") == "021"
    assert authorities.region_of("DE") == "155"
    assert authorities.region_of("ZZ") == ""
    for code in authorities._countries():
        region = authorities.region_of(code)
        for _ in range(5):
            if region == "001":
                break
            region = authorities.region_parent(region)
        assert region == "001"


def test_regions_and_languages_by_name() -> None:
    assert authorities.find_region("Western Europe") == "155"
    assert authorities.find_region("155") == "155"
    assert authorities.find_region("nowhere") is None
    assert authorities.find_language("Deutsch") == "de"
    assert authorities.find_language("en-GB") == "en"
    assert authorities.find_language("français") == "fr"
    assert authorities.find_language("Klingon") is None


def test_papers_by_name_variant_and_without_article() -> None:
    for name in ("National Post", "the national post", "NATIONAL POST"):
        found = authorities.find_paper(name)
        assert found is not None
        assert (found.name, found.country, found.language) == ("National Post", "CA", "en")
    vienna, montreal = authorities.find_paper("Die Presse"), authorities.find_paper("La Presse")
    assert vienna is not None
    assert montreal is not None
    assert (vienna.country, montreal.country) == ("AT", "CA")
    assert authorities.find_paper("NZZ") == authorities.find_paper("Neue Zürcher Zeitung")
    assert authorities.find_paper("The Halvorsen Courier") is None


def test_the_title_list_is_sound() -> None:
    papers = set(authorities._papers().values())
    assert len(papers) > 900
    for paper in papers:
        assert authorities.find_country(paper.country) == paper.country
        assert authorities.find_language(paper.language) == paper.language
        assert paper.place


TEXTS = {
    "en": "The council voted on Tuesday for the new ferry, and the town was glad that it had come to an end.",
    "de": "Der Rat hat am Dienstag für die neue Fähre gestimmt, und die Stadt ist froh, dass es vorbei ist.",
    "fr": "Le conseil a voté mardi pour le nouveau bac, et la ville est heureuse que ce soit enfin fini.",
    "es": "El concejo votó el martes por el nuevo transbordador, y la ciudad se alegra de que haya terminado.",
    "it": "Il consiglio ha votato martedì per il nuovo traghetto, e la città è contenta che sia finita.",
    "nl": "De raad heeft dinsdag voor het nieuwe veer gestemd, en de stad is blij dat het voorbij is.",
    "pt": "O conselho votou na terça-feira pela nova balsa, e a cidade está feliz porque não houve mais demora.",
    "sv": "Rådet röstade på tisdagen för den nya färjan, och staden är glad att det är över.",
    "fi": "Neuvosto äänesti tiistaina uuden lautan puolesta, ja kaupunki on iloinen että se on ohi.",
    "ru": "Совет проголосовал во вторник за новый паром, и город рад, что всё закончилось.",
    "uk": "Рада проголосувала у вівторок за новий пором, і місто раде, що її дочекалися.",
    "bg": "Съветът гласува във вторник за новия ферибот и градът се радва.",
    "el": "Το συμβούλιο ψήφισε την Τρίτη για το νέο πορθμείο.",
    "he": "המועצה הצביעה ביום שלישי בעד המעבורת החדשה",
    "ar": "صوت المجلس يوم الثلاثاء لصالح العبارة الجديدة",
    "fa": "شورا روز سه‌شنبه برای کشتی جدید رای داد و شهر گفت که پایان یافت چه خوب",
    "ja": "市議会は火曜日に新しいフェリーに賛成票を投じた。",
    "zh": "市议会星期二投票赞成新渡轮。",
    "ko": "시의회는 화요일 새 여객선에 찬성표를 던졌다.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_languages_are_told(code: str, text: str) -> None:
    found = language.identify(text)
    assert found is not None
    assert found[0] == code
    assert 0.3 <= found[1] <= 0.99


@pytest.mark.parametrize("text", ["", "12 34", "Xyzzy plugh", "Halvorsen 1904 Osvald Feld", "?!"])
def test_a_text_that_tells_nothing_has_no_language(text: str) -> None:
    assert language.identify(text) is None


def test_a_longer_text_is_surer() -> None:
    short, long = language.identify("the end of the day"), language.identify(TEXTS["en"] * 3)
    assert short is not None
    assert long is not None
    assert short[1] < long[1]


def test_word_lists_and_forms() -> None:
    assert lexicon.is_word("Parliament", "en")
    assert not lexicon.is_word("parlia", "en")
    assert lexicon.is_form("ferrying", "en")
    assert lexicon.is_word("maison", "fr")
    assert not lexicon.is_form("azine", "en")
    assert lexicon.words("xx") == frozenset()
    assert not lexicon.is_form("word", "xx")


def test_evidence_of_a_language_without_a_list() -> None:
    evidence = Evidence("Staden och staden-hamn", "sv")
    assert evidence.in_text("STADEN")
    assert evidence.hyphenated_in_text("staden", "hamn")
    assert not evidence.is_word("och")
    assert evidence.is_sound


def test_quality_falls_with_noise() -> None:
    assert quality("The council voted on Tuesday for the town's 2nd ferry in Halvorsen", "en") == 1.0
    noisy = quality("Tbe conncil voted on Tu3sday f0r tbe feriy xqzt", "en")
    assert noisy is not None
    assert noisy < 0.6
    assert quality("Rådet röstade xqzt", "sv") == pytest.approx(2 / 3, abs=0.01)
    assert quality("— … !", "en") is None


def test_lines_know_what_stands_apart() -> None:
    found = list(lines.lines_of(" One \r\n\r\nTwo\nThree\u2028\n  \nFour"))
    assert [line.text for line in found] == ["One", "Two", "Three", "Four"]
    assert [line.is_apart_before for line in found] == [True, True, False, True]
    assert [line.is_apart_after for line in found] == [True, False, True, True]
    assert list(lines.lines_of("\n \n")) == []


RAW = "The council voted for the ferry. The mayor thanked the council for its patience, and the ferry sailed."


def test_an_anchor_holds_its_words() -> None:
    anchor = anchors.make_anchor(RAW, 4, 11)
    assert (anchor.quote, anchor.prefix, anchor.suffix[:6]) == ("council", "The ", " voted")
    assert anchors.find_anchor(RAW, anchor) == anchor


def test_an_anchor_follows_its_words_by_context() -> None:
    second = RAW.index("council", 12)
    anchor = anchors.make_anchor(RAW, second, second + 7)
    found = anchors.find_anchor("A new first line.\n" + RAW, anchor)
    assert found is not None
    assert found.start == second + 18


def test_an_anchor_follows_words_that_changed_a_little() -> None:
    start = RAW.index("mayor thanked")
    anchor = anchors.make_anchor(RAW, start, start + len("mayor thanked the council"))
    found = anchors.find_anchor("Also: " + RAW.replace("thanked the", "thankcd the"), anchor)
    assert found is not None
    assert found.quote == "mayor thankcd the council"


def test_an_anchor_without_its_words_is_lost() -> None:
    anchor = anchors.make_anchor(RAW, 4, 31)
    assert anchors.find_anchor("Nothing of the kind here, only weather and tides.", anchor) is None
    assert anchors.find_anchor("", anchor) is None
    long = anchors.make_anchor("x" * 9_000, 0, 8_000)
    assert anchors.find_anchor("y" * 9_000, long) is None


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4), (0, 10_000)])
def test_an_anchor_needs_words(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        anchors.make_anchor(RAW, start, end)


@given(st.text(min_size=1, max_size=80), st.integers(0, 79), st.integers(1, 20), st.text(max_size=20))
def test_a_found_anchor_lies_in_the_text(raw: str, start: int, length: int, before: str) -> None:
    start = min(start, len(raw) - 1)
    anchor = anchors.make_anchor(raw, start, min(len(raw), start + length))
    found = anchors.find_anchor(before + raw, anchor)
    assert found is not None
    assert (before + raw)[found.start : found.end] == found.quote == anchor.quote
