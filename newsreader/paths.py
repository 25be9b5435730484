"""Where things live on this machine: archives, the index cache, settings.

Every place can be moved with an environment variable, which tests and portable installs use.
"""

import os
from pathlib import Path

import platformdirs

_APP = "newsreader"


def _place(variable: str, default: str) -> Path:
    given = os.environ.get(variable)
    return Path(given) if given else Path(default)


def data_dir() -> Path:
    """Where archives are made when no folder is given (`NEWSREADER_DATA_DIR`)."""
    return _place("NEWSREADER_DATA_DIR", platformdirs.user_data_dir(_APP, appauthor=False))


def cache_dir() -> Path:
    """Where search indexes live (`NEWSREADER_CACHE_DIR`); all of it can be thrown away."""
    return _place("NEWSREADER_CACHE_DIR", platformdirs.user_cache_dir(_APP, appauthor=False))


def config_dir() -> Path:
    """Where settings live (`NEWSREADER_CONFIG_DIR`)."""
    return _place("NEWSREADER_CONFIG_DIR", platformdirs.user_config_dir(_APP, appauthor=False))


def default_archive() -> Path:
    """The archive used when the user has not chosen one."""
    return data_dir() / "archive"


def sample_archive() -> Path:
    """The archive that `newsreader demo` makes."""
    return data_dir() / "sample"


def index_dir(archive_uuid: str) -> Path:
    """The folder of one archive's search index, in the user's cache and never in the archive."""
    return cache_dir() / "index" / archive_uuid
