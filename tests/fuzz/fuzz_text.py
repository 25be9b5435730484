"""Coverage-guided fuzzing of readers, repair and extraction: any bytes, any text.

    pip install "newsreader[fuzz]"
    python tests/fuzz/fuzz_text.py FOLDER [libFuzzer options]
    python tests/fuzz/fuzz_text.py /tmp/corpus -max_total_time=3600 -dict=tests/fuzz/text.dict -artifact_prefix=/tmp/

FOLDER keeps the inputs that reached new code; it is filled with a few articles when it is empty. An input is an article
as text (in any of several languages), the bytes of a file, or a passage repeated to 100 kB, which finds what takes more
than linear time. What is checked stands in `soundness.py`; the first input that fails is written to `crash-…`.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
atheris: Any = importlib.import_module("atheris")  # comes without types, and only with the extra

with atheris.instrument_imports(include=["newsreader.text", "newsreader.formats"]):
    from tests.fuzz import soundness

_LANGUAGES = ("", "en", "de", "fr", "es", "it")
_LONG = 100_000
_SLACK = 4.0
"""Traced code takes about so many times as long."""
_FOLDER = Path(tempfile.mkdtemp(prefix="newsreader-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def test_one_input(data: bytes) -> None:
    """Checks one input; its first byte says what kind it is."""
    kind, rest = data[:1], data[1:]
    number = kind[0] if kind else 0
    if number < 96:
        soundness.check_file(rest, _FOLDER, slack=_SLACK)
    elif number < 240:
        text = rest.decode("utf-8", "surrogateescape")
        soundness.check_text(text, _LANGUAGES[number % len(_LANGUAGES)], slack=_SLACK)
    else:
        text = rest.decode("utf-8", "replace")
        if text:
            soundness.check_text(text * (_LONG // len(text)), _LANGUAGES[number % len(_LANGUAGES)], slack=_SLACK)


def seed(folder: Path) -> None:
    """Fills an empty folder with articles of the sample and a few pages."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    from newsreader import resources

    for number, file in enumerate(sorted(resources.path("sample", "articles").rglob("*.txt"))):
        data = file.read_bytes()[:4_000]
        (folder / f"file-{number}").write_bytes(b"\x01" + data)
        (folder / f"text-{number}").write_bytes(bytes([100 + number % 100]) + data)
    page = (
        b'<html lang="en"><head><title>Strike ends</title><meta name="author" content="Anna Brook">'
        b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"Strike ends","datePublished":'
        b'"1994-05-03","author":[{"name":"Anna Brook"}]}</script></head><body><nav>Home</nav><article>'
        b"<h1>Strike ends</h1><p>By Anna Brook</p><p>LONDON, May 3 - The strike ended.</p>"
        b"</article></body></html>"
    )
    (folder / "page").write_bytes(b"\x02" + page)
    (folder / "passage").write_bytes(b"\xf8a- b 3 May 1904 By A. and ")


def main() -> None:
    """Runs the fuzzer."""
    folders = [Path(each) for each in sys.argv[1:] if not each.startswith("-")]
    if not folders:
        raise SystemExit(__doc__)
    if folders[0].is_dir() or not folders[0].exists():
        seed(folders[0])
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
