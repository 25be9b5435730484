"""PDF: its text with the places of words, its articles, and files made to do harm."""

import importlib.util
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import detection, pdf, pdf_child, pdf_lines, pdf_process
from newsreader.formats.reader import read, read_bytes
from newsreader.formats.stored import read_stored
from newsreader.formats.walk import Found, walk
from newsreader.text.prepare import prepare
from tests.unit.formats.pdf_writing import Line, column, document, pages, stream, text

HARBOUR = [
    "HALDEN, May 3 - The harbour strike ended on Thursday after the owners and the",
    "dockers had signed a paper that neither side would show to the public. The town",
    "council called the agreement a victory for reason, and the ships in the out-",
    "er roads began to move before noon. Nobody was hurt in the last week of it.",
]
SUPPER = [
    "The owners had refused to talk since the end of winter. It was the harbour mas-",
    "ter, a quiet man, who brought them to one table by asking both of them to supper",
    "on the same evening without telling either of them that the other would",
]
HEAD = [
    (70.0, 780.0, 9.0, "The Halden Courier, 4 May 1934, page 3"),
    (70.0, 740.0, 20.0, "Harbour strike ends"),
    (70.0, 716.0, 20.0, "after six weeks"),
    (70.0, 690.0, 11.0, "By Jane Doe"),
]
NARROW = [
    "The harbour strike ended on", "Thursday after the owners and", "the dockers had signed a pa-",
    "per that neither side would", "show to the public. The town", "council called the agreement",
    "a victory for reason, and the", "ships in the outer roads began", "to move before noon. Nobody",
]  # fmt: skip


def of(data: bytes, problems: list[tuple[str, str]] | None = None) -> list[SourceArticle]:
    def note(part: Path, reason: str, _: str) -> None:
        if problems is not None:
            problems.append((str(part), reason))

    return list(pdf.read_file(data, Path("some.pdf"), note))


def refusal(data: bytes) -> SourceFileError:
    with pytest.raises(SourceFileError) as caught:
        of(data)
    return caught.value


def two_pages() -> bytes:
    first = [*HEAD, *column(70, 660, HARBOUR, 11), *column(70, 590, SUPPER, 11), (280, 30, 8, "Page 1 of 2")]
    second = [HEAD[0], *column(70, 740, ["come. They came, and they", *SUPPER], 11), (280, 30, 8, "Page 2 of 2")]
    return pages(text(first), text(second), info="/Title (Harbour strike ends after six weeks) /CreationDate (D:2020)")


def newspaper(mode: int = 0) -> bytes:
    lines: list[Line] = []
    for left, up, head in (
        (50, 720, "Strike Is Over"), (50, 540, "Ships Move Out"), (220, 720, "Council Is Pleased"),
        (220, 540, "A Quiet Supper"), (390, 720, "Rain On The Way"), (390, 540, "Prices At Market"),
    ):  # fmt: skip
        lines += [(left + 10, up, 16, head), *column(left, up - 32, NARROW)]
    return pages(text(lines, mode))


def test_a_document_in_one_column_is_one_article_over_its_pages() -> None:
    (article,) = of(two_pages())
    prepared = prepare(article)
    shown = {name: field.value for name, field in prepared.fields.items()}
    assert shown["headline"] == "Harbour strike ends after six weeks"
    assert shown["byline"] == ("Jane Doe",)
    assert (shown["paper"], shown["date"], shown["page"]) == ("The Halden Courier", "1934-05-04", "3")
    assert prepared.clean.startswith("HALDEN, May 3 - The harbour strike ended on Thursday")
    assert article.member == ""


def test_what_is_printed_on_every_page_is_taken_out_and_the_paragraph_goes_on() -> None:
    (article,) = of(two_pages())
    assert "Page 1 of 2" in article.raw
    clean = prepare(article).clean
    assert "Page" not in clean
    assert "Courier" not in clean
    assert "that the other would come. They came" in clean


def test_marks_at_ends_of_lines_state_whole_words() -> None:
    (article,) = of(two_pages())
    assert "in the out-\ner roads" in article.raw
    stated = [repair for repair in article.repairs if repair.rule == "hyphen.stated"]
    assert [article.raw[repair.start - 3 : repair.end + 2] for repair in stated[:2]] == ["out-\ner", "mas-\nte"]
    assert "in the outer roads" in prepare(article).clean


