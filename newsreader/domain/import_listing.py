"""What would become of each file of an import: what a dry run lists."""

from dataclasses import dataclass
from typing import Final

NEW: Final = "new"
THERE: Final = "there"
LEFT_OUT: Final = "left out"
FAILED: Final = "failed"
FATES: Final = (NEW, THERE, LEFT_OUT, FAILED)
"""A file brings new articles; holds only what is in the archive already; is left out; cannot be read."""


@dataclass(frozen=True, slots=True)
class FileFate:
    """What would become of one file.

    Attributes:
        path: The file.
        fate: One of `FATES`.
        format: Name of its format; "" when it was not read.
        new: Articles in it that the archive does not have.
        known: Articles in it that it has, from this file or another, or from earlier in the same import.
        headline, paper, date, country: Of its first article; the headline may be its first words.
        known_as: Id of the article that is there already, from another file.
        reason, remedy: Why it is left out or cannot be read, and what to do.
    """

    path: str
    fate: str
    format: str = ""
    new: int = 0
    known: int = 0
    headline: str = ""
    paper: str = ""
    date: str = ""
    country: str = ""
    known_as: str = ""
    reason: str = ""
    remedy: str = ""

    @property
    def articles(self) -> int:
        """How many articles it holds, as far as is known."""
        return self.new + self.known
