"""Where the shared development data is, for tests that may use it."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A machine under load is slow now and then, and the first text of a language loads its word list.
settings.register_profile("text", deadline=None)
settings.load_profile("text")


@pytest.fixture
def shared_data() -> Path:
    """The shared data folder; the test is skipped where there is none."""
    given = os.environ.get("NEWSREADER_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[3].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared development data is not here")
    return folder
