"""What a container is made of: members to read, and things left out with why."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from newsreader.formats.compressed import Source

UNPACK: Final = "Unpack it yourself and import the folder."
FETCH: Final = "Fetch the archive again, or leave the member out."


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container.

    Attributes:
        name: Its plain name (`member_names.plain_name`), unlike that of any member before it.
        source: Its bytes, to be read before the next member is asked for. Raises MemberError when they are not sound.
    """

    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a container that is not read.

    Attributes:
        name: As far as it can be shown; "" for the container itself.
        reason: The end of a sentence that begins with it.
        remedy: What to do if it should be in.
        failure: It should have been readable.
    """

    name: str
    reason: str
    remedy: str = ""
    failure: bool = True


Found: TypeAlias = Member | LeftOut
