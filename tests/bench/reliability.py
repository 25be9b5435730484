"""How reliable the confidences of extraction are, measured on the development data.

    python tests/bench/reliability.py [--data ../shared/data] [--write] [--docs docs/reliability.md]

Takes every article whose truth is known: the web pages of the manifest; the hipe texts under the names their
collections give the files; and the same texts below a head built from the truth in one of the forms of databases, drawn
with a seed. Compares each extracted value with the truth, rule by rule.

--write sets `resources/rules/confidence.json` right: how far the stated confidence of each rule was off, shrunk towards
no change as if PRIOR more articles had agreed with it; kinds of articles count by WEIGHTS. The table of the docs says
what this does to texts it was not fitted on: the data are cut in two by the name of the article, fitted on one half and
measured on the other.
"""

import argparse
import datetime as dt
import json
import random
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import html
from newsreader.text import calibration
from newsreader.text.prepare import prepare

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "resources" / "rules" / "confidence.json"
PRIOR = 20
WEIGHTS = {"web page": 1.0, "named file": 0.5, "built head": 0.1}
"""How much an article counts: files of a collection are named alike; heads built by us are cleaner than found ones."""
FEWEST = 5
DERIVED = frozenset(
    f"{name}.{basis}"
    for name in ("country", "place", "paper_id", "language", "subdivision", "region")
    for basis in ("title", "place", "country")
)
"""Rules that conclude from another value: as sure as that, which is set right itself."""
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.001)
FIELDS = {
    "headline": "headline", "authors": "byline", "date": "date", "country": "country", "language": "language",
    "paper": "paper", "page": "page",
}  # fmt: skip
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
}
PAGE_WORDS = {"en": "page", "de": "Seite", "fr": "page", "sv": "sida", "fi": "sivu"}
HEADLINES = {
    "en": "The new bridge over the river", "de": "Die neue Brücke über den Fluss", "fr": "Le nouveau pont du fleuve",
    "sv": "Den nya bron över älven", "fi": "Uusi silta joen yli",
}  # fmt: skip


class Judged(NamedTuple):
    """One extracted value and whether it is right."""

    article: str
    kind: str
    field: str
    rule: str
    confidence: float
    is_right: bool


