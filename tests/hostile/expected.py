"""What the hostile corpus says of each of its files."""

from dataclasses import dataclass
from typing import Final

REFUSED: Final = "refused"
"""Told in the report by name, with a reason and a remedy; nothing of it is imported."""
READ: Final = "read"
"""Imported: what is hostile in it does nothing."""
PARTLY: Final = "partly"
"""What is sound in it is imported; what is not is told, with a remedy."""
ANY: Final = "any"
"""Any of these."""


@dataclass(frozen=True, slots=True)
class Made:
    """A hostile file.

    Attributes:
        name: Its path in the corpus.
        data: Its bytes.
        fate: What becomes of it: one of the words above; "" for a part that is read with another file.
    """

    name: str
    data: bytes
    fate: str