def test_the_articles_of_a_database_are_told_apart_by_its_marks() -> None:
    first = [
        (70.0, 780.0, 14.0, "Harbour strike ends"), (70.0, 760.0, 10.0, "By Jane Doe"), (70.0, 745.0, 10.0, "80 words"),
        (70.0, 730.0, 10.0, "4 May 1934"), (70.0, 715.0, 10.0, "The Halden Courier"),
        *column(70, 690, HARBOUR), (70.0, 600.0, 10.0, "Document HALC000020120503e8530000a"),
        (70.0, 560.0, 14.0, "Owners come to supper"), (70.0, 545.0, 10.0, "5 May 1934"), *column(70, 520, SUPPER),
    ]  # fmt: skip
    second = [*column(70, 780, ["come. They came, all of them."]), (70, 740, 10, "Document HALC000020120504e8530000b")]
    strike, supper = of(pages(text(first), text(second)))
    assert [article.member for article in (strike, supper)] == ["1", "2"]
    assert strike.format == supper.format == "pdf"
    assert prepare(strike).fields["headline"].value == "Harbour strike ends"
    assert "the outer roads" in prepare(strike).clean
    assert supper.places is not None
    assert set(supper.places.pages) == {1, 2}
    assert supper.raw.startswith("supper", supper.places.starts[3])
    assert prepare(supper).clean.endswith("that the other would come. They came, all of them.")


def test_the_pages_are_its_pictures_and_each_word_has_its_place() -> None:
    (article,) = of(two_pages())
    issue, places = article.issue, article.places
    assert issue is not None
    assert places is not None
    assert [(page.number, page.image.kind, page.image.frame) for page in issue.pages if page.image] == [
        (1, "pdf", 0), (2, "pdf", 1)
    ]  # fmt: skip
    for start, number, at in zip(places.starts, places.pages, places.words, strict=True):
        page = issue.pages[number - 1].printed
        assert page is not None
        words = [word for block in page.blocks for line in block.lines for word in line.words]
        assert article.raw.startswith(words[at].text, start)
    page = issue.pages[0].printed
    assert page is not None
    assert (page.width, page.height) == (5950, 8420)
    harbour = next(
        word for block in page.blocks for line in block.lines for word in line.words if word.text == "Harbour"
    )
    assert harbour.box.x == pytest.approx(700, abs=10)
    assert harbour.box.y == pytest.approx(8420 - 7400 - 140, abs=15)
    assert page.font_sizes[harbour.style] == 20


@pytest.mark.parametrize("mode", [0, 3])
def test_on_a_newspaper_page_articles_are_proposed_drawn_or_hidden(mode: int) -> None:
    found = of(newspaper(mode))
    heads = [field.value for article in found if (field := article.hints.get("headline"))]
    assert heads == [
        "Strike Is Over", "Ships Move Out", "Council Is Pleased", "A Quiet Supper", "Rain On The Way",
        "Prices At Market",
    ]  # fmt: skip
    assert all(article.places and article.places.is_proposed for article in found)


def test_an_article_in_columns_over_pages_is_one() -> None:
    first = [(60.0, 780.0, 22.0, "Harbour strike ends"), (60.0, 750.0, 11.0, "By Jane Doe")]
    lines = [*NARROW, "to tell of it."]
    data = pages(
        text([*first, *column(60, 710, lines * 4), *column(310, 710, lines * 4)]),
        text([*column(60, 780, lines * 2), *column(310, 780, lines)]),
    )
    (article,) = of(data)
    prepared = prepare(article)
    assert prepared.fields["headline"].value == "Harbour strike ends"
    assert prepared.clean.count("harbour strike ended on Thursday") == 11
    assert article.places is not None
    assert set(article.places.pages) == {1, 2}


def test_on_drawn_pages_nothing_set_like_the_text_is_a_headline() -> None:
    found = of(newspaper())
    assert not any("subheadline" in article.hints for article in found)
    assert all(len(article.raw.split()) > 40 for article in found)


def test_pages_are_called_what_the_document_calls_them() -> None:
    data = newspaper().replace(
        b"/Type /Catalog", b"/PageLabels << /Nums [0 << /P (B) /S /D /St 3 >>] >> /Type /Catalog"
    )
    first = of(data)[0]
    assert first.issue is not None
    assert [page.label for page in first.issue.pages] == ["B3"]
    assert first.hints["page"].value == "B3"


