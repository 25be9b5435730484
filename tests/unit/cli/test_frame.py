"""The frame of the command line: exit codes, errors, streams and start-up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from newsreader.cli import commands, main
from newsreader.cli.output import print_text
from newsreader.errors import ArchiveMissing, Interrupted, NewsreaderError


@pytest.fixture
def failing_command(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Adds a command `fail` that raises whatever is put into the list."""
    errors: list[BaseException] = []

    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    def fail(as_json: bool) -> None:
        raise errors[0]

    find = commands.LazyGroup.get_command

    def get_command(self: commands.LazyGroup, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return fail if cmd_name == "fail" else find(self, ctx, cmd_name)

    monkeypatch.setattr(commands.LazyGroup, "get_command", get_command)
    return errors


def test_every_command_loads_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name in commands.root.list_commands(click.Context(commands.root)):
        assert main.run([name, "--help"]) == 0
        assert f"Usage: newsreader {name}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["nosuch"], ["show"], ["search", "--limit", "x"], ["search", "--limt", "3"]])
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("newsreader: ")
    assert err.count("\n") == 1
    assert "--help" in err


def test_a_known_error_tells_message_and_remedy(
    failing_command: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing_command.append(ArchiveMissing("No archive at /x", "Make one with: newsreader import"))
    assert main.run(["fail"]) == 3
    out, err = capsys.readouterr()
    assert (out, err) == ("", "newsreader: No archive at /x. Make one with: newsreader import\n")


def test_an_error_under_json_is_a_document_too(
    failing_command: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing_command.append(ArchiveMissing("No archive at /x", "Make one"))
    assert main.run(["fail", "--json"]) == 3
    out, err = capsys.readouterr()
    assert json.loads(out) == {"error": {"reason": "No archive at /x", "remedy": "Make one"}}
    assert err.startswith("newsreader: ")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NewsreaderError("x"), 3),
        (Interrupted("x"), 4),
        (KeyboardInterrupt(), 4),
        (click.Abort(), 4),
        (KeyError("x"), 70),
    ],
)
def test_exit_codes(failing_command: list[BaseException], error: BaseException, code: int) -> None:
    failing_command.append(error)
    assert main.run(["fail"]) == code


def test_a_bug_prints_a_report_to_copy(
    failing_command: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing_command.append(ZeroDivisionError("of zero"))
    assert main.run(["fail"]) == main.BUG
    err = capsys.readouterr().err
    assert "bug" in err.splitlines()[0]
    assert "ZeroDivisionError: of zero" in err
    assert "newsreader 0." in err


def test_a_message_cannot_steer_the_terminal(
    failing_command: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing_command.append(NewsreaderError("a\x1b]0;title\x07b\nc", "d"))
    main.run(["fail"])
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert "\x07" not in err
    assert err.count("\n") == 1


def test_text_from_articles_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_text("red \x1b[31m\x9b31m text\r\nnext\tcolumn")
    assert capsys.readouterr().out == "red �[31m�31m text\nnext\tcolumn\n"


def test_help_keeps_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--help"]) == 0
    out = capsys.readouterr().out
    assert "\n    newsreader demo  " in out
    assert "\\b" not in out


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([str(tmp_path / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "newsreader.app", "completion", "bash"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait() == 0
    writer.stderr.close()


def test_version_and_help_import_nothing_heavy() -> None:
    heavy = ("rich", "whoosh", "numpy", "sqlite3", "PySide6", "multiprocessing", "filelock", "snowballstemmer")
    program = (
        "import sys; from newsreader.cli.main import run; run(['--version']); run(['--help']);"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    # Coverage would import some of them into the child.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run([sys.executable, "-c", program], env=alone, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["completion", shell]) == 0
    assert "_NEWSREADER_COMPLETE" in capsys.readouterr().out


def test_the_shell_gets_completions(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_NEWSREADER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "newsreader se")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert main.run([]) == 0
    assert capsys.readouterr().out.split() == ["plain,search", "plain,searches"]


def test_without_a_display_the_desk_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main.run([]) == 3
    assert "no display" in capsys.readouterr().err
