"""Reading files: encodings, line ends, and every kind of file that is no article."""

import os
import socket
from pathlib import Path

import pytest

from newsreader.archive.opening import FILE_NAME
from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError, UsageError
from newsreader.formats import plain, reader, source_file, walk

TEXT = "Die Fähre fährt nach Süd-Holm – “täglich”, außer montags.\r\nDanach nicht.\n\nSchluß\r"


def read_one(path: Path) -> SourceArticle:
    (article,) = reader.read(path)
    return article


def refusal(path: Path) -> SourceFileError:
    with pytest.raises(SourceFileError) as caught:
        list(reader.read(path))
    assert caught.value.remedy
    assert not caught.value.message.endswith(".")
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_raw_is_the_file_as_decoded(tmp_path: Path, codec: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(codec))
    article = read_one(path)
    assert article.raw == TEXT
    assert article.encoding == encoding
    assert article.bytes == path.stat().st_size
    assert article.path == str(path)
    assert article.format == "text"
    assert len(article.sha256) == 64


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, mark: bytes, codec: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(mark + TEXT.encode(codec))
    article = read_one(path)
    assert article.raw == TEXT
    assert article.encoding == codec


def test_utf_32_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"))
    assert read_one(path).raw == TEXT


def test_the_name_recorded_decodes_the_file_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for codec in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"):
        path.write_bytes(TEXT.encode(codec))
        article = read_one(path)
        assert path.read_bytes().decode(article.encoding) == article.raw


def test_other_eight_bit_encodings_are_guessed(tmp_path: Path) -> None:
    words = "Правительство сообщило, что переговоры о мире начнутся в понедельник, и город ждёт известий. " * 5
    path = tmp_path / "a.txt"
    path.write_bytes(words.encode("cp1251"))
    article = read_one(path)
    assert path.read_bytes().decode(article.encoding) == article.raw
    assert "Правительство" in article.raw


def test_bytes_that_fit_no_guess_are_still_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"A word \x81 and \x8d another \x9d one, plain enough to read.")
    assert "plain enough to read" in read_one(path).raw


def test_one_damaged_place_in_utf8_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("Fähre über Süßwasser, größer, schöner, früher. " * 8).encode() + b"\xff end")
    article = read_one(path)
    assert article.encoding == "utf-8"
    assert article.raw.count("\ufffd") == 1


def test_damaged_utf16_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe" + "abc".encode("utf-16-le") + b"\x00")
    assert "damaged" in refusal(path).message


def test_an_empty_file_and_one_of_blanks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert "empty" in refusal(path).message
    path.write_bytes(b" \n\t\r\n")
    assert "no words" in refusal(path).message


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"7z\xbc\xaf\x27\x1crest", "7-Zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x7fELF\x02", "program"),
        (b"{\\rtf1", "RTF"),
        (b"text\x00\x01\x02with NULs in it", "not a text file"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08", "not a text file"),
    ],
)
def test_binary_content_is_refused_whatever_its_name(tmp_path: Path, head: bytes, kind: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(head)
    assert kind in refusal(path).message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<?xml version='1.0'?>\n<records><record/></records>", "XML"),
    ],
)
def test_markup_that_is_no_page_is_refused(tmp_path: Path, text: str, kind: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")
    assert kind in refusal(path).message


def test_a_text_that_only_mentions_a_tag_is_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("The <b> key of the telegraph stuck all night.", encoding="utf-8")
    assert read_one(path).raw.startswith("The <b>")


def test_a_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "article.pdf"
    path.write_text("Only words in here.", encoding="utf-8")
    assert read_one(path).raw == "Only words in here."


def test_a_file_too_large_for_an_article_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "200 MB" in refusal(path).message


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_BYTES", 10)
    monkeypatch.setattr(source_file, "_check_ordinary", lambda path, status, limit: None)
    path = tmp_path / "a.txt"
    path.write_text("more than ten bytes", encoding="utf-8")
    assert "too much for one article" in refusal(path).message


def test_what_is_no_file_is_refused_and_never_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "a pipe" in refusal(pipe).message
    assert "a folder" in refusal(tmp_path).message
    assert "a device" in refusal(Path("/dev/null")).message
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s"))
        assert "a socket" in refusal(tmp_path / "s").message


def test_missing_looping_and_impossible_paths(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "none.txt").message
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert "leads back" in refusal(loop).message
    assert "too long" in refusal(tmp_path / ("n" * 300)).message
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "not a folder" in refusal(tmp_path / "file" / "a.txt").message
    assert "not a possible file name" in refusal(Path("a\x00b")).message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    assert "may not be read" in refusal(path).message


def test_an_unknown_format_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format called"):
        list(reader.read(tmp_path / "a.txt", "word"))
    assert {"text", "html"} <= set(reader.FORMATS)


def found(paths: list[Path]) -> list[str]:
    return [item.path.name for item in walk.walk(paths) if isinstance(item, walk.Found)]


def skipped(paths: list[Path]) -> dict[str, walk.Skipped]:
    return {item.path.name: item for item in walk.walk(paths) if isinstance(item, walk.Skipped)}


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a/9.txt", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words", encoding="utf-8")
    assert found([tmp_path]) == ["9.txt", "1.txt", "2.txt", "c.txt"]
    assert next(item.size for item in walk.walk([tmp_path]) if isinstance(item, walk.Found)) == 5


def test_hidden_binary_and_special_things_are_told(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "page.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "blob").write_bytes(bytes(range(256)))
    (tmp_path / "wide.txt").write_bytes("wide words".encode("utf-16-le"))
    os.mkfifo(tmp_path / "pipe")
    told = skipped([tmp_path])
    assert told[".hidden"].reason == "is hidden"
    assert "PNG" in told["page.png"].reason
    assert "binary" in told["blob"].reason
    assert "pipe" in told["pipe"].reason
    assert not any(item.failure for item in told.values())
    assert found([tmp_path]) == ["wide.txt"]


def test_an_archive_of_ours_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    archive = tmp_path / "newsreader"
    archive.mkdir()
    (archive / FILE_NAME).write_text("not even looked at", encoding="utf-8")
    (archive / "page.txt").write_text("words", encoding="utf-8")
    assert found([tmp_path]) == ["a.txt"]
    assert skipped([tmp_path])["newsreader"].reason == "is an archive of newsreader"
    assert skipped([archive / FILE_NAME])[FILE_NAME].failure


def test_links_that_lead_back_are_cut(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    assert found([tmp_path]) == ["a.txt"]
    told = skipped([tmp_path])
    assert "already visited" in told["up"].reason
    assert "in its own place" in told["z.txt"].reason
    assert told["dangling"].reason == "does not exist"


def test_a_named_file_is_found_whatever_it_is_and_a_missing_one_fails(tmp_path: Path) -> None:
    hidden = tmp_path / ".a.txt"
    hidden.write_bytes(b"%PDF-1.4")
    assert found([hidden]) == [".a.txt"]
    told = skipped([tmp_path / "none"])
    assert told["none"].failure


def test_a_deep_folder_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(60):
        path = path / "d"
    path.mkdir(parents=True)
    (path / "a.txt").write_text("x", encoding="utf-8")
    assert found([tmp_path]) == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    told = skipped([tmp_path])
    closed.chmod(0o700)
    assert told["closed"].failure
