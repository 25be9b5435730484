"""What stock whoosh needs to read our segments: its codec interface over the arrays.

The evaluator does not go this way; it reads the arrays themselves. This is for whoosh's own Searcher, which finds the
same documents in the same index, only slower.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from whoosh import columns
from whoosh.codec import base
from whoosh.matching.mcore import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound

from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.postings import FieldReader
from newsreader.search.whoosh_engine.segment import ArraySegment, SegmentFile

# whoosh's constructors have no types.
_new_term_info: Any = TermInfo
_new_span: Any = Span


class ArrayCodec(base.Codec):
    """Opens our segments for whoosh. Writing goes through `SegmentBuilder`, never through whoosh's writers."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTermsReader":
        """The postings of a segment."""
        return ArrayTermsReader(SegmentFile.of(Path(storage.folder), segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocumentReader":
        """The columns, lengths and deletions of a segment."""
        return ArrayDocumentReader(SegmentFile.of(Path(storage.folder), segment), segment)

    def new_segment(self, _storage: Any, indexname: str) -> ArraySegment:
        """An empty segment with a name of its own."""
        return ArraySegment(indexname)

    def per_document_writer(self, *_: Any) -> NoReturn:
        """Refuses: whoosh's writer cannot write arrays."""
        raise _cannot_write()

    def field_writer(self, *_: Any) -> NoReturn:
        """Refuses: whoosh's writer cannot write arrays."""
        raise _cannot_write()

    def postings_writer(self, *_: Any, **__: Any) -> NoReturn:
        """Refuses: whoosh's writer cannot write arrays."""
        raise _cannot_write()

    def postings_reader(self, *_: Any, **__: Any) -> NoReturn:
        """Refuses: postings are read through the terms reader."""
        raise NotImplementedError("postings of arrays are read through the terms reader")


def _cannot_write() -> NotImplementedError:
    return NotImplementedError("segments of arrays are written by newsreader alone, not by whoosh's own writer")


class ArrayTermsReader(base.TermsReader):
    """The terms of a segment and their postings."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._file.field(term[0])
        return field is not None and field.find(term[1]) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        """Fields with postings."""
        return self._file.field_names()

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayCursor | base.EmptyCursor":
        """Walks through the terms of a field."""
        field = self._file.field(fieldname)
        return ArrayCursor(field, fieldobj) if field is not None else base.EmptyCursor()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All fields and terms in order."""
        for name in self._file.field_names():
            yield from self._from(name, 0)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Fields and terms from a place on, through all fields that follow."""
        for name in self._file.field_names():
            if name >= fieldname:
                field = self._file.field(name)
                yield from self._from(name, field.seek(prefix) if field is not None and name == fieldname else 0)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Terms from a place on with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """The counts of a term."""
        field, term = self._find(fieldname, text)
        return term_info(field, term)

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Occurrences of a term; whoosh takes a KeyError for none."""
        if (fieldname, text) not in self:
            raise KeyError(text)
        field, term = self._find(fieldname, text)
        return field.occurrences(term, term + 1)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Documents of a term; whoosh takes a KeyError for none."""
        if (fieldname, text) not in self:
            raise KeyError(text)
        field, term = self._find(fieldname, text)
        return field.count(term)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> "ArrayMatcher":
        """Walks through the postings of a term."""
        field, term = self._find(fieldname, text)
        return ArrayMatcher(field, term, (fieldname, text), format_, scorer)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def _from(self, name: str, start: int) -> Iterator[tuple[str, bytes]]:
        field = self._file.field(name)
        if field is not None:
            for index in range(start, len(field)):
                yield name, field[index]

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldReader, int]:
        field = self._file.field(fieldname)
        term = field.find(text) if field is not None else -1
        if field is None or term < 0:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        return field, term


def term_info(field: FieldReader, term: int) -> TermInfo:
    """What whoosh wants to know of a term; the lengths are bounds, which is all that it uses them for."""
    ids, freqs = field.ids(term), field.freqs(term)
    info: TermInfo = _new_term_info(
        float(field.occurrences(term, term + 1)),
        len(ids),
        1,
        int(field.lengths.max(initial=1)) if field.lengths is not None else 1,
        float(freqs.max(initial=1)) if freqs is not None else 1.0,
        int(ids[0]),
        int(ids[-1]),
    )
    return info


class ArrayCursor(base.FieldCursor):
    """Walks through the terms of a field in order."""

    def __init__(self, field: FieldReader, fieldobj: Any) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._place = 0

    def first(self) -> Any:
        """Goes to the first term."""
        self._place = 0
        return self.text()

    def find(self, string: Any) -> Any:
        """Goes to the first term that is not before this one."""
        self._place = self._field.seek(string if isinstance(string, bytes) else self._fieldobj.to_bytes(string))
        return self.text()

    def next(self) -> Any:
        """Goes to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> Any:
        """The term here; None behind the last."""
        return self._fieldobj.from_bytes(self._field[self._place]) if self.is_valid() else None

    def term(self) -> Any:
        """The term here; None behind the last."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """What is known of the term here."""
        return term_info(self._field, self._place) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._place < len(self._field)


class ArrayMatcher(LeafMatcher):
    """Walks through the postings of one term, one document after the other, as whoosh does."""

    def __init__(self, field: FieldReader, term: int, name: tuple[str, bytes], format_: Any, scorer: Any) -> None:
        self._field = field
        self._number = term
        self._term = name
        self.format = format_
        self.scorer = scorer
        self._ids: list[int] = field.ids(term).tolist()
        freqs = field.freqs(term)
        self._freqs: list[int] = freqs.tolist() if freqs is not None else [1] * len(self._ids)
        self._places: Array | None = field.places(term) if field.has_places else None
        self._begins: list[int] | None = None
        self._at = 0

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._at < len(self._ids)

    def reset(self) -> None:
        """Goes back to the first posting."""
        self._at = 0

    def copy(self) -> "ArrayMatcher":
        """Another one at the same place."""
        other = ArrayMatcher(self._field, self._number, self._term, self.format, self.scorer)
        other._at = self._at
        return other

    def id(self) -> int:
        """The document here."""
        return self._ids[self._at]

    def all_ids(self) -> Iterator[int]:
        """All documents from here on."""
        return iter(self._ids[self._at :])

    def next(self) -> None:
        """Goes to the next posting."""
        self._at += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  # whoosh's signature
        """Goes to the first posting that is not before a document."""
        if not self.is_active():
            raise ReadTooFar
        while self._at < len(self._ids) and self._ids[self._at] < id:
            self._at += 1

    def weight(self) -> float:
        """The frequency here."""
        return float(self._freqs[self._at])

    def supports_block_quality(self) -> bool:
        """No: every posting is looked at."""
        return False

    def value(self) -> bytes:
        """The positions here as whoosh writes them."""
        places = self._places_here()
        encoded: bytes = self.format.encode(places) if places is not None else b""
        return encoded

    def value_as(self, astype: str) -> Any:
        """The posting here as positions, frequency or weight."""
        places = self._places_here()
        if astype == "positions" and places is not None:
            return places
        if astype in ("frequency", "weight"):
            return self._freqs[self._at]
        raise ValueError(f"postings of arrays have no {astype}")

    def spans(self) -> list[Span]:
        """The positions here."""
        return [_new_span(place) for place in self._places_here() or ()]

    def _places_here(self) -> list[int] | None:
        if self._places is None:
            return None
        if self._begins is None:
            self._begins = [0]
            for count in self._freqs:
                self._begins.append(self._begins[-1] + count)
        found: list[int] = self._places[self._begins[self._at] : self._begins[self._at + 1]].tolist()
        return found


class ArrayDocumentReader(base.PerDocumentReader):
    """The columns, lengths and deletions of a segment."""

    def __init__(self, file: SegmentFile, segment: ArraySegment) -> None:
        self._file = file
        self._segment = segment
        self._deleted = frozenset(segment.deleted_docs())

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return self._segment.doc_count()

    def doc_count_all(self) -> int:
        """Documents, deleted ones among them."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is deleted."""
        return docnum in self._deleted

    def deleted_docs(self) -> Iterable[int]:
        """The deleted ones."""
        return self._deleted

    def supports_columns(self) -> bool:
        """Yes."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether the segment has a column."""
        return self._file.column(fieldname) is not None

    def list_columns(self) -> list[str]:
        """The columns of the segment."""
        return self._file.column_names()

    def column_reader(self, fieldname: str, _column: Any) -> "ArrayColumnReader":
        """Reads a column document by document."""
        values = self._file.column(fieldname)
        if values is None:
            raise KeyError(fieldname)
        return ArrayColumnReader(values, self._file.column_values(fieldname))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words of a document in a field."""
        field = self._file.field(fieldname)
        return int(field.lengths[docnum]) if field is not None and field.lengths is not None else default

    def field_length(self, fieldname: str) -> int:
        """Words of all documents in a field."""
        field = self._file.field(fieldname)
        return field.length_sum if field is not None else 0

    def min_field_length(self, fieldname: str) -> int:
        """Fewest words of a document in a field."""
        field = self._file.field(fieldname)
        return int(field.lengths.min(initial=0)) if field is not None and field.lengths is not None else 0

    def max_field_length(self, fieldname: str) -> int:
        """Most words of a document in a field."""
        field = self._file.field(fieldname)
        return int(field.lengths.max(initial=0)) if field is not None and field.lengths is not None else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The article's row number: all that an index has to keep of it."""
        numbers = self._file.column("number")
        return {"number": int(numbers[docnum])} if numbers is not None else {}


class ArrayColumnReader(columns.ColumnReader):
    """Reads a column document by document, as whoosh does."""

    def __init__(self, places: Array, values: list[bytes] | None) -> None:
        self._doccount = len(places)
        self._places = places
        self._values = values
        self._reversed = False

    def __getitem__(self, docnum: int) -> Any:
        place = self._places[docnum].item()
        return place if self._values is None else self._values[place]

    def sort_key(self, docnum: int) -> Any:
        """What whoosh sorts a document by."""
        place = self._places[docnum].item()
        return -place if self._reversed else place if self._values is None else self._values[place]

    def set_reverse(self) -> None:
        """Turns the order round."""
        self._reversed = True
