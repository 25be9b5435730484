"""Places mentioned: sentences written for the project, with what is meant and the traps in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text import places

SENTENCES = [
    # English: what is said right after a name decides which place it is.
    ("en", "US", "The mill at Springfield, Ill., burned down on Friday.", ["Springfield/US-IL"]),
    ("en", "US", "He moved from Birmingham, Ala., to Atlanta, Ga., last spring.",
     ["Birmingham/US-AL", "Atlanta/US-GA"]),
    ("en", "US", "A cyclone struck Paris, Texas, on Tuesday.", ["Paris/US-TX", "Texas/US-TX"]),
    ("en", "US", "The delegates from Portland, Me., and Salem, Ore., were late.", ["Portland/US-ME", "Salem/US-OR"]),
    ("en", "CA", "The bridge at London, Ont., is closed.", ["London/CA-ON"]),
    ("en", "AU", "Rain fell at Newcastle, N.S.W., and in Victoria.", ["Newcastle/AU-NSW", "Victoria/AU-VIC"]),
    ("en", "US", "Cairo, Ill., fears the flood.", ["Cairo/US-IL"]),
    ("en", "US", "CHICAGO, May 3 — The wheat market opened quietly.", ["Chicago/US-IL"]),
    ("en", "GB", "The envoy left Constantinople for Vienna on Monday.", ["Istanbul/TR-34", "Vienna/AT-9"]),
    ("en", "GB", "Riots are reported from Bombay and Calcutta.", ["Mumbai/IN-MH", "Kolkata/IN-WB"]),
    ("en", "GB", "Fighting went on in Nagorno-Karabakh, said the ministry in Baku.",
     ["Nagorno-Karabakh/AZ", "Baku/AZ"]),
    ("en", "GB", "The train from Stratford-upon-Avon ran late.", ["Stratford-upon-Avon/GB-ENG"]),
    ("en", "US", "Troops sailed from San Francisco to Manila.", ["San Francisco/US-CA", "Manila/PH-00"]),
    ("en", "GB", "The City of London voted the money.", ["London/GB-ENG"]),
    ("en", "GB", "Port Arthur has fallen to the besiegers.", ["Lüshun/CN-LN"]),
    ("en", "US", "The senator spoke in Lincoln, Neb., and in Omaha.", ["Lincoln/US-NE", "Omaha/US-NE"]),
    ("en", "GB", "London's docks were idle.", ["London/GB-ENG"]),
    ("en", "GB", "Peace was signed in Paris by Germany, Austria and Hungary.",
     ["Paris/FR-IDF", "Germany/DE", "Austria/AT", "Hungary/HU"]),
    ("en", "US", "Atlanta and Savannah sent aid; all Georgia mourned.", ["Atlanta/US-GA", "Georgia/US-GA"]),
    # English: persons, common words, longer names.
    ("en", "US", "Jack London sold his story to a magazine.", []),
    ("en", "US", "Paris Hilton and Jordan Peele were among the guests.", []),
    ("en", "US", "Mr. Washington thanked Mrs. Houston and Gen. Jackson.", []),
    ("en", "US", "Washington Irving wrote of the valley.", []),
    ("en", "US", "Lincoln was a patient man, and Madison a small one.", []),
    ("en", "GB", "Nice weather kept the crowds on the pier.", []),
    ("en", "GB", "Reading aloud is good for the lungs.", []),
    ("en", "US", "Split logs lay about, and Mobile homes stood empty.", []),
    ("en", "GB", "Of late the Bath chair has come back.", []),
    ("en", "US", "Orange juice was dearer than milk.", []),
    ("en", "GB", "The Bank of England kept its rate.", []),
    ("en", "GB", "The Duke of Wellington and the Bishop of London dined.", []),
    ("en", "GB", "A student of the University of Oxford drowned.", []),
    ("en", "GB", "London Bridge was hung with flags.", []),
    ("en", "US", "The Boston Globe and the Chicago Tribune agreed.", []),
    ("en", "US", "The London-based firm lost money.", []),
    ("en", "GB", "French and German ministers met the Parisian press.", []),
    ("en", "US", "The plan was dropped by NATO and the AP said so.", []),
    ("en", "GB", "Sandwich sales fell in March, and Deal makers were glum.", []),
    ("en", "GB", "King George and Prince Albert rode out with Lord Derby.", []),
    ("en", "GB", "The shop in Richmond-hill and George's Diadem were burgled.", []),
    ("en", "US", "The farm near Jamestown, Dakota, was sold.", ["Jamestown/US-ND", "Dakota Territory/US"]),
    ("en", "GB", "LONDON, May 3 (Reuters) - Trade with JAPAN and the US grew.", ["London/GB-ENG"]),
    ("en", "GB", "Lately, at Middleton, Ireland, Mr. Power, aged 60.", ["Ireland/IE"]),
    # German.
    ("de", "DE", "Aus Breslau und Königsberg wird gemeldet, daß Ruhe herrscht.",
     ["Wrocław/PL-02", "Kaliningrad/RU-KGD"]),
    ("de", "AT", "Der Kaiser reiste von Wien über Preßburg nach Budapest.",
     ["Vienna/AT-9", "Bratislava/SK-BL", "Budapest/HU-BU"]),
    ("de", "CH", "In Genf und Mailand fanden Versammlungen statt.", ["Geneva/CH-GE", "Milan/IT-25"]),
    ("de", "DE", "Die Truppen stehen vor Lemberg in Galizien.", ["Lviv/UA-46", "Galicia (Austria)/UA"]),
    ("de", "DE", "Frankfurt am Main erhält eine neue Brücke.", ["Frankfurt am Main/DE-HE"]),
    ("de", "DE", "Die Sowjetunion antwortete aus Moskau.", ["Soviet Union/SU", "Moscow/RU-MOW"]),
    ("de", "DE", "Das Essen war kalt, die Halle voll, und Weiden standen am Bach.", []),
    ("de", "DE", "Herr Berlin und Graf von Paris saßen am Tisch.", []),
    ("de", "DE", "Der Berliner Kaufmann und der Wiener Maler stritten.", []),
    ("de", "AT", "In Bayern und Böhmen fiel Schnee.", ["Bavaria/DE-BY", "Bohemia/CZ"]),
    # French.
    ("fr", "FR", "On écrit de Constantinople que la peste a cessé.", ["Istanbul/TR-34"]),
    ("fr", "CH", "Le train de Genève à Londres aura du retard.", ["Geneva/CH-GE", "London/GB-ENG"]),
    ("fr", "FR", "L'Espagne et l'Italie ont signé à Vienne.", ["Spain/ES", "Italy/IT", "Vienna/AT-9"]),
    ("fr", "FR", "La Banque de France a baissé le taux.", []),
    ("fr", "FR", "M. Orléans et le duc de Valence sont partis.", []),
    ("fr", "FR", "Tours de passe-passe et Sens du devoir, tel était le titre.", []),
    ("fr", "FR", "La librairie de la rue Saint-Martin et le quai de Bercy.", []),
    ("fr", "BE", "Le ministre est rentré à Bruxelles par Anvers.", ["Brussels/BE-BRU", "Antwerp/BE-VLG"]),
    # Spanish.
    ("es", "ES", "El tren llegó a Londres desde París.", ["London/GB-ENG", "Paris/FR-IDF"]),
    ("es", "MX", "Las tropas salieron de Veracruz hacia la Ciudad de México.",
     ["Veracruz/MX-VER", "Mexico City/MX-CMX"]),
    ("es", "ES", "Alemania y Francia firmaron en Ginebra.", ["Germany/DE", "France/FR", "Geneva/CH-GE"]),
    ("es", "ES", "El señor Toledo y la señora Granada cantaron.", []),
    # Italian.
    ("it", "IT", "Da Parigi si scrive che a Londra piove.", ["Paris/FR-IDF", "London/GB-ENG"]),
    ("it", "IT", "Il re partì da Torino per Napoli.", ["Turin/IT-21", "Naples/IT-72"]),
    ("it", "IT", "Il signor Milano e la signora Asti cantarono.", []),
    # Dutch and Swedish.
    ("nl", "NL", "De trein van Amsterdam naar Parijs reed via Antwerpen.",
     ["Amsterdam/NL-NH", "Paris/FR-IDF", "Antwerp/BE-VLG"]),
    ("nl", "NL", "In Londen en Keulen viel regen.", ["London/GB-ENG", "Köln/DE-NW"]),
    ("nl", "NL", "De heer van Buren sprak met mevrouw De Haan.", []),
    ("sv", "SE", "Kungen reste från Stockholm till Köpenhamn.", ["Stockholm/SE-AB", "Copenhagen/DK-84"]),
    ("sv", "FI", "Teatern i Helsingfors och i Åbo stod tom.", ["Helsinki/FI-18", "Turku/FI-19"]),
    ("sv", "SE", "Herr Lund och fru Berg åkte hem.", []),
]  # fmt: skip


def found(text: str, language: str, country: str) -> list[str]:
    """Each place once, as `Name/US-IL`, or `Name/DE` where no state is known."""
    mentions = places.find(text, language, country)
    return list(dict.fromkeys(f"{m.place.name}/{m.place.subdivision or m.place.country}" for m in mentions))


@pytest.mark.parametrize(("language", "country", "text", "expected"), SENTENCES, ids=lambda value: str(value)[:40])
def test_the_places_of_a_sentence(language: str, country: str, text: str, expected: list[str]) -> None:
    assert found(text, language, country) == expected


def test_two_places_of_one_name_are_believed_less_than_one() -> None:
    (ambiguous,) = places.find("There was a fire in Springfield.", "en", "US")
    (clear,) = places.find("There was a fire in Springfield, Ill.", "en", "US")
    assert ambiguous.confidence < 0.75 < clear.confidence


def test_a_name_outside_its_years_is_believed_less() -> None:
    (then,) = places.find("Aus Leningrad wird gemeldet", "de", "DE", year=1950)
    (now,) = places.find("Aus Leningrad wird gemeldet", "de", "DE", year=2020)
    assert now.confidence < then.confidence


@given(st.text(alphabet="LondParis NewYork,.’'-\nßÉ()", max_size=300))
def test_any_text_gives_spans_within_it(text: str) -> None:
    for mention in places.find(text, "en"):
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0.5 <= mention.confidence <= 1


@pytest.mark.parametrize("piece", ["London ", "New ", "Springfield, Ill. ", "A", "Saint-", "L'", "LONDON "])
def test_a_long_text_of_one_name_is_read_in_bounds(piece: str) -> None:
    assert len(places.find(piece * 20_000, "en")) <= 2_000
