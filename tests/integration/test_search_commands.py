"""Searching from the terminal: filters, counts over time, records, synonyms, words, saved searches."""

import json
from pathlib import Path

from tests.integration.command import Newsreader

TEXTS = {
    "one": ("Harbour strike", "The Globe", "Canada", "1919-05-14", "The strike at Petrograd."),
    "two": ("Second day", "Irish Mail", "Ireland", "1919-06-02", "A ftrike at Leningrad."),
    "three": ("Third day", "Le Jour", "France", "1920-01-01", "The strike is over."),
}


def test_a_searcher_s_day(newsreader: Newsreader, tmp_path: Path) -> None:
    """One archive and one process a command: filters, time, record, misreadings, synonyms, words, saved searches."""
    folder = tmp_path / "in"
    folder.mkdir()
    ids: dict[str, str] = {}
    for name, (headline, paper, country, date, text) in TEXTS.items():
        head = f"Title: {headline}\nNewspaper: {paper}\nCountry: {country}\nDate: {date}\n"
        (folder / f"{name}.txt").write_text(f"{head}\n{text}\n", encoding="utf-8")
    newsreader.ok("import", folder)
    for hit in newsreader.ok("search", "", "--json").json["hits"]:
        ids[next(name for name, about in TEXTS.items() if about[1] == hit["paper"])] = hit["id"]

    def found(*arguments: str) -> set[str]:
        hits = newsreader.ok("search", *arguments, "--json").json["hits"]
        return {name for name, id_ in ids.items() if id_ in {hit["id"] for hit in hits}}

    assert found("strike") == {"one", "three"}
    both = ("--filter", "country=canada", "--filter", "country=IE")
    assert found("strike OR ftrike", *both) == {"one", "two"}
    assert found("~strike", "--ocr", "--exclude", "year=1919") == {"three"}
    facets = newsreader.ok("search", "strike OR ftrike", *both, "--facets", "country,year", "--json").json["facets"]
    assert facets == {"country": [["CA", 1], ["FR", 1], ["IE", 1]], "year": [["1919", 2]]}
    months = newsreader.ok("search", "strike OR ftrike", "--by", "month", "--json").json["periods"]
    assert months == [["1919-05", 1], ["1919-06", 1], ["1920-01", 1]]

    record = tmp_path / "record.json"
    told = newsreader.ok("search", "ocr:strike", "--sort", "date", "--by", "month", "--record", record).out
    assert "1919-05\t1" in told
    assert "read rightly or not strike: 3; also ftrike" in told
    kept = json.loads(record.read_text(encoding="utf-8"))
    assert kept["ids"] == [ids["one"], ids["two"], ids["three"]]
    assert (kept["total"], kept["query"], kept["sort"]) == (3, "ocr:strike", "date")

    newsreader.ok("synonyms", "add", "Petrograd = Leningrad = St. Petersburg")
    assert found("~petrograd") == {"one", "two"}
    entries = newsreader.ok("synonyms", "list", "--json").json["synonyms"]
    assert [entry["words"] for entry in entries] == [["Petrograd", "Leningrad", "St. Petersburg"]]
    file = tmp_path / "list.txt"
    newsreader.ok("synonyms", "export", "-o", file)
    newsreader.ok("synonyms", "remove", entries[0]["number"])
    assert newsreader.ok("synonyms", "import", file, "--json").json["known"] == 0

    terms = newsreader.ok("terms", "*trike", "--by", "year", "--json").json
    assert [(one["word"], one["articles"], one["years"]) for one in terms["terms"]] == [
        ("strike", 2, [[1919, 1], [1920, 1]]),
        ("ftrike", 1, [[1919, 1]]),
    ]

    newsreader.ok("searches", "save", "Docks", "strike")
    (folder / "four.txt").write_text("Another strike, in Halifax this time.\n", encoding="utf-8")
    newsreader.ok("import", folder / "four.txt")
    assert [(one["total"], one["new"]) for one in newsreader.ok("searches", "list", "--json").json["searches"]] == [
        (3, 1)
    ]
    assert len(newsreader.ok("searches", "new", "docks", "--json").json["new"]) == 1
    assert newsreader.ok("searches", "run", "Docks", "--json").json["total"] == 3
    assert newsreader.ok("searches", "new", "Docks", "--json").json["new"] == []
    assert newsreader.ok("searches", "history", "--json").json == {"on": True, "history": []}
