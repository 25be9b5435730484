"""Annotations and tags: what people add to an article."""

from dataclasses import dataclass
from typing import Any, Final

COLOURS: Final = ("yellow", "green", "blue", "pink", "purple")
"""The five highlight colours, as named in the record."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the raw text, by position and by quote (W3C TextPosition + TextQuote selectors).

    Attributes:
        start: First code point in the raw text.
        end: One past the last.
        quote: The raw words between them.
        prefix: Up to 32 code points before.
        suffix: Up to 32 code points after.
    """

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight or a note on some words of an article, or a note on the whole article (no anchor).

    Attributes:
        id: UUID.
        article: Id of the article.
        anchor: Where; None for a note on the article.
        note: The words of the note; empty for a bare highlight.
        colour: One of `COLOURS`.
        by: Who made it.
        created: ISO 8601, UTC.
        modified: ISO 8601, UTC.
        orphaned: The words could not be found again; kept in the tray.
    """

    id: str
    article: str
    anchor: Anchor | None
    note: str
    colour: str
    by: str
    created: str
    modified: str
    orphaned: bool = False

    def to_w3c(self) -> dict[str, Any]:
        """This annotation as a W3C Web Annotation object."""
        found: dict[str, Any] = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:uuid:{self.id}",
            "type": "Annotation",
            "motivation": "commenting" if self.note else "highlighting",
            "created": self.created,
            "modified": self.modified,
            "creator": self.by,
            "stylesheet": {"type": "CssStylesheet", "value": f".highlight {{ background: {self.colour} }}"},
        }
        if self.note:
            found["body"] = [{"type": "TextualBody", "value": self.note, "format": "text/plain"}]
        target: dict[str, Any] = {"source": f"urn:newsreader:{self.article}"}
        if self.anchor is not None:
            target["selector"] = [
                {"type": "TextPositionSelector", "start": self.anchor.start, "end": self.anchor.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": self.anchor.quote,
                    "prefix": self.anchor.prefix,
                    "suffix": self.anchor.suffix,
                },
            ]
        found["target"] = target
        return found
