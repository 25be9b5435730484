"""The command `newsreader` with its subcommands, each imported only when it is used."""

import os
from importlib import import_module
from pathlib import Path

import click

from newsreader import __version__
from newsreader.errors import UsageError

PROGRAM = "newsreader"
COMPLETE_VARIABLE = "_NEWSREADER_COMPLETE"
"""The environment variable with which a shell asks for completions."""

_COMMANDS = {
    "open": "newsreader.cli.desk:open_desk",
    "demo": "newsreader.cli.desk:demo",
    "picture": "newsreader.cli.desk:picture",
    "import": "newsreader.cli.importing:import_files",
    "fields": "newsreader.cli.fields:fields",
    "profiles": "newsreader.cli.profiles:profiles",
    "watch": "newsreader.cli.watching:watch",
    "search": "newsreader.cli.searching:search",
    "searches": "newsreader.cli.searches:searches",
    "terms": "newsreader.cli.terms:terms",
    "synonyms": "newsreader.cli.synonyms:synonyms",
    "list": "newsreader.cli.browsing:list_nodes",
    "show": "newsreader.cli.showing:show",
    "issues": "newsreader.cli.issues:issues",
    "pages": "newsreader.cli.issues:pages",
    "compare": "newsreader.cli.families:compare",
    "families": "newsreader.cli.families:families",
    "tag": "newsreader.cli.tagging:tag",
    "annotate": "newsreader.cli.annotating:annotate",
    "edit": "newsreader.cli.editing:edit",
    "re-extract": "newsreader.cli.re_extracting:re_extract",
    "learned": "newsreader.cli.learned:learned",
    "export": "newsreader.cli.exporting:export",
    "index": "newsreader.cli.indexing:index",
    "verify": "newsreader.cli.keeping:verify",
    "backup": "newsreader.cli.keeping:backup",
    "restore": "newsreader.cli.keeping:restore",
    "stats": "newsreader.cli.browsing:stats",
    "extract": "newsreader.cli.extracting:extract",
    "formats": "newsreader.cli.formats:formats",
    "completion": "newsreader.cli.completing:completion",
}
"""Command → module:attribute, in the order of `--help`."""


class LazyGroup(click.Group):
    """A group that imports a subcommand's module when it is asked for; `newsreader DIR` means `newsreader open DIR`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The names in the order of the table, which follows a person's work rather than the alphabet."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Imports and returns one command, or None for an unknown name."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101  Guards our own table.
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command; the name of a folder opens the desk on it."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-") and Path(args[0]).is_dir():
            return "open", self.get_command(ctx, "open"), args
        if args and os.sep in args[0] and not ctx.resilient_parsing:
            raise UsageError(f"There is no folder {args[0]}", "Give the folder of an archive, or a command.")
        return super().resolve_command(ctx, args)


_HELP = """An archival reader for digitized newspapers.

Without a command, or with the name of a folder, it opens the desk on that archive.

\b
First steps:
  newsreader demo                            look at the sample archive
  newsreader import ~/clippings              keep, clean and index a folder of files
  newsreader search "cease-fire country:ca"  find articles
  newsreader show 4jqx                       read one, by the first letters of its id
  newsreader COMMAND --help                  more on one command
"""


@click.group(
    name=PROGRAM,
    help=_HELP,
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 some inputs failed, 2 wrong usage, 3 archive or index unusable, 4 interrupted, "
    "70 a bug.",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context, /) -> int | None:
    """The command without a subcommand opens the desk."""
    if context.invoked_subcommand is None:
        from newsreader.cli.desk import show_desk

        return show_desk(context.obj, None)
    return None
