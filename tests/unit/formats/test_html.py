"""Web pages as articles: what becomes of a page as a whole, and every kind of page that is none."""

import builtins
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import FieldValue
from newsreader.errors import SourceFileError
from newsreader.formats import html, reader
from newsreader.text import offsets
from newsreader.text.prepare import prepare

BODY = [
    "The council of Halden met on Monday to hear of the new bridge, which is to be opened before the winter comes.",
    "Engineers told the members that the last of the iron had been brought up the river by barge the week before.",
    "Nobody in the room could say what the whole of it had cost, and the mayor promised an account within the month.",
]
WORDS = BODY[0].encode()
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Bridge to open before winter | Halden Courier</title>
<link rel="canonical" href="https://www.halden-courier.co.uk/1931/11/03/bridge">
<meta property="og:site_name" content="Halden Courier"><meta property="og:title" content="Bridge to open before winter">
<meta property="article:published_time" content="1931-11-03T06:00:00Z"><meta name="author" content="By Ada Brook">
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Bridge to open before winter</h1><p class="byline">By Ada Brook</p>{body}</article>
<footer>All rights reserved, sign up for our letter</footer></body></html>"""


def page(body: str = "") -> str:
    return PAGE.replace("{body}", body or "".join(f"<p>{text}</p>" for text in BODY))


def read_one(path: Path, content: str | bytes) -> SourceArticle:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (article,) = reader.read(path)
    return article


def values(article: SourceArticle) -> dict[str, FieldValue]:
    return {name: field.value for name, field in article.hints.items()}


def refusal(path: Path, content: bytes) -> SourceFileError:
    with pytest.raises(SourceFileError) as caught:
        read_one(path, content)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_page_is_its_headline_and_its_body(tmp_path: Path) -> None:
    article = read_one(tmp_path / "bridge.html", page())
    assert article.format == "html"
    assert article.raw.startswith("Bridge to open before winter\n\n")
    assert article.body is not None
    assert article.raw[slice(*article.body)].split("\n\n")[-3:] == BODY
    assert "sign up" not in article.raw
    assert "News" not in article.raw
    assert values(article) == {
        "headline": "Bridge to open before winter", "byline": ("Ada Brook",), "byline_raw": "By Ada Brook",
        "date": "1931-11-03", "paper": "Halden Courier", "country": "GB", "language": "en",
    }  # fmt: skip


def test_every_value_says_which_tag_it_is_from(tmp_path: Path) -> None:
    article = read_one(tmp_path / "bridge.html", page())
    for name, field in article.hints.items():
        assert field.evidence.source == "metadata"
        assert field.evidence.rule.startswith(f"{name}.")
        assert field.evidence.detail
    assert article.hints["date"].evidence.detail == "article:published_time: 1931-11-03T06:00:00Z"
    span = article.hints["headline"].evidence
    assert article.raw[span.start : span.end] == "Bridge to open before winter"


def test_the_headline_is_set_apart_and_can_be_taken_back(tmp_path: Path) -> None:
    prepared = prepare(read_one(tmp_path / "bridge.html", page()))
    assert prepared.clean.split("\n\n")[-3:] == BODY
    assert not prepared.clean.startswith("Bridge to open")
    assert [repair.rule for repair in prepared.repairs] == ["set-apart.headline"]
    assert offsets.apply(prepared.source.raw, prepared.repairs) == prepared.clean
    assert offsets.apply(prepared.source.raw, ()) == prepared.source.raw


def test_the_same_page_is_read_the_same_again(tmp_path: Path) -> None:
    path = tmp_path / "bridge.html"
    assert read_one(path, page()) == read_one(path, page())


@pytest.mark.parametrize(
    ("declared", "codec", "recorded"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("utf-8", "cp1252", "cp1252"),
        ("iso-8859-1", "cp1252", "cp1252"),
        ("utf-8", "utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-8", "utf-8"),
        ("no-such-thing", "utf-8", "utf-8"),
    ],
)
def test_the_bytes_tell_the_encoding_whatever_the_page_declares(
    tmp_path: Path, declared: str, codec: str, recorded: str
) -> None:
    text = page("<p>“Größe” – the Café of Málaga was said to be the finest in town, and the oldest of them all.</p>")
    article = read_one(tmp_path / "a.html", text.replace('charset="utf-8"', f'charset="{declared}"').encode(codec))
    assert "“Größe” – the Café of Málaga" in article.raw
    assert article.encoding == recorded


def test_an_encoding_that_only_the_page_tells(tmp_path: Path) -> None:
    words = "Правительство сообщило, что переговоры о мире начнутся в понедельник, и город ждёт известий."
    text = page(f"<p>{words}</p>").replace('charset="utf-8"', 'charset="windows-1251"')
    article = read_one(tmp_path / "a.html", text.encode("cp1251"))
    assert words in article.raw
    assert article.encoding == "cp1251"


def test_utf16_and_a_few_damaged_bytes(tmp_path: Path) -> None:
    assert BODY[0] in read_one(tmp_path / "a.html", b"\xff\xfe" + page().encode("utf-16-le")).raw
    damaged = page("<p>Señor Muñoz and the café in Málaga were known to all who lived in the old town.</p>").encode()
    article = read_one(tmp_path / "b.html", damaged.replace(b"old town", b"old \xff town"))
    assert "Muñoz" in article.raw
    assert "\ufffd" in article.raw


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>Bridge to open</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>",
        f"<div><p>{BODY[0]}<p>{BODY[1]}<p>{BODY[2]}",
        f"<html><body><table><tr><td><font>{BODY[0]}</b></i><p>{BODY[1]}</td></table>",
        f"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{BODY[0]}</p></body></html>",
        f"<!DOCTYPE html><title>x</title><p>{BODY[0]}",
        f"<!-- saved from url=(0030)https://www.example.fr/a -->\n<html><body><p>{BODY[0]}</p></body></html>",
    ],
)
def test_fragments_and_broken_markup_keep_their_words(tmp_path: Path, markup: str) -> None:
    assert BODY[0] in read_one(tmp_path / "a.html", markup).raw


def test_a_page_by_another_name_is_told_by_its_content(tmp_path: Path) -> None:
    assert read_one(tmp_path / "article.txt", page()).format == "html"


def test_text_with_a_tag_in_it_stays_text(tmp_path: Path) -> None:
    text = "The <b> key of the telegraph stuck all night.\n\n<p> is how a paragraph begins in HTML."
    assert read_one(tmp_path / "a.html", text).format == "text"


def test_a_stated_format_is_taken_at_its_word(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Only words, and not a tag in sight of them.", encoding="utf-8")
    (article,) = reader.read(path, "html")
    assert article.format == "html"
    assert article.raw == "Only words, and not a tag in sight of them."
    path.write_text(page(), encoding="utf-8")
    with pytest.raises(SourceFileError, match="not plain text"):
        list(reader.read(path, "text"))


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("it went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (tmp_path / "secret").write_text("a secret of the house", encoding="utf-8")
    text = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1/x.dtd" [<!ENTITY s SYSTEM "secret">]>'
        f'<html><head><script src="http://127.0.0.1/a.js"></script></head><body><p>{BODY[0]} &s;</p>'
        '<iframe src="http://127.0.0.1/"></iframe><img src="http://127.0.0.1/a.png"></body></html>'
    )
    article = read_one(tmp_path / "a.html", text)
    assert BODY[0] in article.raw
    assert "a secret of the house" not in article.raw


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nested divs", b"<div>" * 50_000 + WORDS + b"</div>" * 50_000),
        ("tags never closed", b"<div>" + b"<font><b>word of the day " * 20_000),
        ("boxes in boxes", (b"<div class='author'>By A" * 200 + b"</div>" * 200) * 20),
        ("a title without end", b"<html><title>" + b"a - b | " * 50_000 + b"</title><p>" + WORDS),
        ("data without end", b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script><p></p><p>" + WORDS),
        ("attributes", b"<html><p " + b'a="b" ' * 100_000 + b">" + WORDS),
        ("brackets", b"<html><body><p>" + WORDS + b"<" * 300_000),
        ("entities", b'<!DOCTYPE html [<!ENTITY b "&a;&a;">]><html><p>' + WORDS + b"&b;" * 9999),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("hang_guard")
def test_hostile_markup_takes_bounded_time(tmp_path: Path, name: str, data: bytes) -> None:
    article = read_one(tmp_path / "a.html", data)
    assert article.raw.strip()


def test_a_page_saved_with_its_pictures_in_it(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 17_000_000}">'
    assert BODY[0] in read_one(tmp_path / "a.html", page(f"{picture}<p>{BODY[0]}</p>")).raw


def test_too_much_markup_is_refused(tmp_path: Path) -> None:
    assert "too much" in refusal(tmp_path / "a.html", b"<html><p>" + b"word " * 3_500_000).message
    assert "too many" in refusal(tmp_path / "b.html", b"<html>" + b"<i>a</i>" * 210_000).message


@pytest.mark.parametrize(
    "data", [b"<html><head><title></title></head><body></body></html>", b"<html><!-- " + b"x" * 100]
)
def test_a_page_without_words_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "no words" in refusal(tmp_path / "a.html", data).message


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert "not a text file" in refusal(tmp_path / "a.html", b"<html><body>\x00\x01\x02\x03 text</body></html>").message


def test_what_is_missing_is_named_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Any = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "trafilatura":
            raise ModuleNotFoundError("No module named 'trafilatura'", name="trafilatura")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    error = refusal(tmp_path / "a.html", page().encode())
    assert "trafilatura is missing" in error.message
    assert "pip install trafilatura" in error.remedy


def test_a_failing_body_parser_leaves_the_plain_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*args: Any, **kwargs: Any) -> None:
        raise TypeError("of all things")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert BODY[2] in read_one(tmp_path / "a.html", page()).raw


def test_json_ld_beats_the_tags_below_it(tmp_path: Path) -> None:
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge to open before winter",
        "datePublished": "1931-11-02", "author": [{"@type": "Person", "name": "ADA BROOK"}, {"name": "Jon Fell"}],
        "articleSection": "Town", "printPage": "3", "license": "https://example.org/licence",
        "alternativeHeadline": "At last",
    }  # fmt: skip
    text = page().replace("</head>", f'<script type="application/ld+json">{json.dumps(data)}</script></head>')
    found = values(read_one(tmp_path / "a.html", text))
    assert found["byline"] == ("Ada Brook", "Jon Fell")
    assert found["date"] == "1931-11-02"
    assert (found["section"], found["page"], found["subheadline"]) == ("Town", "3", "At last")
    assert found["rights"] == "https://example.org/licence"


def test_declared_languages_are_checked_against_the_text(tmp_path: Path) -> None:
    german = (
        "Der Rat der Stadt hat am Montag beschlossen, dass die neue Brücke noch vor dem Winter eröffnet werden soll, "
        * 3
    )
    article = read_one(tmp_path / "a.html", page(f"<p>{german}</p>"))
    assert "language" not in article.hints
    language = prepare(article).fields["language"]
    assert language.value == "de"


def test_read_page_names_the_file(tmp_path: Path) -> None:
    assert html.read_page(page().encode(), tmp_path / "x.html").path == str(tmp_path / "x.html")


def test_an_element_with_endless_attributes_is_refused(tmp_path: Path) -> None:
    crowded = "<p " + " ".join(f"a{number}='>'" for number in range(20_000)) + ">The keepers of the lamp went out.</p>"
    path = tmp_path / "crowded.html"
    path.write_text(f"<!DOCTYPE html><html><body>{crowded}</body></html>", encoding="utf-8")
    with pytest.raises(SourceFileError, match="5,000 attributes"):
        list(reader.read(path))


def test_long_values_of_attributes_are_no_attributes(tmp_path: Path) -> None:
    state = " ".join(f"word{number} 'quoted'" for number in range(20_000))
    path = tmp_path / "state.html"
    words = "<p>The keepers of the lamp went out, and nobody lit it again that winter.</p>"
    path.write_text(
        f'<!DOCTYPE html><html><body><div data-state="{state}">{words}</div></body></html>', encoding="utf-8"
    )
    (article,) = reader.read(path)
    assert "nobody lit it again" in article.raw
