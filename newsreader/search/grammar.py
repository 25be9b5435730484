"""The search language: any text is a query, and whatever is odd about it is told.

The grammar, loosest first:

    all words     a b, a AND b
    any of        a OR b                binds tighter than the implied AND: `a OR b c` is (a OR b) and c
    without       -a, NOT a
    one thing     word, wor*, word~1, "a phrase", "near words"~8, field:one-thing, (anything)

The parser keeps its own stack, so deep parentheses cost no recursion, and reads every piece once.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from newsreader.domain.query import And, Everything, Node, Not, Nothing, Or, ParsedQuery, Span
from newsreader.search.atoms import AtomReader
from newsreader.search.fields import canonical, nearest_field
from newsreader.search.notices import Notices, shown
from newsreader.search.scanner import Kind, Piece, scan

MAX_DEPTH: Final = 100
"""Parentheses that mean something may nest so deep."""

MAX_PARTS: Final = 2_000
"""Words, phrases and values in one query."""


def parse(text: str, today: date | None = None) -> ParsedQuery:
    """Reads a query.

    Args:
        text: Anything.
        today: The day that `added:7d` counts from; the present day by default.

    Returns:
        The tree and the notices. An unusable part is left out of the tree and told; a query of nothing but unusable
        parts finds nothing; an empty query finds everything.
    """
    return _Parser(text, today or date.today()).run()  # noqa: DTZ011


@dataclass(slots=True)
class _Frame:
    """What is open at one level of parentheses."""

    opened_at: int
    name: str = ""
    groups: list[list[Node]] = field(default_factory=list)
    starts_new: bool = False
    is_or: Piece | None = None
    is_and: Piece | None = None
    negation: Piece | None = None
    has_unusable: bool = False


class _Parser:
    def __init__(self, text: str, today: date) -> None:
        self.text = text
        self.notices = Notices(text)
        self.stack: list[_Frame] = [_Frame(-1)]
        self.field: Piece | None = None
        self.parts = 0
        self.atoms = AtomReader(text, today, self.notices)

    def run(self) -> ParsedQuery:
        for piece in scan(self.text):
            self._take(piece)
        self._end_of_field()
        if len(self.stack) > 1:
            at = self.stack[1].opened_at
            closed = self.text.rstrip() + ")" * (len(self.stack) - 1)
            self.notices.tell("This parenthesis is never closed", at, at + 1, closed)
        while len(self.stack) > 1:
            self._close(len(self.text))
        root = self._finish(self.stack[0])
        if self.parts > MAX_PARTS:
            self.notices.tell(
                f"This query has {self.parts:,} parts; the most that are searched at once is {MAX_PARTS:,}"
            )
            root = Nothing(Span(0, len(self.text)))
        elif depth_of(root) > MAX_DEPTH:
            self.notices.tell(f"This query nests deeper than {MAX_DEPTH} parentheses, so it was not run")
            root = Nothing(Span(0, len(self.text)))
        return ParsedQuery(self.text, root, self.notices.all())

    def _take(self, piece: Piece) -> None:
        frame = self.stack[-1]
        if piece.kind is Kind.FIELD:
            self._end_of_field()
            self.field = piece
        elif piece.kind is Kind.OPEN:
            self._open(piece)
        elif piece.kind is Kind.CLOSE:
            self._end_of_field()
            self._close_at(piece)
        elif piece.kind is Kind.OR:
            self._end_of_field()
            self._or(frame, piece)
        elif piece.kind is Kind.AND:
            self._end_of_field()
            self._and(frame, piece)
        elif piece.kind is Kind.NOT:
            self._end_of_field()
            frame.negation = None if frame.negation else piece
        else:
            self._atom(piece)

    def _and(self, frame: _Frame, piece: Piece) -> None:
        if frame.is_or or not (frame.groups or frame.has_unusable):
            frame.has_unusable = True
            self._nothing("before this AND", piece)
        else:
            frame.is_and = piece if frame.groups else None

    def _nothing(self, where: str, piece: Piece) -> None:
        better = self.notices.without(piece.start, piece.end)
        self.notices.tell(f"There is nothing {where}", piece.start, piece.end, better)

    def _or(self, frame: _Frame, piece: Piece) -> None:
        self._end_of_and(frame)
        if frame.starts_new:
            # What stood before this OR was unusable, and has been told.
            return
        if not frame.groups or frame.is_or:
            frame.has_unusable = True
            self._nothing("before this OR", piece)
        else:
            frame.is_or = piece

    def _end_of_and(self, frame: _Frame) -> None:
        if frame.is_and:
            self._nothing("after this AND", frame.is_and)
            frame.is_and = None

    def _end_of_field(self) -> None:
        """A field name was followed by something that cannot be its value."""
        if self.field is None:
            return
        piece, self.field = self.field, None
        if not canonical(piece.text):
            self._unknown_field(piece)
        else:
            self.notices.tell(
                f"{piece.text}: has no value here", piece.start, piece.end, self.notices.without(piece.start, piece.end)
            )
        self._unusable()

    def _unusable(self) -> None:
        frame = self.stack[-1]
        frame.has_unusable = True
        frame.negation = frame.is_and = None
        frame.starts_new = frame.is_or is None
        frame.is_or = None

    def _unknown_field(self, piece: Piece) -> None:
        near = nearest_field(piece.text)
        words = f"; did you mean {near}:?" if near else ""
        better = self.notices.instead(piece.start, piece.end, f"{near}:" if near else "")
        self.notices.tell(f"There is no field called “{shown(piece.text)}”{words}", piece.start, piece.end, better)

    def _open(self, piece: Piece) -> None:
        frame = self.stack[-1]
        name = frame.name
        if self.field is not None:
            name = canonical(self.field.text)
            if not name:
                # The words of the group are searched everywhere, which is the nearest to what was meant.
                self._unknown_field(self.field)
            self.field = None
        self.stack.append(_Frame(piece.start, name))

    def _close_at(self, piece: Piece) -> None:
        if len(self.stack) == 1:
            self.notices.tell(
                "This parenthesis was never opened",
                piece.start,
                piece.end,
                self.notices.without(piece.start, piece.end),
            )
        else:
            self._close(piece.end)

    def _close(self, end: int) -> None:
        frame = self.stack.pop()
        if not frame.groups:
            if not frame.has_unusable:
                self.notices.tell("There is nothing between these parentheses", frame.opened_at, end)
            self._unusable()
            return
        self._add(self._finish(frame), end)

    def _finish(self, frame: _Frame) -> Node:
        if frame.is_or:
            self._nothing("after this OR", frame.is_or)
        if frame.negation:
            frame.has_unusable = True
            self._nothing("to leave out here", frame.negation)
        else:
            self._end_of_and(frame)
        if not frame.groups:
            return Nothing(Span(0, len(self.text))) if frame.has_unusable else Everything()
        return conjunction([disjunction(group) for group in frame.groups])

    def _atom(self, piece: Piece) -> None:
        frame = self.stack[-1]
        start, name = piece.start, frame.name
        if self.field is not None:
            field_piece, self.field = self.field, None
            start, name = field_piece.start, canonical(field_piece.text)
            if not name:
                self._unknown_field(field_piece)
                self._unusable()
                return
        self.parts += 1
        node = self.atoms.read(piece, name, start)
        if node is None:
            self._unusable()
        else:
            self._add(node, piece.end)

    def _add(self, node: Node, end: int) -> None:
        frame = self.stack[-1]
        frame.starts_new = False
        frame.is_and = None
        if self.parts > MAX_PARTS:
            # It will be refused; what is there already is not copied any more.
            frame.has_unusable = True
            frame.is_or = frame.negation = None
            return
        if frame.negation:
            node = negation(node, Span(frame.negation.start, end))
            frame.negation = None
        if frame.is_or and frame.groups:
            frame.groups[-1].append(node)
        else:
            frame.groups.append([node])
        frame.is_or = None


def negation(node: Node, span: Span) -> Node:
    """The node left out; leaving out what is left out puts it back."""
    return node.part if isinstance(node, Not) else Not(node, span)


def conjunction(nodes: list[Node]) -> Node:
    """All of the nodes, without needless levels."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.parts if isinstance(node, And) else [node])
    kept = [node for node in flat if not isinstance(node, Everything)]
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else And(tuple(kept))


def disjunction(nodes: list[Node]) -> Node:
    """Any of the nodes, without needless levels."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.parts if isinstance(node, Or) else [node])
    if any(isinstance(node, Everything) for node in flat):
        return Everything()
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def depth_of(root: Node) -> int:
    """Levels of a tree below its root."""
    deepest = 0
    stack = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(node, (And, Or)):
            stack.extend((part, depth + 1) for part in node.parts)
        elif isinstance(node, Not):
            stack.append((node.part, depth + 1))
    return deepest
