"""Writes the authority tables of `resources/authorities/` that follow from CLDR and UN M49.

    python packaging/make_authorities.py [--check]

Needs babel 2.18.0 (BSD; CLDR data under the Unicode licence); it is not needed to run newsreader. Names come from CLDR
in English, French, German and Spanish, those of countries for finding them also in the languages of `FOUND_IN`. The UN
M49 tree and the historical states are the tables below. The output is the same on every run; `--check` writes nothing
and says whether the files are up to date. `papers.tsv` and `agencies.tsv` are kept by hand.
"""

import argparse
import json
import sys
from pathlib import Path

from babel import Locale, UnknownLocaleError

OUT = Path(__file__).resolve().parent.parent / "resources" / "authorities"
NAMED_IN = ("en", "fr", "de", "es")
FOUND_IN = ("it", "nl", "pt", "sv", "da", "nb", "fi")
"""More languages in which a country is known by its name; it is not shown so."""

# UN M49: parent of every region, with its own finer regions.
REGION_PARENTS = {
    "002": "001", "019": "001", "142": "001", "150": "001", "009": "001",
    "015": "002", "202": "002", "014": "202", "017": "202", "018": "202", "011": "202",
    "419": "019", "029": "419", "013": "419", "005": "419", "021": "019",
    "143": "142", "030": "142", "035": "142", "034": "142", "145": "142",
    "151": "150", "154": "150", "039": "150", "155": "150",
    "053": "009", "054": "009", "057": "009", "061": "009",
}  # fmt: skip

COUNTRIES_OF = {
    "005": "AR BO BR CL CO EC FK GF GS GY PY PE SR UY VE BV",
    "011": "BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG",
    "013": "BZ CR SV GT HN MX NI PA",
    "014": "BI KM DJ ER ET TF IO KE MG MW MU YT MZ RE RW SC SO SS UG TZ ZM ZW",
    "015": "DZ EG LY MA SD TN EH",
    "017": "AO CM CF TD CG CD GQ GA ST",
    "018": "BW SZ LS NA ZA",
    "021": "BM CA GL PM US",
    "029": "AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI",
    "030": "CN HK MO KP JP MN KR TW",
    "034": "AF BD BT IN IR MV NP PK LK",
    "035": "BN KH ID LA MY MM PH SG TH TL VN",
    "039": "AL AD BA HR GI GR VA IT MT ME MK PT SM RS SI ES XK",
    "053": "AU CX CC HM NZ NF",
    "054": "FJ NC PG SB VU",
    "057": "GU KI MH FM NR MP PW UM",
    "061": "AS CK PF NU PN WS TK TO TV WF",
    "143": "KZ KG TJ TM UZ",
    "145": "AM AZ BH CY GE IQ IL JO KW LB OM QA SA PS SY TR AE YE",
    "151": "BY BG CZ HU MD PL RO RU SK UA",
    "154": "AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB",
    "155": "AT BE FR DE LI LU MC NL CH",
}

# States that are no more, by their former ISO 3166-1 code: region, names. ISO 3166-3 is below, with the years.
FORMER = {
    "SU": ("151", "Soviet Union", "Union soviétique", "Sowjetunion", "Unión Soviética"),
    "YU": ("039", "Yugoslavia", "Yougoslavie", "Jugoslawien", "Yugoslavia"),
    "CS": ("151", "Czechoslovakia", "Tchécoslovaquie", "Tschechoslowakei", "Checoslovaquia"),
    "DD": ("155", "East Germany", "Allemagne de l’Est", "Deutsche Demokratische Republik", "Alemania Oriental"),
    "ZR": ("017", "Zaire", "Zaïre", "Zaire", "Zaire"),
    "AN": (
        "029",
        "Netherlands Antilles",
        "Antilles néerlandaises",
        "Niederländische Antillen",
        "Antillas Neerlandesas",
    ),
    "RH": ("014", "Southern Rhodesia", "Rhodésie du Sud", "Südrhodesien", "Rodesia del Sur"),
    "VD": ("035", "North Vietnam", "Viêt-Nam du Nord", "Nordvietnam", "Vietnam del Norte"),
    "YD": ("145", "South Yemen", "Yémen du Sud", "Südjemen", "Yemen del Sur"),
}
ISO_3166_3 = {
    "SU": ("SUHH", 1922, 1991), "YU": ("YUCS", 1918, 2003), "CS": ("CSHH", 1918, 1992), "DD": ("DDDE", 1949, 1990),
    "ZR": ("ZRCD", 1971, 1997), "AN": ("ANHH", 1954, 2010), "RH": ("RHZW", 1898, 1980), "VD": ("VDVN", 1945, 1976),
    "YD": ("YDYE", 1967, 1990),
}  # fmt: skip

