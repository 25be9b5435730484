"""The reference part of docs/commands.md, from the commands themselves.

Writes it anew: `python -m newsreader.cli.reference docs/commands.md`.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from newsreader.cli.commands import root

BEGIN = "<!-- reference: begin; made by `python -m newsreader.cli.reference docs/commands.md` -->"
END = "<!-- reference: end -->"
_SHARED = ("--archive", "--json")


def reference() -> str:
    """The reference of all commands as Markdown."""
    return "\n".join(line for path, command in _commands(root, ("newsreader",)) for line in _section(path, command))


def with_reference(page: str) -> str:
    """The page with its reference part made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group, info_name=path[-1])
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


def _section(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(path))
    yield f"{'#' * (1 + len(path))} `{' '.join(path)}`"
    yield ""
    yield f"    {' '.join(command.get_usage(context).split()).removeprefix('Usage: ')}"
    yield ""
    yield from (*inspect.cleandoc(command.help or "").splitlines(), "")
    options = [option for option in command.get_params(context) if isinstance(option, click.Option)]
    own = [option for option in options if not {*_SHARED, "--help"} & set(option.opts)]
    if own:
        yield from ("| option | meaning |", "|---|---|")
        yield from (_row(option, context) for option in own)
        yield ""
    shared = [name for name in _SHARED if any(name in option.opts for option in options)]
    if shared:
        yield from (f"Also {', '.join(f'`{name}`' for name in shared)}.", "")
    examples = (command.epilog or "").replace("\b\n", "").replace("Examples:\n", "")
    if examples:
        yield from (*(f"    {line.strip()}" for line in examples.splitlines()), "")


def _row(option: click.Option, context: click.Context) -> str:
    names, meaning = option.get_help_record(context) or ("", "")
    return "| " + " | ".join((f"`{_cell(names)}`", _cell(meaning))) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(with_reference(file.read_text(encoding="utf-8")), encoding="utf-8")
