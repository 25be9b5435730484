"""The process that reads one PDF: words with their places, line for line of JSON.

PDFium is fuzzed and careful, but it is a large program in C++ reading what strangers made: here it may crash, loop or
swell without harm to anything else. Only numbers and text leave this process. It reads the document on its standard
input and writes a line with the document's facts, then one for each page:

    {"pages": 2, "info": {"Title": "…"}}
    {"size": [5953, 8419], "label": "A1", "pictures": 0,
     "words": [["Text", left, top, width, height, size, end, face], …]}

Lengths are tenths of a point from the upper left corner of the page as it is shown; `size` is that of the type in
points; `end` is 0 when a blank follows, 1 at the end of a line, 2 when the line ends within the word; `face` is "b" for
bold type, "h" for hidden text, else "".
"""

import ctypes
import json
import math
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

UNITS: Final = 10
"""To a point."""
MOST_PAGES: Final = 5_000
MOST_LETTERS: Final = 400_000
"""On a page; a newspaper page has some 50,000."""
SECONDS_A_PAGE: Final = 60
_FARTHEST: Final = 1_000_000
_MOST_GONE: Final = 30
"""So many pages in a row that cannot be opened: the rest is not there."""
_MEMORY: Final = 1024**3
_LONGEST_WORD: Final = 1_000
_LONGEST_LABEL: Final = 20
_BOLD: Final = 600
_UNSEEN: Final = frozenset({3, 7})
"""Ways of drawing letters that draw none."""
_INFO: Final = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
_BLANK, _LINE, _LINE_WITHIN_WORD = range(3)
_SOFT: Final = 0xAD
_END: Final = (
    dict.fromkeys([*range(1, 0x21), *range(0x7F, 0xA1), 0x2028, 0x2029, 0x3000], _BLANK)
    | dict.fromkeys((0x0A, 0x0D), _LINE)
    # What PDFium gives for the hyphen of a word that goes on in the next line.
    | dict.fromkeys((0x02, 0xFFFE, 0xFFFF, _SOFT), _LINE_WITHIN_WORD)
)
"""How the characters end a word that are no letters."""


def main() -> None:
    """Reads a document on the standard input and writes what is in it on the standard output."""
    # Ctrl-C is for the parent, which ends this process in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = sys.stdout.buffer
    data = sys.stdin.buffer.read()
    _limit(_MEMORY + 3 * len(data))
    for message in messages(data):
        _alarm()
        output.write(json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        output.flush()


def messages(data: bytes) -> Iterator[dict[str, Any]]:
    """The lines about a document; the only one is `{"error": code}` when PDFium cannot open it."""
    import pypdfium2
    from pypdfium2 import raw

    _alarm()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield {"error": int(raw.FPDF_GetLastError())}
        return
    with closing(document):
        count = max(0, len(document))
        info = {name: document.get_metadata_value(name)[:2_000] for name in _INFO}
        yield {"pages": count, "info": {name: value for name, value in info.items() if value}}
        gone = 0
        for number in range(min(count, MOST_PAGES)):
            page = _page(document, number)
            label = document.get_page_label(number)[:_LONGEST_LABEL].strip()
            if page and label:
                page["label"] = label
            gone = 0 if page else gone + 1
            yield page or {"problem": "is damaged"}
            if gone >= _MOST_GONE:
                return


def _page(document: Any, number: int) -> dict[str, Any] | None:
    import pypdfium2
    from pypdfium2 import raw

    _alarm()
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    with closing(page):
        width, height = (float(length) for length in page.get_size())
        if not (0 < width * UNITS < _FARTHEST and 0 < height * UNITS < _FARTHEST):
            return {"problem": "has an absurd size"}
        try:
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            return None
        size = (round(width * UNITS), round(height * UNITS))
        with closing(text):
            if text.count_chars() > MOST_LETTERS:
                return {"problem": f"has more than {MOST_LETTERS:,} letters"}
            words = list(_Words(page, text, size).read())
        pictures = 0
        if not words:
            kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) for at in range(_objects(page)))
            pictures = sum(kind == raw.FPDF_PAGEOBJ_IMAGE for kind in kinds)
        return {"size": size, "words": words, "pictures": pictures}


