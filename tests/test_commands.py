"""The table of commands, and the command line that is made from it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from db.models import COLOURS
from reader.commands import (
    BY_ID,
    COMMANDS,
    CONTEXTS,
    GROUPS,
    Command,
    LineError,
    names,
    parse_line,
)
from reader.keymap.docs import keys_page
from tests.data import ROOT

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)


@every_command
def test_every_command_has_an_id_a_title_and_a_sentence_of_help(command: Command) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", command.id)
    assert command.title[0].isupper()
    assert not command.title.endswith(".")
    assert command.help.endswith(".")
    assert command.help[0].isupper()
    assert command.group in GROUPS
    assert command.contexts


@every_command
def test_every_command_and_key_is_in_the_docs(command: Command) -> None:
    page = keys_page()
    assert f"`{command.id}`" in page
    for keys in command.keys.values():
        for key in keys:
            assert f"`{key}`" in page


@every_command
def test_a_footer_label_is_short_and_stands_where_the_command_has_a_key(command: Command) -> None:
    for context, label in command.footer.items():
        assert command.keys[context]
        assert len(label) <= 9


def test_every_command_stands_in_the_table_once() -> None:
    assert len(BY_ID) == len(COMMANDS)
    titles = [command.title for command in COMMANDS]
    assert len(set(titles)) == len(titles)


def test_every_highlight_colour_has_a_command_under_c() -> None:
    for colour in COLOURS:
        assert BY_ID[f"colour-{colour}"].keys["reader"] == (f"c {colour[0]}",)


def test_the_page_of_keys_is_what_the_table_makes() -> None:
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == keys_page(), "run: python -m reader.keymap > docs/keys.md"


def test_the_page_of_keys_can_be_written_from_a_shell() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "reader.keymap"], cwd=ROOT, capture_output=True, check=True
    )
    assert made.stdout.decode() == keys_page()


@pytest.mark.parametrize(
    ("line", "command", "argument"),
    [
        ("add ~/x.txt", "add-stories", "~/x.txt"),
        (":add  ~/two words.txt ", "add-stories", "~/two words.txt"),
        ("export", "export", ""),
        ("export ~/notes", "export", "~/notes"),
        ("sort newest", "sort-list", "newest"),
        ("move Science & Health", "move-story", "Science & Health"),
        ("rename A Better Title", "rename-story", "A Better Title"),
        ("tag policy/export trade", "tag", "policy/export trade"),
        ("quit", "quit", ""),
        ("q", "quit", ""),
        ("help", "help", ""),
        ("sample", "add-sample", ""),
        ("toggle-star", "toggle-star", ""),
    ],
)
def test_a_line_names_a_command_and_what_it_needs(line: str, command: str, argument: str) -> None:
    found, rest = parse_line(line)
    assert (found.id, rest) == (command, argument)


def test_tag_means_the_story_in_the_list_and_the_highlight_on_the_page() -> None:
    assert parse_line("tag trade", "library").command.id == "tag-story"
    assert parse_line("tag trade", "reader").command.id == "tag"
    assert parse_line("tag trade", "visual").command.id == "tag"


def test_a_mistyped_command_is_answered_with_those_that_are_near() -> None:
    with pytest.raises(
        LineError, match="There is no command “exprot”: did you mean export"
    ) as told:
        parse_line("exprot ~/notes")
    assert told.value.suggestions[0] == "export"


def test_suggestions_are_commands_that_can_be_given_here() -> None:
    with pytest.raises(LineError) as told:
        parse_line("zem", "library")
    assert "zen" not in told.value.suggestions
    with pytest.raises(LineError) as told:
        parse_line("zem", "reader")
    assert told.value.suggestions == ("zen",)


@pytest.mark.parametrize("line", ["", "  ", ":", " : "])
def test_an_empty_line_gets_a_sentence(line: str) -> None:
    with pytest.raises(LineError, match="No command was typed"):
        parse_line(line)


def test_a_word_too_many_is_named() -> None:
    with pytest.raises(LineError, match="“now” was not expected"):
        parse_line("quit now")


def test_a_command_of_the_page_says_so_in_the_list() -> None:
    with pytest.raises(LineError, match="zen can only be given on the page"):
        parse_line("zen", "library")


def test_a_word_without_kin_is_sent_to_help() -> None:
    with pytest.raises(LineError, match="“help” lists") as told:
        parse_line("xyzzy")
    assert told.value.suggestions == ()


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_name_offered_in_a_context_is_understood_there(context: str) -> None:
    for place in CONTEXTS:
        if place == context:
            for name in names(place):
                assert place in parse_line(name, place).command.contexts
