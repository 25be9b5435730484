from pathlib import Path

import pytest

from newsreader.formats import libraries


def test_a_missing_library_is_told_by_its_package_with_the_line_that_installs_it() -> None:
    error = libraries.missing(Path("page.jp2"), "a JPEG 2000 image", ModuleNotFoundError(name="PIL.Image"), "PIL")
    assert error.message == "page.jp2 is a JPEG 2000 image, and pillow is missing"
    assert error.remedy == "Install it with: python -m pip install pillow"


@pytest.mark.parametrize("module", libraries.PACKAGES)
def test_what_development_needs_is_installed(module: str) -> None:
    assert libraries.is_installed(module)


def test_a_library_that_is_not_there_is_not_installed() -> None:
    assert not libraries.is_installed("no_such_library")
