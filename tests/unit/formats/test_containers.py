"""Containers are like folders: each member is read as if it lay there, one bad member never spoils the others."""

import bz2
import gzip
import hashlib
import io
import lzma
import random
import signal
import tarfile
import zipfile
from pathlib import Path

import pytest

from newsreader.errors import SourceFileError
from newsreader.formats.contents import Contents, Original, Passed
from newsreader.formats.limits import Limits
from newsreader.formats.reader import read
from newsreader.formats.walk import Found, Skipped, walk

WORDS = "The keepers of the lamp have asked the council for better oil before the winter."


def texts(path: Path) -> dict[str, str]:
    """What is read of a container: raw text by the member's place below it."""
    return {Path(one.path).relative_to(path).as_posix(): one.raw for one in read(path, on_problem=lambda *_: None)}


def left_out(path: Path, limits: Limits | None = None) -> dict[str, str]:
    """What is not read, and why."""
    inside = Contents(path, limits=limits) if limits else Contents(path)
    found = [thing for thing in inside.originals() if isinstance(thing, Skipped)]
    assert all(thing.remedy for thing in found if thing.failure)
    return {str(thing.path.relative_to(path)): thing.reason for thing in found}


def zipped(path: Path, members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes | str], mode: str = "w") -> Path:
    path.write_bytes(tar_bytes(members, mode))
    return path


def tar_bytes(members: dict[str, bytes | str], mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode, format=form) as file:  # type: ignore[call-overload]  # mode is a str
        for name, words in members.items():
            data = words.encode() if isinstance(words, str) else words
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            file.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_each_member_of_a_zip_is_an_original_of_its_own(tmp_path: Path, method: int) -> None:
    path = zipped(tmp_path / "box.zip", {"a.txt": f"{WORDS} A", "b/c.txt": f"{WORDS} C"}, method)
    articles = list(read(path))
    assert [(one.path, one.raw) for one in articles] == [
        (str(path / "a.txt"), f"{WORDS} A"),
        (str(path / "b" / "c.txt"), f"{WORDS} C"),
    ]
    assert articles[0].sha256 == hashlib.sha256(f"{WORDS} A".encode()).hexdigest()
    assert {one.format for one in articles} == {"text"}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_is_read_whatever_it_is_packed_with(tmp_path: Path, mode: str) -> None:
    path = tarred(tmp_path / "box", {"a.txt": f"{WORDS} A", f"{'long/' * 60}b.txt": f"{WORDS} B"}, mode)
    assert texts(path) == {"a.txt": f"{WORDS} A", f"{'long/' * 60}b.txt": f"{WORDS} B"}


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_names_of_tar_members_in_all_its_forms(tmp_path: Path, form: int) -> None:
    name = f"{'n' * 60}/{'m' * 90}.txt"
    path = tmp_path / "box.tar"
    path.write_bytes(tar_bytes({"./é.txt": WORDS, name: WORDS}, form=form))
    assert list(texts(path)) == ["é.txt", name]


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_is_read(tmp_path: Path, packed: "type[gzip.GzipFile]") -> None:
    pack = {gzip.compress: "gz", bz2.compress: "bz2", lzma.compress: "xz"}[packed]  # type: ignore[index]  # a function
    path = tmp_path / f"letter.txt.{pack}"
    path.write_bytes(packed(WORDS.encode()))  # type: ignore[arg-type]  # a function
    assert texts(path) == {"letter.txt": WORDS}


def test_gzip_streams_one_after_another_are_one_and_what_follows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.gz"
    path.write_bytes(gzip.compress(WORDS[:20].encode()) + gzip.compress(WORDS[20:].encode()) + b"\0" * 600)
    assert texts(path) == {"letter": WORDS}
    assert left_out(path) == {}
    path.write_bytes(gzip.compress(WORDS.encode()) + b"garbage")
    assert texts(path) == {"letter": WORDS}
    assert "behind its end" in left_out(path)["."]


