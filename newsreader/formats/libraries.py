"""Libraries that only some formats need: which they are, whether they are here, what installs them.

They are imported where they are first used, so that a machine without one reads everything else.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from newsreader.errors import SourceFileError

PACKAGES: Final = {"pypdfium2": "pypdfium2", "warcio": "warcio", "PIL": "pillow", "trafilatura": "trafilatura"}
"""Module → the package that installs it."""


def install_line(module: str) -> str:
    """What to do when a module is missing: a sentence with the line that installs it."""
    return f"Install it with: python -m pip install {package_of(module)}"


def package_of(module: str) -> str:
    """The package that installs a module; "" for none."""
    name = module.partition(".")[0]
    return PACKAGES.get(name, name)


def is_installed(module: str) -> bool:
    """Whether a module could be imported; does not import it."""
    return find_spec(module) is not None


def missing(path: Path, kind: str, error: ImportError, module: str) -> SourceFileError:
    """The failure of a file that cannot be read because a library is missing.

    Args:
        path: The file.
        kind: What it is, such as "a web page".
        error: Raised by the import.
        module: The one that was wanted, for when the error names none.
    """
    name = error.name or module
    return SourceFileError(f"{path} is {kind}, and {package_of(name)} is missing", install_line(name))
