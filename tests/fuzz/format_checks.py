"""What must hold of the bytes of any file, format by format: a clear refusal, or articles that are sound."""

import io
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from newsreader.archive.stored import dumps
from newsreader.domain.article import SourceArticle
from newsreader.domain.issue import SourceIssue
from newsreader.domain.record import field_to_json
from newsreader.errors import SourceFileError
from newsreader.formats import image_headers, reader
from tests.fuzz import format_seeds
from tests.fuzz.soundness import Unsound

_FORMAT_OF: Final = {
    "mets": "mets", "alto": "alto", "didl": "didl", "page": "page", "hocr": "hocr", "json": "json", "table": "table",
    "html": "html", "zip": "zip", "tar": "tar", "warc": "warc", "mhtml": "mhtml", "pdf": "pdf",
}  # fmt: skip
SECONDS: Final = 2.0
"""CPU time that a small input may take."""
MEMORY: Final = 3 * 1024**3


def target(parser: str, folder: Path) -> Callable[[bytes], None]:
    """The check of one parser; it writes its inputs into `folder`.

    Raises:
        KeyError: There is no such parser.
    """
    format_seeds.SEEDS[parser]
    (folder / "alto1.xml").write_bytes(format_seeds.ALTO)
    (folder / "text1.xml").write_text(
        "<text><title>STRIKE GOES ON</title><p>The harbour is still.</p></text>", encoding="utf-8"
    )
    (folder / "whole.xml").write_bytes(format_seeds.METS)
    known = _FORMAT_OF.get(parser, "")
    format_name = known if known in reader.FORMATS else ""

    def check(data: bytes) -> None:
        # The first byte decides whether the format is told or stated, when there is a choice.
        stated = format_name if format_name and len(data) % 2 else ""
        if parser == "image":
            image_headers.read_header(io.BytesIO(data), len(data) % 3)
        elif parser == "alto" and len(data) % 3 == 0:
            (folder / "alto1.xml").write_bytes(data)
            _read(folder / "whole.xml", "")
        else:
            path = folder / "input.xml"
            path.write_bytes(data)
            _read(path, stated)

    def timed(data: bytes) -> None:
        began = time.process_time()
        check(data)
        spent = time.process_time() - began
        if spent > SECONDS * timed.slack:  # type: ignore[attr-defined]  # set by whoever traces
            raise Unsound(f"{spent:.1f} s for {len(data):,} bytes")

    timed.slack = 1.0  # type: ignore[attr-defined]  # see above
    return timed


def limit_memory() -> None:
    """Lets this process fail rather than fill the machine."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


def _read(path: Path, format_name: str) -> None:
    try:
        for source in reader.read(path, format_name, _on_problem):
            check_source(source)
    except SourceFileError as error:
        if not str(error) or not error.remedy:
            raise Unsound("a refusal without a reason or a remedy") from error


def _on_problem(path: Path, reason: str, remedy: str) -> None:
    if not reason or not remedy:
        raise Unsound(f"a problem of {path} without a reason or a remedy")


def check_source(source: SourceArticle) -> None:
    """Checks what a reader says of an article.

    Raises:
        Unsound: Something does not hold.
    """
    length = len(source.raw)
    at = 0
    for repair in source.repairs:
        if not at <= repair.start <= repair.end <= length or source.raw[repair.start : repair.end] != repair.before:
            raise Unsound(f"{repair} is not of the text")
        at = repair.end
    for name, field in source.hints.items():
        start, end = field.evidence.start, field.evidence.end
        if start is not None and end is not None and not 0 <= start <= end <= length:
            raise Unsound(f"the span of {name} is not in the text")
        dumps(field_to_json(field))
    if source.body is not None and not 0 <= source.body[0] <= source.body[1] <= length:
        raise Unsound(f"the body {source.body} is not in the text")
    if source.issue is not None:
        _check_places(source, source.issue)


def _check_places(source: SourceArticle, issue: SourceIssue) -> None:
    printed = {page.number: page.printed for page in issue.pages}
    if len(printed) != len(issue.pages):
        raise Unsound("two pages of one number")
    places = source.places
    if places is None:
        return
    words = {
        number: [word for block in page.blocks for line in block.lines for word in line.words]
        for number, page in printed.items()
        if page is not None
    }
    last = -1
    for start, page, word in zip(places.starts, places.pages, places.words, strict=True):
        text = words[page][word].text
        if start < last or source.raw[start : start + len(text)] != text:
            raise Unsound(f"word {word} of page {page}, {text!r}, does not stand at {start}")
        last = start
    for part in places.parts:
        if not 0 <= part.start <= part.end <= len(places.starts):
            raise Unsound(f"{part} is not of the article")
