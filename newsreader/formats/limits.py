"""How much a container may unpack to; counted while it is read, whatever it declares."""

from dataclasses import dataclass
from typing import Final

from newsreader.formats import plain

_MB: Final = 1024 * 1024


class MemberError(Exception):
    """Why a member of a container cannot be read.

    Attributes:
        reason: The end of a sentence that begins with its name.
        remedy: What to do.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class ContainerError(MemberError):
    """Why nothing more of a container can be read; the sentence begins with its name."""


class LimitReached(ContainerError):
    """Why nothing more of a file can be read, nor of any container it holds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read of one container at most.

    Attributes:
        depth: Containers within containers, the outermost counted.
        members: In all containers that one file holds.
        unpacked: Bytes of all members together, those of images and other things left out included.
        ratio: How many times its size a file may unpack to, once that is more than `free` bytes.
        free: Bytes unpacked before the ratio counts.
        spooled: Bytes of one member that is put on disk first: a container in it, or a large file of records.
        article: Bytes of a member that is read whole.
        failures: Members that are named in the report; of more, only their number is told.
    """

    depth: int = 3
    members: int = 2_000_000
    unpacked: int = 1024 * 1024 * _MB
    ratio: int = 250
    free: int = 128 * _MB
    spooled: int = 16 * 1024 * _MB
    article: int = plain.MAX_BYTES
    failures: int = 10_000


DEFAULT: Final = Limits()


class Budget:
    """What is left of the limits of one file, shared by all containers within it."""

    def __init__(self, packed: int, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self._most = min(limits.unpacked, max(limits.free, packed * limits.ratio))
        self._is_ratio = self._most < limits.unpacked
        self._unpacked = 0
        self._members = 0

    def spend(self, size: int) -> None:
        """Counts bytes that came out of the file.

        Raises:
            LimitReached: There are more than it may hold.
        """
        self._unpacked += size
        if self._unpacked > self._most:
            what = f"more than {self._most // _MB:,} MB"
            if self._is_ratio:
                what += f", over {self.limits.ratio} times its size"
            raise LimitReached(
                f"unpacks to {what}; what came before that was read",
                "If you trust it, unpack it yourself and import the folder.",
            )

    def count(self) -> None:
        """Counts a member.

        Raises:
            LimitReached: There are too many.
        """
        self._members += 1
        if self._members > self.limits.members:
            raise LimitReached(
                f"has more than {self.limits.members:,} members; those before were read",
                "Unpack it yourself and import the folder.",
            )
