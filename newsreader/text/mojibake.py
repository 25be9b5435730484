"""Letters spoilt by a wrong encoding: UTF-8 that was read as a Windows code page, once or several times.

Only strings that hold a suspect pair of characters are looked at, each by itself, and ftfy is asked (it is loaded then
and not before). Right text is not to be touched: what comes out must be letters or marks of print, and a pair that also
occurs in right text (`CAFÉ»`, the letter `Ä“`) needs other witnesses.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

from newsreader.domain.repair import Repair

_CONTINUATION: Final = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸĽľŁłĄąŞşŻżŚśŤťŹź˘ˇ˛˝"
"""What the second and third bytes of a UTF-8 letter look like in Windows-1252 and -1250."""
_PAIR: Final = re.compile(f"[Â-ôĂĹĎĐÐÑ][{_CONTINUATION}]")
_LEADS: Final = ("Â", "Ã", "â", "Å", "Ä", "Ă", "Ĺ", "Ð", "Ñ", "Î", "Ï", "Ë", "Ç", "Ú", "Ø", "Ù", "ð", "×")
_STRING: Final = re.compile(r"[^\x00-\x20]+")
_LONGEST: Final = 2_000
_FIRST_FOREIGN: Final = 0x250
"""The first character after the Latin letters."""
_FEWEST_FOREIGN: Final = 3
_LOST_SPACE: Final = re.compile(r"Ã(?: (?= ))?(?=[ \n])")
"""An `à` whose second half, a non-breaking space, has become a space like any other."""
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_MANY: Final = 4
_MOST_TIMES: Final = 3
_WITNESSES: Final = 3
"""Different suspect pairs, none of them typical, that make a text believed to be spoilt."""
_TYPICAL: Final = re.compile(f"[ÃĂ][{_CONTINUATION}]|â[€\u0080]|â‚¬|Â[\u00a0-\u00bf]")
"""Pairs that no language writes: an accent of a western letter, a curly quotation mark, a mark of Latin-1."""


def propose(text: str) -> list[Repair]:
    """A repair for each run of spoilt letters; quotation marks stay as curly as they are meant."""
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return []
    pairs = [match for match in _PAIR.finditer(text) if not _is_in_capitals(text, match.start())]
    typical = sum(_TYPICAL.match(text, match.start()) is not None for match in pairs)
    if not pairs or (not typical and len({match[0] for match in pairs}) < _WITNESSES):
        return []
    found = [
        Repair("mojibake", match.start(), match.end(), match[0], "à", 0.9)
        for match in (_LOST_SPACE.finditer(text) if typical else ())
    ]
    is_throughout = _is_throughout(text, len(pairs))
    at = -1
    for pair in pairs:
        if pair.start() < at:
            continue
        start, end = _string_around(text, pair.start(), max(at, 0))
        at = end
        repair = _mended(text, start, end, is_throughout=is_throughout)
        if repair:
            found.append(repair)
    return sorted(found, key=lambda repair: repair.start)


def _is_in_capitals(text: str, at: int) -> bool:
    """Whether the first character of a pair ends a word in capitals: `CAFÉ»`."""
    return at > 0 and text[at].isupper() and text[at - 1].isupper() and not text[at + 2 : at + 3].isalpha()


def _string_around(text: str, at: int, least: int) -> tuple[int, int]:
    start = at
    while start > least and at - start < _LONGEST and text[start - 1] > " ":
        start -= 1
    match = _STRING.match(text, at, at + _LONGEST)
    return start, match.end() if match else at + 1


def _is_throughout(text: str, pairs: int) -> bool:
    """Whether hardly a letter beyond ASCII is right: then the text is spoilt as a whole, not here and there."""
    return pairs >= _MANY and pairs * 4 >= len(_BEYOND_ASCII.findall(text)) * 3


def _mended(text: str, start: int, end: int, *, is_throughout: bool) -> Repair | None:
    before = text[start:end]
    after = _decoded(before)
    if after == before and is_throughout:
        after = _read_again(before)
    if after == before or not _is_print(before, after, is_throughout=is_throughout):
        return None
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    spoilt = before[first : len(before) - last]
    return Repair("mojibake", start + first, end - last, spoilt, after[first : len(after) - last], 0.97)


@cache
def _decoder() -> Callable[[str], str]:
    # Loading it takes a tenth of a second, and hardly any text needs it.
    from ftfy import TextFixerConfig, fix_encoding_and_explain

    config = TextFixerConfig(
        unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False,
        fix_line_breaks=False, replace_lossy_sequences=False, normalization=None, explain=False,
    )  # fmt: skip
    return lambda string: str(fix_encoding_and_explain(string, config).text)


def _decoded(string: str) -> str:
    return _decoder()(string)


def _read_again(string: str) -> str:
    """The string as UTF-8, if its characters are the bytes of that; over again as long as they are."""
    for _ in range(_MOST_TIMES):
        for encoding in ("latin-1", "cp1252"):
            try:
                string = string.encode(encoding).decode("utf-8")
                break
            except UnicodeError:
                continue
        else:
            break
        if string.isascii():
            break
    return string


def _is_print(before: str, after: str, *, is_throughout: bool) -> bool:
    """Whether what came out can have been printed: shorter, and with letters and marks of living scripts only."""
    if len(after) >= len(before):
        return False
    new = set(after) - set(before)
    foreign = sum(ord(char) >= _FIRST_FOREIGN and char.isalpha() for char in after)
    if 0 < foreign < _FEWEST_FOREIGN and not is_throughout:
        # One Greek letter is dirt; a Greek word is a word.
        return False
    return all(
        char.isprintable()
        and (ord(char) < _FIRST_FOREIGN or unicodedata.category(char) in _CATEGORIES)
        and char != "\ufffd"
        for char in new - {"\u00a0", "\u00ad"}
    )


_CATEGORIES: Final = frozenset({"Ll", "Lu", "Pd", "Pi", "Pf", "Po", "Sc", "So", "Ps", "Pe"})
