"""The settings file: read whole, half, wrong, and written back."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db.models
from reader.config import Config, KeyOverride, as_toml, config_path, library_folder, load, parse
from reader.config.fields import COLOURS, SETTINGS
from reader.config.lines import line_numbers
from reader.keymap import PRESETS, bind
from tests.data import ROOT

FILE = Path("config.toml")

WHOLE = """\
theme = "broadsheet-paper"
preset = "readwise"
measure = 62
focus = "sentence"
signs = "ascii"
editor = "vim +startinsert"

[colours]
yellow = "important"
red = "👩‍🔬 ask"

[export]
folder = "~/notes"
flavour = "obsidian"

[keys.reader]
"x" = "highlight"
"D D" = ""

[keys.library]
"ctrl+e" = "export"
"""


def sentences(text: str) -> list[str]:
    """What is said about a settings file."""
    return [str(problem) for problem in parse(text, FILE).problems]


def test_every_setting_is_read() -> None:
    loaded = parse(WHOLE, FILE)
    assert loaded.problems == ()
    assert loaded.config == Config(
        theme="broadsheet-paper",
        preset="readwise",
        measure=62,
        focus="sentence",
        signs="ascii",
        editor="vim +startinsert",
        colours={"yellow": "important", "red": "👩‍🔬 ask"},
        export_folder="~/notes",
        export_flavour="obsidian",
        keys=(
            KeyOverride("reader", "x", "highlight"),
            KeyOverride("reader", "D D", ""),
            KeyOverride("library", "ctrl+e", "export"),
        ),
    )
    assert loaded.config.folder == Path.home() / "notes"
    assert loaded.config.keys[0].where == "config.toml, line 17, [keys.reader] x"


def test_every_field_can_be_set() -> None:
    assert {setting.field for setting in SETTINGS} | {"colours", "keys"} == {
        field.name for field in fields(Config)
    }
    assert COLOURS == db.models.COLOURS


def test_the_presets_named_beside_the_setting_are_those_there_are() -> None:
    (comment,) = (setting.comment for setting in SETTINGS if setting.field == "preset")
    assert ", ".join(PRESETS) in comment


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing yet\n", "\ufeff", "[keys]\n", "[keys.reader]"]
)
def test_an_empty_file_is_all_defaults(text: str, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    loaded = load(tmp_path / "config.toml")
    assert (loaded.config, loaded.problems) == (Config(), ())
    assert Config().folder is None


def test_a_missing_file_is_all_defaults_without_a_word(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path / "none" / "config.toml"):
        assert load(path).config == Config()
        assert load(path).problems == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "\nmeasure = 7",
            "config.toml, line 2, measure: must be a whole number from 20 to 200, not 7; "
            "the default is used.",
        ),
        (
            'measure = "wide"',
            "config.toml, line 1, measure: must be a whole number from 20 to 200, "
            'not "wide"; the default is used.',
        ),
        (
            "focus = 'word'",
            "config.toml, line 1, focus: must be paragraph or sentence, "
            'not "word"; the default is used.',
        ),
        (
            "[export]\n\n# where\nfolder = 3",
            "config.toml, line 4, [export] folder: must be text in quotation marks, "
            "not 3; the default is used.",
        ),
        (
            "theem = 'nord'",
            "config.toml, line 1, theem: there is no such setting; did you mean theme?",
        ),
        (
            "[colours]\norange = 'x'",
            "config.toml, line 2, [colours] orange: there is no such colour; "
            "there are yellow, green, blue, red, purple.",
        ),
        (
            "[colours]\nred = 1",
            "config.toml, line 2, [colours] red: must be text in quotation marks, not 1.",
        ),
        (
            "colours = 1",
            "config.toml, line 1, colours: is a table; write [colours] and its settings below.",
        ),
        (
            '[keys]\n"H" = "highlight"',
            "config.toml, line 2, [keys] H: stands under no context; write [keys.reader] above it.",
        ),
        (
            '[keys.reader]\n"H" = 1',
            "config.toml, line 2, [keys.reader] H: a key and its command must be text "
            "in quotation marks.",
        ),
        (
            'editor = "vi\\nm"',
            'config.toml, line 1, editor: must be one line of plain text, not "vi�m"; '
            "the default is used.",
        ),
        (
            "measure = true",
            "config.toml, line 1, measure: must be a whole number from 20 to 200, "
            "not True; the default is used.",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_file_line_and_key(text: str, said: str) -> None:
    assert sentences(text) == [said]
    assert parse(text, FILE).config == Config()


def test_one_wrong_setting_costs_no_other() -> None:
    loaded = parse('measure = 7\ntheme = "nord"\nfocus = 1\n[keys.reader]\n"x" = "zen"', FILE)
    assert len(loaded.problems) == 2
    assert loaded.config == Config(theme="nord", keys=(KeyOverride("reader", "x", "zen"),))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("measure = 70\nmeasure 60\n", "config.toml, line 2, column 9"),
        ('[keys.reader]\n"x" = "zen"\n"x" = "help"\n', "config.toml, line 3"),
        ('theme = "nord', "config.toml"),
    ],
)
def test_a_file_that_is_not_toml_is_one_problem(text: str, where: str) -> None:
    loaded = parse(text, FILE)
    assert loaded.config == Config()
    (problem,) = loaded.problems
    assert problem.where.startswith(where)
    assert problem.sentence.startswith("this is not TOML (")


@pytest.mark.parametrize("data", [b"\xff\xfet\x00h\x00", b'theme = "\xe9"', b"\x00\x01\x02"])
def test_a_file_that_is_no_text_is_one_problem(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(data)
    loaded = load(tmp_path / "config.toml")
    assert loaded.config == Config()
    assert len(loaded.problems) == 1


def test_a_folder_in_place_of_the_file_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    (problem,) = load(tmp_path / "config.toml").problems
    assert "cannot be read" in problem.sentence


def test_what_a_file_holds_never_reaches_a_terminal_as_escapes() -> None:
    text = '"\\u001b[2J" = 1\ntheme = 5\n[keys.reader]\n"\\u001b]52" = "zen"\n'
    loaded = parse(text, FILE)
    assert len(loaded.problems) == 3
    assert "\x1b" not in "".join(str(problem) for problem in loaded.problems)
    assert loaded.config.keys == ()


def test_a_problem_found_later_is_placed_too() -> None:
    loaded = parse('\n\n[export]\nflavour = "word"\n', FILE)
    problem = loaded.problem("export_flavour", "there is no flavour “word”.")
    assert str(problem) == "config.toml, line 4, [export] flavour: there is no flavour “word”."
    assert loaded.problem("theme", "no.").where == "config.toml, theme"


def test_a_wrong_key_is_named_with_file_and_line() -> None:
    config = parse('[keys.reader]\n"x" = "hilight"\n', FILE).config
    (problem,) = bind(config.preset, config.keys).problems
    assert str(problem) == (
        "config.toml, line 2, [keys.reader] x: "
        "There is no command “hilight”; did you mean highlight?"
    )


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("# a = 1\r\n\r\na = 2\r\n", ("a",), 3),
        ("[t]\na = 1\n[u]\na = 2", ("u", "a"), 4),
        ("[t.u]\n'a b' = 1", ("t", "u", "a b"), 2),
        ('t."u.v".a = 1', ("t", "u.v", "a"), 1),
        ("a = [\n 1,\n 2,\n]\nb = 1", ("b",), 5),
        ('a = """\nb = 1\n[t]\n"""\nb = 2', ("b",), 5),
        ("t = {a = 1, b = 2}", ("t", "b"), 1),
        ("[[t]]\na = 1\n[[t]]\na = 2", ("t", "a"), 2),
        ("  [ t . u ]  # why\n  a=1", ("t", "u", "a"), 2),
        ("[t]", ("t",), 1),
        ("a = 'x\u2028y'\nb = 1", ("b",), 2),
    ],
)
def test_every_setting_knows_its_line(text: str, path: tuple[str, ...], line: int) -> None:
    assert line_numbers(text)[path] == line


plain = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
overrides = st.dictionaries(
    st.tuples(st.sampled_from(["library", "reader"]), plain), plain, max_size=4
).map(lambda keys: tuple(KeyOverride(*place, keys[place]) for place in sorted(keys)))
configs = st.builds(
    Config,
    theme=plain,
    preset=plain,
    measure=st.integers(20, 200),
    focus=st.sampled_from(["paragraph", "sentence"]),
    signs=st.sampled_from(["unicode", "ascii"]),
    editor=plain,
    colours=st.dictionaries(st.sampled_from(COLOURS), plain),
    export_folder=plain,
    export_flavour=plain,
    keys=overrides,
)


@given(configs)
def test_what_is_written_is_read_back(config: Config) -> None:
    loaded = parse(as_toml(config), FILE)
    assert loaded.config == config
    assert loaded.problems == ()


@given(st.text(max_size=60) | configs.map(as_toml))
def test_no_file_stops_the_program(text: str) -> None:
    parse(text, FILE)


def test_what_is_written_is_toml_whatever_it_holds() -> None:
    text = "".join(map(chr, range(0x100)))
    assert tomllib.loads(as_toml(Config(editor=text)))["editor"] == text


def test_the_settings_as_written_name_every_setting() -> None:
    table = tomllib.loads(as_toml(Config()))
    for setting in SETTINGS:
        held = table
        for name in setting.path:
            assert name in held
            held = held[name]


def test_the_settings_are_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BROADSHEET_CONFIG", str(tmp_path / "my.toml"))
    assert config_path() == tmp_path / "my.toml"
    monkeypatch.setenv("BROADSHEET_CONFIG", str(tmp_path))
    assert config_path() == tmp_path / "config.toml"
    (tmp_path / "config.toml").write_text("measure = 44\n")
    assert load().config.measure == 44


def test_the_library_is_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BROADSHEET_LIBRARY", str(tmp_path / "paper"))
    assert library_folder() == tmp_path / "paper"
    monkeypatch.setenv("BROADSHEET_LIBRARY", "~/paper")
    assert library_folder() == Path.home() / "paper"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG folders are those of Linux")
def test_without_a_word_files_are_in_the_users_own_folders(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("BROADSHEET_CONFIG", "BROADSHEET_LIBRARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert config_path() == tmp_path / "settings" / "broadsheet" / "config.toml"
    assert library_folder() == tmp_path / "data" / "broadsheet"


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("reader.config", "tomllib platformdirs textual rich db sqlite3 difflib"),
        ("reader.commands", "textual rich sqlite_utils whoosh"),
        ("reader.keymap", "textual rich sqlite_utils whoosh tomllib platformdirs"),
        ("reader.background", "textual rich sqlite3"),
        ("reader.clipboard", "textual rich pyperclip"),
        ("reader.themes", "textual rich"),
    ],
)
def test_importing_a_small_module_loads_nothing_large(module: str, unwanted: str) -> None:
    code = f"import sys, {module}; print(*(set({unwanted.split()!r}) & sys.modules.keys()))"
    ran = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""
