"""Keys as terminals send them and people write them, and the commands they give."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

# The parser from a terminal's bytes to events is private, and it alone knows the real names.
from textual._xterm_parser import XTermParser
from textual.keys import _character_to_key

from reader.commands import BY_ID, COMMANDS, CONTEXTS, Context
from reader.config import KeyOverride
from reader.keymap import (
    PRESETS,
    Found,
    KeyNameError,
    KeyReader,
    Next,
    Nothing,
    Outcome,
    Pending,
    bind,
    check,
    normalise,
    read_keys,
)
from reader.keymap.bindings import clash, unreachable

presets = pytest.mark.parametrize("preset", PRESETS)


def type_keys(keys: str, context: Context = "reader", preset: str = "vim") -> Outcome:
    """The last outcome of keys typed one after the other."""
    reader = KeyReader(bind(preset), context)
    return [reader.feed(key) for key in keys.split()][-1]


def arriving(data: str) -> list[str]:
    """The keys that a terminal's bytes become."""
    parser = XTermParser()
    return [
        normalise(event.key, event.character)
        for event in parser.feed(data)
        if isinstance(event, events.Key)
    ]


def override(context: str, key: str, command: str) -> KeyOverride:
    return KeyOverride(context, key, command, f"config.toml, line 9, [keys.{context}] {key}")


@pytest.mark.parametrize("character", sorted({*string.printable.strip(), *"é世ß"}))
def test_a_key_that_types_a_character_is_that_character(character: str) -> None:
    assert arriving(character) == [character]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (" ", "space"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x7f", "backspace"),
        ("\x04", "ctrl+d"),
        ("\x1c", "ctrl+\\"),
        ("\x1d", "ctrl+]"),
        ("\x1f", "ctrl+_"),
        ("\x00", "ctrl+space"),
        ("\x1b[A", "up"),
        ("\x1b[5~", "pageup"),
        ("\x1b[H", "home"),
        ("\x1b[Z", "shift+tab"),
        ("\x1b[1;5C", "ctrl+right"),
        ("\x1b[1;3D", "alt+left"),
        ("\x1bOP", "f1"),
        ("\x1b[27u", "esc"),
        ("\x1b[106;5u", "ctrl+j"),
    ],
)
def test_bytes_of_a_terminal_become_the_keys_people_read(data: str, key: str) -> None:
    assert arriving(data) == [key]


@pytest.mark.parametrize(
    ("name", "character", "key"),
    [
        ("upper_g", "G", "G"),
        ("upper_g", None, "G"),
        ("shift+g", None, "G"),
        ("left_square_bracket", "[", "["),
        ("left_square_bracket", None, "["),
        ("semicolon", None, ";"),
        ("dollar_sign", None, "$"),
        ("quotation_mark", None, '"'),
        ("slash", None, "/"),
        ("question_mark", "?", "?"),
        ("plus", "+", "+"),
        ("+", "+", "+"),
        ("minus", None, "-"),
        ("escape", "\x1b", "esc"),
        ("space", " ", "space"),
        ("delete", "\x7f", "delete"),
        ("alt+j", "j", "alt+j"),
        ("alt+shift+j", "J", "alt+J"),
        ("ctrl+@", None, "ctrl+space"),
        ("no_break_space", "\xa0", "space"),
    ],
)
def test_what_textual_calls_a_key_is_read(name: str, character: str | None, key: str) -> None:
    assert normalise(name, character) == key


@given(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co", "Cf"]))
def test_any_character_is_itself_as_a_key(character: str) -> None:
    assert normalise(_character_to_key(character), character) == character


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("g g", ("g", "g")),
        ("  ]   h ", ("]", "h")),
        ("Ctrl+D", ("ctrl+d",)),
        ("shift+ctrl+Right", ("ctrl+shift+right",)),
        ("Esc", ("esc",)),
        ("Escape", ("esc",)),
        ("PgDn", ("pagedown",)),
        ("left_square_bracket h", ("[", "h")),
        ("Space", ("space",)),
        ("+", ("+",)),
        ("ctrl++", ("ctrl++",)),
        ("shift+g", ("G",)),
        ("世", ("世",)),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, keys: tuple[str, ...]) -> None:
    assert read_keys(written) == keys
    assert read_keys(" ".join(keys)) == keys


