"""Measures how well families of the same story are told from stories that only sound alike.

    python tests/bench/families.py [--stories N] [--json FILE]

Makes N stories and of each the versions that papers print of it: cut, reset with other words, badly scanned, under
other headlines. Beside them stand columns made from forms, as papers print them every day: stock reports, weather,
deaths, results, court and ship news. Prints for each kind of version how many are found again (recall), and for each
kind of column how many pairs are taken for one story (false families). Judges nothing.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newsreader.text.sketches import Likeness, Sketch, likeness, sketch
from tests.bench.articles import ArticleMaker
from tests.bench.newspaper_columns import Columns

_FIRST = ["Anna", "Peter", "Maria", "John", "Elsa", "Victor", "Clara", "Henry", "Ida", "Paul", "Ruth", "George"]
_LAST = ["Brook", "Vale", "Stern", "Harrow", "Lund", "Reyes", "Finch", "Oakes", "Moran", "Sutter", "Quill"]
_TOWNS = ["Tarn", "Aldport", "Brackley", "Cobham", "Dunmere", "Eastwick", "Fallow", "Greyford", "Hexley"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CONFUSED = {
    "e": "c", "c": "e", "l": "1", "i": "l", "o": "0", "n": "u", "u": "n", "h": "b", "s": "f", "t": "r", "a": "o",
    "r": "v", "m": "rn", "d": "cl", "g": "q", "w": "vv",
}  # fmt: skip
_RIGHTS = "Copyright 2011 The Wire Service. All rights reserved. This material may not be published or redistributed."


class Versions:
    """What papers make of a story, and what scanners make of papers."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.maker = ArticleMaker(seed, vocabulary=20_000)

    def story(self, words: int = 500) -> str:
        """The body of a story: paragraphs of running words, with a name or a number in every tenth place."""
        draw, body = self.draw, "\n\n".join(self.maker.article(words).split("\n\n")[3:-2])
        told = [f"{draw.choice(_FIRST)} {draw.choice(_LAST)}" for _ in range(5)] + draw.sample(_TOWNS, 3)
        return " ".join(
            word if draw.random() > 0.1 else draw.choice((*told, str(draw.randint(2, 1990)), draw.choice(_DAYS)))
            for word in body.split(" ")
        )

    def printed(self, body: str) -> str:
        """A body under a headline, byline and dateline of a paper's own, with a line about rights."""
        draw = self.draw
        head = " ".join(self.maker._draw(draw.randint(4, 9))).capitalize()
        name = f"By {draw.choice(_FIRST)} {draw.choice(_LAST)}"
        return f"{head}\n\n{name}\n\n{draw.choice(_TOWNS).upper()}, {draw.choice(_DAYS)}. {body}\n\n{_RIGHTS}"

    def cut(self, body: str, share: float) -> str:
        """The beginning of a body."""
        words = body.split(" ")
        return " ".join(words[: max(1, round(len(words) * share))])

    def scanned(self, body: str, share: float) -> str:
        """A body with this share of its characters misread, lost, or split off by a space."""
        draw = self.draw
        found = []
        for char in body:
            if draw.random() >= share or char.isspace():
                found.append(char)
            else:
                known = _CONFUSED.get(char, "")
                found.append(
                    draw.choice((known or "·", known or "", draw.choice("abdefhkmnoprstuvwy"), "", char + " "))
                )
        return "".join(found)

    def edited(self, body: str, share: float) -> str:
        """A body with this share of its words changed, left out or added, anywhere."""
        draw, found = self.draw, []
        for word in body.split(" "):
            if draw.random() >= share:
                found.append(word)
                continue
            other = self.maker._draw(1)[0]
            found += draw.choice(([other], [], [word, other]))
        return " ".join(found)

    def rewritten(self, body: str, share: float) -> str:
        """A body with this share of its sentences written anew."""
        draw = self.draw
        found = [
            " ".join(self.maker._draw(len(sentence.split()))) if draw.random() < share else sentence
            for sentence in body.split(". ")
        ]
        return ". ".join(found)


def kinds(versions: Versions) -> dict[str, Callable[[str], str]]:
    """What is done to the body of the second printing, by name."""
    v = versions
    made: dict[str, Callable[[str], str]] = {"nothing": lambda body: body}
    made |= {f"cut to {share:.0%}": partial(v.cut, share=share) for share in (0.75, 0.5, 0.3, 0.2)}
    made |= {f"OCR, {share:.0%} of characters in both": partial(v.scanned, share=share) for share in (0.01, 0.02)}
    made |= {f"{share:.0%} of words edited": partial(v.edited, share=share) for share in (0.05, 0.1, 0.2, 0.3, 0.5)}
    made |= {f"{share:.0%} of sentences rewritten": partial(v.rewritten, share=share) for share in (0.2, 0.3, 0.5)}
    made["cut to 50%, OCR 1% in both"] = lambda body: v.scanned(v.cut(body, 0.5), 0.01)
    made["cut to 50%, 10% of words edited"] = lambda body: v.edited(v.cut(body, 0.5), 0.1)
    return made


def pair(versions: Versions, name: str, change: Callable[[str], str], words: int) -> tuple[str, str]:
    """Two printings of one story."""
    body = versions.story(words)
    first = body
    if "OCR" in name:
        first = versions.scanned(body, 0.02 if "2%" in name else 0.01)
    return versions.printed(first), versions.printed(change(body))


def unrelated(versions: Versions) -> str:
    """Another story with the same line about rights."""
    return versions.printed(versions.story(120))


# -- measuring ---------------------------------------------------------------------------------------------------------


def measure(stories: int) -> dict[str, Any]:
    """Recall by kind of version and length, and false pairs by kind of column."""
    versions = Versions(11)
    found: dict[str, Any] = {"recall": {}, "false": {}}
    for words in (500, 120):
        for name, change in kinds(versions).items():
            pairs = (pair(versions, name, change, words) for _ in range(stories))
            likes = [likeness(sketch(one), sketch(other)) for one, other in pairs]
            found["recall"][f"{name} ({words} words)"] = _of_kind(likes)
    makers: dict[str, Callable[[], str]] = {**Columns(5).makers, "unrelated stories": lambda: unrelated(versions)}
    for name, make in makers.items():
        sketches = [sketch(make()) for _ in range(stories)]
        found["false"][name] = _of_kind(list(_all_pairs(sketches)))
    return found


def _all_pairs(sketches: list[Sketch]) -> Iterator[Likeness]:
    for place, one in enumerate(sketches):
        for other in sketches[:place]:
            yield likeness(one, other)


def _of_kind(likes: list[Likeness]) -> dict[str, float]:
    ranked = sorted(like.resemblance for like in likes)
    within = sorted(like.containment for like in likes)
    return {
        "pairs": len(likes),
        "same_story": sum(like.is_same_story for like in likes) / len(likes),
        "resemblance": ranked[len(ranked) // 2],
        "containment": within[len(within) // 2],
        "most_resemblance": ranked[-1],
        "most_containment": within[-1],
    }


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=200, help="N, default 200")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    figures = measure(arguments.stories)
    for part, rows in figures.items():
        print(f"{part:<48}{'pairs':>8}{'one story':>11}{'resembl.':>10}{'contained':>11}{'most':>7}{'most':>7}")
        for name, row in rows.items():
            print(
                f"  {name:<46}{row['pairs']:>8,}{row['same_story']:>11.2%}{row['resemblance']:>10.2f}"
                f"{row['containment']:>11.2f}{row['most_resemblance']:>7.2f}{row['most_containment']:>7.2f}"
            )
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
