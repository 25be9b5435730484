"""Numbers for readers: 21 578."""

_GAP = "\u202f"
"""A narrow space that does not break."""


def grouped(number: int) -> str:
    """A whole number in groups of three."""
    return f"{number:,}".replace(",", _GAP)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 article`, `2 articles`."""
    return f"{grouped(number)} {one if number == 1 else many}"