# Other names people write, older names, and parts that newspapers name instead of the state.
ALSO = {
    "GB": "Great Britain|Britain|England|Scotland|Wales|Northern Ireland|UK|U.K.|Grande-Bretagne|Angleterre|Écosse|"
    "Großbritannien|Grossbritannien|England|Schottland|Gran Bretaña|Inglaterra|Escocia|Inghilterra|Scozia|"
    "Gran Bretagna|Engeland|Schotland|Groot-Brittannië|Storbritannien|Skottland|Englanti",
    "US": "United States of America|USA|U.S.A.|U.S.|The United States|the States|Vereinigte Staaten von Amerika|"
    "États-Unis d’Amérique|Etats-Unis|Estados Unidos de América|EE.UU.|EEUU|EE UU|Amerika",
    "DE": "German Reich|Deutsches Reich|West Germany|Federal Republic of Germany|Bundesrepublik Deutschland|BRD|"
    "Prussia|Preußen|Preussen|Bavaria|Bayern|Saxony|Sachsen|Prusse|Prusia|Allemagne de l’Ouest|Alemania Occidental",
    "NL": "Holland|the Netherlands|Hollande|Holanda|Pays Bas|Nederland",
    "RU": "Russian Federation|Russian Empire|Russland|Empire russe|Fédération de Russie|Imperio ruso",
    "SU": "USSR|U.S.S.R.|URSS|UdSSR|Union of Soviet Socialist Republics|Unione Sovietica|Sovjet-Unie|Sovjetunionen|"
    "Neuvostoliitto|União Soviética|Soviet Russia|Sowjetrussland",
    "YU": "Jugoslavia|Joegoslavië|Jugoslavien|Jugoslavija|Kingdom of Serbs, Croats and Slovenes",
    "CS": "Czecho-Slovakia|Cecoslovacchia|Tsjechoslowakije|Tjeckoslovakien|Československo",
    "DD": "GDR|DDR|RDA|German Democratic Republic|République démocratique allemande|República Democrática Alemana",
    "CZ": "Czech Republic|Tschechische Republik|République tchèque|República Checa|Bohemia|Böhmen",
    "AT": "Austria-Hungary|Österreich-Ungarn|Autriche-Hongrie|Austria-Hungría|Austro-Hungarian Empire|Oesterreich|"
    "Oesterreich-Ungarn",
    "EG": "Aegypten|United Arab Republic", "DK": "Danmark|Daenemark|Dännemark",
    "TR": "Turkey|Ottoman Empire|Türkei|Turquie|Turquía|Osmanisches Reich|Empire ottoman",
    "IR": "Persia|Perse|Persien", "TH": "Siam", "LK": "Ceylon|Ceylan", "MM": "Burma|Birmanie|Birma|Birmania",
    "KR": "Korea|South Korea|Corée du Sud|Südkorea|Corea del Sur", "KP": "North Korea",
    "CN": "People’s Republic of China|PRC", "TW": "Formosa|Republic of China",
    "CI": "Ivory Coast|Elfenbeinküste", "CD": "DR Congo|Democratic Republic of the Congo|Belgian Congo|Congo belge",
    "CG": "Republic of the Congo", "ZW": "Rhodesia", "ZM": "Northern Rhodesia", "MW": "Nyasaland", "BJ": "Dahomey",
    "BF": "Upper Volta|Haute-Volta", "GH": "Gold Coast", "TZ": "Tanganyika", "ET": "Abyssinia|Abessinien|Abyssinie",
    "NA": "South West Africa|Deutsch-Südwestafrika", "ZA": "Union of South Africa|Transvaal",
    "EH": "Spanish Sahara", "BZ": "British Honduras", "GY": "British Guiana", "SR": "Dutch Guiana|Suriname",
    "ID": "Dutch East Indies|Netherlands East Indies|Nederlands-Indië", "VN": "Vietnam|Annam|Tonkin",
    "KH": "Kampuchea", "BD": "East Pakistan", "MK": "Macedonia", "MD": "Moldova|Moldavia", "BY": "Byelorussia|Belarus",
    "AE": "UAE|Emirates", "PS": "Palestine|Palästina", "VA": "Vatican|Holy See", "HK": "Hong Kong|Hongkong",
    "MO": "Macau", "IE": "Republic of Ireland|Éire|Eire|Irish Free State", "IT": "Kingdom of Sardinia|Piedmont",
    "CH": "Suisse|Schweiz|Svizzera", "BE": "Belgique|Belgien|België", "SE": "Sverige", "NO": "Norge",
    "FI": "Suomi", "ES": "España", "PL": "Polska", "HU": "Magyarország", "GR": "Hellas",
    "BR": "Brasil", "JP": "Nippon", "CV": "Cape Verde", "SZ": "Swaziland", "LU": "Luxemburg|Luxembourg",
    "ZR": "Zaïre", "SA": "Saudi-Arabien",
}  # fmt: skip