def main() -> None:
    """Measures, prints, and writes what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--write", action="store_true", help="set resources/rules/confidence.json right")
    parser.add_argument("--docs", type=Path, help="write the tables of this page of the docs anew")
    args = parser.parse_args()
    if not (args.data / "manifest.jsonl").is_file():
        raise SystemExit(f"{args.data} holds no development data; name its folder with --data")
    judged = list(judge(args.data, {}))
    table = fitted(judged)
    halves = [fitted(one for one in judged if half_of(one) == half) for half in (0, 1)]
    crossed = [one for half in (0, 1) for one in judge(args.data, halves[1 - half]) if half_of(one) == half]
    text = report(judged, crossed, table)
    print(text)
    if args.write:
        comment = "How far the confidence a rule states was off; made by tests/bench/reliability.py --write."
        rows = ",\n".join(f"  {json.dumps(rule)}: {json.dumps(entry)}" for rule, entry in sorted(table.items()))
        TABLE.write_text(f'{{\n "comment": {json.dumps(comment)},\n "rules": {{\n{rows}\n }}\n}}\n', encoding="utf-8")
    if args.docs:
        page = args.docs.read_text(encoding="utf-8")
        start, end = page.index("<!-- tables -->"), page.index("<!-- end -->")
        args.docs.write_text(f"{page[:start]}<!-- tables -->\n\n{text}\n\n{page[end:]}", encoding="utf-8")


def half_of(one: Judged) -> int:
    """Which half of the data an article belongs to, by its name."""
    return zlib.crc32(one.article.encode()) % 2


def judge(data: Path, table: dict[str, dict[str, float]]) -> Iterator[Judged]:
    """Every extracted value of every article whose truth is known, with confidences set right by a table."""
    shifts = {rule: entry["shift"] for rule, entry in table.items()}
    calibration._shifts = lambda: shifts  # type: ignore[assignment]  # in place of the cached table
    for line in (data / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["kind"] == "article":
            path = data / entry["path"]
            try:
                article = prepare(html.read_page(path.read_bytes(), Path(path.name)))
            except SourceFileError:
                continue
            yield from compared(entry["id"], "web page", article, entry["expected"])
    chance = random.Random(1904)
    for line in (data / "articles_hipe" / "hipe2022.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        truth = {key: value for key, value in entry["expected"].items() if key in FIELDS}
        if str(truth.get("paper")) in ("Fraktur", "Antiqua") or re.match(r"sn\d", str(truth.get("paper"))):
            del truth["paper"]
        yield from compared(entry["id"], "named file", prepared(entry["text"], f"{entry['id']}.txt"), truth)
        built = head_of(truth, chance)
        if built:
            head, told = built
            yield from compared(entry["id"], "built head", prepared(head + entry["text"], "in.txt"), {**truth, **told})


def prepared(text: str, path: str) -> PreparedArticle:
    """A plain text as the archive would take it."""
    return prepare(SourceArticle(text, path, "text", "utf-8", "0", len(text.encode())))


def head_of(truth: dict[str, Any], chance: random.Random) -> tuple[str, dict[str, Any]] | None:
    """A head in one of the forms of databases, and what it says besides."""
    paper, date, language = truth.get("paper"), str(truth.get("date") or ""), str(truth.get("language"))
    if not paper or not re.fullmatch(r"\d{4}-\d\d-\d\d", date) or language not in MONTHS:
        return None
    day = dt.date.fromisoformat(date)
    month = MONTHS[language].split()[day.month - 1]
    words = {
        "en": f"{month} {day.day}, {day.year}",
        "de": f"{day.day}. {month} {day.year}",
        "fi": f"{day.day}. {month} {day.year}",
    }.get(language, f"{day.day} {month} {day.year}")
    page, headline = str(chance.randint(1, 24)), HEADLINES[language]
    forms: list[Callable[[], str]] = [
        lambda: f"{paper}, {words}, {PAGE_WORDS[language]} {page}\n\n{headline}\n\n",
        lambda: f"{paper} · {words} · {page and 'A' + page}\n\n{headline}\n\n",
        lambda: f"{paper}\n{words}\n\n{headline}\n\n",
        lambda: f"{headline}\n{paper}, {words}\n\n",
        lambda: f"Title: {headline}\nNewspaper: {paper}\nDate: {words}\nPage: {page}\n\n",
        lambda: f"{headline}\n\n{paper}\n{date}\n\n",
        lambda: f"{paper} ({words}), p. {page}\n\n{headline}\n\n",
        lambda: f"{paper}\n\n{words}\n\n{headline}\n\nLENGTH: 312 words\n\n",
    ]
    head = chance.choice(forms)()
    told: dict[str, Any] = {"headline": headline}
    if f"A{page}" in head:
        told["page"] = f"A{page}"
    elif re.search(rf"(?<!\d){page}\)?\n|p\. {page}|[Pp]age: {page}", head):
        told["page"] = page
    return head, told


def compared(article: str, kind: str, found: PreparedArticle, truth: dict[str, Any]) -> Iterator[Judged]:
    """The extracted values of an article whose truth is known."""
    for key, name in FIELDS.items():
        field = found.fields.get(name)
        if field is None or not truth.get(key):
            continue
        evidence = field.evidence
        yield Judged(article, kind, name, evidence.rule, evidence.confidence, is_same(name, truth[key], field.value))


def is_same(name: str, want: Any, got: Any) -> bool:
    """Whether a value is the true one, as a reader would judge."""
    if name == "byline":
        return {fold(person) for person in want} == {fold(person) for person in got}
    if name == "date":
        return str(got)[:10] == str(want)[:10]
    if name == "language":
        return str(got)[:2] == str(want)[:2]
    if name == "paper":
        ours, theirs = (re.sub(r"^(the|le|la|les|der|die|das|de|het|l) ", "", fold(value)) for value in (got, want))
        return theirs.startswith(ours) or ours.startswith(theirs)
    return fold(want) == fold(got)


def fold(text: object) -> str:
    """Letters and digits without case and accents."""
    plain = unicodedata.normalize("NFKD", str(text)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"\W+", " ", plain).split())


def fitted(judged: Iterable[Judged]) -> dict[str, dict[str, float]]:
    """For each rule seen often enough: articles, right ones, and how much its confidence is to be raised or lowered."""
    rules: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        rules[one.rule].append(one)
    table = {}
    for rule, ones in rules.items():
        if len(ones) < FEWEST or rule in DERIVED:
            continue
        weight = sum(WEIGHTS[one.kind] for one in ones)
        stated = sum(WEIGHTS[one.kind] * one.confidence for one in ones) / weight
        right = sum(WEIGHTS[one.kind] * one.is_right for one in ones)
        shift = (right + PRIOR * stated) / (weight + PRIOR) - stated
        table[rule] = {"articles": len(ones), "right": sum(one.is_right for one in ones), "shift": round(shift, 3)}
    return table


def report(judged: list[Judged], crossed: list[Judged], table: dict[str, dict[str, float]]) -> str:
    """The tables: by confidence before and after, by rule."""
    lines = [f"{len(judged):,} values of {len({one.article for one in judged}):,} articles.", ""]
    lines += ["| | stated by the rules | set right, on the other half |", "|---|---:|---:|"]
    lines += [f"| Brier score | {brier(judged):.4f} | {brier(crossed):.4f} |"]
    lines += [f"| expected calibration error | {error(judged):.4f} | {error(crossed):.4f} |", ""]
    lines += ["| confidence | values | mean | right | | values, set right | mean | right |"]
    lines += ["|---|---:|---:|---:|---|---:|---:|---:|"]
    for low, high in pairwise(BINS):
        cells = []
        for ones in (judged, crossed):
            here = [one for one in ones if low <= one.confidence < high]
            mean = f"{sum(one.confidence for one in here) / len(here):.3f}" if here else "–"
            right = f"{sum(one.is_right for one in here) / len(here):.3f}" if here else "–"
            cells.append(f"{len(here)} | {mean} | {right}")
        lines.append(f"| {low:.2f}–{min(high, 1):.2f} | {cells[0]} | | {cells[1]} |")
    lines += ["", "| rule | kind of article | values | stated | right | set to |", "|---|---|---:|---:|---:|---:|"]
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.rule].append(one)
    for rule, ones in sorted(groups.items()):
        stated = sum(one.confidence for one in ones) / len(ones)
        share = sum(one.is_right for one in ones) / len(ones)
        kinds = ", ".join(sorted({one.kind for one in ones}))
        too_few = "as its basis" if rule in DERIVED else "too few"
        after = f"{stated + table[rule]['shift']:.3f}" if rule in table else too_few
        lines.append(f"| {rule} | {kinds} | {len(ones)} | {stated:.3f} | {share:.3f} | {after} |")
    return "\n".join(lines)


def brier(ones: list[Judged]) -> float:
    """Mean square of the difference between confidence and truth."""
    return sum((one.confidence - one.is_right) ** 2 for one in ones) / len(ones)


def error(ones: list[Judged]) -> float:
    """Expected calibration error over `BINS`."""
    total = 0.0
    for low, high in pairwise(BINS):
        here = [one for one in ones if low <= one.confidence < high]
        total += abs(sum(one.confidence - one.is_right for one in here))
    return total / len(ones)


if __name__ == "__main__":
    main()
