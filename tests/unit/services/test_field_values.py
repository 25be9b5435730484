import pytest

from newsreader.domain.field import FieldValue
from newsreader.errors import UsageError
from newsreader.services.field_values import normal_value


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("headline", "  Truce\n at last ", "Truce at last"),
        ("headline", "", None),
        ("paper", None, None),
        ("byline", "A. B.;  C. D. ;", ("A. B.", "C. D.")),
        ("byline", ("A", " "), ("A",)),
        ("byline", "", None),
        ("byline", None, None),
        ("country", "ca", "CA"),
        ("country", "Canada", "CA"),
        ("language", "German", "de"),
        ("date", " 1919-05-14/1919-05-16 ", "1919-05-14/1919-05-16"),
        ("subdivision", "us-ne", "US-NE"),
        ("page", "A4", "A4"),
        ("dateline", "PARIS, May 1", {"text": "PARIS, May 1", "place": None, "country": None, "date": None}),
        (
            "dateline",
            {"place": "Paris", "country": "France", "date": "1919"},
            {"text": "Paris", "place": "Paris", "country": "FR", "date": "1919"},
        ),
        ("dateline", {"country": "FR"}, None),
    ],
)
def test_values_are_kept_as_the_record_has_them(name: str, typed: FieldValue, kept: FieldValue) -> None:
    assert normal_value(name, typed) == kept


@pytest.mark.parametrize(
    ("name", "typed", "remedy"),
    [
        ("headlin", "x", "Did you mean headline?"),
        ("zzz", "x", "Fields:"),
        ("region", "021", "Set the country"),
        ("text", "x", ""),
        ("date", "14 May 1919", "Write 1919"),
        ("date", "1919-02-30", "Write 1919"),
        ("country", "Atlantis", "code of two letters"),
        ("language", "Klingonese", "en, fr"),
        ("subdivision", "Nebraska", "US-NE"),
        ("paper", ("A", "B"), "as text"),
        ("byline", 3.0, "Part several"),
        ("dateline", {"town": "Paris"}, "It has text"),
    ],
)
def test_values_that_make_no_sense_are_told_with_a_remedy(name: str, typed: FieldValue, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        normal_value(name, typed)
    assert remedy in caught.value.remedy
