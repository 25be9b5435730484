"""The search language: trees, notices, round trips, and that nothing breaks it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsreader.domain.query import (
    NOWHERE,
    And,
    DateRange,
    Everything,
    FieldIs,
    Flag,
    Fuzzy,
    Node,
    Not,
    Nothing,
    NumberRange,
    Or,
    Pattern,
    Phrase,
    Word,
)
from newsreader.search.grammar import MAX_PARTS, parse
from newsreader.search.render import render

TODAY = date(2026, 3, 15)


def without_spans(node: Node) -> Node:
    """The same tree wherever it was typed."""
    match node:
        case And(parts):
            return And(tuple(without_spans(part) for part in parts))
        case Or(parts):
            return Or(tuple(without_spans(part) for part in parts))
        case Not(part):
            return Not(without_spans(part))
        case Everything():
            return node
        case _:
            return replace(node, span=NOWHERE)


def tree(text: str) -> Node:
    return without_spans(parse(text, TODAY).root)


def messages(text: str) -> list[str]:
    return [notice.message for notice in parse(text, TODAY).notices]


def suggestions(text: str) -> list[str]:
    return [notice.suggestion for notice in parse(text, TODAY).notices]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("*", Everything()),
        ("truce", Word("truce")),
        ("cease-fire karabakh", And((Word("cease-fire"), Word("karabakh")))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("A OR B C", And((Or((Word("A"), Word("B"))), Word("C")))),
        ("C A OR B", And((Word("C"), Or((Word("A"), Word("B")))))),
        ("a | b", Or((Word("a"), Word("b")))),
        ("(a b) OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("-a NOT b", And((Not(Word("a")), Not(Word("b"))))),
        ("NOT NOT a", Word("a")),
        ("--a", Word("--a")),
        ("headline:azerbaijan~1", Fuzzy("azerbaijan", 1, "headline")),
        ("date:1919~", DateRange(19190101, 19191231)),
        ("(a (b (c)))", And((Word("a"), Word("b"), Word("c")))),
        ("-(a OR b)", Not(Or((Word("a"), Word("b"))))),
        ("a OR NOT b", Or((Word("a"), Not(Word("b"))))),
        ("or and not", And((Word("or"), Word("and"), Word("not")))),
        ('"peace talks"', Phrase("peace talks")),
        ("“peace talks”", Phrase("peace talks")),
        ("«peace talks»", Phrase("peace talks")),
        (r'"say \"hello\" now"', Phrase('say "hello" now')),
        ('"armenia russia"~8', Phrase("armenia russia", 8)),
        ("armen* *burgh wom?n", And((Pattern("armen*"), Pattern("*burgh"), Pattern("wom?n")))),
        ("azerbaijan~1", Fuzzy("azerbaijan")),
        ("azerbaijan~", Fuzzy("azerbaijan")),
        ("azerbaijan~2", Fuzzy("azerbaijan", 2)),
        ("azerbaijan~0", Word("azerbaijan")),
        ("title:truce", Word("truce", "headline")),
        ("headline: truce", Word("truce", "headline")),
        ('HD:"new truce"', Phrase("new truce", 0, "headline")),
        ("by:(meyer OR kravchenko)", Or((Word("meyer", "byline"), Word("kravchenko", "byline")))),
        ("headline:(a byline:b)", And((Word("a", "headline"), Word("b", "byline")))),
        ("exact:Bush", Word("Bush", "", exact=True)),
        ('exact:"Theresa May"', Phrase("Theresa May", 0, "", exact=True)),
        ("paper:post", FieldIs("paper", "post")),
        ('paper:"National  Post"', FieldIs("paper", "National Post")),
        ("lang:en", FieldIs("language", "en")),
        ("country:(ca OR fr)", Or((FieldIs("country", "ca"), FieldIs("country", "fr")))),
        ("tag:war/caucasus", FieldIs("tag", "war/caucasus")),
        ('search:"my search"', FieldIs("search", "my search")),
        ("tag:*", Flag("has", "tag")),
        ("byline:*", Flag("has", "byline")),
        ("lead:*", Pattern("*", "lead")),
        ("has:notes is:starred", And((Flag("has", "note"), Flag("is", "starred")))),
        ("date:2020", DateRange(20200101, 20201231)),
        ("date:2020-10", DateRange(20201001, 20201031)),
        ("date:2020-10-09", DateRange(20201009, 20201009)),
        ("date:2020-10-01..2020-10-31", DateRange(20201001, 20201031)),
        ("date:1912..1924", DateRange(19120101, 19241231)),
        ("date:1912-1924", DateRange(19120101, 19241231)),
        ("date:..1924", DateRange(None, 19241231)),
        ("date:1912..", DateRange(19120101, None)),
        ("date:>=2020-10", DateRange(20201001, None)),
        ("date:>2020-10", DateRange(20201101, None)),
        ("date:<=2020-10", DateRange(None, 20201031)),
        ("date:<2020-10", DateRange(None, 20200930)),
        ("date:191X", DateRange(19100101, 19191231)),
        ("year:1919", DateRange(19190101, 19191231)),
        ("after:1912 before:1920", And((DateRange(19130101, None), DateRange(None, 19191231)))),
        ("date:*", Flag("has", "date")),
        ("added:7d", DateRange(20260308, None, "added")),
        ("added:2026-01", DateRange(20260101, 20260131, "added")),
        ("words:>500", NumberRange("words", 501, None)),
        ("words:<500", NumberRange("words", None, 499)),
        ("words:100..200", NumberRange("words", 100, 200)),
        ("words:1,000", NumberRange("words", 1000, 1000)),
        ("quality:>=0.8", NumberRange("quality", 0.8, None)),
        ("http://example.org", Word("http://example.org")),
        ("12:30", Word("12:30")),
        ("U.S.", Word("U.S.")),
    ],
)
def test_reads(text: str, expected: Node) -> None:
    assert tree(text) == expected
    assert messages(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "message", "suggestion"),
    [
        (
            "headlin:truce x",
            Word("x"),
            "There is no field called “headlin”; did you mean headline:?",
            "headline:truce x",
        ),
        ("zzz:truce", Nothing(), "There is no field called “zzz”", "truce"),
        ("zzz:(a b)", And((Word("a"), Word("b"))), "There is no field called “zzz”", "(a b)"),
        ("date:foo x", Word("x"), "“foo” is not a date", "x"),
        ("date:14.5.1919", Nothing(), "write it like 1919-05-14", "date:1919-05-14"),
        ("date:5/14/1919", Nothing(), "write it like 1919-05-14", "date:1919-05-14"),
        ("date:1919-5-4", Nothing(), "write it like 1919-05-04", "date:1919-05-04"),
        ("date:1924..1912", Nothing(), "write it like 1912..1924", "date:1912..1924"),
        ("date:1919-13", Nothing(), "write it like 1919", "date:1919"),
        ("date:May-1919", Nothing(), "write it like 1919", "date:1919"),
        ("before:>1919", Nothing(), "is not a date", "before:1919"),
        ('"open quote', Phrase("open quote"), "never closed", '"open quote"'),
        ("(a (b", And((Word("a"), Word("b"))), "never closed", "(a (b))"),
        ("a) b", And((Word("a"), Word("b"))), "never opened", "a b"),
        ("()", Nothing(), "nothing between these parentheses", ""),
        ("a OR", Word("a"), "nothing after this OR", "a"),
        ("OR b", Word("b"), "nothing before this OR", "b"),
        ("a AND", Word("a"), "nothing after this AND", "a"),
        ("AND b", Word("b"), "nothing before this AND", "b"),
        ("a AND OR b", Or((Word("a"), Word("b"))), "nothing after this AND", "a OR b"),
        ("a OR AND b", Or((Word("a"), Word("b"))), "nothing before this AND", "a OR b"),
        ("(a AND) b", And((Word("a"), Word("b"))), "nothing after this AND", "(a ) b"),
        ("AND", Nothing(), "nothing before this AND", ""),
        ("a OR OR b", Or((Word("a"), Word("b"))), "nothing before this OR", "a OR b"),
        ("a NOT", Word("a"), "nothing to leave out", "a"),
        ("has:notez", Nothing(), "has: does not know “notez”", "has:note"),
        ("is:qqqq x", Word("x"), "is: does not know “qqqq”", "x"),
        ("words:many", Nothing(), "“many” is not a number", "words:>500"),
        ("quality:0.9..0.1", Nothing(), "is not a number", "quality:>0.8"),
        ("a headline:", Word("a"), "headline: has no value here", "a"),
        ("paper: OR a", Word("a"), "paper: has no value here", "OR a"),
        ("paper:--", Nothing(), "paper: has no value here", ""),
        ("a &", Word("a"), "“&” has no letter or digit", "a"),
        ('""', Nothing(), "no word between these quotation marks", ""),
        ("what?", Word("what"), "read as a question mark", ""),
        ("karabakh~7", Fuzzy("karabakh", 2), "At most 2 edits", "karabakh~2"),
        ('"arm* forces"', Phrase("arm* forces"), "a * stands for nothing", "arm forces"),
        ("exact:Arm*", Pattern("Arm*"), "does not go with wildcards", ""),
        ("a foo:x OR b", And((Word("a"), Word("b"))), "no field called", ""),
        ("a OR foo:x OR b", Or((Word("a"), Word("b"))), "no field called", ""),
        ("exact:Arm~1", Fuzzy("Arm"), "does not go with ~", ""),
    ],
)
def test_tells_what_is_odd_and_runs_the_rest(text: str, expected: Node, message: str, suggestion: str) -> None:
    parsed = parse(text, TODAY)
    found = without_spans(parsed.root)
    assert type(found) is type(expected)
    if not isinstance(expected, Nothing):
        assert found == expected
    assert len(parsed.notices) == 1
    assert message in parsed.notices[0].message
    assert parsed.notices[0].suggestion == suggestion or suggestion in parsed.notices[0].suggestion
    span = parsed.notices[0].span
    assert 0 <= span.start < span.end <= len(text)


def test_spans_are_where_the_clause_stands() -> None:
    text = 'truce  paper:"Le Monde" -(a OR b)'
    root = parse(text).root
    assert isinstance(root, And)
    spans = [getattr(part, "span") for part in root.parts]  # noqa: B009
    assert [text[span.start : span.end] for span in spans] == ["truce", 'paper:"Le Monde"', "-(a OR b)"]


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("(" * 500 + "a" + ")" * 500, Word, ""),
        ("(a " * 500 + ")" * 500, And, ""),
        ("(a OR (b " * 500 + ")" * 1000, Nothing, "nests deeper than 100"),
        ("word " * 10_000, Nothing, "10,000 parts; the most that are searched at once is 2,000"),
        (" OR ".join(["x"] * 1_001), Or, ""),
        ("NOT " * 10_001 + "a", Not, ""),
        ('"' * 50_001, Nothing, "more places like these"),
        ("a:" * 50_000, Nothing, "no field called"),
        ("(" * 100_000, Nothing, "never closed"),
        (")" * 50_000, Everything, "more places like these"),
        ("~" * 50_000, Nothing, "no letter or digit"),
        ("*?" * 20_000, Pattern, ""),
        ("date:" * 20_000, Nothing, ""),
        ("x" * 500_000, Word, ""),
        ("-" * 100_000, Nothing, ""),
        ("\\" * 100_000, Nothing, ""),
        ('"\\' * 50_000, Nothing, ""),
    ],
)
@pytest.mark.usefixtures("hang_guard")
def test_huge_queries_answer_or_refuse(text: str, kind: type, message: str) -> None:
    parsed = parse(text)
    assert isinstance(parsed.root, kind)
    assert len(parsed.notices) <= 21
    assert all(len(notice.message) < 300 for notice in parsed.notices)
    if message:
        assert any(message in notice.message for notice in parsed.notices)


def test_the_limit_of_parts_is_exact() -> None:
    assert isinstance(parse("a " * MAX_PARTS).root, And)
    assert isinstance(parse("a " * (MAX_PARTS + 1)).root, Nothing)
    assert len(parse(" OR ".join(["a"] * (MAX_PARTS + 500))).notices) == 1


PIECES = st.sampled_from(
    ["a", "bee", "cease-fire", "|", "OR", "AND", "NOT", "-", "(", ")", '"', "~", "~2", "*", "?", "wo*", "headline:",
     "paper:", "date:", "1912", "..", ">=", "has:", "note", "foo:", "exact:",
     "ocr:", "synonyms:", "words:", "5", " ", " ", "\\", "“", "”",
     "7d", "/",
     "added:", "quality:", "0.5", "is:", "lead:", "search:", "\n", "東京", "'", "."]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=20).map(" ".join)
    )
)
@example("0*~~")
@example("wom?~")
@example("0~0?")
@example("-(--0")
@example("~0~:?")
@example("exact:~0~")
@example("0~?~")
@example("wom~1?")
@example("*~0~")
@example("a~1~2~")
def test_any_text_is_a_query_and_prints_to_one_that_means_the_same(text: str) -> None:
    parsed = parse(text, TODAY)
    for notice in parsed.notices:
        assert 0 <= notice.span.start <= notice.span.end <= len(text)
        assert notice.message
        assert not notice.message.endswith(".")
        parse(notice.suggestion, TODAY)
    if isinstance(parsed.root, Nothing):
        return
    printed = render(parsed.root)
    again = parse(printed, TODAY)
    assert without_spans(again.root) == without_spans(parsed.root), printed
    assert render(again.root) == printed


def test_manners_of_looking_for_words() -> None:
    assert tree("ocr:modern") == Word("modern", manner="ocr")
    assert tree("misread:modern") == Word("modern", manner="ocr")
    assert tree("~petrograd") == tree("synonyms:petrograd") == Word("petrograd", manner="synonyms")
    assert tree('~"st. petersburg" -ocr:"new york"~4') == And(
        (Phrase("st. petersburg", manner="synonyms"), Not(Phrase("new york", 4, manner="ocr")))
    )
    assert tree("~(flood gale)") == And((Word("flood", manner="synonyms"), Word("gale", manner="synonyms")))
    assert tree("azerbaijan~1 ~ x") == And((Fuzzy("azerbaijan", 1), Word("x")))
    assert messages("ocr:wom*") == ["ocr: does not go with wildcards; only the wildcards count here"]
    assert render(parse('~petrograd OR ocr:"new york"').root) == 'synonyms:petrograd OR ocr:"new york"'
