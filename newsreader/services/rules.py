"""Which versions of the rules have read the articles of an archive."""

from newsreader.services.session import Session
from newsreader.text.prepare import RULES_VERSION


def older_rules(session: Session) -> dict[str, int]:
    """Versions of the rules older than this program's, with how many articles were last read with them."""
    own = _version(RULES_VERSION)
    return {rules: count for rules, count in session.archive.extracted.rules().items() if _version(rules) < own}


def _version(rules: str) -> tuple[int, ...]:
    """A version as numbers, so that 2026.10 comes after 2026.9; what is no version comes before all."""
    parts = rules.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()
