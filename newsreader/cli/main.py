"""The command line."""


def run(arguments: list[str]) -> int:
    """Runs one command."""
    raise NotImplementedError(arguments)
