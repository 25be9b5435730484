"""Import profiles: kept, checked, given away and taken, and put into a request."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from newsreader.domain.importing import ImportRequest
from newsreader.domain.profile import ImportProfile, profile_from_json, profile_to_json
from newsreader.errors import UsageError
from newsreader.services import profiles
from newsreader.services.session import Session
from newsreader.services.stated_fields import profile_fields, stated_fields

GAZETTE = ImportProfile(
    "Gazette",
    paper="Harbour Gazette",
    country="CA",
    language="en",
    date_pattern="DD.MM.YYYY",
    name_pattern="{paper}_{date:YYYYMMDD}_{page}.txt",
    mapping={"headline": "ttl", "text": "body"},
    format="table",
    copy_pages=True,
    note="Scans of 2019",
)


def test_profiles_are_kept_by_name_without_regard_to_case(session: Session) -> None:
    profiles.save(session, replace(GAZETTE, country="canada", language="English", paper=" Harbour  Gazette "))
    assert profiles.all_profiles(session) == (GAZETTE,)
    assert profiles.get(session, "GAZETTE") == GAZETTE
    profiles.save(session, ImportProfile("gazette"))
    assert profiles.all_profiles(session) == (ImportProfile("gazette"),)
    profiles.delete(session, "Gazette")
    assert profiles.all_profiles(session) == ()


def test_a_missing_profile_is_told_with_what_there_is(session: Session) -> None:
    with pytest.raises(UsageError, match=r"no import profile “Lamp”.*profiles save"):
        profiles.get(session, "Lamp")
    profiles.save(session, GAZETTE)
    with pytest.raises(UsageError, match="There is: Gazette"):
        profiles.delete(session, "gazete")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "x" * 90}, "too long"),
        ({"country": "Atlantis"}, "no country Atlantis"),
        ({"language": "Klingonish"}, "no language"),
        ({"date_pattern": "DD.MM"}, "DD.MM has no year"),
        ({"name_pattern": "{papr}"}, "no field"),
        ({"mapping": {"colour": "x"}}, "No column can be mapped to colour"),
        ({"format": "papyrus"}, "no format called papyrus"),
    ],
)
def test_profiles_that_make_no_sense_are_not_kept(session: Session, change: dict[str, str], reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as refused:
        profiles.save(session, replace(GAZETTE, **change))  # type: ignore[arg-type]  # one field of each type
    assert refused.value.remedy
    assert profiles.all_profiles(session) == ()


def test_profiles_go_to_colleagues_as_a_file(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "profiles.json"
    file.write_text(profiles.to_text([GAZETTE, ImportProfile("Lamp")]), encoding="utf-8-sig")
    assert profiles.read_file(file) == [GAZETTE, ImportProfile("Lamp")]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", '{"a": 1}', '{"newsreader_profiles": 2, "profiles": []}', '{"newsreader_profiles": 1}', "[" * 50_000,
        '{"newsreader_profiles": 1, "profiles": [{"name": 5}]}',
        '{"newsreader_profiles": 1, "profiles": [{"name": "a", "date_pattern": "x"}]}',
    ],
)  # fmt: skip
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        profiles.from_text(text)
    assert refused.value.remedy


def test_nonsense_in_a_row_of_the_archive_is_left_out(session: Session) -> None:
    profiles.save(session, GAZETTE)
    with session.archive.writing() as db:
        db.execute("INSERT INTO profile VALUES ('a', '[', 'x', ''), ('b', '{}', 'x', ''), ('c', '[1]', 'x', '')")
    assert profiles.all_profiles(session) == (GAZETTE,)


def test_what_is_not_of_the_right_kind_is_no_value() -> None:
    assert profile_from_json({"name": "a", "paper": 5, "mapping": [1], "copy_pages": 1}) == ImportProfile("a")
    assert profile_from_json(json.loads(json.dumps(profile_to_json(GAZETTE)))) == GAZETTE


def test_a_request_counts_more_than_its_profile() -> None:
    request = ImportRequest(("a",), {"paper": "Lamp"}, profile=ImportProfile("", mapping={"text": "words"}))
    merged = profiles.applied(request, GAZETTE)
    assert (merged.format, merged.hints) == ("table", {"paper": "Lamp"})
    assert merged.profile == replace(GAZETTE, mapping={"headline": "ttl", "text": "words"})
    assert profiles.applied(ImportRequest(("a",), format="json"), GAZETTE).format == "json"


@pytest.mark.parametrize("option", ["headline", "headline=", "=x", "colour=x"])
def test_mappings_that_are_none(option: str) -> None:
    with pytest.raises(UsageError):
        profiles.mapping_from([option])


def test_mappings_of_options() -> None:
    assert profiles.mapping_from(["headline=ttl", "text = a=b"]) == {"headline": "ttl", "text": "a=b"}


def test_what_a_profile_states_of_a_file_says_so() -> None:
    fields = profile_fields(GAZETTE, "/x/Omaha_Daily_Bee_19190503_A04.txt")
    assert fields is not None
    values = {name: field.value for name, field in fields.items()}
    assert values == {
        "paper": "Omaha Daily Bee", "country": "CA", "language": "en", "date": "1919-05-03", "page": "A04",
    }  # fmt: skip
    assert fields["country"].evidence.detail == "profile “Gazette”"
    assert "profile “Gazette”" in fields["date"].evidence.detail
    assert {field.evidence.source for field in fields.values()} == {"option"}
    assert profile_fields(GAZETTE, "/x/other.txt") is None
    assert profile_fields(None, "x") == {}


def test_languages_can_be_stated() -> None:
    assert stated_fields({"language": "French"})["language"].value == "fr"
    with pytest.raises(UsageError, match="no language"):
        stated_fields({"language": "Klingonish"})


def test_how_an_original_was_read_is_noted_only_when_it_is_kept(session: Session) -> None:
    with session.archive.writing() as db:
        db.execute("INSERT INTO original VALUES ('aa', 0, x'')")
    session.archive.profiles.note_readings([("aa", "{}"), ("bb", "{}"), ("aa", "other")])
    assert session.archive.profiles.readings(["aa", "bb"]) == {"aa": "{}"}
    with session.archive.writing() as db:
        db.execute("DELETE FROM original")
    assert session.archive.profiles.readings(["aa"]) == {}