@pytest.mark.parametrize("written", ["gg", "", " ", "hyperspace", "control+x", "<C-d>", "\x1b"])
def test_what_is_no_key_is_said_so(written: str) -> None:
    with pytest.raises(KeyNameError):
        read_keys(written)


def test_keys_run_together_are_shown_apart() -> None:
    with pytest.raises(KeyNameError, match="“gg” is no key; keys are written apart, as g g"):
        read_keys("gg")


@presets
def test_a_preset_has_no_conflicts_and_every_key_arrives(preset: str) -> None:
    assert check(preset) == []


@presets
@pytest.mark.parametrize("context", CONTEXTS)
def test_every_key_of_a_preset_gives_its_command(preset: str, context: Context) -> None:
    keymap = bind(preset)
    for section in keymap.for_context(context):
        for row in section.rows:
            for keys in row.keys:
                more = " x" if row.command.takes_character else ""
                outcome = type_keys(keys + more, context, preset)
                assert isinstance(outcome, Found)
                assert outcome.command == row.command.id


@presets
def test_a_preset_changes_only_commands_that_are_there(preset: str) -> None:
    for context, changes in PRESETS[preset].changes.items():
        for command in changes:
            assert context in BY_ID[command].contexts


@presets
@pytest.mark.parametrize("context", CONTEXTS)
def test_a_preset_takes_no_command_its_last_key(preset: str, context: Context) -> None:
    for command in COMMANDS:
        if command.keys.get(context):
            assert bind(preset).keys(command.id, context)


@presets
@pytest.mark.parametrize("context", CONTEXTS)
def test_the_footer_fits_eighty_columns(preset: str, context: Context) -> None:
    footer = bind(preset).footer(context)
    assert footer
    assert len("  ".join(f"{entry.key} {entry.label}" for entry in footer)) <= 80


def test_the_keys_of_the_design_are_the_keys_of_the_table() -> None:
    keymap = bind()
    assert keymap.keys("highlight", "reader") == ("H",)
    assert keymap.keys("next-row", "library") == ("j", "down")
    assert keymap.keys("select-quotation", "visual") == ('i "',)
    assert keymap.keys("next-heading", "reader") == ("] ]",)
    assert keymap.keys("highlight", "library") == ()


def test_commands_of_a_context_come_by_group_with_and_without_keys() -> None:
    sections = {section.title: section.rows for section in bind().for_context("library")}
    assert "Mark" not in {section.title for section in bind().for_context("versions")}
    rows = {row.command.id: row.keys for row in sections["Stories"]}
    assert rows["toggle-star"] == ("s",)
    assert rows["add-stories"] == ()


def test_a_sequence_shows_what_can_follow() -> None:
    reader = KeyReader(bind(), "library")
    pending = reader.feed("g")
    assert isinstance(pending, Pending)
    assert pending.keys == ("g",)
    assert pending.next[0] == Next("g", "Go to the start")
    assert Next("/", "Search everything") in pending.next
    assert reader.feed("g") == Found("go-to-start")
    assert reader.pending == ()


def test_a_longer_sequence_says_how_many_follow() -> None:
    keymap = bind(overrides=[override("reader", "] x y", "zen")])
    outcome = KeyReader(keymap, "reader").feed("]")
    assert isinstance(outcome, Pending)
    assert Next("x", "1 more") in outcome.next


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("5 j", Found("line-down", 5)),
        ("1 0 j", Found("line-down", 10)),
        ("0", Found("line-start")),
        ("1 2 g g", Found("go-to-start", 12)),
        ("j", Found("line-down")),
        ("3 H", Found("highlight")),
        ("9 9 9 9 9 9 9 9 9 9 j", Found("line-down", 99_999)),
        ("5", Pending(("5",))),
        ("5 esc", Nothing(("5", "esc"), cancelled=True)),
        ("g esc", Nothing(("g", "esc"), cancelled=True)),
        ("esc", Found("leave")),
        ("g x", Nothing(("g", "x"))),
        ("2 g x", Nothing(("2", "g", "x"))),
        ("f5", Nothing(("f5",))),
        ("g esc g g", Found("go-to-start")),
        ("5 esc j", Found("line-down")),
        ("g x j", Found("line-down")),
    ],
)
def test_keys_typed_on_the_page(keys: str, outcome: Outcome) -> None:
    assert type_keys(keys) == outcome


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("f", Pending(("f",))),
        ("f x", Found("extend-to-character", None, "x")),
        ("2 F .", Found("extend-back-to-character", 2, ".")),
        ("f space", Found("extend-to-character", None, " ")),
        ("f 5", Found("extend-to-character", None, "5")),
        ("f 世", Found("extend-to-character", None, "世")),
        ("f esc", Nothing(("f", "esc"), cancelled=True)),
        ("f enter", Nothing(("f", "enter"))),
        ("f ctrl+d", Nothing(("f", "ctrl+d"))),
        ("f x x", Nothing(("x",))),
        ("i s", Found("select-sentence")),
    ],
)
def test_keys_typed_while_selecting(keys: str, outcome: Outcome) -> None:
    assert type_keys(keys, "visual") == outcome