def test_a_turned_and_cropped_page_is_seen_as_it_is_shown() -> None:
    drawn = b"q 0 1 -1 0 842 0 cm\n" + text([*HEAD, *column(70, 660, HARBOUR, 11)]) + b"\nQ"
    data = pages(drawn, page="/Rotate 90 /CropBox [42 20 842 575]", size=(842, 595))
    (article,) = of(data)
    assert article.issue is not None
    page = article.issue.pages[0].printed
    assert page is not None
    assert (page.width, page.height) == (5550, 8000)
    word = page.blocks[0].lines[0].words[0]
    assert word.text == "The"
    assert word.box.x == pytest.approx(500, abs=10)
    assert word.box.height < 100


def test_what_ndnp_and_prism_state_is_taken_and_the_day_of_the_file_is_not() -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="r"><r:Description prism:publicationName="Halden Courier" '
        'prism:coverDate="1934-05-04"><dc:language><r:Bag><r:li>en</r:li></r:Bag></dc:language>'
        "<xmp:CreateDate>2020-01-01</xmp:CreateDate></r:Description></r:RDF></x:xmpmeta>"
    )
    (article,) = of(pages(text(column(70, 700, HARBOUR))) + xmp.encode())
    assert article.hints["paper"].value == "Halden Courier"
    assert article.hints["date"].value == "1934-05-04"
    assert article.hints["language"].value == "en"
    title = "/Title (The Halden Courier \\(Halden, Ohio\\) 1934-05-04 [p 3].) /CreationDate (D:20200101)"
    (article,) = of(pages(text(column(70, 700, HARBOUR)), info=title))
    assert article.hints["paper"].value == "The Halden Courier"
    assert (article.hints["date"].value, article.hints["place"].value) == ("1934-05-04", "Halden")
    assert article.hints["page"].value == "3"
    (article,) = of(pages(text(column(70, 700, HARBOUR)), info="/Title (untitled) /CreationDate (D:20200101)"))
    assert "date" not in article.hints


def test_pages_without_text_say_what_to_do() -> None:
    picture = b"q 500 0 0 500 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\xff\x00\xff EI Q"
    assert "only pictures" in refusal(pages(picture)).message
    assert "text recognition" in refusal(pages(picture)).remedy
    assert "no text" in refusal(pages(b"")).message


def test_a_locked_document_says_so() -> None:
    lock = b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32)
    data = document(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", lock]
    ).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]")  # fmt: skip
    error = refusal(data)
    assert "locked with a password" in error.message
    assert "without the password" in error.remedy


def test_text_that_stands_sideways_keeps_the_order_of_the_file() -> None:
    drawn = b"q 0 1 -1 0 842 0 cm\n" + text([*HEAD, *column(70, 660, HARBOUR, 11)]) + b"\nQ"
    (article,) = of(pages(drawn, size=(842, 842)))
    assert "the owners and the dockers had signed a paper" in prepare(article).clean


@pytest.mark.parametrize("left", [0.1, 0.5, 0.9])
def test_what_is_left_of_a_cut_file_is_read_or_refused(left: float) -> None:
    data = two_pages()
    told = ""
    try:
        found = of(data[: int(left * len(data))])
        told = found[0].raw
    except SourceFileError as error:
        told = error.remedy
    assert "harbour" in told or "Fetch it again" in told


def test_a_loop_of_pages_ends() -> None:
    tree = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 5 >>"
    data = document([b"<< /Type /Catalog /Pages 2 0 R >>", tree, tree.replace(b"3 0 R", b"2 0 R")])
    assert "cannot be read" in refusal(data).message


def test_a_million_claimed_pages_are_not_there() -> None:
    problems: list[tuple[str, str]] = []
    (article,) = of(pages(text(column(70, 700, HARBOUR))).replace(b"/Count 1 ", b"/Count 1000000 "), problems)
    assert article.issue is not None
    assert len(article.issue.pages) == 1
    assert problems == [("some.pdf", "has 1,000,000 pages, of which the first 1 were read")]


@pytest.mark.parametrize("size", [(1e9, 1e9), (-5, 300), (0, 0), (1e38, 1)])
def test_absurd_sizes_of_pages_do_no_harm(size: tuple[float, float]) -> None:
    data = pages(text(column(70, 700, HARBOUR)), size=size)
    try:
        found = of(data)
    except SourceFileError:
        return
    for article in found:
        assert article.issue is not None
        page = article.issue.pages[0].printed
        assert page is not None
        assert 0 < page.width < 1_000_001


