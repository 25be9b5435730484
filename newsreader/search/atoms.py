"""Reads the smallest parts of a query: a word, a phrase or a value, in the text or in a field."""

import re
from dataclasses import replace
from datetime import date

from newsreader.domain.query import (
    DateRange,
    Everything,
    FieldIs,
    Flag,
    Fuzzy,
    Node,
    NumberRange,
    Pattern,
    Phrase,
    Span,
    Word,
)
from newsreader.search.dates import better_date, read_days, read_numbers
from newsreader.search.fields import (
    DATE_FIELDS,
    FLAG_FIELDS,
    FLAGS,
    MANNERS,
    NUMBER_FIELDS,
    TEXT_FIELDS,
    VALUE_FIELDS,
    flag,
    nearest_flag,
)
from newsreader.search.notices import Notices, shown
from newsreader.search.scanner import OPERATORS, Kind, Piece, bare
from newsreader.text import words

MOST_EDITS = 2

_AFTER_WORD = re.compile(r"(?<=\w)\?+$")
_HAS_OF_FIELD = {"byline", "headline", "date", "paper", "country", "agency", "language", "tag", "note", "family"}


class AtomReader:
    """Turns pieces into nodes, telling what is odd about them."""

    def __init__(self, text: str, today: date, notices: Notices) -> None:
        self._text = text
        self._today = today
        self._notices = notices

    def read(self, piece: Piece, field: str, start: int) -> Node | None:
        """The node of one piece, or None when it is unusable; a notice then says why.

        Args:
            piece: A word or a phrase.
            field: Canonical name of the field it is for; "" for the text.
            start: Where its clause begins: at the field's name if there is one.
        """
        span = Span(start, piece.end)
        if field and field not in TEXT_FIELDS and piece.near is not None:
            # Here ~ is part of the value: date:1919~ is about 1919.
            piece = replace(piece, text=piece.typed or piece.text, near=None)
        if not piece.is_closed:
            self._tell("This quotation mark is never closed", piece, self._text.rstrip() + '"')
        if field in VALUE_FIELDS:
            return self._value(piece, field, span)
        if field in DATE_FIELDS:
            return self._days(piece, field, span)
        if field in NUMBER_FIELDS:
            return self._number(piece, field, span)
        if field in FLAG_FIELDS:
            return self._flag(piece, field, span)
        if piece.kind is Kind.PHRASE:
            return self._phrase(piece, field, span)
        return self._word(piece, field, span)

    def _tell(self, message: str, piece: Piece, suggestion: str = "") -> None:
        self._notices.tell(message, piece.start, piece.end, suggestion)

    def _instead(self, piece: Piece, better: str) -> str:
        return self._notices.instead(piece.start, piece.end, better)

    def _value(self, piece: Piece, field: str, span: Span) -> Node | None:
        value = " ".join(piece.text.split())
        if value.strip("*?") == "" and "*" in value and field in _HAS_OF_FIELD:
            return Flag("has", field, span)
        if not any(char.isalnum() for char in value):
            self._tell(f"{field}: has no value here", piece, self._notices.without(span.start, span.end))
            return None
        return FieldIs(field, value, span)

    def _days(self, piece: Piece, field: str, span: Span) -> Node | None:
        if field == "date" and piece.text == "*":
            return Flag("has", "date", span)
        days = read_days(piece.text, field, self._today)
        if days is None:
            near = better_date(piece.text)
            hint = f"; write it like {near}" if near else "; write it like 1912, 1912-05 or 1912-05-14"
            self._tell(
                f"“{shown(piece.text)}” is not a date newsreader can read{hint}",
                piece,
                self._instead(piece, near) if near else self._notices.without(span.start, span.end),
            )
            return None
        return DateRange(days.low, days.high, "added" if field == "added" else "date", span)

    def _number(self, piece: Piece, field: str, span: Span) -> Node | None:
        bounds = read_numbers(piece.text, whole=field == "words")
        if bounds is None:
            example = ">500" if field == "words" else ">0.8"
            self._tell(
                f"“{shown(piece.text)}” is not a number; write {field}:{example}", piece, self._instead(piece, example)
            )
            return None
        return NumberRange(field, bounds[0], bounds[1], span)

    def _flag(self, piece: Piece, kind: str, span: Span) -> Node | None:
        name = flag(kind, piece.text.strip())
        if not name:
            near = nearest_flag(kind, piece.text)
            known = ", ".join(FLAGS[kind])
            self._tell(
                f"{kind}: does not know “{shown(piece.text)}”; it knows {known}",
                piece,
                self._instead(piece, near) if near else self._notices.without(span.start, span.end),
            )
            return None
        return Flag(kind, name, span)

    def _phrase(self, piece: Piece, field: str, span: Span) -> Node | None:
        text = " ".join(piece.text.split())
        if not words.tokens(text):
            self._tell(
                "There is no word between these quotation marks", piece, self._notices.without(span.start, span.end)
            )
            return None
        if re.search(r"\w\*|\*\w", text):
            self._tell(
                "Inside quotation marks a * stands for nothing", piece, self._instead(piece, text.replace("*", ""))
            )
        within = 0 if piece.near is None else (1 if piece.near < 0 else piece.near)
        if field == "exact":
            return Phrase(text, within, "", exact=True, span=span)
        if field in MANNERS:
            return Phrase(text, within, span=span, manner=field)
        return Phrase(text, within, field, span=span)

    def _word(self, piece: Piece, field: str, span: Span) -> Node | None:
        text = piece.text
        if (mark := _AFTER_WORD.search(text)) and len(mark.group()) == 1:
            self._tell("A ? at the end of a word is read as a question mark, not as a letter", piece)
            text = text[: mark.start()]
            # OR? is the word, not the operator.
            text = text.lower() if text in OPERATORS else text
        if text and not text.strip("*"):
            return self._any_word(field, span)
        if not words.tokens(text.replace("*", "").replace("?", "")):
            if not text.strip("?*"):
                return Pattern(text, "" if field in MANNERS else field, span)
            self._tell(
                f"“{shown(text)}” has no letter or digit to look for",
                piece,
                self._notices.without(span.start, span.end),
            )
            return None
        if "*" in text or "?" in text:
            return self._pattern(piece, text, field, span)
        if piece.near is not None:
            return self._fuzzy(piece, text, field, span)
        return self._plain(text, field, span)

    def _plain(self, text: str, field: str, span: Span) -> Word:
        if field == "exact":
            return Word(text, "", exact=True, span=span)
        return Word(text, span=span, manner=field) if field in MANNERS else Word(text, field, span=span)

    def _any_word(self, field: str, span: Span) -> Node:
        if not field or field in MANNERS:
            return Everything()
        if field in _HAS_OF_FIELD:
            return Flag("has", field, span)
        return Pattern("*", field, span)

    def _pattern(self, piece: Piece, text: str, field: str, span: Span) -> Node | None:
        if field in MANNERS:
            what = "; case and accents are not heeded here" if field == "exact" else "; only the wildcards count here"
            self._tell(f"{field}: does not go with wildcards{what}", piece)
            # Without its field it is a word or pattern of its own.
            return self._word(replace(piece, text=_without_signs(text), near=None), "", span)
        return Pattern(text, field, span)

    def _fuzzy(self, piece: Piece, text: str, field: str, span: Span) -> Node:
        edits = 1 if piece.near is None or piece.near < 0 else piece.near
        if edits == 0:
            return self._plain(text, field, span)
        if edits > MOST_EDITS:
            self._tell(f"At most {MOST_EDITS} edits are tried", piece, self._instead(piece, f"{text}~{MOST_EDITS}"))
        if field in MANNERS:
            what = (
                "; case and accents are not heeded here" if field == "exact" else "; only the near spellings count here"
            )
            self._tell(f"{field}: does not go with ~{what}", piece)
            field, text = "", _without_signs(text)
        return Fuzzy(text, min(edits, MOST_EDITS), field, span)


def _without_signs(text: str) -> str:
    """The word without what would mean something else once it stands without its field."""
    return bare(text.replace(":", "").lstrip("-−~"))
