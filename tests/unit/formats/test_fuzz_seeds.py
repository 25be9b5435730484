"""The inputs that fuzzing begins with are read, each as what it is; and changing them breaks nothing at once."""

import random
from pathlib import Path

import pytest

from newsreader.formats import reader
from tests.fuzz import format_checks, format_seeds, mutations

_FORMATS = {
    "mets": {"mets"}, "alto": {"alto"}, "didl": {"didl"}, "page": {"page"}, "hocr": {"hocr"}, "json": {"json"},
    "wire": {"nitf", "newsml", "ninjs", "iptc7901", "anpa1312"}, "table": {"table"}, "html": {"html"}, "text": {"text"},
    "pdf": {"pdf"}, "mhtml": {"mhtml", "html"}, "exports": {"texts", "ris", "table", "text"},
}  # fmt: skip
_PARSERS = sorted(set(format_seeds.SEEDS) - {"image"})


@pytest.mark.parametrize("parser", _PARSERS)
def test_every_seed_is_read(parser: str, tmp_path: Path) -> None:
    format_checks.target(parser, tmp_path)
    formats = set()
    for number, data in enumerate(format_seeds.SEEDS[parser]()):
        path = tmp_path / f"seed-{number}"
        path.write_bytes(data)
        found = list(reader.read(path))
        assert found, number
        formats |= {article.format for article in found}
        for article in found:
            format_checks.check_source(article)
    if parser in _FORMATS:
        assert formats <= _FORMATS[parser]


@pytest.mark.parametrize("parser", sorted(set(format_seeds.SEEDS) - {"pdf"}))
def test_a_few_changed_inputs(parser: str, tmp_path: Path) -> None:
    check = format_checks.target(parser, tmp_path)
    chance = random.Random(3)
    seeds = format_seeds.SEEDS[parser]()
    check.slack = 10  # type: ignore[attr-defined]  # the machine may be busy
    for _ in range(12):
        check(mutations.mutated(chance.choice(seeds), chance.choice(seeds), chance))
