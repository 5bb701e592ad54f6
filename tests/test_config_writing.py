"""One setting changed in a settings file: what else stands there is left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config.writing import keep_setting, with_setting


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "new"\n'),
        ("# mine\n", 'theme = "new"\n# mine\n'),
        ('measure = 60\ntheme = "old"\n', 'measure = 60\ntheme = "new"\n'),
        ('theme = "old"  # dear to me\n', 'theme = "new"  # dear to me\n'),
        ('theme = "a#b"\n', 'theme = "new"\n'),
        ('[export]\ntheme = "no"\n', 'theme = "new"\n[export]\ntheme = "no"\n'),
    ],
)
def test_only_the_setting_is_changed(before: str, after: str) -> None:
    assert with_setting(before, "theme", "new") == after


@pytest.mark.parametrize("text", ["theme = ", 'theme = """\nold"""\n'])
def test_a_file_that_cannot_be_changed_safely_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its words are tomllib's, or ours
        with_setting(text, "theme", "new")


@given(st.text())
def test_any_value_comes_back(value: str) -> None:
    text = value.encode("utf-8", "ignore").decode()
    assert tomllib.loads(with_setting("measure = 60\n", "theme", text))["theme"] == text


def test_a_setting_is_kept_in_a_file_that_need_not_be_there(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "config.toml"
    keep_setting(path, "theme", "one")
    path.chmod(0o600)
    keep_setting(path, "theme", "two")
    assert path.read_text(encoding="utf-8") == 'theme = "two"\n'
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]
