"""Measures what a searcher waits for besides the engine: tags, notes, snippets, completion, spelling, words.

    python tests/bench/search_service.py [--articles N] [--vocabulary N] [--json FILE]

Milliseconds of processor time, the best of several, so that a busy machine says much the same as a quiet one. The
snippets are also made the plain way, by cutting the whole text into words, and the ratio is printed. Judges nothing.
"""

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument
from newsreader.search.marking import find_marks
from newsreader.search.whoosh_engine import WhooshIndex
from newsreader.search.windows import passage_marks
from newsreader.services import annotating, indexing, reading, searching, tagging
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session

_SYLLABLES = (
    "ba", "ne", "tor", "mi", "sch", "lan", "ge", "ro", "st", "ing", "er", "al", "de", "pu", "ka", "vo", "ri", "ton",
    "ham", "ly",
)  # fmt: skip
_TAGGED = 10_000


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--vocabulary", type=int, default=1_000_000, help="different words of the second index")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"NEWSREADER_{name}_DIR"] = str(Path(place) / name.lower())
        figures = {
            **of_archive(Path(place) / "archive", arguments.articles),
            **of_texts(),
            **of_vocabulary(Path(place) / "index", arguments.vocabulary),
        }
    for name, figure in figures.items():
        print(f"{name:58} {figure:10.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def cpu(do: Callable[[], Any], times: int = 5) -> float:
    """Milliseconds of processor time, the best of several."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        do()
        best = min(best, time.process_time() - began)
    return 1000 * best


def words_of(rng: random.Random, count: int) -> list[str]:
    """So many different words."""
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 6))))
    words = sorted(found)
    rng.shuffle(words)
    return words


def of_archive(folder: Path, articles: int) -> dict[str, float]:
    """Tags, notes and marks in an archive of articles of 500 words."""
    rng = random.Random(3)
    words = words_of(rng, 20_000)
    figures: dict[str, float] = {}
    with Session.open(folder, create=True) as session:
        for start in range(0, articles, 2_000):
            made = [_article(rng, words, number) for number in range(start, min(articles, start + 2_000))]
            session.archive.articles.add_many(made, {one.source.sha256: one.source.raw.encode() for one in made})
        indexing.update(session)

        def search(text: str, **more: Any) -> Callable[[], Any]:
            return lambda: searching.search(session, SearchRequest(text, **more))

        ids = list(session.archive.articles.ids_of(list(range(1, min(articles, _TAGGED) + 1))).values())
        search("harbour tag:war", limit=0)()
        figures[f"ms to tag {len(ids):,} articles"] = cpu(lambda: tagging.add(session, ids, "war"), 1)
        figures["ms of the first search for that tag"] = cpu(search("harbour tag:war", limit=0), 1)
        figures["ms of the next one"] = cpu(search("harbour tag:war", limit=0))
        tagging.add(session, ids[:1], "peace")
        figures["ms of the first search after one more tag"] = cpu(search("tag:peace", limit=0), 1)
        reading.mark(session, ids, read=True)
        search("is:unread harbour", limit=0)()
        figures["ms of is:unread harbour"] = cpu(search("is:unread harbour", limit=0))
        figures["ms of a facet of tags"] = cpu(search("harbour", limit=0, facets=("tag",)))
        for id_ in ids[:2_000]:
            annotating.note_on_article(session, id_, "a note about " + " ".join(rng.choices(words, k=20)))
        figures["ms of the first search in 2,000 notes"] = cpu(search(f"note:{words[5]}", limit=0), 1)
        figures["ms of the next one in notes"] = cpu(search(f"note:{words[6]}", limit=0))
        pages = [f"{word} harbour" for word in words[:40]]
        rest = sum(cpu(search(text, limit=0), 1) for text in pages) / len(pages)
        figures["ms of a search without its page"] = rest
        figures["ms of the page of 20 hits with snippets"] = (
            sum(cpu(search(text), 1) for text in pages) / len(pages) - rest
        )
    return figures


def _article(rng: random.Random, words: list[str], number: int) -> PreparedArticle:
    raw = " ".join([*rng.choices(words, k=200), "harbour", *rng.choices(words, k=300), str(number)])
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    source = SourceArticle(raw, f"/in/{number}.txt", "text", "utf-8", sha256, len(raw), "", {})
    stated = {"headline": f"Headline {number}", "language": "en", "date": f"{1900 + number % 90}"}
    fields = {name: Field(name, value, Evidence("bench", 0.9)) for name, value in stated.items()}
    return PreparedArticle(source, (), fields, raw, 0.9, "bench")


def of_texts() -> dict[str, float]:
    """Marks for a snippet, beside those of the whole text."""
    rng = random.Random(1)
    words = words_of(rng, 9_000)
    root = parse("harbour strike").root
    figures: dict[str, float] = {}
    for count in (500, 5_000, 160_000):
        text = " ".join([*rng.choices(words, k=count // 2), "harbour strikes", *rng.choices(words, k=count // 2)])
        whole = cpu(partial(find_marks, root, text, "en"), 3)
        near = cpu(partial(passage_marks, root, text, "en"), 3)
        figures[f"ms of the passage of a text of {len(text):,} characters"] = near
        figures[f"ratio to marking all {len(text):,}"] = near / whole
    return figures


def of_vocabulary(folder: Path, size: int) -> dict[str, float]:
    """Completion, spelling and words where the archive has very many of them."""
    rng = random.Random(5)
    words = words_of(rng, size)
    index = WhooshIndex(folder, "bench")
    common, per = words[:3_000], 50
    total = size // per
    shares = (0.6, 0.25, 0.1, 0.05)
    start = 0
    for generation, share in enumerate(shares, start=1):
        count = round(total * share)
        index.apply(_documents(rng, words, common, start, count, per), [], generation)
        start += count
    typed = [words[place][: 2 + place % 4] for place in range(40)]
    wrong = [word[:3] + "x" + word[4:] for word in words[100:140] if len(word) > 5]
    index.similar(wrong[0], 1)
    completed = [cpu(partial(index.words, one, 12)) for one in typed]
    spelt = [cpu(partial(index.similar, one, 1), 2) for one in wrong]
    return {
        f"ms of completion among {size:,} words, mean": sum(completed) / len(completed),
        "ms of did-you-mean, mean": sum(spelt) / len(spelt),
        "ms of did-you-mean, worst": max(spelt),
        "ms of the words st*": cpu(partial(index.terms, "st*", 50), 2),
        "ms of the words lan?e*": cpu(partial(index.terms, "lan?e*", 50), 2),
    }


def _documents(
    rng: random.Random, words: list[str], common: list[str], start: int, count: int, per: int
) -> "list[IndexDocument]":
    return [
        IndexDocument(
            number + 1,
            body=" ".join([*words[number * per : (number + 1) * per], *rng.choices(common, k=60)]),
            values={"language": ("en",)},
            date_low=(1900 + number % 90) * 10_000 + 101,
            date_high=(1900 + number % 90) * 10_000 + 101,
        )
        for number in range(start, start + count)
    ]


if __name__ == "__main__":
    main()
