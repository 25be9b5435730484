"""The entry point: `newsreader` runs the command line; without a command that opens the desktop app."""

import sys


def main() -> int:
    """Runs the command line and returns its exit code."""
    if getattr(sys, "frozen", False):
        # A frozen build starts its worker processes by running itself again.
        import multiprocessing

        multiprocessing.freeze_support()
    from newsreader.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
