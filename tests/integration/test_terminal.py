"""What a person sees on a terminal: colours, tables and progress bars, and none of them with NO_COLOR or in a pipe."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.command import Newsreader

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _on_terminal(newsreader: Newsreader, *arguments: object) -> str:
    """Runs a command with stdout and stderr on a terminal of 100 columns; gives back all it wrote."""
    if sys.platform == "win32":
        raise NotImplementedError
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    environment = newsreader.environment | {"TERM": "xterm-256color"}
    process = subprocess.Popen(newsreader.command(*arguments), env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # what Linux says when the other end is closed
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait(timeout=60) == 0, written
    return written.decode("utf-8")


def test_a_terminal_gets_a_bar_and_colours(newsreader: Newsreader, clippings: Path) -> None:
    assert "\x1b[?25l" in _on_terminal(newsreader, "import", clippings)  # the bar hides the cursor
    assert _COLOUR.search(_on_terminal(newsreader, "search", "lamp", "--limit", 2))
    newsreader.ok("tag", "add", newsreader.ok("search", "lamp", "--json").json["hits"][0]["id"], "oil")
    assert "─" in _on_terminal(newsreader, "tag", "list")


def test_no_color_is_honoured(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    plain = replace(newsreader, extra={"NO_COLOR": "1"})
    for arguments in (["search", "lamp"], ["list"], ["stats"], ["index", "status"]):
        assert not re.search(r"\x1b\[(?:\d+;)*(?:3|4|9|10)\d(?:;\d+)*m", _on_terminal(plain, *arguments)), arguments


def test_a_pipe_gets_neither(newsreader: Newsreader, clippings: Path) -> None:
    done = newsreader.ok("import", clippings)
    assert "\x1b" not in done.out + done.err
    done = newsreader.ok("search", "lamp")
    assert "\x1b" not in done.out + done.err


def test_articles_cannot_steer_the_terminal(newsreader: Newsreader, tmp_path: Path) -> None:
    file = tmp_path / "evil.txt"
    file.write_bytes(b"Evil\x1b]0;owned\x07 news\n\nThe lamp \x1b[2J is \x9b31m lit.\n")
    if newsreader("import", file).code:
        pytest.skip("taken for a binary file")
    for arguments in (["search", "lamp"], ["show", newsreader.ok("search", "lamp", "--json").json["hits"][0]["id"]]):
        written = _on_terminal(newsreader, *arguments)
        assert "\x1b]" not in written
        assert "\x1b[2J" not in written
        assert "\x9b" not in written
