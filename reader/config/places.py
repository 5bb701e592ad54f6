"""Where the program's files are."""

from __future__ import annotations

import os
from pathlib import Path

APP = "broadsheet"
CONFIG_FILE = "config.toml"


def config_path() -> Path:
    """The settings file: `$BROADSHEET_CONFIG` (a file or a folder), else the user's config folder.

    The file need not exist.
    """
    named = os.environ.get("BROADSHEET_CONFIG")
    if named:
        path = Path(named).expanduser()
        return path / CONFIG_FILE if path.is_dir() else path
    from platformdirs import user_config_path  # 8 ms, and every command imports this module

    return user_config_path(APP, appauthor=False) / CONFIG_FILE


def library_folder() -> Path:
    """The folder of the library: `$BROADSHEET_LIBRARY`, else the user's data folder."""
    named = os.environ.get("BROADSHEET_LIBRARY")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)
