"""newsreader: a desktop archival reader for digitized newspapers."""

__version__ = "0.1.0"
