"""`newsreader completion`: the script that lets a shell complete commands and options."""

import click

from newsreader.cli.output import print_styled


@click.command(
    epilog="""\b
Examples:
  eval "$(newsreader completion bash)"      in ~/.bashrc
  eval "$(newsreader completion zsh)"       in ~/.zshrc
  newsreader completion fish > ~/.config/fish/completions/newsreader.fish"""
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    from newsreader.cli.commands import COMPLETE_VARIABLE, PROGRAM, root

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101  The choices above are click's own.
    print_styled(found(root, {}, PROGRAM, COMPLETE_VARIABLE).source())