@pytest.mark.slow
def test_too_many_letters_on_a_page_are_told_and_other_pages_are_read() -> None:
    problems: list[tuple[str, str]] = []
    flood = b"BT /F1 12 Tf " + b"(abc defg) Tj " * (pdf_child.MOST_LETTERS // 5) + b" ET"
    (article,) = of(pages(flood, text(column(70, 700, HARBOUR))), problems)
    assert article.raw.startswith("HALDEN")
    assert problems == [("some.pdf page 1", "has more than 400,000 letters")]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
def test_forms_that_contain_themselves_end_the_process_and_nothing_else() -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /XObject << /X 4 0 R >> >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
    )
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", kids, page, stream(b"/X Do /X Do /X Do", form), stream(b"/X Do")]
    assert "ended the process" in refusal(document(objects)).message


@pytest.mark.slow
def test_a_stream_that_swells_a_thousandfold_swells_only_there() -> None:
    bomb = zlib.compress(b"0 " * 300_000_000, 9)
    data = pages(b"").replace(b"<<  /Length 0 >>\nstream\n\nendstream", stream(bomb, "/Filter /FlateDecode"))
    assert refusal(data).remedy


def test_a_process_that_dies_or_says_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(code: str) -> Sequence[str]:
        return [sys.executable, "-c", code]

    monkeypatch.setattr(pdf_process, "_command", lambda: run("import os; os.abort()"))
    assert "ended the process that read it" in refusal(two_pages()).message
    monkeypatch.setattr(pdf_process, "_command", lambda: run("print('{\"pages', end='')"))
    with pytest.raises(pdf_process.PdfError, match="ended the process"):
        list(pdf_process.messages(b"%PDF-1.4"))
    monkeypatch.setattr(pdf_process, "_command", lambda: run("import time; time.sleep(60)"))
    with pytest.raises(pdf_process.PdfError, match="too long"):
        list(pdf_process.messages(b"%PDF-1.4", seconds=0.2))


def test_nothing_in_the_folder_it_is_called_in_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert of(two_pages())


def test_without_the_library_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(pdf_process, "find_spec", lambda name: None if name == "pypdfium2" else real(name))
    error = refusal(two_pages())
    assert error.message == "some.pdf is a PDF, and pypdfium2 is missing"
    assert "pip install pypdfium2" in error.remedy


def test_it_is_told_by_its_content_and_found_in_folders(tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_bytes(two_pages())
    assert [found.path.name for found in walk([tmp_path]) if isinstance(found, Found)] == ["scan.txt"]
    assert next(iter(read(tmp_path / "scan.txt"))).format == "pdf"
    assert detection.told(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\r\n1 0 obj\r\n<<") == "pdf"
    assert detection.told(b"A file begins with %PDF-1.4\nand then 1 0 obj\n") == "text"
    with pytest.raises(SourceFileError):
        list(read_bytes(two_pages(), Path("some.pdf"), "text"))


def test_it_is_read_again_from_the_archive_with_its_own_pages() -> None:
    (again,) = read_stored(two_pages(), Path("gone/some.pdf"), "pdf")
    (article,) = of(two_pages())
    assert again.raw == article.raw
    assert again.issue is not None
    assert [page.image.path for page in again.issue.pages if page.image] == [str(Path("gone/some.pdf"))] * 2


def test_words_scattered_over_a_line_are_put_on_one_line() -> None:
    words = [["Mr.", 0, 0, 20, 10, 9, 1, ""], ["Hobbins", 25, 1, 50, 10, 9, 0, ""], ["said", 80, 0, 30, 10, 9, 1, ""]]
    page = pdf_lines.page_of({"size": (500, 500), "words": words})
    assert [[word.text for word in line.words] for block in page.blocks for line in block.lines] == [
        ["Mr.", "Hobbins", "said"]
    ]
    apart = [["left", 0, 0, 20, 10, 9, 1, ""], ["right", 100, 0, 20, 10, 9, 1, ""]]
    page = pdf_lines.page_of({"size": (500, 500), "words": apart})
    assert sum(len(block.lines) for block in page.blocks) == 2


def test_the_process_leaves_nothing_open(tmp_path: Path) -> None:
    files = Path("/proc/self/fd")
    before = len(list(files.iterdir())) if files.exists() else 0
    for _ in range(2):
        of(two_pages())
        next(pdf.read_file(newspaper(), Path("some.pdf")))
    assert (len(list(files.iterdir())) if files.exists() else 0) == before
