"""Resources and migrations are found alike from a checkout, an editable install, a wheel and a source archive."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

PROBE = """
import json, pathlib, sys, newsreader
from newsreader import resources
from newsreader.archive.archive import Archive
archive = Archive.create(pathlib.Path(sys.argv[1]))
archive.close()
print(json.dumps({
    "package": str(pathlib.Path(newsreader.__file__).parent),
    "resources": str(resources.root()),
    "articles": len(list(resources.path("sample", "articles").rglob("*.txt"))),
    "icons": len(list(resources.path("icons").glob("*.svg"))),
    "readme": resources.text("README.md")[:11],
}))
"""


def _run(*command: str | Path, cwd: Path, **extra: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment | extra, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _build(what: str, source: Path, into: Path) -> Path:
    _run(sys.executable, "-m", "build", f"--{what}", "--no-isolation", "--outdir", into, source, cwd=into)
    (built,) = into.glob("*.whl" if what == "wheel" else "*.tar.gz")
    return built


def _fresh_environment(folder: Path) -> Path:
    """A virtual environment that sees the libraries of this one but not its newsreader."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    (site,) = folder.rglob("site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def _install(python: Path, cwd: Path, *what: str | Path) -> None:
    offline = ("--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    _run(sys.executable, "-m", "pip", "--python", python, "install", *offline, *what, cwd=cwd)


def _probe(python: Path, cwd: Path, **extra: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run(python, "-c", PROBE, cwd / "archive", cwd=cwd, **extra))
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return _build("wheel", CHECKOUT, tmp_path_factory.mktemp("wheel"))


def _expected_articles() -> int:
    return len(list((CHECKOUT / "resources" / "sample" / "articles").rglob("*.txt")))


def test_from_the_checkout(tmp_path: Path) -> None:
    found = _probe(Path(sys.executable), tmp_path, PYTHONPATH=str(CHECKOUT))
    assert Path(found["resources"]) == CHECKOUT / "resources"
    assert found["articles"] == _expected_articles()
    assert found["icons"] > 10


def test_from_an_editable_install(tmp_path: Path) -> None:
    python = _fresh_environment(tmp_path / "venv")
    _install(python, tmp_path, "--editable", CHECKOUT)
    found = _probe(python, tmp_path)
    assert Path(found["package"]) == CHECKOUT / "newsreader"
    assert Path(found["resources"]) == CHECKOUT / "resources"
    assert found["articles"] == _expected_articles()


def test_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    python = _fresh_environment(tmp_path / "venv")
    _install(python, tmp_path, wheel)
    found = _probe(python, tmp_path)
    package = Path(found["package"])
    assert package.is_relative_to(tmp_path)
    assert Path(found["resources"]) == package / "resources"
    assert found["articles"] == _expected_articles()
    assert found["icons"] > 10
    assert found["readme"] == "# Resources"


def test_the_command_of_the_wheel_makes_the_sample_archive(wheel: Path, tmp_path: Path) -> None:
    python = _fresh_environment(tmp_path / "venv")
    _install(python, tmp_path, wheel)
    places = {f"NEWSREADER_{name}_DIR": str(tmp_path / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    command = next(python.parent.glob("newsreader*"))
    made = json.loads(_run(command, "demo", "--no-window", "--json", cwd=tmp_path, **places))
    assert made["articles"] > _expected_articles(), "those of the digitized issues come on top"
    assert len(list((tmp_path / "data").rglob("*.jpg"))) == 5, "their pages are kept with the archive"


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"newsreader"}
    assert "newsreader/py.typed" in names
    assert any(name.startswith("newsreader/archive/migrations/0001") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    source = _build("sdist", CHECKOUT, tmp_path)
    with tarfile.open(source) as archive:
        # Python 3.11.2 of Debian 12 has no filters yet; later ones warn without one.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path / "unpacked")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    for path in ("packaging/try.sh", "packaging/test.sh", "tests/integration/test_wheel.py", "docs/architecture.md"):
        assert (unpacked / path).is_file(), path
    (tmp_path / "again").mkdir()
    again = _build("wheel", unpacked, tmp_path / "again")
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())
