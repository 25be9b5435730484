"""No text makes repair or extraction take for ever; the fast tests only guard against that, the slow one measures."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsreader.text.mend import mend
from newsreader.text.prepare import prepare
from newsreader.text.sketches import sketch
from newsreader.text.word_counts import words_of
from tests.fuzz.endless import HEAD, PASSAGES, text_of
from tests.fuzz.soundness import check_article, check_text, source_of

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = """
import sys
from tests.fuzz.endless import PASSAGES, text_of
from tests.fuzz.soundness import check_text
for shape in sys.argv[2:]:
    for name, passage in PASSAGES.items():
        print(shape, name, flush=True)
        check_text(text_of(passage, int(sys.argv[1]), shape), "en", slack=60)
print("all done", flush=True)
"""
_HANG_SECONDS = 300


def test_endless_passages_come_to_an_end_and_are_read_soundly() -> None:
    command = [sys.executable, "-c", _CHILD, "20000", "alone", "byline"]
    done = subprocess.run(
        command, cwd=_ROOT, capture_output=True, text=True, timeout=_HANG_SECONDS, check=False, encoding="utf-8"
    )
    told = done.stdout.splitlines()
    assert told[-1:] == ["all done"], (told[-1:], done.stderr[-2000:])


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["alone", "head", "byline"])
@pytest.mark.parametrize("name", PASSAGES)
def test_four_times_the_text_takes_some_four_times_as_long(name: str, shape: str) -> None:
    """CPU time of 250 kB and 1 MB in turns, the best of each: quadratic time would be sixteen times as long."""
    small, large = (text_of(PASSAGES[name], size, shape) for size in (250_000, 1_000_000))
    least_small = least_large = float("inf")
    for _ in range(2):
        least_small = min(least_small, _seconds(small))
        least_large = min(least_large, _seconds(large))
    assert least_large < 10 * max(least_small, 0.02)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "word " * 2_000_000,
        "x" * 10_000_000,
        HEAD + "ab cd\n" * 100_000,
        f"By {'A and B and ' * 8_000}\n\nThe strike ended.",
    ],
    ids=["one line of 10 MB", "one word of 10 MB", "100,000 short lines", "a byline of 100 kB"],
)
def test_very_long_texts_are_read_soundly(text: str) -> None:
    check_article(prepare(source_of(text)))


@pytest.mark.slow
def test_a_megabyte_of_each_passage_is_mended_for_good() -> None:
    for passage in PASSAGES.values():
        check_text(text_of(passage, 1_000_000, "head"), "de", slack=60)


def _seconds(text: str) -> float:
    began = time.process_time()
    prepared = prepare(source_of(text))
    words_of(text, prepared.repairs)
    sketch(prepared.clean)
    mend(text, "fr")
    return time.process_time() - began
