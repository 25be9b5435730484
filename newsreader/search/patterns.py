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
    parts = re.split(r"(\*+|\?)", pattern)
    expression = ""
    for part in parts:
        if part.startswith("*"):
            # One run of stars at a time, atomically up to the next fixed letters, keeps the match linear.
            expression += ".*?" if not expression.endswith(".*?") else ""
        else:
            expression += "." if part == "?" else re.escape(part)
    return re.compile(expression, re.DOTALL)
