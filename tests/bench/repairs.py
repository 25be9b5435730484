"""Measures repairs on passages whose right text is known: error rates before and after, and the precision of each kind.

    python tests/bench/repairs.py --data ../shared/data [--json FILE]

The data are pairs of a misread passage and its right text (`ocr_pairs/*.jsonl`), which are not part of the project;
rapidfuzz is needed. Some right texts keep the marks of line ends (`un¬ verkennbar`); error rates are therefore given
twice: against the right text as it stands, and with its own marks joined.

A corrected word is *right* when the right text has it at that place, *harm* when that has what was printed, *other*
when neither. Any other repair is *right* when it brings the text nearer to the right one, *harm* when farther. Prints
figures and judges nothing.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newsreader.domain.article import SourceArticle
from newsreader.domain.repair import Repair
from newsreader.text import offsets
from newsreader.text.prepare import prepare

_JOINT = re.compile(r"[-¬\s]")


def main() -> None:
    """Prints two tables in Markdown: the sets, and the kinds of repairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with ocr_pairs/")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    sets = {path.stem: [_measured(row) for row in _rows(path)] for path in sorted(args.data.glob("ocr_pairs/*.jsonl"))}
    rates = {name: {reading: _rate(rows, reading) for reading in ("stands", "joined")} for name, rows in sets.items()}
    print("| set | passages | error rate, as the right text stands | made worse | its marks joined | made worse |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, rate in rates.items():
        cells = " | ".join(
            f"{each['before']:.4f} → {each['after']:.4f} | {each['worse']:.1%}" for each in rate.values()
        )
        print(f"| {name} | {len(sets[name])} | {cells} |")
    kinds = _kinds(sets)
    print("\n| repair | language | set | made | right | harm | other |\n|---|---|---|---:|---:|---:|---:|")
    for (rule, language, name), count in sorted(kinds.items()):
        made = sum(count.values())
        print(f"| {rule} | {language} | {name} | {made} | {_shares(count, made)} |")
    if args.json:
        table = [{"rule": key[0], "language": key[1], "set": key[2], **count} for key, count in sorted(kinds.items())]
        args.json.write_text(json.dumps({"sets": rates, "kinds": table}, indent=1), encoding="utf-8")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _measured(row: dict[str, Any]) -> dict[str, Any]:
    raw = row["noisy"]
    article = prepare(SourceArticle(raw, "passage.txt", "text", "utf-8", "0" * 64, len(raw)))
    right = {"stands": _flat(row["clean"]), "joined": _flat(re.sub(r"¬\s*", "", row["clean"]))}
    texts = _flat(raw), _flat(article.clean)
    return {
        "language": row["language"],
        "length": {name: len(text) for name, text in right.items()},
        "errors": {name: tuple(Levenshtein.distance(text, truth) for text in texts) for name, truth in right.items()},
        "verdicts": [
            (repair.rule, _verdict(raw, article.repairs, index, right["joined"]))
            for index, repair in enumerate(article.repairs)
            if repair.rule.startswith(("ocr.", "hyphen.", "abbreviation", "space.punctuation", "long-s", "mojibake"))
        ],
    }


def _verdict(raw: str, repairs: tuple[Repair, ...], index: int, truth: str) -> str:
    """What the right text says of one repair, all others made."""
    repair = repairs[index]
    made = offsets.apply(raw, repairs)
    if not repair.rule.startswith("ocr."):
        without = offsets.apply(raw, [*repairs[:index], *repairs[index + 1 :]])
        gain = Levenshtein.distance(_flat(without), truth) - Levenshtein.distance(_flat(made), truth)
        return "right" if gain > 0 else "harm" if gain < 0 else "other"
    start = repair.start + sum(len(each.after) - len(each.before) for each in repairs[:index])
    place = _places(made, truth)
    there = truth[place[start][0] : place[start + len(repair.after) - 1][1]].replace("ſ", "s")
    if _JOINT.sub("", there) == repair.after:
        return "right"
    return "harm" if there == repair.before else "other"


def _places(text: str, truth: str) -> list[tuple[int, int]]:
    """For each character of a text where it stands in the right text, as a span that may be empty."""
    found: list[tuple[int, int]] = []
    for edit in Levenshtein.opcodes(text, truth):
        for step in range(edit.src_end - edit.src_start):
            at = edit.dest_start + (step if edit.tag in ("equal", "replace") else 0)
            found.append((at, at + (edit.tag in ("equal", "replace"))))
    return found


def _rate(rows: list[dict[str, Any]], reading: str) -> dict[str, float]:
    length = sum(row["length"][reading] for row in rows)
    before, after = (sum(row["errors"][reading][place] for row in rows) / length for place in (0, 1))
    worse = sum(row["errors"][reading][1] > row["errors"][reading][0] for row in rows) / len(rows)
    return {"before": before, "after": after, "worse": worse}


def _kinds(sets: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str, str], Counter[str]]:
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for name, rows in sets.items():
        for row in rows:
            for rule, verdict in row["verdicts"]:
                found[rule, row["language"], name][verdict] += 1
    return found


def _shares(count: Counter[str], made: int) -> str:
    return " | ".join(f"{count[verdict] / made:.3f}" for verdict in ("right", "harm", "other"))


if __name__ == "__main__":
    main()
