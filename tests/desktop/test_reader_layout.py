"""The map between what the reader shows and the text it stands for."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from newsreader.desktop.reader_layers import lay_out
from newsreader.desktop.reader_layout import Layout, RunKind, displayable
from newsreader.domain.annotation import Anchor, Annotation
from newsreader.domain.article import Article, SourceFile
from newsreader.domain.field import Evidence, Field
from newsreader.domain.repair import Repair
from newsreader.text.offsets import OffsetMap, apply


def make_article(
    raw: str,
    repairs: Sequence[Repair] = (),
    rejected: frozenset[int] = frozenset(),
    fields: dict[str, Field] | None = None,
    annotations: tuple[Annotation, ...] = (),
) -> Article:
    active = [repair for index, repair in enumerate(repairs) if index not in rejected]
    file = SourceFile("a.txt", "0" * 64, len(raw), "utf-8", "text", "2026-11-23T10:00:00Z", "1")
    return Article(
        "a" * 16, 1, raw, tuple(repairs), rejected, fields or {}, {}, apply(raw, active), 1.0, (), annotations, file,
        "2026.1", "2026-11-23T10:00:00Z",
    )  # fmt: skip


LETTERS = st.sampled_from([*"ab -\n\n\r\r", "😀", "𝕏", "漢", "é", "\u00ad"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    raw = draw(st.text(LETTERS, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(raw)), max_size=8)))
    repairs = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        rule = draw(st.sampled_from(["hyphen.join", "space", "navigation", "set-apart.headline"]))
        after = "" if rule in ("navigation", "set-apart.headline") else draw(st.text(LETTERS, max_size=4))
        repairs.append(Repair(rule, start, end, raw[start:end], after, 0.9))
    rejected = frozenset(draw(st.sets(st.integers(0, max(0, len(repairs) - 1))))) if repairs else frozenset[int]()
    return make_article(raw, repairs, rejected)


def units(text: str) -> list[str]:
    """The text as a list with one entry for each UTF-16 unit."""
    return [letter for letter in text for _ in range(1 + (letter > "\uffff"))]


def shown(layout: Layout, spans: Sequence[tuple[int, int]]) -> str:
    encoded = layout.text.encode("utf-16-le")
    return "".join(encoded[2 * start : 2 * end].decode("utf-16-le") for start, end in spans)


@given(articles())
def test_clean_shows_exactly_the_clean_text(article: Article) -> None:
    assert lay_out(article, "clean").text == displayable(article.clean)


@given(articles())
def test_original_shows_exactly_the_raw_text(article: Article) -> None:
    assert lay_out(article, "original").text == displayable(article.raw)


@given(articles(), st.sampled_from(["clean", "changes", "original"]))
def test_places_and_positions_agree_with_utf_16(article: Article, layer: str) -> None:
    layout = lay_out(article, layer)
    for place in range(len(layout.text) + 1):
        position = layout.to_position(place)
        assert position == len(layout.text[:place].encode("utf-16-le")) // 2
        assert layout.to_place(position) == place
        if place < len(layout.text) and layout.text[place] > "\uffff":
            assert layout.to_place(position + 1) == place


@given(articles(), st.sampled_from(["clean", "changes"]))
def test_every_clean_letter_is_found_once_and_taken_back(article: Article, layer: str) -> None:
    layout = lay_out(article, layer)
    offsets = OffsetMap(len(article.raw), article.active_repairs)
    for offset, letter in enumerate(article.clean):
        spans = layout.from_clean(offset, offset + 1)
        if letter not in "\r\n":
            assert shown(layout, spans) == displayable(letter)
        assert len(spans) == 1
        assert layout.to_clean(spans[0][0]) == offset
        run = layout.run_at(spans[0][0])
        assert run is not None
        if run.kind is RunKind.TEXT:
            assert layout.to_raw(spans[0][0]) == offsets.to_raw(offset)


@given(articles())
def test_every_raw_letter_is_found_in_changes(article: Article) -> None:
    layout = lay_out(article, "changes")
    for offset, letter in enumerate(article.raw):
        spans = layout.from_raw(offset, offset + 1)
        assert spans, (offset, letter)
        if letter.isalpha():
            assert letter in shown(layout, spans)


@given(articles(), st.data())
def test_a_selection_gives_the_raw_words_it_shows(article: Article, data: st.DataObject) -> None:
    layout = lay_out(article, "original")
    start = data.draw(st.integers(0, len(article.raw)))
    end = data.draw(st.integers(start, len(article.raw)))
    expected = (start, end) if start < end else None
    assert layout.raw_span(layout.to_position(start), layout.to_position(end)) == expected


@given(articles(), st.data())
def test_a_selection_in_clean_agrees_with_the_offset_map(article: Article, data: st.DataObject) -> None:
    layout = lay_out(article, "clean")
    start = data.draw(st.integers(0, len(article.clean)))
    end = data.draw(st.integers(start, len(article.clean)))
    span = layout.raw_span(layout.to_position(start), layout.to_position(end))
    if start == end:
        assert span is None
    elif span is not None:
        assert span == OffsetMap(len(article.raw), article.active_repairs).raw_span(start, end)


def test_a_repair_is_shown_with_its_whole_word() -> None:
    raw = "over Nagorno- Karabakh, a region"
    article = make_article(raw, [Repair("hyphen.keep", 13, 14, " ", "", 0.9)])
    layout = lay_out(article, "changes")
    assert layout.text == "over Nagorno- Karabakh,\u2005Nagorno-Karabakh, a region"
    assert [run.kind for run in layout.runs if run.repair == 0] == [
        RunKind.BEFORE, RunKind.GLUE, RunKind.AFTER, RunKind.AFTER,
    ]  # fmt: skip
    assert layout.raw_span(*layout.from_clean(5, 21)[0]) == (5, 22)


def test_white_space_alone_is_shown_as_a_mark() -> None:
    article = make_article("one  two\nthree", [Repair("space", 3, 5, "  ", " ", 1), Repair("line", 8, 9, "\n", " ", 1)])
    assert lay_out(article, "changes").text == "one␣ two↵ three"


def test_a_rejected_repair_stays_within_reach() -> None:
    raw = "a pre- and post-war man"
    article = make_article(raw, [Repair("hyphen.join", 5, 7, "- ", "", 0.5)], frozenset({0}))
    layout = lay_out(article, "changes")
    assert layout.text == raw
    assert [run.kind for run in layout.runs] == [RunKind.TEXT, RunKind.KEPT, RunKind.TEXT]


def test_evidence_of_a_line_set_apart_lights_up_in_the_head() -> None:
    raw = "National Post\n\n- 😀 Stepan Kravchenko Henry Meyer and\n\nRussia said"
    line = raw.index("- 😀"), raw.index("\n\nRussia")
    fields = {
        "paper": Field("paper", "National Post", Evidence("masthead", 0.9, 0, 13)),
        "byline": Field("byline", ("Stepan Kravchenko", "Henry Meyer"), Evidence("byline.dash", 0.9, *line)),
    }
    repairs = [
        Repair("set-apart.paper", 0, 15, raw[:15], "", 0.9),
        Repair("set-apart.byline", line[0], line[1] + 2, raw[line[0] : line[1] + 2], "", 0.9),
    ]
    article = make_article(raw, repairs, fields=fields)
    clean = lay_out(article, "clean")
    assert clean.text == "National Post\nStepan Kravchenko and Henry Meyer\nRussia said"
    assert shown(clean, clean.from_raw(0, 13)) == "National Post"
    assert shown(clean, clean.from_raw(9, 15)) == "Post"
    assert [shown(clean, [span]) for span in clean.from_raw(*line)] == ["Stepan Kravchenko", "Henry Meyer"]
    changes = lay_out(article, "changes")
    assert shown(changes, changes.from_raw(*line)) == raw[line[0] : line[1]]
    assert clean.raw_span(0, 5) is None


def test_numbers_of_notes_stand_after_their_words_and_map_to_nothing() -> None:
    raw = "One two three"
    anchor = Anchor(4, 7, "two")
    note = Annotation("n1", "a" * 16, anchor, "why two", "yellow", "me", "2026-01-01", "2026-01-01")
    article = make_article(raw, annotations=(note,))
    layout = lay_out(article, "clean")
    assert layout.text == "One two1 three"
    assert layout.from_clean(4, 13) == [(4, 7), (8, 14)]
    assert layout.raw_span(4, 14) == (4, 13)
    assert layout.to_clean(7) is None
    assert lay_out(article, "original").text == raw


def test_a_paragraph_without_end_is_folded_without_losing_its_place() -> None:
    raw = "word 😀 " * 5_000
    layout = lay_out(make_article(raw), "clean")
    assert max(len(line) for line in layout.text.split("\n")) <= 12_000
    assert layout.text.replace("\n", "") == raw
    offset = len(raw) - 3
    assert layout.to_clean(layout.from_clean(offset, offset + 1)[0][0]) == offset


def test_what_means_something_to_qt_is_shown_as_something_harmless() -> None:
    odd = "a\x00b\ufdd0c\ufdd1d\ufffce\ud800f\u2029g\x0bh"
    assert displayable(odd) == "a␀b\ufffdc\ufffdd\ufffde\ufffdf\ng␋h"
    assert displayable("a\r\nb\rc") == "a\u200b\nb\nc"
