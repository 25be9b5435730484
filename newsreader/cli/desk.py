"""`newsreader open`, `demo` and `picture`: the desk, and a picture of it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click

from newsreader.cli.options import archive_option, json_option
from newsreader.cli.output import print_json, print_note, print_text
from newsreader.errors import NewsreaderError, UsageError


class DeskMissing(NewsreaderError):
    """The desk cannot be shown on this machine."""


class Desk(Protocol):
    """The desktop app as the command line sees it; `newsreader.app` brings the two together."""

    def run(self, folder: Path | None) -> int:
        """Opens it on an archive, or on the last one; returns when it is closed."""

    def draw(self, folder: Path, file: Path, size: tuple[int, int], *, dark: bool, query: str) -> None:
        """Draws it to a PNG file."""


@click.command(name="open")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@archive_option
@click.pass_obj
def open_desk(desk: Desk | None, folder: Path | None, archive: Path | None) -> int:
    """Open the desk on the archive in DIR, or on the last one opened."""
    return show_desk(desk, folder or archive)


@click.command()
@click.option("--no-window", is_flag=True, help="Only make the sample archive; do not open the desk.")
@json_option
@click.pass_obj
def demo(desk: Desk | None, no_window: bool, as_json: bool) -> int:
    """Open the desk on the sample archive, made on the first run."""
    from newsreader import paths
    from newsreader.services import browsing, sample

    folder = paths.sample_archive()
    with sample.make_sample(folder) as session:
        articles = browsing.totals(session).articles
    if as_json:
        print_json({"archive": str(folder), "articles": articles})
    else:
        print_text(f"The sample archive has {articles} articles: {folder}")
    if no_window:
        return 0
    try:
        return show_desk(desk, folder)
    except DeskMissing as error:
        print_note(f"The sample archive is ready, but the desk cannot open here: {error}")
        print_note(f"Try: newsreader search harbour --archive {folder}")
        return 0


@click.command(
    epilog="""\b
Examples:
  newsreader picture desk.png --size 1366x768
  newsreader picture dark.png --dark --query harbour"""
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--size", default="1366x768", show_default=True, metavar="WxH", help="Size in pixels.")
@click.option("--dark", is_flag=True, help="The dark theme.")
@click.option("--query", default="", help="Words in the search bar.")
@archive_option
@json_option
@click.pass_obj
def picture(
    desk: Desk | None, file: Path, size: str, dark: bool, query: str, archive: Path | None, as_json: bool
) -> None:
    """Draw the desk to a PNG file, also without a display."""
    from newsreader.services.session import last_archive

    width_height = parse_size(size)
    if file.exists() and file.suffix.lower() != ".png":
        raise UsageError(f"{file} is there already and no PNG file", "Give another name.")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with _explained():
        _there(desk).draw(archive or last_archive(), file, width_height, dark=dark, query=query)
    if as_json:
        print_json({"file": str(file), "size": list(width_height)})
    else:
        print_text(f"Drew the desk to {file}")


def parse_size(text: str) -> tuple[int, int]:
    """Width and height from `1366x768`.

    Raises:
        UsageError: It is not two sensible numbers.
    """
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 320 <= int(width) <= 7680 and 240 <= int(height) <= 4320):
        raise UsageError(f"Not a size: {text}", "Write WIDTHxHEIGHT between 320x240 and 7680x4320, like 1366x768.")
    return int(width), int(height)


def show_desk(desk: Desk | None, folder: Path | None) -> int:
    """Opens the desk and returns its exit code once it is closed.

    Raises:
        DeskMissing: PySide6 or a display is missing.
    """
    if not _has_display():
        raise DeskMissing(
            "There is no display here",
            "Run it from a desktop session, or use the commands: newsreader --help.",
        )
    with _explained():
        return _there(desk).run(folder)


def _there(desk: Desk | None) -> Desk:
    if desk is None:
        raise DeskMissing("This is the command line without the desk", "Start it as: newsreader.")
    return desk


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _explained() -> Iterator[None]:
    """Tells a missing PySide6 or system library from a bug in the desk."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").startswith("newsreader"):
            raise
        if (error.name or "").startswith("PySide6") and isinstance(error, ModuleNotFoundError):
            raise DeskMissing(
                "PySide6 is not installed", "Install it with: pip install 'newsreader[desktop]'."
            ) from error
        raise DeskMissing(
            f"The desk needs a system library that is missing ({error})", "Install it and try again."
        ) from error
