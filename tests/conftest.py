"""Fixtures that many tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from db import Library
from tests.cli_runs import paper, shell
from tests.library import opened

__all__ = ["library", "paper", "shell"]

# A test fails for what is wrong, never for how busy the machine was.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library in a folder of its own."""
    with opened(tmp_path / "library") as library:
        yield library
