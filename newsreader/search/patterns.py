"""Words with wildcards: `*` for any letters, `?` for one."""

import re

from newsreader.text.words import fold


def folded_pattern(text: str) -> str:
    """A pattern folded like the words it is to match, wildcards kept."""
    pieces = re.split(r"([*?]+)", text)
    return "".join(
        piece if index % 2 else "".join(char for char in fold(piece) if char.isalnum())
        for index, piece in enumerate(pieces)
    )


def pattern_expression(pattern: str) -> re.Pattern[str]:
    """A folded pattern as a regular expression that never backtracks far."""
    first, *rest = (re.escape(piece).replace(r"\?", ".") for piece in re.split(r"\*+", pattern))
    # The first place that holds a piece is as good as any later one: an atomic group keeps the match linear.
    between = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
    return re.compile(first + between + (f".*{rest[-1]}" if rest else ""), re.DOTALL)