@pytest.mark.parametrize("key", ["5", "0", "g", "space", "?"])
@pytest.mark.parametrize("context", ["notes", "prompt"])
def test_letters_and_digits_are_text_where_text_is_typed(key: str, context: Context) -> None:
    assert type_keys(key, context) == Nothing((key,))


def test_another_context_forgets_what_is_half_typed() -> None:
    reader = KeyReader(bind(), "reader")
    reader.feed("3")
    reader.feed("g")
    reader.context = "visual"
    assert reader.pending == ()
    assert reader.feed("j") == Found("line-down")


def test_a_key_of_ones_own_is_added_and_shown_first() -> None:
    keymap = bind(overrides=[override("reader", "x", "highlight")])
    assert keymap.keys("highlight", "reader") == ("x", "H")
    assert keymap.keys("highlight", "visual") == ("H",)
    assert keymap.problems == ()
    assert keymap.footer("reader")[1].key == "x"


def test_two_commands_can_change_keys_without_a_word() -> None:
    swap = [override("reader", "H", "zen"), override("reader", "z", "highlight")]
    keymap = bind(overrides=swap)
    assert keymap.keys("zen", "reader") == ("H",)
    assert keymap.keys("highlight", "reader") == ("z",)
    assert keymap.problems == ()


def test_no_command_loses_its_only_key_and_both_are_named() -> None:
    keymap = bind(overrides=[override("reader", "H", "zen")])
    assert keymap.keys("highlight", "reader") == ("H",)
    assert keymap.keys("zen", "reader") == ("z",)
    (problem,) = keymap.problems
    assert problem.where == "config.toml, line 9, [keys.reader] H"
    assert "zen" in problem.sentence
    assert "highlight" in problem.sentence


def test_a_command_that_keeps_another_key_gives_way_and_both_are_named() -> None:
    keymap = bind(overrides=[override("library", "j", "next-unread")])
    assert keymap.keys("next-unread", "library") == ("j", "n")
    assert keymap.keys("next-row", "library") == ("down",)
    (problem,) = keymap.problems
    assert "next-row, which had j, keeps down" in problem.sentence


def test_a_key_where_a_sequence_begins_is_a_conflict() -> None:
    keymap = bind(overrides=[override("reader", "g", "zen")])
    assert keymap.keys("zen", "reader") == ("z",)
    assert keymap.keys("search-library", "reader") == ("g /",)
    assert any("so it keeps it" in problem.sentence for problem in keymap.problems)


def test_a_sequence_behind_a_key_is_a_conflict() -> None:
    keymap = bind(overrides=[override("reader", "H x", "zen")])
    assert keymap.keys("highlight", "reader") == ("H",)
    assert keymap.keys("zen", "reader") == ("z",)
    assert len(keymap.problems) == 1


def test_a_key_taken_away_is_free_for_another_command() -> None:
    keymap = bind(overrides=[override("reader", "D D", ""), override("reader", "D", "zen")])
    assert keymap.keys("remove-story", "reader") == ()
    assert keymap.keys("remove-story", "library") == ("D D",)
    assert keymap.keys("zen", "reader") == ("D", "z")
    assert keymap.problems == ()


def test_of_two_on_one_key_the_first_in_the_table_keeps_it() -> None:
    twice = [override("reader", "Ctrl+X", "zen"), override("reader", "ctrl+x", "highlight")]
    keymap = bind(overrides=twice)
    assert keymap.keys("highlight", "reader") == ("ctrl+x", "H")
    assert keymap.keys("zen", "reader") == ("z",)
    (problem,) = keymap.problems
    assert "highlight keeps its key" in problem.sentence
    assert "zen" in problem.sentence