def _objects(page: Any) -> int:
    from pypdfium2 import raw

    return min(10_000, int(raw.FPDFPage_CountObjects(page)))


class _Words:
    """Puts the letters of a page together into words, as PDFium sets blanks and ends of lines between them."""

    def __init__(self, page: Any, text: Any, size: tuple[int, int]) -> None:
        from pypdfium2 import raw

        self._raw, self._page, self._text, self._size = raw, page, text, size
        self._letters: list[int] = []
        self._edges = (0.0, 0.0, 0.0, 0.0)
        self._points = 0.0
        self._face = ""
        self._corners = tuple(ctypes.c_double() for _ in range(4))
        self._pixel = (ctypes.c_int(), ctypes.c_int())
        self._matrix = raw.FS_MATRIX()

    def read(self) -> Iterator[list[Any]]:
        """The words of the page, in the order of the file."""
        unicode, text = self._raw.FPDFText_GetUnicode, self._text
        waiting: list[Any] | None = None
        for at in range(text.count_chars()):
            code = unicode(text, at)
            end = _END.get(code, -1)
            if end == _LINE_WITHIN_WORD and code == _SOFT and self._raw.FPDFText_IsHyphen(text, at) != 1:
                continue  # where the word might be broken but is not
            if end < 0:
                self._add(at, code)
                if len(self._letters) < _LONGEST_WORD:
                    continue
                end = _BLANK
            finished = self._word()
            if finished:
                if waiting:
                    yield waiting
                waiting = finished
            if waiting:
                waiting[6] = max(waiting[6], end)
        finished = self._word()
        yield from filter(None, (waiting, finished))

    def _add(self, at: int, code: int) -> None:
        corners = self._corners
        if code <= 0 or not self._raw.FPDFText_GetCharBox(self._text, at, *corners):
            return
        left, right, bottom, top = (corner.value for corner in corners)
        if not math.isfinite(left + right + bottom + top):
            return
        if self._letters:
            edges = self._edges
            self._edges = (min(edges[0], left), min(edges[1], bottom), max(edges[2], right), max(edges[3], top))
        else:
            self._edges = (left, bottom, right, top)
            self._points = self._type_size(at)
            self._face = self._type_face(at)
        self._letters.append(code)

    def _type_size(self, at: int) -> float:
        size = float(self._raw.FPDFText_GetFontSize(self._text, at))
        matrix = self._matrix
        if self._raw.FPDFText_GetMatrix(self._text, at, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        return round(min(size, 10_000.0), 1) if math.isfinite(size) and size > 0 else 0.0

    def _type_face(self, at: int) -> str:
        shape = self._raw.FPDFText_GetTextObject(self._text, at)
        if shape and self._raw.FPDFTextObj_GetTextRenderMode(shape) in _UNSEEN:
            return "h"
        return "b" if self._raw.FPDFText_GetFontWeight(self._text, at) >= _BOLD else ""

    def _word(self) -> list[Any] | None:
        """The word gathered so far, when it stands on the page."""
        codes, self._letters = self._letters, []
        if not codes:
            return None
        # Halves of letters beyond the first 65,536 come one by one on some systems.
        letters = "".join(chr(code) for code in codes if code < 0x110000)
        word = letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        left, bottom, right, top = self._edges
        one, other = self._shown(left, bottom), self._shown(right, top)
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        width, height = self._size
        if not word or right <= 0 or bottom <= 0 or left >= width or top >= height:
            return None
        left, top, right, bottom = max(0, left), max(0, top), min(width, right), min(height, bottom)
        return [word, left, top, max(1, right - left), max(1, bottom - top), self._points, 0, self._face]

    def _shown(self, x: float, y: float) -> tuple[int, int]:
        """A point of the page's own coordinates on the page as it is shown, turned and cropped."""
        across, down = self._pixel
        self._raw.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, across, down)
        return across.value, down.value


def _limit(memory: int) -> None:
    """No more memory and time than any newspaper needs, and no picture of a crash on the disk."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm() -> None:
    """Ends this process, should it be busy with one page for ever: also when nobody is left to end it."""
    if sys.platform != "win32":
        signal.alarm(SECONDS_A_PAGE)


if __name__ == "__main__":
    main()
