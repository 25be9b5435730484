"""Finds the files of `resources/`, alike from a checkout, an editable install, a wheel and a frozen build."""

from functools import cache
from pathlib import Path

from newsreader.errors import NewsreaderError


@cache
def root() -> Path:
    """The folder that holds the resources.

    A wheel and a frozen build carry it inside the package; in a checkout and in an editable install it lies
    beside the package, because neither build backend maps it into an editable install.

    Raises:
        NewsreaderError: Neither place has it.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "resources", package.parent / "resources"):
        if (candidate / "README.md").is_file():
            return candidate
    raise NewsreaderError("The program's own resources are missing", "Install newsreader again.")


def path(*parts: str) -> Path:
    """The path of one resource, for example `path("icons", "search.svg")`."""
    return root().joinpath(*parts)


def text(*parts: str) -> str:
    """The text of one resource, read as UTF-8."""
    return path(*parts).read_text(encoding="utf-8")
