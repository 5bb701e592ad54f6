"""Where the shared real inputs are; tests that need them skip, saying so, where they are absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = Path(__file__).resolve().parent / "samples"


def data_folder() -> Path:
    """`$BROADSHEET_DATA`, else `../shared/data` beside the project."""
    return Path(os.environ.get("BROADSHEET_DATA") or ROOT.parent / "shared" / "data")


def shared_data(name: str) -> Path:
    """The path of one shared input; skips the calling test where it is absent."""
    path = data_folder() / name
    if not path.exists():
        pytest.skip(f"{name} is not in {data_folder()}: set BROADSHEET_DATA to the shared data")
    return path
