"""No text makes prepare() raise, and what it says of any text is sound."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.endless import HEAD, PASSAGES
from tests.fuzz.soundness import check_file, check_text

_EXAMPLES = int(os.environ.get("NEWSREADER_EXAMPLES", "20000"))
"""Of the long mode; set it higher for a night."""
_PIECES = st.one_of(
    st.sampled_from([*PASSAGES.values(), HEAD, "\n", "\n\n", " ", "- ", "-\n", "magazine", "the", "und", "Photos by "]),
    st.text(max_size=12),
)
_TEXTS = st.lists(_PIECES, max_size=30).map("".join)
_LANGUAGES = st.sampled_from(["", "en", "de", "fr", "es", "it", "el"])


@settings(deadline=None, max_examples=150)
@given(_TEXTS, _LANGUAGES)
def test_any_text_is_read_soundly(text: str, language: str) -> None:
    check_text(text, language, slack=30)


@pytest.mark.slow
def test_a_great_many_texts_are_read_soundly() -> None:
    @settings(deadline=None, max_examples=_EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(_TEXTS, _LANGUAGES)
    def check(text: str, language: str) -> None:
        check_text(text, language, slack=30)

    check()


@pytest.mark.slow
def test_a_great_many_files_are_read_soundly_or_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("files")
    codecs = st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-8-sig", "utf-32", "koi8-r"])
    encoded = st.tuples(_TEXTS, codecs).map(lambda pair: pair[0].encode(pair[1], "replace"))
    pages = encoded.map(lambda data: b"<html><body><article><p>" + data)

    @settings(deadline=None, max_examples=_EXAMPLES // 10, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.binary(max_size=200), encoded, pages))
    def check(data: bytes) -> None:
        check_file(data, folder, slack=30)

    check()
