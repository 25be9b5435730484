"""`newsreader open`, `demo` and `picture`: the desk, and a picture of it."""

import os
import sys
from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option
from newsreader.cli.output import print_json, print_note, print_text
from newsreader.errors import NewsreaderError, UsageError


class DeskMissing(NewsreaderError):
    """The desk cannot be shown on this machine."""


@click.command(name="open")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@archive_option
def open_desk(folder: Path | None, archive: Path | None) -> int:
    """Open the desk on the archive in DIR, or on the last one opened."""
    return show_desk(folder or archive)


@click.command()
@click.option("--no-window", is_flag=True, help="Only make the sample archive; do not open the desk.")
@json_option
def demo(no_window: bool, as_json: bool) -> int:
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
        return show_desk(folder)
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
def picture(file: Path, size: str, dark: bool, query: str, archive: Path | None, as_json: bool) -> None:
    """Draw the desk to a PNG file, also without a display."""
    from newsreader.services.session import last_archive

    width_height = parse_size(size)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from newsreader.desktop import picture as drawing
    except ImportError as error:
        raise _no_qt(error) from error
    drawing.render(archive or last_archive(), file, width_height, dark=dark, query=query)
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


def show_desk(folder: Path | None) -> int:
    """Opens the desk and returns its exit code once it is closed.

    Raises:
        DeskMissing: PySide6 or a display is missing.
    """
    if not _has_display():
        raise DeskMissing(
            "There is no display here",
            "Run it from a desktop session, or use the commands: newsreader --help.",
        )
    try:
        from newsreader.desktop import app
    except ImportError as error:
        raise _no_qt(error) from error
    return app.run(folder)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _no_qt(error: ImportError) -> NewsreaderError:
    """Tells a missing PySide6 or system library from a bug in the desk.

    Raises:
        ImportError: It is one of our own modules that is missing.
    """
    if (error.name or "").startswith("newsreader"):
        raise error
    if (error.name or "").startswith("PySide6") and isinstance(error, ModuleNotFoundError):
        return DeskMissing("PySide6 is not installed", "Install it with: pip install 'newsreader[desktop]'.")
    return DeskMissing(f"The desk needs a system library that is missing ({error})", "Install it and try again.")