def test_a_conflict_in_the_table_itself_leaves_the_first_its_key() -> None:
    rival = replace(BY_ID["zen"], id="rival", keys={"reader": ("g",)})
    problems = check(commands=(*COMMANDS, rival))
    assert len(problems) == 1
    assert "go-to-start (g g) and rival (g)" in problems[0].sentence


@pytest.mark.parametrize(
    ("context", "key", "command", "sentence"),
    [
        ("reader", "x", "hilight", "There is no command “hilight”; did you mean highlight?"),
        ("reader", "x", "xyzzy", "There is no command “xyzzy”; `broadsheet keys`"),
        ("page", "x", "highlight", "There is no context “page” for keys; there are library"),
        ("library", "x", "highlight", "only be given on the page or while selecting, not in"),
        ("reader", "gg", "highlight", "“gg” is no key"),
        ("reader", "ctrl+i", "highlight", "most terminals send tab for ctrl+i"),
        ("reader", "ctrl+m", "highlight", "most terminals send enter for ctrl+m"),
        ("reader", "x esc", "highlight", "esc leaves keys half typed"),
        ("reader", "5", "highlight", "5 begins a count"),
        ("notes", "s", "save-note", "while writing a note, s is text"),
        ("prompt", "space", "accept", "at a prompt, space is text"),
    ],
)
def test_a_wrong_override_is_named_and_left_out(
    context: str, key: str, command: str, sentence: str
) -> None:
    keymap = bind(overrides=[override(context, key, command)])
    (problem,) = keymap.problems
    assert problem.where == f"config.toml, line 9, [keys.{context}] {key}"
    assert sentence in problem.sentence
    assert keymap.bindings == bind().bindings


def test_an_unknown_preset_is_named_and_vim_serves() -> None:
    keymap = bind("emacs")
    assert keymap.preset == "vim"
    assert "newsboat, readwise, arrows" in keymap.problems[0].sentence
    assert keymap.bindings == bind().bindings


def test_a_key_of_the_table_that_cannot_arrive_is_named() -> None:
    deaf = replace(BY_ID["zen"], id="deaf", keys={"reader": ("ctrl+i",)})
    (problem,) = check(commands=(*COMMANDS, deaf))
    assert problem.sentence.startswith("deaf: most terminals send tab")


some_keys = st.lists(
    st.sampled_from(["g", "j", "H", "D", "x", "z", "]", "h", "c", "5", "esc"]),
    min_size=1,
    max_size=3,
)
some_overrides = st.lists(
    st.builds(
        override,
        st.sampled_from(["library", "reader", "visual"]),
        some_keys.map(" ".join),
        st.sampled_from([command.id for command in COMMANDS]),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(st.sampled_from(sorted(PRESETS)), some_overrides)
def test_whatever_is_set_every_command_keeps_a_key_and_every_key_its_command(
    preset: str, overrides: list[KeyOverride]
) -> None:
    before, after = bind(preset), bind(preset, overrides)
    for context in CONTEXTS:
        bound = after.bindings[context]
        for command in COMMANDS:
            if before.keys(command.id, context):
                assert after.keys(command.id, context)
        for place, one in enumerate(bound):
            assert not unreachable(one.keys, context)
            assert not any(clash(one.keys, other.keys) for other in bound[:place])


@given(some_overrides)
def test_every_override_is_in_force_or_named(overrides: list[KeyOverride]) -> None:
    keymap = bind(overrides=overrides)
    told = {problem.where for problem in keymap.problems}
    for one in overrides:
        for context in CONTEXTS:
            if context == one.context and one.where not in told:
                assert one.key in keymap.keys(one.command, context)


keys_pressed = st.lists(
    st.sampled_from(
        ["0", "1", "5", "g", "/", "]", "h", "f", "x", "space", "esc", "enter", "ctrl+d"]
    )
)


@given(st.sampled_from(CONTEXTS), keys_pressed)
def test_no_row_of_keys_is_ever_stuck(context: Context, keys: list[str]) -> None:
    reader = KeyReader(bind(), context)
    for key in keys:
        outcome = reader.feed(key)
        assert (reader.pending != ()) == isinstance(outcome, Pending)
    reader.feed("esc")
    assert reader.pending == ()
