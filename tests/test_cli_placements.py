"""`placements`: listing highlights to check, and deciding about them from a shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli_runs import HIGHLIGHT_KEYS, Shell
from tests.library import TEXT

BILL = "The bill came to nine million"
LATER = TEXT.replace("forty metres", "fifty metres").replace(BILL, "It cost eight million")


@pytest.fixture
def checked(shell: Shell, tmp_path: Path) -> dict[str, Any]:
    """A story added again with one passage changed and one rewritten, by what became of them."""
    file = tmp_path / "lock.md"
    file.write_text(f"# The lock\n\n{TEXT}\n")
    story = shell("add", file, "--json").record["stories"][0]["id"]
    for quote in ("forty metres can pass", BILL, "Fishermen had asked"):
        shell("mark", story, "--quote", quote)
    file.write_text(f"# The lock\n\n{LATER}\n")
    said = shell("add", file).err
    assert "highlights: 1 changed, 1 unplaced: “broadsheet placements” lists them." in said
    changed, unplaced = shell.json("placements")
    return {"story": story, "file": file, "changed": changed, "unplaced": unplaced}


def left(shell: Shell) -> list[str]:
    return [record["id"] for record in shell.json("placements")]


def test_a_placement_tells_the_old_passage_the_present_one_and_candidates(
    shell: Shell, checked: dict[str, Any]
) -> None:
    changed, unplaced = checked["changed"], checked["unplaced"]
    assert list(changed) == [*HIGHLIGHT_KEYS, "hint", "old", "present", "candidates"]
    assert changed["old"]["passage"] == "forty metres can pass"
    assert changed["present"]["passage"] == "fifty metres can pass"
    assert changed["old"]["before"].endswith("Ships of up to ")
    assert changed["candidates"] == []
    assert (unplaced["start"], unplaced["present"]) == (None, None)
    assert unplaced["old"]["passage"] == BILL
    (candidate,) = unplaced["candidates"]
    assert list(candidate) == [
        "start", "end", "before", "passage", "after", "score", "context", "taken",
    ]  # fmt: skip
    assert candidate["passage"] == "It cost eight million"


def test_the_list_for_people_shows_both_texts(shell: Shell, checked: dict[str, Any]) -> None:
    out = shell("placements").out
    assert "changed, 90 % alike · The lock" in out
    assert "was  …" in out
    assert "[forty metres can pass]" in out
    assert "[fifty metres can pass]" in out
    assert "unplaced, other words stand in its place · The lock" in out
    assert "candidate 1 · " in out
    assert "[It cost eight million]" in out


def test_a_query_or_a_story_narrows_the_list(shell: Shell, checked: dict[str, Any]) -> None:
    unplaced = checked["unplaced"]["id"]
    assert [one["id"] for one in shell.json("placements", "is:unplaced")] == [unplaced]
    assert [one["id"] for one in shell.json("placements", "list", "is:unplaced")] == [unplaced]
    assert len(shell.json("placements", checked["story"])) == 2
    assert shell.json("placements", "nowhere") == []
    assert "nothing to check" in shell("placements", "nowhere").err


def test_what_is_accepted_or_kept_is_listed_no_more(shell: Shell, checked: dict[str, Any]) -> None:
    changed, unplaced = checked["changed"]["id"], checked["unplaced"]["id"]
    refused = shell("placements", "accept", changed, unplaced)
    assert (refused.code, "has no place in the present text" in refused.err) == (1, True)
    assert left(shell) == [changed, unplaced]
    assert shell("placements", "accept", changed).code == 0
    assert left(shell) == [unplaced]
    assert shell("placements", "keep", unplaced, "--json").record["status"] == "orphan"
    assert left(shell) == []
    shell("undo")
    shell("undo")
    assert left(shell) == [changed, unplaced]
    shell("redo")
    assert left(shell) == [unplaced]


@pytest.mark.parametrize(
    "how",
    [
        ("--candidate", "1"),
        ("--quote", "It cost eight million"),
        ("--start", str(LATER.index("It cost")), "--end", str(LATER.index(", half of"))),
    ],
)
def test_a_highlight_is_placed_by_hand(
    shell: Shell, checked: dict[str, Any], how: tuple[str, ...]
) -> None:
    name = checked["unplaced"]["id"]
    placed = shell("placements", "place", name, *how, "--json").record
    assert (placed["status"], placed["quote"]) == ("changed", BILL)
    assert LATER[placed["start"] : placed["end"]] == "It cost eight million"
    assert left(shell) == [checked["changed"]["id"]]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "Tell the passage by"),
        (("--start", "3"), 2, "Tell the passage by"),
        (("--candidate", "1", "--quote", "lock"), 2, "Tell the passage by"),
        (("--candidate", "4"), 1, "has 1 candidate:"),
        (("--quote", "no such words"), 1, "is not in the story"),
        (("--start", "5", "--end", "5"), 1, "There is no passage"),
    ],
)
def test_a_place_that_is_not_told_well_is_refused(
    shell: Shell, checked: dict[str, Any], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    refused = shell("placements", "place", checked["unplaced"]["id"], *arguments)
    assert (refused.code, sentence in refused.err) == (code, True)
    assert len(left(shell)) == 2


def test_a_story_has_no_place(shell: Shell, checked: dict[str, Any]) -> None:
    refused = shell("placements", "keep", checked["story"])
    assert (refused.code, "only highlights have a place" in refused.err) == (2, True)
