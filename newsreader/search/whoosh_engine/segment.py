"""One segment of the index: what the table of contents says of it, and its file."""

import secrets
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from whoosh.codec import base

from newsreader.search.whoosh_engine.container import Array, Container
from newsreader.search.whoosh_engine.postings import FieldReader

if TYPE_CHECKING:
    from newsreader.search.whoosh_engine.codec import ArrayCodec

EXTENSION: Final = ".arrays"


class ArraySegment(base.Segment):
    """What the table of contents keeps of a segment.

    The deleted documents stand here and not in the segment's file, so that a commit that only deletes writes nothing
    but the table of contents. They are kept as bytes of 32-bit numbers: a pickled set of them is slow to read.
    """

    def __init__(self, indexname: str, doc_count: int = 0) -> None:
        self.indexname = indexname
        self.segid = secrets.token_hex(8)
        self.compound = False
        self._doc_count = doc_count
        self._deleted = b""

    def codec(self) -> "ArrayCodec":
        """Its reader and writer for whoosh."""
        from newsreader.search.whoosh_engine.codec import ArrayCodec  # the codec knows segments

        return ArrayCodec()

    def file_name(self) -> str:
        """The one file it has."""
        return f"{self.indexname}_{self.segid}{EXTENSION}"

    def set_doc_count(self, count: int) -> None:
        """Says how many documents it has, deleted ones among them."""
        self._doc_count = count

    def doc_count_all(self) -> int:
        """Documents, deleted ones among them."""
        return self._doc_count

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return self._doc_count - self.deleted_count()

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._deleted)

    def deleted_count(self) -> int:
        """Deleted documents."""
        return len(self._deleted) // 4

    def deleted_docs(self) -> Iterator[int]:
        """The deleted documents, ascending."""
        return iter(self.deleted_array().tolist())

    def deleted_array(self) -> Array:
        """The deleted documents, ascending."""
        return np.frombuffer(self._deleted, dtype="<u4")

    def delete_documents(self, documents: Iterable[int]) -> None:
        """Marks documents as deleted."""
        both = np.union1d(self.deleted_array(), np.fromiter(documents, dtype=np.uint32))
        self._deleted = both.astype("<u4").tobytes()

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Marks or unmarks one document."""
        if delete:
            self.delete_documents([docnum])
        else:
            self._deleted = np.setdiff1d(self.deleted_array(), [docnum]).astype("<u4").tobytes()

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is marked as deleted."""
        deleted = self.deleted_array()
        place = int(np.searchsorted(deleted, docnum))
        return place < len(deleted) and int(deleted[place]) == docnum

    def should_assemble(self) -> bool:
        """It is one file already."""
        return False


class SegmentFile:
    """The arrays of a segment: the postings of its fields and its columns."""

    def __init__(self, path: Path, doc_count: int) -> None:
        self.container = Container(path)
        self.doc_count = doc_count
        self._fields: dict[str, FieldReader | None] = {}

    @classmethod
    def of(cls, folder: Path, segment: ArraySegment) -> "SegmentFile":
        """The file of a segment of the index in a folder."""
        return cls(folder / segment.file_name(), segment.doc_count_all())

    def field(self, name: str) -> FieldReader | None:
        """The postings of a field; None when no document of the segment has it."""
        if name not in self._fields:
            has_it = f"{name}/terms" in self.container
            self._fields[name] = FieldReader(self.container, name, self.doc_count) if has_it else None
        return self._fields[name]

    def field_names(self) -> list[str]:
        """Fields with postings."""
        return sorted(name.removesuffix("/terms") for name in self.container.sections if name.endswith("/terms"))

    def column(self, name: str) -> Array | None:
        """One number for each document; for a column of texts their places among its values."""
        key = f"column/{name}"
        return self.container[key].view() if key in self.container else None

    def column_names(self) -> list[str]:
        """Columns of numbers and of texts."""
        return sorted(
            name.removeprefix("column/")
            for name in self.container.sections
            if name.startswith("column/") and not name.endswith((".values", ".ends"))
        )

    def column_values(self, name: str) -> list[bytes] | None:
        """The values of a column of texts, sorted; None for a column of numbers."""
        key = f"column/{name}.values"
        if key not in self.container:
            return None
        blob: Any = self.container[key].view().tobytes()
        ends = self.container[f"column/{name}.ends"].view().tolist()
        return [blob[start:end] for start, end in pairwise(ends)]

    def close(self) -> None:
        """Lets go of the file."""
        self._fields.clear()
        self.container.close()
