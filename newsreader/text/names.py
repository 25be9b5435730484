"""Names of persons: telling them from other capitalized words, splitting run-together lists, undoing capitals."""

import re
from functools import cache

from newsreader import resources
from newsreader.text import gazetteer, lexicon
from newsreader.text.agencies import find_agency
from newsreader.text.authorities import find_country, find_paper, name_key
from newsreader.text.paper import is_title_word

_INITIAL = re.compile(r"(?:[A-ZÀ-ÝŁŚŽČ]\.?-?){1,4}\.|[A-ZÀ-Ý]|(?:Ch|Th|Ph|Fr|Jos|Wm|Chas|Geo|Jas|Jno|Robt|Thos)\.")
_NAME = re.compile(
    r"(?:[dDlLO]['’]|Mc|Mac|Fitz|al-|Al-|el-|El-|De|Di|Le|La|Van|Von|Du)?"
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:['’`\-‐][^\W\d_]+)*\.?"
)
_SUFFIX = re.compile(r"(?:Jr|Sr|jun|sen|II|III|IV|fils|père)\.?", re.IGNORECASE)
_MOST_TOKENS = 6
_SMALL_TOWN, _TOWN, _CITY = 5_000, 50_000, 150_000
"""Inhabitants from which a place is likelier meant than a person of its name, by what else speaks for a person."""


@cache
def group(name: str) -> frozenset[str]:
    """One group of `rules/names.txt`: given, particles, titles, roles."""
    return frozenset(_groups()[name].split())


@cache
def _groups() -> dict[str, str]:
    lines = resources.text("rules", "names.txt").splitlines()
    parts = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: words.strip() for name, _, words in parts}


@cache
def _places() -> frozenset[str]:
    return frozenset(_groups()["places"].split("|"))


def is_given(token: str) -> bool:
    """Whether this is a common given name, or begins with one: Karl-Heinz."""
    plain = token.lower().rstrip(".")
    return plain in group("given") or ("-" in plain and plain.partition("-")[0] in group("given"))


def is_particle(token: str) -> bool:
    """Whether this is a particle inside a surname, as in *von der* Leyen."""
    return token.lower() in group("particles")


def is_role(token: str) -> bool:
    """Whether this word names a function, desk or house rather than a person."""
    return token.lower().strip(".,:;") in group("roles")


def is_place(words: str, *, is_stated: bool = False) -> bool:
    """Whether these words name a country or a place, which people of the same name are not likelier to be.

    Args:
        words: The words.
        is_stated: The line says that a name follows ("By"): then only a town nobody is called after is a place.
    """
    plain = words.strip(" .,")
    if plain.lower() in _places() or find_country(plain) is not None:
        return True
    tokens = plain.split()
    if len(tokens) < 2:
        return False
    people = max((place.population for place in gazetteer.lookup(name_key(plain))), default=0)
    if is_given(tokens[0]):
        return not is_stated and people >= _CITY
    return people >= (_TOWN if is_stated else _SMALL_TOWN)


def without_title(tokens: list[str]) -> list[str]:
    """The tokens without titles in front: Dr., Mrs., Herr."""
    if len(tokens) > 2 and tokens[0].lower() == "the" and tokens[1].lower().strip(".") in group("titles"):
        tokens = tokens[1:]
    while len(tokens) > 1 and (_is_title(tokens[0]) or (tokens[0] == "M." and tokens[1].lower() in ("le", "de"))):
        tokens = tokens[1:]
    return (
        tokens[1:]
        if len(tokens) > 2 and tokens[0].lower() == "le" and tokens[1].lower() in group("nobility")
        else tokens
    )


def _is_title(token: str) -> bool:
    """A title; a single letter with a point is an initial."""
    plain = token.lower().strip(".")
    if len(plain) < 2 or (_INITIAL.fullmatch(token) and "." in token[:-1]):
        return False
    return plain in group("titles") or (token[-1] == "." and plain.rpartition("-")[2] in group("titles"))


def without_role(tokens: list[str]) -> list[str]:
    """The tokens without the function before or behind a name: `Staff writer Ada Brook`, `Ada Brook Staff Reporter`."""
    start = next((at for at, token in enumerate(tokens) if not is_role(token)), 0)
    if start and is_given(tokens[start]) and is_person(tokens[start:], is_stated=False):
        tokens = tokens[start:]
    end = len(tokens)
    while end > 2 and is_role(tokens[end - 1]):
        end -= 1
    return tokens[:end] if end < len(tokens) and is_person(tokens[:end], is_stated=False) else tokens


def is_paper_like(tokens: list[str]) -> bool:
    """Whether these words are called like a newspaper: `Halden Courier`."""
    return len(tokens) > 1 and is_title_word(tokens[-1]) and not is_given(tokens[0])


