"""The tables that scripts write are what the scripts write now."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"


def checked(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(PACKAGING / script), *arguments, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.mark.slow
def test_countries_regions_and_languages_are_those_of_cldr() -> None:
    if importlib.util.find_spec("babel") is None:
        pytest.skip("babel is not here")
    assert checked("make_authorities.py") == "up to date"


@pytest.mark.slow
def test_the_gazetteer_is_that_of_the_packages_it_is_made_of() -> None:
    wheels = os.environ.get("NEWSREADER_GEONAMES_WHEELS")
    if not wheels:
        pytest.skip("NEWSREADER_GEONAMES_WHEELS names no folder with the wheels")
    assert checked("make_gazetteer.py", wheels) == "up to date"
