"""Runs one command: the only place where errors become words on stderr and an exit code.

Exit codes: 0 done, 1 done but some inputs failed, 2 wrong usage, 3 archive or index unusable, 4 interrupted and
resumable, 70 a bug.
"""

import errno
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from newsreader import __version__
from newsreader.cli.commands import COMPLETE_VARIABLE, PROGRAM, root
from newsreader.cli.output import prepare_streams, print_error, print_json
from newsreader.errors import Interrupted, NewsreaderError, UsageError

if TYPE_CHECKING:
    from newsreader.cli.desk import Desk

DONE = 0
BUG = 70

_NOT_OUR_FAULT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})
"""What the system may say when a disk is full or broken, wherever we are just then."""


def run(arguments: Sequence[str], desk: "Desk | None" = None) -> int:
    """Runs one command.

    Args:
        arguments: The words after `newsreader`.
        desk: What `open`, `demo` and `picture` open or draw.

    Returns:
        The exit code.
    """
    prepare_streams()
    wants_json = "--json" in arguments
    try:
        code = _run(arguments, desk)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_went_away()
    except NewsreaderError as error:
        return _fail(error, wants_json)
    except OSError as error:
        if error.errno not in _NOT_OUR_FAULT:
            return _report_bug(error, arguments)
        what = f"{error.filename or 'The output'} cannot be written: {error.strerror}"
        return _fail(NewsreaderError(what, "Make room or choose another place, then try again."), wants_json=False)
    except Exception as error:  # noqa: BLE001  The border of the program: whatever arrives here is a bug.
        return _report_bug(error, arguments)
    return code


def _run(arguments: Sequence[str], desk: "Desk | None") -> int:
    instruction = os.environ.get(COMPLETE_VARIABLE)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(root, {}, PROGRAM, COMPLETE_VARIABLE, instruction)
    try:
        # Not root.main: it swallows broken pipes and replaces stdout.
        with root.make_context(PROGRAM, list(arguments), obj=desk) as context:
            result = root.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    except click.UsageError as error:
        raise UsageError(_first_line(error.format_message()), _usage_remedy(error)) from error
    except click.ClickException as error:
        raise UsageError(_first_line(error.format_message()), "Check the name and try again.") from error
    except (click.Abort, KeyboardInterrupt) as error:
        raise Interrupted("Stopped", "Run the same command again to go on.") from error
    return result if isinstance(result, int) else DONE


def _first_line(message: str) -> str:
    line = " ".join(message.split()).replace(". Did you mean", "; did you mean")
    return line.rstrip(".?")


def _usage_remedy(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx is not None else "newsreader"
    return f"See {command} --help."


def _fail(error: NewsreaderError, wants_json: bool) -> int:
    try:
        if wants_json:
            print_json({"error": {"reason": error.message, "remedy": error.remedy}})
        print_error(str(error))
    except BrokenPipeError:
        _reader_went_away()
    return error.exit_code


def _reader_went_away() -> int:
    """Ends quietly when whoever read our output has enough of it, as `head` does."""
    # The interpreter flushes stdout once more at exit; give it somewhere to go.
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, sys.stdout.fileno())
    except OSError:  # stdout is no real file, as under a test
        pass
    finally:
        os.close(sink)
    return DONE


def _report_bug(error: Exception, arguments: Sequence[str]) -> int:
    import platform
    import traceback

    frames = "".join(traceback.format_exception(type(error), error, error.__traceback__, limit=-8)).rstrip()
    print_error(f"This is a bug in newsreader: {type(error).__name__}: {error}. Please report the lines below.")
    sys.stderr.write(
        f"newsreader {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"command: {arguments[0] if arguments else '(none)'}\n{frames}\n"
    )
    return BUG