def has_shape(tokens: list[str]) -> bool:
    """Whether the tokens could be one or more names: capitalized words, initials and particles only."""
    if not tokens or (is_particle(tokens[-1]) and len(tokens) == 1):
        return False
    return all(
        _NAME.fullmatch(token) or _INITIAL.fullmatch(token) or is_particle(token) or _SUFFIX.fullmatch(token)
        for token in tokens
    )


def is_person(tokens: list[str], *, is_stated: bool) -> bool:
    """Whether the tokens are the name of one person.

    Args:
        tokens: Words of the candidate.
        is_stated: The line says that a name follows ("By"), so a name need not be known as one.
    """
    main = sum(not is_particle(token) for token in tokens)
    if not 2 <= len(tokens) <= 2 * _MOST_TOKENS or not 1 <= main <= _MOST_TOKENS:
        return False
    if not has_shape(tokens) or any(map(is_role, tokens)) or any(token.endswith(("'s", "’s")) for token in tokens):
        return False
    words = " ".join(tokens)
    if tokens[0].lower() == "the" or (is_paper_like(tokens) and not is_stated):
        return False
    if is_place(words, is_stated=is_stated) or find_agency(words) or find_paper(words):
        return False
    full = [token for token in tokens if len(token.strip(".")) > 1 and not is_particle(token)]
    if not full:
        return is_stated and all(map(_INITIAL.fullmatch, tokens))
    if is_stated or is_given(tokens[0]) or _INITIAL.fullmatch(tokens[0]):
        return True
    # A heading like "Foreign Affairs" has the shape of a name; its words are in the dictionary.
    return not all(any(lexicon.is_word(token, language) for language in lexicon.LANGUAGES) for token in full)


def split(tokens: list[str], *, is_list: bool) -> list[list[str]] | None:
    """Parts a list of names without separators: *Stepan Kravchenko Henry Meyer* is two persons.

    Args:
        tokens: At least four tokens.
        is_list: Other evidence that the line lists several persons.

    Returns:
        The names, or None when it is one name or cannot be told.
    """
    if len(tokens) < 4:
        return None
    starts = [0]
    at = 0
    while at < len(tokens):
        end = _name_end(tokens, at)
        if end is None:
            return None
        at = end
        if at < len(tokens):
            starts.append(at)
    if len(starts) < 2 or not (is_list or all(is_given(tokens[start]) for start in starts[1:])):
        return None
    return [tokens[start:end] for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]


def _name_end(tokens: list[str], at: int) -> int | None:
    """The end of the name that begins at a token: given name, initials or a second given name, particles, surname."""
    index = at + 1
    if index + 2 < len(tokens) and tokens[index].lower() in group("nobility") and is_particle(tokens[index + 1]):
        index += 1
    while index < len(tokens) and _INITIAL.fullmatch(tokens[index]):
        index += 1
    # "Anna Maria Schmidt": a second given name, when enough follows for a surname and it is not the next person.
    if index + 1 < len(tokens) and is_given(tokens[index]) and (len(tokens) - index) % 2 == 0:
        index += 1
    while index < len(tokens) and is_particle(tokens[index]):
        index += 1
    if index >= len(tokens):
        return None
    index += 1
    while index < len(tokens) and _SUFFIX.fullmatch(tokens[index]):
        index += 1
    return index


def in_normal_case(name: str) -> str:
    """A name in capitals as it is usually written; other names unchanged."""
    letters = [letter for letter in name.replace("Mc", "").replace("Mac", "") if letter.isalpha()]
    if len(letters) < 3:
        return name
    if not all(letter.isupper() for letter in letters):
        # "Jeanne ARNOUX", as French and catalogues set a surname off.
        tokens = name.split()
        is_set_off = len(tokens) > 1 and tokens[0][-1:].islower() and all(map(str.isupper, tokens[1:]))
        if not is_set_off or len(tokens[-1]) < 4:
            return name
        return " ".join([tokens[0], *(_cased(token, index) for index, token in enumerate(tokens[1:], 1))])
    return " ".join(_cased(token, index) for index, token in enumerate(name.split()))


def _cased(token: str, index: int) -> str:
    if _SUFFIX.fullmatch(token) and token.upper().strip(".") in {"II", "III", "IV"}:
        return token
    if _INITIAL.fullmatch(token) and (token.endswith(".") or len(token) == 1):
        return token
    lower = token.lower()
    if index and is_particle(lower) and not lower.startswith(("mc", "mac", "saint", "san")):
        return lower
    parts = re.split(r"([-‐'’`])", token.capitalize() if not re.search(r"[-‐'’`]", token) else token.lower())
    cased = "".join(part[:1].upper() + part[1:] if part else part for part in parts)
    if re.match(r"Mc[a-z]{2}", cased):
        cased = "Mc" + cased[2].upper() + cased[3:]
    if re.match(r"[DL]['’]", cased) and index:
        cased = cased[0] + cased[1:]
    return cased