_LANGUAGE_CODES = """
af am ar az be bg bn br bs ca co cs cy da de el en eo es et eu fa fi fil fo fr fy ga gd gl gu ha haw he hi hr hu hy id
ig is it ja ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no oc pa pl ps pt rm ro ru rw sa
sc se si sk sl so sq sr st sv sw ta te tg th ti tk tl tr tt ug uk ur uz vi wo xh yi yo zh zu
"""
LANGUAGES = _LANGUAGE_CODES.split()


def main() -> int:
    """Writes or checks the three tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    tables = _tables()
    if is_check:
        changed = [name for name, text in tables.items() if (OUT / name).read_text(encoding="utf-8") != text]
        print(f"{', '.join(changed)}: run without --check" if changed else "up to date")
        return 1 if changed else 0
    for name, text in tables.items():
        (OUT / name).write_text(text, encoding="utf-8")
    return 0


def _tables() -> dict[str, str]:
    """The text of each file by its name."""
    locales = {code: Locale(code) for code in NAMED_IN}
    others = [Locale(code) for code in FOUND_IN]
    countries: dict[str, dict[str, object]] = {}
    for region, codes in COUNTRIES_OF.items():
        for code in codes.split():
            names = [locale.territories[code] for locale in locales.values()]
            more = sorted({locale.territories[code] for locale in others} - {*names, *_also(code)})
            countries[code] = {"region": region, "names": names, "also": _also(code), "more": more}
    for code, (region, *names) in FORMER.items():
        countries[code] = {"region": region, "names": names, "also": _also(code), "former": True}
        long_code, first, last = ISO_3166_3[code]
        countries[code] |= {"iso3166_3": long_code, "from": first, "to": last}
    regions: dict[str, dict[str, object]] = {
        code: {
            "parent": REGION_PARENTS.get(code, ""),
            "names": [locale.territories[code] for locale in locales.values()],
        }
        for code in ("001", *REGION_PARENTS)
    }
    languages: dict[str, dict[str, object]] = {}
    for code in LANGUAGES:
        names = [locale.languages[code] for locale in locales.values()]
        own = Locale(code).get_display_name(code) if _known(code) else ""
        languages[code] = {"names": names, "own": own or ""}
    return {
        "countries.json": _lines(countries), "regions.json": _lines(regions), "languages.json": _lines(languages)
    }  # fmt: skip


def _also(code: str) -> list[str]:
    return [name for name in ALSO.get(code, "").split("|") if name]


def _known(code: str) -> bool:
    try:
        Locale(code)
    except UnknownLocaleError:
        return False
    return True


def _lines(table: dict[str, dict[str, object]]) -> str:
    lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in sorted(table.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