def test_containers_in_containers(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": WORDS})
    tar = tar_bytes({"inner.zip": inner.read_bytes(), "b.txt.gz": gzip.compress(WORDS.encode())}, "w:gz")
    path = zipped(tmp_path / "outer.zip", {"box.tgz": tar})
    assert set(texts(path)) == {"box.tgz/inner.zip/a.txt", "box.tgz/b.txt.gz/b.txt"}
    for number in range(4):
        inner = zipped(tmp_path / f"{number}.zip", {inner.name: inner.read_bytes()})
    ((place, reason),) = left_out(inner).items()
    assert "packed more than 3 deep" in reason
    assert place.count(".zip") == 3


def test_the_walk_finds_containers_and_passes_over_office_documents(tmp_path: Path) -> None:
    zipped(tmp_path / "box.zip", {"a.txt": WORDS})
    zipped(tmp_path / "letter.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>"})
    tarred(tmp_path / "box.tgz", {"a.txt": WORDS}, "w:gz")
    found = list(walk([tmp_path]))
    assert [thing.path.name for thing in found if isinstance(thing, Found)] == ["box.tgz", "box.zip"]
    (document,) = (thing for thing in found if isinstance(thing, Skipped))
    assert "office document" in document.reason
    with pytest.raises(SourceFileError, match="office document"):
        list(read(tmp_path / "letter.docx"))


def test_the_format_may_be_that_of_the_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "box.zip", {"a": "<p>One</p><p>Two words</p>"})
    (article,) = read(path, "html")
    assert article.format == "html"
    (article,) = read(path, "zip")
    assert article.path == str(path / "a")
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    with pytest.raises(SourceFileError, match="is cut off"):
        list(read(tmp_path / "a.txt", "tar"))


def test_a_container_without_an_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="holds no article"):
        list(read(zipped(tmp_path / "box.zip", {"a.png": b"\x89PNG\r\n\x1a\n"})))
    with pytest.raises(SourceFileError, match=r"a\.txt is empty"):
        list(read(zipped(tmp_path / "c.zip", {"a.txt": b""})))


