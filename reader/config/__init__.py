"""The reader's settings: a frozen `Config`, the file it comes from, and where files are."""

from __future__ import annotations

from reader.config.places import config_path, library_folder
from reader.config.reading import Loaded, load, parse
from reader.config.values import Config, KeyOverride, Problem, with_name
from reader.config.writing import as_toml

__all__ = [
    "Config",
    "KeyOverride",
    "Loaded",
    "Problem",
    "as_toml",
    "config_path",
    "library_folder",
    "load",
    "parse",
    "with_name",
]
