import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.sketches import LEAST_WORDS, MOST_HASHES, likeness, sketch
from tests.bench.families import Versions, kinds, pair
from tests.bench.newspaper_columns import Columns

STORY = (
    "The harbour council voted on Tuesday to keep the north pier open until the end of March. Mr. Vale told "
    "members that the cease-fire with the stevedores had held for 19 days. Two steamers, the Albion and the Maid "
    "of Kelso, were unloaded by noon, and 340 tons of grain went up the line to Tarn. The owners’ agent, Anna "
    "Brook, said that she expected the remaining ships to be cleared before Saturday. A café on the quay served "
    "the men without charge."
)


def alike(one: str, other: str) -> bool:
    return likeness(sketch(one), sketch(other)).is_same_story


def test_a_text_is_like_itself() -> None:
    found = likeness(sketch(STORY), sketch(STORY))
    assert (found.resemblance, found.containment, found.evenness) == (1.0, 1.0, 1.0)
    assert found.is_same_story


def test_likeness_has_no_direction() -> None:
    cut = sketch(STORY[: len(STORY) // 2])
    assert likeness(sketch(STORY), cut) == likeness(cut, sketch(STORY))


def test_sketches_stay_the_same_over_releases() -> None:
    # When this fails, raise SKETCH_VERSION: every archive must then make its sketches anew.
    assert sketch(STORY)[:5] == EXPECTED


EXPECTED = (26253877020, 36292453378, 41306377567, 56582421463, 68912658705)


def test_sketches_are_the_same_in_another_process() -> None:
    code = f"from newsreader.text.sketches import sketch; print(sketch({STORY!r}))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        )
        assert done.stdout.strip() == str(sketch(STORY))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("cease-fire", "cease- fire"),
        ("cease-fire", "ceasefire"),
        ("cease-fire", "cease-\nfire"),
        ("café", "cafe\u0301"),
        ("café", "CAFÉ"),
        ("owners’", "owners'"),
        ("harbour", "harb0ur".replace("0", "c")),
        ("Tuesday", "Tuefday"),
        ("council", "couucil"),
        ("members", "mernbers"),
    ],
)
def test_what_printers_and_scanners_change_makes_no_difference(was: str, now: str) -> None:
    found = likeness(sketch(STORY), sketch(STORY.replace(was, now)))
    assert found.containment == 1.0


def test_line_breaks_make_no_difference() -> None:
    assert likeness(sketch(STORY), sketch(STORY.replace(" ", "\n"))).containment == 1.0


def test_short_texts_have_no_sketch() -> None:
    words = STORY.split()
    assert sketch(" ".join(words[: LEAST_WORDS - 2])) == ()
    assert sketch(" ".join(words[: LEAST_WORDS + 4])) != ()
    assert not likeness((), ()).is_same_story


def test_a_text_cut_out_of_another_is_found() -> None:
    long = Versions(3).story(900)
    found = likeness(sketch(long), sketch(Versions(3).cut(long, 0.25)))
    assert found.containment > 0.8
    assert found.resemblance < 0.5
    assert found.is_same_story


def test_estimates_are_within_their_error() -> None:
    versions = Versions(4)
    for share in (0.1, 0.2):
        body = versions.story(1500)
        other = versions.edited(body, share)
        found = likeness(sketch(body), sketch(other))
        assert abs(found.containment - _containment(body, other)) < 4 * found.error


def _containment(one: str, other: str) -> float:
    first, second = (
        {tuple(words[at : at + 4]) for at in range(len(words) - 3)} for words in (one.split(), other.split())
    )
    return len(first & second) / min(len(first), len(second))


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("nothing", 0.99),
        ("cut to 50%", 0.99),
        ("cut to 30%", 0.95),
        ("OCR, 1% of characters in both", 0.97),
        ("OCR, 2% of characters in both", 0.85),
        ("10% of words edited", 0.95),
        ("20% of words edited", 0.85),
        ("30% of sentences rewritten", 0.95),
        ("cut to 50%, OCR 1% in both", 0.9),
    ],
)
def test_versions_of_a_story_are_found(name: str, least: float) -> None:
    versions = Versions(21)
    change = kinds(versions)[name]
    found = [alike(*pair(versions, name, change, 500)) for _ in range(60)]
    assert sum(found) / len(found) >= least


@pytest.mark.parametrize("name", ["stock reports", "weather", "deaths", "results", "shipping"])
def test_columns_made_from_a_form_are_no_family(name: str) -> None:
    make = Columns(9).makers[name]
    sketches = [sketch(make()) for _ in range(60)]
    pairs = [(one, other) for place, one in enumerate(sketches) for other in sketches[:place]]
    assert sum(likeness(one, other).is_same_story for one, other in pairs) <= 1


def test_a_line_about_rights_links_nothing() -> None:
    rights = (
        "\n\nCopyright 2011 The Wire Service. All rights reserved. This material may not be published, broadcast, "
        "rewritten or redistributed."
    )
    versions = Versions(8)
    for _ in range(20):
        one, other = (sketch(versions.cut(versions.story(120), 0.5) + rights) for _ in range(2))
        assert likeness(one, other).shared <= 1


def test_scripts_without_spaces_are_taken_by_characters() -> None:
    draw = random.Random(2)
    story = "".join(chr(draw.randint(0x4E00, 0x5E00)) for _ in range(300))
    other = "".join(chr(draw.randint(0x4E00, 0x5E00)) for _ in range(300))
    assert sketch(story)
    assert alike(story, story[:120] + "。" + story[150:])
    assert not alike(story, other)
    assert sketch(story[:60]) == ()


def test_other_alphabets_are_told_apart() -> None:
    story = " ".join(f"слово{chr(0x430 + place % 30)}{chr(0x430 + place % 7)}" for place in range(90))
    assert alike(story, story.upper())
    assert not alike(story, " ".join(f"дело{chr(0x430 + place % 29)}" for place in range(90)))


@given(st.text(max_size=400))
def test_any_text_has_a_sketch(text: str) -> None:
    found = sketch(text * 20)
    assert list(found) == sorted(set(found))
    assert len(found) <= MOST_HASHES
    assert likeness(found, found).containment in (0.0, 1.0)