def test_hidden_members_are_told_once(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {"__MACOSX/a": "x", "__MACOSX/b": "x", "f/.DS_Store": "x", "a.txt": WORDS}
    path = zipped(tmp_path / "box.zip", members)
    assert left_out(path) == {"__MACOSX": "is hidden", "f/.DS_Store": "is hidden"}
    assert texts(path) == {"a.txt": WORDS}


def issue_members() -> dict[str, bytes | str]:
    """An issue of one page with its picture, and a text beside it."""
    mets = (
        '<mets TYPE="Newspaper"><fileSec><fileGrp USE="Text"><file ID="P1" MIMETYPE="text/xml">'
        '<FLocat href="file://./text/1.xml"/></file></fileGrp><fileGrp USE="Images">'
        '<file ID="I1" MIMETYPE="image/tiff">'
        '<FLocat href="file://./1.tif"/></file></fileGrp></fileSec><structMap TYPE="PHYSICAL"><div TYPE="Newspaper">'
        '<div TYPE="PAGE" ORDER="1" ID="D1"><fptr FILEID="P1"/><fptr FILEID="I1"/></div></div></structMap></mets>'
    )
    words = "".join(
        f'<String CONTENT="{word}" HPOS="{at * 90}" VPOS="10" WIDTH="80" HEIGHT="20"/>'
        for at, word in enumerate(WORDS.split())
    )
    alto = (
        '<alto><Layout><Page ID="p" WIDTH="2000" HEIGHT="3000"><PrintSpace><TextBlock ID="b" HPOS="0" VPOS="10"'
        f' WIDTH="1500" HEIGHT="20"><TextLine HPOS="0" VPOS="10" WIDTH="1500" HEIGHT="20">{words}</TextLine>'
        "</TextBlock></PrintSpace></Page></Layout></alto>"
    )
    return {
        "issue/mets.xml": mets, "issue/text/1.xml": alto, "issue/1.tif": b"II*\0" + b"\0" * 100_000,
        "note.txt": f"{WORDS} So it was.",
    }  # fmt: skip


def test_an_issue_in_a_container_is_read_as_in_a_folder(tmp_path: Path) -> None:
    members = issue_members()
    for path in (zipped(tmp_path / "i.zip", members), tarred(tmp_path / "i.tgz", members, "w:gz")):
        problems: list[object] = []
        articles = list(read(path, on_problem=lambda *problem, told=problems: told.append(problem)))
        assert problems == []
        note, article = articles
        assert note.path == str(path / "note.txt")
        assert article.path == str(path / "issue" / "mets.xml")
        assert article.raw.split() == WORDS.split()
        assert article.issue is not None
        (page,) = article.issue.pages
        assert page.image is not None
        assert page.image.path == str(path / "issue" / "1.tif")
        assert page.text is not None
        assert page.text.path == str(path / "issue" / "text" / "1.xml")


def test_nothing_is_left_on_disk(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "box.zip", {"a.xml": "<alto/>", "b.zip": zipped(tmp_path / "i.zip", {"a": "b"}).read_bytes()}
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    inside = Contents(path, scratch=scratch)
    found = [type(thing) for thing in inside.originals()]
    assert found.count(Passed) == 1
    assert found.count(Original) == 2
    assert list(scratch.iterdir()) == []
    started = Contents(path, scratch=scratch).originals()
    next(started)
    started.close()  # type: ignore[attr-defined]  # a generator
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="needs limits on the size of files")
def test_a_full_disk_is_told_with_a_remedy_and_the_rest_is_read(tmp_path: Path) -> None:
    import resource

    noise = random.Random(1).randbytes(3 << 20)
    inner = zipped(tmp_path / "inner.zip", {"a.txt": WORDS, "noise.bin": noise}).read_bytes()
    path = zipped(tmp_path / "box.zip", {"a.txt": WORDS, "inner.zip": inner, "b.txt": f"{WORDS} B"})
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        found = list(Contents(path, scratch=tmp_path).originals())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [one.path.name for one in found if isinstance(one, Original)] == ["a.txt", "b.txt"]
    (told,) = (one for one in found if isinstance(one, Skipped))
    assert told.path == path / "inner.zip"
    assert "no room on the disk" in told.reason
    assert "Free some space" in told.remedy


def test_limits_are_counted_whatever_is_declared(tmp_path: Path) -> None:
    path = zipped(tmp_path / "box.zip", {f"{number}.txt": f"{WORDS} {number}" for number in range(9)})
    assert "more than 4 members" in left_out(path, Limits(members=4))["."]
    assert "too much for one article" in left_out(path, Limits(article=40))["0.txt"]
    big = zipped(tmp_path / "big.zip", {f"{number}.txt": WORDS * 9_000 for number in range(9)})
    assert "times its size" in left_out(big, Limits(free=1 << 20, ratio=2))["."]
    assert "unpacks to more than 2 MB" in left_out(big, Limits(unpacked=2 << 20))["."]
    assert left_out(big) == {}
    bad = zipped(tmp_path / "bad.zip", {**{f"{number}.txt": "" for number in range(9)}, "a.txt": WORDS})
    assert left_out(bad, Limits(failures=4)) == {
        **{f"{number}.txt": "is empty" for number in range(4)}, ".": "has 5 more members that cannot be read",
    }  # fmt: skip
    assert texts(bad) == {"a.txt": WORDS}


@pytest.mark.parametrize("name", ["i.zip", "i.tar", "i.tgz"])
def test_documents_beside_an_issue_are_pictures_of_its_pages_or_read_alone(tmp_path: Path, name: str) -> None:
    document = b"%PDF-1.4\n" + b"1 0 obj <<>> endobj\n" * 9_000
    members = issue_members()
    mets = members["issue/mets.xml"]
    assert isinstance(mets, str)
    members["issue/mets.xml"] = mets.replace("1.tif", "1.pdf").replace("image/tiff", "application/pdf")
    members |= {"issue/1.pdf": document, "lone.pdf": document + b"%"}
    path = tmp_path / name
    if name == "i.zip":
        zipped(path, members)
    else:
        path.write_bytes(tar_bytes(members, "w" if name == "i.tar" else "w:gz"))
    found = [one for one in Contents(path).originals() if isinstance(one, Original)]
    assert {one.path.relative_to(path).as_posix() for one in found} == {"note.txt", "issue/mets.xml", "lone.pdf"}
    originals = Contents(path).originals()
    data = next(one.bytes_of() for one in originals if isinstance(one, Original) and one.path.name == "lone.pdf")
    assert data == document + b"%"
    originals.close()  # type: ignore[attr-defined]  # a generator


def test_documents_where_no_issue_can_be_are_read_as_they_come(tmp_path: Path) -> None:
    path = zipped(tmp_path / "box.zip", {"a.pdf": b"%PDF-1.4\n1 0 obj <<>> endobj\n", "b.txt": WORDS})
    first = next(Contents(path).originals())
    assert isinstance(first, Original)
    assert first.path == path / "a.pdf"
