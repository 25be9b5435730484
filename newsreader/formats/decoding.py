"""Bytes to text: which encoding a file is in, decoded so that nothing is lost or translated."""

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65_536
_C1 = re.compile(rb"[\x80-\x9f]")
_CP1252_UNUSED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN_COMMON = frozenset("äöüßéèàçêâîôûëïñáíóúåøæÄÖÜÉÈÀÇÑÅØÆ«»“”‘’„–—…°§£½œŒ¬·¿¡ãõìòù®©´\xa0\xad€•†ÊÁÍÓÚ¼¾")


class UndecodableError(Exception):
    """The bytes are no text in any encoding that can be told."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and Python's name of the encoding it is in.

    Line ends stay as they are. A byte order mark says the encoding and is no part of the text.

    Raises:
        UndecodableError: The bytes are not text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding), _with_order(encoding, mark)
    wide = _utf16_without_mark(data)
    if wide:
        return _strict(data, wide), wide
    if _has_controls(data):
        raise UndecodableError("it holds control characters that no text has")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_cut_utf8(data, error):
            return data.decode("utf-8", "replace"), "utf-8"
    return _eight_bit(data)


def is_binary(data: bytes) -> bool:
    """Whether no encoding makes text of these bytes, judged by the characters no text has."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or _utf16_without_mark(data):
        return False
    return _has_controls(data)


def _has_controls(data: bytes) -> bool:
    """NUL characters, or more than a few control characters: what no 8-bit text holds."""
    sample = data[:_SAMPLE]
    if b"\x00" in data:
        return True
    return len(_CONTROLS.findall(sample)) > len(sample) // 100 + 2


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"its {encoding.upper()} is damaged at byte {error.start:,}") from error


def _with_order(encoding: str, mark: bytes) -> str:
    if encoding == "utf-8-sig":
        return encoding
    return f"{encoding}-{'le' if mark[0] == 0xFF else 'be'}"


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 shows in text of any Western language as NULs at every other byte."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2 or b"\x00" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _is_cut_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """One damaged place in what is otherwise full of sound UTF-8: still UTF-8, the damage shown as U+FFFD."""
    sound = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", data[:_SAMPLE]))
    decoded = data.decode("utf-8", "replace")
    return sound >= 10 and decoded.count("\ufffd") * 20 <= sound and error.start >= 0


def _eight_bit(data: bytes) -> tuple[str, str]:
    """Windows-1252 or Latin-1 when the letters make sense so; else what charset-normalizer thinks."""
    encoding = "cp1252" if _C1.search(data) else "latin-1"
    if encoding == "cp1252" and _CP1252_UNUSED.search(data):
        encoding = ""
    if encoding:
        text = data.decode(encoding)
        high = [letter for letter in text[:_SAMPLE] if letter >= "\x80"]
        common = sum(letter in _WESTERN_COMMON for letter in high)
        letters = sum(map(str.isalpha, text[:_SAMPLE]))
        # In Western languages most letters carry no accent; a text of nothing else is in another script.
        if common >= len(high) * 0.8 and len(high) <= max(2, letters * 0.3):
            # Plain Latin-1 letters are the same in both; Windows-1252 is what programs write.
            return text, "cp1252" if encoding == "latin-1" else encoding
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # slow to import and rarely needed

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        try:
            return data.decode(best.encoding), best.encoding
        except (UnicodeDecodeError, LookupError):
            pass
    if _CP1252_UNUSED.search(data):
        return data.decode("latin-1"), "latin-1"
    return data.decode("cp1252"), "cp1252"
