"""Makes the hostile files of every format but the containers; always the same.

    python -m tests.hostile.make_documents FOLDER

The tests beside this script import all of them with the real command.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import hostile_images, hostile_issues, hostile_texts, hostile_xml
from tests.hostile.expected import Made

KINDS = {
    "xml": hostile_xml.documents,
    "issues": hostile_issues.documents,
    "images": hostile_images.documents,
    "texts": hostile_texts.documents,
}


def documents(*kinds: str) -> Iterator[Made]:
    """Every hostile file of these kinds, or of all."""
    for kind in kinds or KINDS:
        for made in KINDS[kind]():
            yield Made(f"{kind}/{made.name}", made.data, made.fate)


def make(folder: Path, *kinds: str) -> dict[str, str]:
    """Writes them; returns what becomes of each."""
    fates = {}
    for made in documents(*kinds):
        path = folder / made.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)
        fates[made.name] = made.fate
    return fates


if __name__ == "__main__":
    print(f"{len(make(Path(sys.argv[1]))):,} files")
