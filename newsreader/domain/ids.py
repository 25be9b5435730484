"""Stable ids: an article's id follows from its bytes, so it is the same in every archive and after any crash."""

import base64
import hashlib


def article_id(sha256: str, member: str = "") -> str:
    """The id of an article.

    Args:
        sha256: Of the original file, hexadecimal.
        member: Which article within the file; "" when the file is one article.

    Returns:
        16 characters of a–z and 2–7 (80 bits), the same for the same bytes for ever.
    """
    digest = hashlib.sha256(f"{sha256}#{member}".encode()).digest()
    return base64.b32encode(digest[:10]).decode("ascii").lower()


def fingerprint(raw: str) -> str:
    """SHA-256 of a text regardless of line ends and of space at line ends: equal for the same article saved twice."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip()
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
