"""Writes the small word lists of `resources/rules/words.*.txt.gz` that decide broken words, and `frequent.*.txt.gz`.

    pip download --no-deps spacy-lookups-data==1.0.5 symspellpy==6.10.1
    python packaging/make_wordlists.py FOLDER_WITH_THE_WHEELS

Both packages are MIT licensed (docs/authorities.md). A word is kept when it is both frequent in running text and known
to a dictionary: a big list that knows rare words and misprints decides worse than a small clean one. For French there
is a dictionary only, so its rarest verb forms are left out. `frequent` holds the most frequent strings of letters in
order, whether or not a dictionary has them: it says how common a word is, and what is seen in print though no list has
it. The output is the same on every run.
"""

import gzip
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "resources" / "rules"
FREQUENT = 60_000
"""How far down the frequency table a word may stand."""
SEEN = 40_000
"""Length of the lists of frequent strings."""
MEASURED = ("en", "de")
"""Languages whose misread words are corrected by them."""
_WORD = re.compile(r"[a-zàâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿß]{2,24}")
_RARE_FRENCH = re.compile(r"(?:[aiu]ss(?:e|es|ions|iez|ent)|[âîû](?:mes|tes))$")
_SHORT = {"en": "a i o", "fr": "à a y ô", "de": "", "es": "a e o u y"}
_FRENCH_GRAMMAR = """
au aux avec ce ceci cela celle celles celui ces cet cette ceux chez comme d dans de des donc dont du elle elles en entre
est et eux il ils je jusque l la laquelle le lequel les lesquelles lesquels leur leurs lorsque lui ma mais me mes moi
mon ne ni nos notre nous on or ou où par parce pas pendant plus pour pourquoi puisque qu quand que quel quelle quelles
quels qui quoi sa sans se selon ses si sien sienne soi son sont sous sur ta te tes toi ton tous tout toute toutes très
tu un une vers voici voilà vos votre vous a ai ait alors après as aujourd hui aussi autre avait avant bien car certain
contre depuis encore enfin était étaient été être eu fait faut font fut ici jamais jour là même moins monsieur madame
peu peut point presque quelque quelques sera serait seront seul souvent toujours vont va ont avons avez hier demain soir
matin janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi
vendredi samedi dimanche deux trois quatre cinq six sept huit neuf dix onze douze cent mille
"""


def main(folder: Path) -> int:
    """Writes one list for each of English, French, German and Spanish."""
    spacy = zipfile.ZipFile(next(folder.glob("spacy_lookups_data-*.whl")))
    symspell = zipfile.ZipFile(next(folder.glob("symspellpy-*.whl")))
    english = {line.split()[0] for line in _lines(symspell, "frequency_dictionary_en_82_765.txt") if line.strip()}
    known = {"en": english, "de": set(_lookup(spacy, "de_lemma_lookup")), "es": set(_lookup(spacy, "es_lemma_lookup"))}
    for language, dictionary in known.items():
        lower = {word.lower() for word in dictionary} | {
            lemma.lower() for lemma in _lookup(spacy, f"{language}_lemma_lookup").values() if isinstance(lemma, str)
        }
        frequent = _lookup(spacy, f"{language}_lexeme_prob")
        words = _frequent(frequent) & lower | _common(frequent)
        # Two and three letters are as often the piece of a word as a word: only the very frequent ones are sure.
        short = _frequent(frequent, 700), _frequent(frequent, 5000)
        if language in MEASURED:
            _write_ranked(language, frequent)
        _write(language, {word for word in words if len(word) > 3 or word in short[len(word) > 2]})
    french = {word.lower() for word in _lookup(spacy, "fr_lemma_lookup")} | set(_FRENCH_GRAMMAR.split())
    french |= {lemma for lemmas in _lookup(spacy, "fr_lemma_lookup").values() for lemma in lemmas}
    french |= {word for kind in ("adj", "adv", "noun", "verb") for word in _lookup(spacy, "fr_lemma_index")[kind]}
    _write("fr", {word for word in french if not _RARE_FRENCH.search(word) and word != "re"})
    return 0


def _lookup(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(gzip.decompress(archive.read(f"spacy_lookups_data/data/{name}.json.gz")))
    return table


def _lines(archive: zipfile.ZipFile, name: str) -> list[str]:
    return archive.read(f"symspellpy/{name}").decode("utf-8-sig").splitlines()


def _frequent(probabilities: dict[str, float], limit: int = FREQUENT) -> set[str]:
    words = (word for word, _ in sorted(probabilities.items(), key=lambda item: (-item[1], item[0])) if word.isalpha())
    return {word.lower() for _, word in zip(range(limit), words, strict=False)}


def _common(probabilities: dict[str, float]) -> set[str]:
    """The few words so frequent that no dictionary is needed to believe in them (inflected grammar words)."""
    return _frequent(probabilities, 400)


def _write_ranked(language: str, probabilities: dict[str, float]) -> None:
    ranked: dict[str, None] = {}
    for word, _ in sorted(probabilities.items(), key=lambda item: (-item[1], item[0])):
        if len(ranked) == SEEN:
            break
        if word.isalpha() and _WORD.fullmatch(word.lower()):
            ranked[word.lower()] = None
    path = OUT / f"frequent.{language}.txt.gz"
    path.write_bytes(gzip.compress(("\n".join(ranked) + "\n").encode("utf-8"), 9, mtime=0))
    print(f"{path.name}: {len(ranked):,} words, {path.stat().st_size:,} bytes")


def _write(language: str, words: set[str]) -> None:
    kept = {word for word in words if _WORD.fullmatch(word)} | set(_SHORT[language].split())
    text = "\n".join(sorted(kept)) + "\n"
    path = OUT / f"words.{language}.txt.gz"
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{path.name}: {len(kept):,} words, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
