"""Collects what a reader must be told about a query, each once and not without end."""

from typing import Final

from newsreader.domain.query import Notice, Span

MOST_NOTICES: Final = 20


class Notices:
    """The notices of one query, and the query put right in one place or another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._told: list[Notice] = []
        self._untold = 0

    def tell(self, message: str, start: int = 0, end: int = 0, suggestion: str = "") -> None:
        """Adds a notice; beyond `MOST_NOTICES` they are only counted."""
        if len(self._told) < MOST_NOTICES:
            self._told.append(Notice(message, Span(start, end), suggestion))
        else:
            self._untold += 1

    def all(self) -> tuple[Notice, ...]:
        """Everything told, and how much was not."""
        if not self._untold:
            return tuple(self._told)
        return (*self._told, Notice(f"There are {self._untold:,} more places like these in the query"))

    def instead(self, start: int, end: int, better: str) -> str:
        """The query with other words in one place; "" once nobody will be told any more."""
        if len(self._told) >= MOST_NOTICES:
            return ""
        return self._text[:start] + better + self._text[end:]

    def without(self, start: int, end: int) -> str:
        """The query with one place taken out; "" once nobody will be told any more."""
        if len(self._told) >= MOST_NOTICES:
            return ""
        return f"{self._text[:start].rstrip()} {self._text[end:].lstrip()}".strip()


def shown(text: str) -> str:
    """The words of a query within a notice, never longer than a line holds."""
    return text if len(text) <= 40 else f"{text[:39]}…"
