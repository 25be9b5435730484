"""Measures how fast recognized pages and digitized issues are read: processor time, the best of several, one core.

    python tests/bench/page_formats.py [FOLDER WITH ALTO]

Pages are made up from a seed: six columns, 5,700 words, about 1 MB of ALTO each, as NDNP delivers them. The peer is the
parser of the standard library building its tree of the same bytes, which holds no word yet.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

from newsreader.formats import alto, mets_issue

_SYLLABLES = ("ba", "den", "lor", "mi", "sta", "ver", "ol", "ken", "ti", "gra", "un", "fel", "ro", "den", "ham", "is")
_COLUMNS, _LINES, _WORDS = 6, 158, 6
_WIDTH, _HEIGHT = 3_400, 130


def make_page(number: int) -> bytes:
    """One page of ALTO, its measures in 1/1200 inch written as "828.0"."""
    draw = random.Random(number)
    head = '<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://schema.ccs-gmbh.com/ALTO"><Layout>'
    out = [f'{head}<Page ID="PAGE{number}" WIDTH="22204" HEIGHT="28848"><PrintSpace>']
    for column in range(_COLUMNS):
        left = 600 + column * (_WIDTH + 100)
        out.append(f'<TextBlock ID="B{column}" HPOS="{left}" VPOS="900" WIDTH="{_WIDTH}" HEIGHT="25000">')
        for line in range(_LINES):
            top = 900 + line * (_HEIGHT + 24) + draw.randint(-6, 6)
            out.append(f'<TextLine HEIGHT="{_HEIGHT}.0" WIDTH="{_WIDTH}.0" HPOS="{left}.0" VPOS="{top}.0">')
            at = left
            for place in range(_WORDS):
                word = "".join(draw.choices(_SYLLABLES, k=draw.randint(1, 3)))
                width, sure = 120 * len(word), draw.randint(30, 99)
                out.append(
                    f'<String STYLEREFS="TSZ10" HEIGHT="{_HEIGHT - draw.randint(0, 40)}.0" WIDTH="{width}.0" '
                    f'HPOS="{at}.0" VPOS="{top + draw.randint(0, 20)}.0" CONTENT="{word}" WC="0.{sure}"/>'
                )
                at += width + 60
                if place + 1 < _WORDS:
                    out.append(f'<SP WIDTH="59.0" HPOS="{at - 60}.0" VPOS="{top}.0"/>')
            out.append("</TextLine>")
        out.append("</TextBlock>")
    out.append("</PrintSpace></Page></Layout></alto>")
    return "".join(out).encode()


def make_issue(folder: Path, pages: list[bytes]) -> Path:
    """An issue of these pages, one article marked in each column."""
    files, physical, logical = [], [], []
    for number, data in enumerate(pages, 1):
        (folder / f"{number}.xml").write_bytes(data)
        files.append(f'<file ID="ALTO{number}" MIMETYPE="text/xml"><FLocat xlink:href="{number}.xml"/></file>')
        physical.append(f'<div TYPE="page" ORDER="{number}"><fptr FILEID="ALTO{number}"/></div>')
        logical += [
            f'<div TYPE="ARTICLE" ID="A{number}.{column}"><fptr><area FILEID="ALTO{number}" BETYPE="IDREF" '
            f'BEGIN="B{column}"/></fptr></div>'
            for column in range(_COLUMNS)
        ]
    path = folder / "mets.xml"
    path.write_text(
        '<mets xmlns:xlink="http://www.w3.org/1999/xlink" LABEL="The Bench Post, 1901-02-03"><fileSec>'
        f'<fileGrp USE="Text">{"".join(files)}</fileGrp></fileSec><structMap TYPE="PHYSICAL"><div TYPE="issue">'
        f'{"".join(physical)}</div></structMap><structMap TYPE="LOGICAL"><div TYPE="issue">{"".join(logical)}</div>'
        "</structMap></mets>",
        encoding="utf-8",
    )
    return path


def best(work: Callable[[], object], rounds: int = 7) -> float:
    """Seconds of processor time, the least of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, help="measure the ALTO files below this folder instead")
    folder = parser.parse_args().folder
    if folder:
        read = (path.read_bytes() for path in sorted(folder.rglob("*.xml")))
        pages = [data for data in read if b"<alto" in data[:4096] and b"<TextLine" in data]
    else:
        pages = [make_page(number) for number in range(8)]
    size = sum(map(len, pages)) / (1 << 20)
    seconds = best(lambda: [alto.read_pages(data) for data in pages])
    peer = best(lambda: [ET.fromstring(data) for data in pages])
    print(f"ALTO: {len(pages)} pages of {size / len(pages):.2f} MB: {len(pages) / seconds:.1f} pages/s, ", end="")
    print(f"{size / seconds:.1f} MB/s; {seconds / peer:.2f} of the time that only building a tree takes")
    if not folder:
        with tempfile.TemporaryDirectory() as scratch:
            path = make_issue(Path(scratch), pages)
            data = path.read_bytes()
            whole = best(lambda: list(mets_issue.read_issue(data, path)), 3)
        print(f"METS: an issue of {len(pages)} such pages, an article a column: {whole:.2f} s")


if __name__ == "__main__":
    main()
