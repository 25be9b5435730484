"""Import profiles: kept with the archive, checked, given to colleagues as a file, and used by an import."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from newsreader.domain.importing import ImportRequest
from newsreader.domain.profile import MAPPED_FIELDS, ImportProfile, profile_from_json, profile_to_json
from newsreader.errors import UsageError
from newsreader.formats.reader import FORMATS
from newsreader.services.session import Session
from newsreader.text import authorities, date_patterns, name_patterns

_MARK: Final = "newsreader_profiles"
_LONGEST_NAME: Final = 60
_LARGEST_FILE: Final = 4 * 1024 * 1024


def all_profiles(session: Session) -> tuple[ImportProfile, ...]:
    """The profiles of the archive in the order of their names."""
    return session.archive.profiles.all()


def get(session: Session, name: str) -> ImportProfile:
    """The profile of that name, without regard to case.

    Raises:
        UsageError: There is none; names those that are alike.
    """
    found = session.archive.profiles.get(name)
    if found is None:
        names = [profile.name for profile in all_profiles(session)]
        near = get_close_matches(name, names, n=1, cutoff=0.6) or names[:8]
        remedy = f"There is: {', '.join(near)}." if near else "Make one with `newsreader profiles save`."
        raise UsageError(f"There is no import profile “{name}”", remedy)
    return found


def save(session: Session, profile: ImportProfile) -> ImportProfile:
    """Keeps a profile in place of the one of that name; returns it as it was kept.

    Raises:
        UsageError: It makes no sense; says what.
    """
    sound = checked(profile)
    session.archive.profiles.save(sound, session.user)
    return sound


def delete(session: Session, name: str) -> None:
    """Forgets a profile; what was imported with it stays.

    Raises:
        UsageError: There is none.
    """
    get(session, name)
    session.archive.profiles.delete(name)


def checked(profile: ImportProfile) -> ImportProfile:
    """The profile with its values as they are kept: trimmed, countries and languages as codes.

    Raises:
        UsageError: It has no name, or a value that makes no sense.
    """
    name = " ".join(profile.name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise UsageError(
            "A profile needs a name" if not name else f"The name “{name[:20]}…” is too long",
            f"Give it one of at most {_LONGEST_NAME} characters.",
        )
    return replace(checked_settings(profile), name=name)


def checked_settings(profile: ImportProfile) -> ImportProfile:
    """The same for a profile that need not have a name.

    Raises:
        UsageError: A value makes no sense.
    """
    country = profile.country.strip() and (authorities.find_country(profile.country) or "")
    if profile.country.strip() and not country:
        raise UsageError(f"There is no country {profile.country}", "Give its two-letter code or its name, like CA.")
    language = profile.language.strip() and (authorities.find_language(profile.language) or "")
    if profile.language.strip() and not language:
        raise UsageError(f"There is no language {profile.language}", "Give its code or its name, like fr or French.")
    if profile.format and profile.format not in FORMATS:
        raise UsageError(f"There is no format called {profile.format}", f"Formats: {', '.join(FORMATS)}.")
    date_pattern, name_pattern = profile.date_pattern.strip(), profile.name_pattern.strip()
    _check_patterns(date_pattern, name_pattern)
    return replace(
        profile,
        paper=" ".join(profile.paper.split()),
        country=country,
        language=language,
        date_pattern=date_pattern,
        name_pattern=name_pattern,
        mapping=_checked_mapping(profile.mapping),
        note=profile.note.strip(),
    )


def _check_patterns(date_pattern: str, name_pattern: str) -> None:
    try:
        if date_pattern:
            date_patterns.compiled(date_pattern)
    except date_patterns.DatePatternError as error:
        raise UsageError(f"The date pattern {date_pattern} {error}", "Write it like DD.MM.YYYY or M/D/YYYY.") from error
    try:
        if name_pattern:
            name_patterns.compiled(name_pattern)
    except name_patterns.NamePatternError as error:
        example = "Write it like {paper}_{date:YYYYMMDD}_{page}.txt, with * for what says nothing."
        raise UsageError(f"The name pattern {name_pattern} {error}", example) from error


def _checked_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, column in mapping.items():
        if field not in MAPPED_FIELDS:
            raise UsageError(f"No column can be mapped to {field}", f"Fields: {', '.join(MAPPED_FIELDS)}.")
        if column.strip():
            found[field] = column.strip()
    return found


def mapping_from(options: Sequence[str]) -> dict[str, str]:
    """The mapping that options like `headline=ttl` state.

    Raises:
        UsageError: One is not of that form, or names no field.
    """
    found: dict[str, str] = {}
    for option in options:
        field, sign, column = option.partition("=")
        if not sign or not column.strip():
            raise UsageError(f"“{option}” maps nothing", "Write FIELD=COLUMN, for example headline=ttl.")
        found[field.strip()] = column
    return _checked_mapping(found)


def applied(request: ImportRequest, profile: ImportProfile) -> ImportRequest:
    """The request with what a profile states; what the request states itself counts more.

    Raises:
        UsageError: The profile makes no sense.
    """
    own = request.profile
    sound = checked_settings(profile)
    if own is not None:
        sound = replace(
            sound,
            mapping={**sound.mapping, **own.mapping},
            date_pattern=own.date_pattern or sound.date_pattern,
            name_pattern=own.name_pattern or sound.name_pattern,
        )
    return replace(
        request,
        format=request.format or sound.format,
        profile=sound,
        copy_pages=request.copy_pages or sound.copy_pages,
    )


def to_text(profiles: Iterable[ImportProfile]) -> str:
    """A file with profiles that `from_text` reads: JSON."""
    document = {_MARK: 1, "profiles": [profile_to_json(profile) for profile in profiles]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_text(text: str) -> list[ImportProfile]:
    """The profiles of such a file.

    Raises:
        UsageError: It is none, or one of them makes no sense.
    """
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("The file holds no profiles: it is no JSON", _REMEDY) from error
    if not isinstance(found, dict) or _MARK not in found or not isinstance(found.get("profiles"), list):
        raise UsageError("The file holds no profiles of newsreader", _REMEDY)
    if found[_MARK] != 1:
        raise UsageError("The file was written by a newer newsreader", "Install the newest newsreader.")
    return [checked(profile_from_json(one)) for one in found["profiles"] if isinstance(one, dict)]


def read_file(path: Path) -> list[ImportProfile]:
    """The profiles of a file that `to_text` has written.

    Raises:
        UsageError: It cannot be read, or holds none.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_FILE).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Check the name.") from error
    except UnicodeError as error:
        raise UsageError(f"{path} holds no profiles: it is no UTF-8 text", _REMEDY) from error
    return from_text(text)


_REMEDY: Final = "Give a file that `newsreader profiles export` has written."
