"""The archives the pictures of the desk are taken of."""

import re
import shutil
import tempfile
from pathlib import Path

from newsreader import resources
from newsreader.domain.importing import ImportRequest
from newsreader.domain.re_extracting import ReExtractRequest
from newsreader.services import annotating, browsing, correcting, importing, re_extracting, reading, synonyms, tagging
from newsreader.services.session import Session

STORY = "Men of the harbour vote again to stay ashore"
WIRE_STORY = "Minister to send a judge to the Halifax piers"
FLOOD_STORY = "River towns under water as the Paraná keeps rising"
SYNONYMS = (
    "Petrograd = Leningrad = St. Petersburg",
    "harbour > port, dock, quay, wharf",
    "Rumania = Roumania = Romania",
    "longshoreman > stevedore, docker, wharfie",
    "[de] Telephon = Telefon",
    "[es] huelga > paro",
)
BULK = 600


class Studio:
    """The archives the pictures are taken of, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.newspapers = folder / "Newspapers"
        self.sample = folder / "Newspapers of eight countries"
        self.empty = folder / "New archive"
        shutil.copytree(resources.path("sample", "articles"), self.newspapers)
        with Session.open(self.sample, create=True) as session:
            importing.import_paths(session, ImportRequest((str(self.newspapers),), jobs=1))
            session.user = "ann"
            _annotate(session)
            synonyms.replace_all(session, SYNONYMS)
        Session.open(self.empty, create=True).close()
        self.bulk = _write_bulk(folder / "batch_nsha_01", self.newspapers)
        self.troubled = _write_troubles(folder / "From the attic", self.newspapers)

    def copy_of_sample(self) -> Path:
        """A copy that an import may write into."""
        copy = Path(tempfile.mkdtemp(dir=self.folder)) / self.sample.name
        shutil.copytree(self.sample, copy)
        return copy

    def taught(self, *, is_read_again: bool = False) -> Path:
        """A copy whose reader corrected some values, before or after all was read again with what that taught."""
        copy = self.copy_of_sample()
        with Session.open(copy) as session:
            session.user = "ann"
            ids = {row.headline: row.id for row in browsing.rows(session, browsing.numbers(session))}
            correcting.edit(session, ids[WIRE_STORY], {"agency": "Meridian Press Association"})
            correcting.edit(session, ids["Cable mended two thousand fathoms down"], {"paper": "The Fremantle Lantern"})
            session.user = "tom"
            correcting.edit(
                session, ids["Wheat piles up as harbour strike reaches the silos"], {"byline": ("L. Braddock",)}
            )
            if is_read_again:
                re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1))
        return copy


def _annotate(session: Session) -> None:
    """Leaves the traces of a reader: tags, notes, confirmed fields, stars."""
    rows = browsing.rows(session, browsing.numbers(session))
    by_headline = {row.headline: row.id for row in rows}
    strike = [row.id for row in rows if "strike" in row.headline.casefold() or "pier" in row.headline.casefold()]
    story = by_headline[STORY]
    tagging.add(session, [story, *strike[:5]], "labour/docks")
    tagging.add(session, [story, *(row.id for row in rows[10:16])], "exhibition 2027")
    tagging.add(session, [row.id for row in rows[20:32]], "weather")
    for tag, colour in (
        ("labour", "yellow"),
        ("labour/docks", "yellow"),
        ("exhibition 2027", "green"),
        ("weather", "blue"),
    ):
        if tag in {known.name for known in tagging.all_tags(session)}:
            tagging.recolour(session, tag, colour)
    paragraphs = reading.article(session, story).clean.split("\n\n")
    first, second = (sentence(paragraphs[place]) for place in (1, -1))
    annotating.add_by_quote(
        session, story, first, "Quote for panel 3. Compare the figure in the Ottawa Sentinel.", "yellow"
    )
    annotating.add_by_quote(session, story, second, "For the catalogue.", "green")
    for name in ("paper", "date"):
        correcting.confirm(session, story, name)
    reading.mark(session, [row.id for row in rows[::3]], read=True)
    reading.mark(session, [row.id for row in rows[5:40:9]], starred=True)


def sentence(paragraph: str) -> str:
    """The first sentence of a paragraph, without its full stop."""
    return re.split(r"(?<!Mr)\. ", paragraph)[0].rstrip(".")


def _write_bulk(folder: Path, newspapers: Path) -> Path:
    """Enough articles for an import to be seen at work: the sample's own, each told apart by a line."""
    folder.mkdir()
    texts = [path.read_bytes() for path in sorted(newspapers.rglob("*.txt"))]
    for number in range(BULK):
        (folder / f"{number:04}.txt").write_bytes(texts[number % len(texts)] + f"\n\nReel {number}.\n".encode())
    return folder


def _write_troubles(folder: Path, newspapers: Path) -> Path:
    """Files of every kind that an import reports."""
    shutil.copytree(newspapers / "halifax-ledger", folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan_0031.txt").write_bytes(bytes(range(256)) * 16)
    (folder / ".DS_Store").write_bytes(b"\0" * 64)
    (folder / "broken.txt").write_bytes(b"\xff\xfe\x00\xd8" * 40)
    (folder / "notes.txt").write_text("Harbour\n\nA note found in the box.\n", encoding="utf-8")
    return folder
