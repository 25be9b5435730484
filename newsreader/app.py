"""The entry point: `newsreader` runs the command line; without a command that opens the desktop app."""

import sys
from pathlib import Path


class DesktopApp:
    """The desk as the command line sees it, imported only when it is wanted."""

    def run(self, folder: Path | None) -> int:
        """Opens it on an archive, or on the last one; returns when it is closed."""
        from newsreader.desktop import app

        return app.run(folder)

    def draw(self, folder: Path, file: Path, size: tuple[int, int], *, dark: bool, query: str) -> None:
        """Draws it to a PNG file."""
        from newsreader.desktop import picture

        picture.render(folder, file, size, dark=dark, query=query)


def main() -> int:
    """Runs the command line and returns its exit code."""
    if getattr(sys, "frozen", False):
        # A frozen build starts its worker processes by running itself again.
        import multiprocessing

        multiprocessing.freeze_support()
        if sys.argv[1:] == ["--read-pdf"]:
            from newsreader.formats import pdf_child

            pdf_child.main()
            return 0
    from newsreader.cli.main import run

    return run(sys.argv[1:], DesktopApp())


if __name__ == "__main__":
    sys.exit(main())
