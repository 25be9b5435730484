"""Articles on their way in (SourceArticle, PreparedArticle) and in the archive (Article)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsreader.domain.annotation import Annotation
from newsreader.domain.field import Confirmed, Evidence, Field, FieldValue, Layer
from newsreader.domain.issue import Printing, SourceIssue, WordPlaces
from newsreader.domain.repair import Repair


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """One article as a format reader found it.

    Attributes:
        raw: The text exactly as it came, after decoding.
        path: The file it came from, as given.
        format: Short name of the format: `text`.
        encoding: Python's name of the encoding used, for example `utf-8`, `utf-8-sig`, `utf-16-le`, `cp1252`.
        sha256: Of the file's bytes, hexadecimal.
        bytes: Size of the file.
        member: Which article within the file, "" when the file is one article.
        hints: Values the format or the user states outright, by field name; they beat what the text suggests.
        body: Span of the article's body in `raw` when the format knows it.
        repairs: Of the body, that the format itself states, such as the whole of a word broken at a line's end.
        issue: The issue it is of, when pages are known; the same object for all articles of a file.
        places: Where its words are printed, when the format says.
        confidence: Mean of what the recognition says of its words, 0 to 1; None when it says nothing that tells.
    """

    raw: str
    path: str
    format: str
    encoding: str
    sha256: str
    bytes: int
    member: str = ""
    hints: Mapping[str, Field] = field(default_factory=dict)
    body: tuple[int, int] | None = None
    repairs: tuple[Repair, ...] = ()
    issue: SourceIssue | None = None
    places: WordPlaces | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A source article with its machine layer: repairs and extracted fields.

    Attributes:
        source: The article as found.
        repairs: Sorted, not overlapping; applying them to `source.raw` gives `clean`.
        fields: Extracted values by name; a field without a value is absent.
        clean: Cleaned text, paragraphs separated by one blank line.
        quality: Share of words the repair step believes in, 0 to 1, with what their recognition says of them; None for
            a text without words.
        rules: Version of the rules that made this, for example `2026.2`.
    """

    source: SourceArticle
    repairs: tuple[Repair, ...]
    fields: Mapping[str, Field]
    clean: str
    quality: float | None
    rules: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where an article's bytes came from."""

    path: str
    sha256: str
    bytes: int
    encoding: str
    format: str
    imported_at: str
    importer: str
    member: str = ""
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article of an archive with all its layers.

    Attributes:
        id: Stable public id.
        number: Row number in this archive; small, but of no meaning outside it.
        raw: Raw text.
        repairs: All repairs the rules propose and those made by hand, sorted.
        rejected: Indexes into `repairs` that a person switched off.
        fields: Extracted layer.
        confirmed: Confirmed layer.
        clean: Raw text with the accepted repairs applied.
        tags: Tag names, sorted.
        annotations: In order of position; orphans last.
        family: Id shared by near-duplicates.
        added: When it was imported, ISO 8601 UTC.
        is_read, is_starred, is_reviewed: Marks.
        trashed: When it went to the trash, or None.
        printed: On which pages of which issue, when that is known.
    """

    id: str
    number: int
    raw: str
    repairs: tuple[Repair, ...]
    rejected: frozenset[int]
    fields: Mapping[str, Field]
    confirmed: Mapping[str, Confirmed]
    clean: str
    quality: float | None
    tags: tuple[str, ...]
    annotations: tuple[Annotation, ...]
    file: SourceFile
    rules: str
    added: str
    family: str | None = None
    is_read: bool = False
    is_starred: bool = False
    is_reviewed: bool = False
    trashed: str | None = None
    printed: Printing | None = None

    def shown(self, name: str) -> FieldValue:
        """The value of a field from the highest layer that has it; None when no layer does."""
        if name in self.confirmed:
            return self.confirmed[name].value
        return self.fields[name].value if name in self.fields else None

    def shown_text(self, name: str) -> str:
        """The shown value as one line of text; "" for none."""
        value = self.shown(name)
        if isinstance(value, tuple):
            return ", ".join(str(part.get("name", "")) if isinstance(part, Mapping) else str(part) for part in value)
        if isinstance(value, Mapping):
            return str(value.get("text", ""))
        return "" if value is None else str(value)

    def layer(self, name: str) -> Layer | None:
        """The layer the shown value comes from."""
        if name in self.confirmed:
            return Layer.CONFIRMED
        return Layer.EXTRACTED if name in self.fields else None

    def evidence(self, name: str) -> Evidence | None:
        """Where the extracted value came from, also when a person has confirmed another."""
        return self.fields[name].evidence if name in self.fields else None

    @property
    def source_name(self) -> str:
        """What a reader would call the source: agency if there is one, else paper, else provider."""
        return next((text for name in ("agency", "paper", "provider") if (text := self.shown_text(name))), "")

    @property
    def mentions(self) -> list[tuple[int, int]]:
        """Where the raw text names places, in order."""
        places = self.shown("places")
        spans = [
            (int(start), int(end))
            for place in (places if isinstance(places, tuple) else ())
            if isinstance(place, Mapping)
            for start, end in place.get("mentions", ())
        ]
        return sorted(spans)

    @property
    def active_repairs(self) -> tuple[Repair, ...]:
        """The repairs that make up the clean text."""
        return tuple(repair for index, repair in enumerate(self.repairs) if index not in self.rejected)
