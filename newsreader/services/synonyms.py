"""The synonyms of an archive: a list people keep, one line an entry, and what a search looks up in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from newsreader.archive.synonyms import Synonym
from newsreader.errors import UsageError
from newsreader.services.session import Session
from newsreader.text import authorities
from newsreader.text.words import folded_words

HELP: Final = "Write words with = between them, or what finds what: Petrograd = Leningrad, dock > quay, wharf"

_LINE: Final = re.compile(r"(?:\[(?P<language>[^\]]*)\])?(?P<left>[^>→]*)(?:[>→](?P<right>[^>→]*))?")
_MOST_WORDS: Final = 40
_LONGEST: Final = 200


def from_line(line: str) -> Synonym:
    """Reads one line: `Petrograd = Leningrad = St. Petersburg`, `dock > quay, wharf`, `[de] Thor = Tor`.

    Raises:
        UsageError: It is none.
    """
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise _no_line(line, "it has more than one >")
    language = ""
    if match["language"] is not None:
        language = (authorities.find_language(match["language"].strip()) or "").split("-")[0]
        if not language:
            raise _no_line(line, f"“{match['language']}” is no language")
    left, right = _parts(match["left"], "="), _parts(match["right"] or "", ",=")
    if match["right"] is not None and not right:
        raise _no_line(line, "nothing stands behind the >")
    if len(left) + len(right) < 2 or not left:
        raise _no_line(line, "it takes two words at least")
    if len(left) + len(right) > _MOST_WORDS:
        raise _no_line(line, f"it has more than {_MOST_WORDS} words")
    return Synonym(tuple(left), tuple(right), language)


def _parts(text: str, signs: str) -> list[str]:
    found: dict[str, str] = {}
    for part in re.split(f"[{re.escape(signs)}]", text):
        word = " ".join(part.split())[:_LONGEST]
        key = " ".join(folded_words(word))
        if key:
            found.setdefault(key, word)
    return list(found.values())


def _no_line(line: str, why: str) -> UsageError:
    shown = line.strip()
    return UsageError(f"“{shown if len(shown) < 60 else shown[:59] + '…'}” cannot be read: {why}", f"{HELP}.")


def to_line(synonym: Synonym) -> str:
    """The line that `from_line` reads."""
    start = f"[{synonym.language}] " if synonym.language else ""
    end = f" > {', '.join(synonym.finds)}" if synonym.finds else ""
    return f"{start}{' = '.join(synonym.words)}{end}"


def all_synonyms(session: Session) -> tuple[Synonym, ...]:
    """All entries in the order they were added."""
    return session.archive.synonyms.all()


def add(session: Session, lines: Sequence[str]) -> list[int]:
    """Keeps entries; one that is there already is not kept twice. Returns the numbers of those that are new.

    Raises:
        UsageError: A line cannot be read; nothing was kept.
    """
    there = {to_line(one) for one in session.archive.synonyms.all()}
    fresh: dict[str, Synonym] = {}
    for line in lines:
        synonym = from_line(line)
        if to_line(synonym) not in there:
            fresh[to_line(synonym)] = synonym
    return session.archive.synonyms.add(fresh.values(), session.user)


def remove(session: Session, numbers: Sequence[int]) -> int:
    """Forgets entries; returns how many there were."""
    return session.archive.synonyms.remove(numbers)


def change(session: Session, number: int, line: str) -> int:
    """Puts another entry in the place of one; returns its number.

    Raises:
        UsageError: The line cannot be read; nothing was changed.
    """
    synonym = from_line(line)
    with session.archive.database.writing():
        session.archive.synonyms.remove([number])
        return session.archive.synonyms.add([synonym], session.user)[0]


def read_file(path: Path) -> list[str]:
    """The lines of a file with entries; empty ones and those that begin with # are left out.

    Raises:
        UsageError: It cannot be read as text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise UsageError(f"{path} cannot be read: {why}", "Give a text file with one entry a line.") from error
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def as_text(synonyms: Iterable[Synonym]) -> str:
    """A file that `read_file` reads."""
    return "".join(f"{to_line(one)}\n" for one in synonyms)


def lookup(session: Session) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What each word or phrase finds as well: folded words → (words, language or "")."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for one in session.archive.synonyms.all():
        for word in one.words:
            key = " ".join(folded_words(word))
            for other in one.finds or one.words:
                if " ".join(folded_words(other)) != key:
                    found.setdefault(key, {})[other, one.language] = None
    return {key: tuple(others) for key, others in found.items()}


def replace_all(session: Session, lines: Sequence[str]) -> None:
    """Makes these the entries of the archive; those that stay keep their numbers.

    Raises:
        UsageError: A line cannot be read; nothing was changed.
    """
    wanted = {to_line(synonym): synonym for synonym in map(from_line, lines)}
    there = {to_line(one): one for one in session.archive.synonyms.all()}
    with session.archive.database.writing():
        session.archive.synonyms.remove([one.number for line, one in there.items() if line not in wanted])
        session.archive.synonyms.add([one for line, one in wanted.items() if line not in there], session.user)
