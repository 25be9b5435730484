"""`newsreader formats`: what can be read."""

import click

from newsreader.cli.options import json_option
from newsreader.cli.output import print_json, print_note, print_table


@click.command(
    epilog="""\b
Examples:
  newsreader formats
  newsreader formats --json | jq -r '.[] | select(.is_ready | not) | .remedy'"""
)
@json_option
def formats(as_json: bool) -> None:
    """Print the formats that can be read, what tells each, and the library it needs.

    The format of a file is told by its content, never by its name: the first of this list that fits. The option
    --format of import and extract, with a name of this list, overrides that.
    """
    from newsreader.formats import libraries
    from newsreader.formats.detection import TABLE

    if as_json:
        print_json([
            {
                "name": each.name,
                "what": each.what,
                "told_by": each.told_by,
                "needs": libraries.package_of(each.module),
                "is_ready": not each.module or libraries.is_installed(each.module),
                "remedy": libraries.install_line(each.module) if each.module else "",
            }
            for each in TABLE
        ])  # fmt: skip
        return
    rows = [(each.name, each.what, each.told_by, _state(each.module)) for each in TABLE]
    print_table(("name", "what", "told by", "needs"), rows)
    for module in dict.fromkeys(each.module for each in TABLE if each.module):
        if not libraries.is_installed(module):
            print_note(f"{libraries.package_of(module)} is not installed. {libraries.install_line(module)}")


def _state(module: str) -> str:
    from newsreader.formats import libraries

    if not module:
        return ""
    package = libraries.package_of(module)
    return package if libraries.is_installed(module) else f"{package} (not installed)"
