"""`merge`, `split`, and going back to a step by its number."""

from __future__ import annotations

from tests.cli_runs import Shell, story


def marked(paper: Shell, *quotes: str) -> list[str]:
    """The ids of highlights made in one story."""
    where = str(story(paper, "Beetles")["id"])
    return [paper("mark", where, "--quote", quote, "--json").record["id"] for quote in quotes]


def quotes(paper: Shell) -> list[str]:
    """Of all highlights, in the order of their places."""
    found = sorted(paper.json("highlights"), key=lambda one: int(one["start"]))
    return [one["quote"] for one in found]


def test_highlights_are_merged_and_split_by_id(paper: Shell) -> None:
    first, second = marked(paper, "Researchers", "desert beetles")
    done = paper("merge", second, first)
    assert "2 highlights are one now" in done.err
    (whole,) = paper.json("highlights")
    assert whole["id"] == first
    at = whole["start"] + whole["quote"].index("desert")
    parts = paper.json("split", first, "--at", str(at))
    assert [one["quote"] for one in parts] == quotes(paper)
    assert parts[1]["quote"] == "desert beetles"
    assert "Split the highlight" in paper("undo").err
    assert quotes(paper) == [whole["quote"]]


def test_what_cannot_be_merged_or_split_is_one_sentence(paper: Shell) -> None:
    (only,) = marked(paper, "Researchers")
    beetles = str(story(paper, "Beetles")["id"])
    refused = paper("merge", only)
    assert refused.code == 1
    assert refused.err == "broadsheet: Merging needs at least two highlights.\n"
    assert paper("split", only, "--at", "0").code == 1
    assert paper("split", only).code == 2
    assert paper("merge", beetles, only).code == 2


def test_undo_goes_back_to_a_step_and_redo_on_to_one(paper: Shell) -> None:
    marked(paper, "Researchers", "desert beetles", "measure")
    steps = paper.json("history")
    assert [step["step"] for step in steps] == sorted((one["step"] for one in steps), reverse=True)
    second = steps[1]["step"]
    assert f"{second}  " in paper("history").out
    undone = paper.json("undo", "--to", str(second))
    assert [step["step"] for step in undone] == [steps[0]["step"], second]
    assert quotes(paper) == ["Researchers"]
    assert "is undone already" in paper("undo", "--to", str(second)).err
    assert "There is no step 999" in paper("redo", "--to", "999").err
    again = paper.json("redo", "--to", str(steps[0]["step"]))
    assert [step["step"] for step in again] == [second, steps[0]["step"]]
    assert len(quotes(paper)) == 3
