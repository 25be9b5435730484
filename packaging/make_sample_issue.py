"""Makes the digitized issues of the sample: typeset pages, scanned, with ALTO and METS.

    python packaging/make_sample_issue.py [--out resources/sample/issues]

The articles are in `packaging/sample_issue/*.txt`, the make-up of the pages in `packaging/sample_issue/editions.py`.
Needs PySide6 and the fonts of fonts-urw-base35 and fonts-noto (Debian's names); the files it made are in the
repository, so only whoever changes them needs those.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

_OUT = Path(__file__).resolve().parent.parent / "resources" / "sample" / "issues"
_QUALITY = 40


def main() -> int:
    """Writes the issues; returns 1 when a font is missing."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--no-images", action="store_true", help="ALTO and METS alone")
    chosen = parser.parse_args()
    from PySide6.QtGui import QGuiApplication
    from sample_issue import editions, faces

    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    if lacking := faces.missing():
        print(f"Fonts are missing: {', '.join(lacking)}", file=sys.stderr)
        return 1
    for edition in editions.EDITIONS:
        make(edition, chosen.out / edition.name, with_images=not chosen.no_images)
    del app
    return 0


def make(edition: Any, folder: Path, *, with_images: bool = True) -> None:
    """Writes one issue into `folder`."""
    from sample_issue import manuscript, printing, recognized, writing

    is_ndnp = edition.profile == "ndnp"
    stories = manuscript.read(printing.text_of(edition))
    pages = printing.made_up(edition)
    seen = [recognized.blocks(made, askew, at, edition.seed) for at, (made, askew) in enumerate(pages, 1)]
    text, images = (folder, folder) if is_ndnp else (folder / "text", folder / "images")
    for place in (folder, text, images):
        place.mkdir(parents=True, exist_ok=True)
    stem = "" if is_ndnp else f"{edition.name}-"
    described = writing.ndnp(edition, len(pages)) if is_ndnp else writing.mets(edition, stories, seen)
    _write(folder / (f"{edition.file}.xml" if is_ndnp else f"{edition.name}-mets.xml"), described)
    for at, blocks in enumerate(seen, 1):
        image = f"{stem}{at:04}.jpg"
        _write(text / f"{stem}{at:04}.xml", writing.alto(blocks, at, image, is_ndnp=is_ndnp))
    for made, _ in pages:
        for note in made.notes:
            print(f"{edition.name}: {note}", file=sys.stderr)
    if with_images:
        for at, scan in enumerate(printing.scans(edition, pages), 1):
            scan.save(str(images / f"{stem}{at:04}.jpg"), None, _QUALITY)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
