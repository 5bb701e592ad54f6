"""All matches of a query highlighted at once: told before it is done, and undone as one step."""

from __future__ import annotations

import json
import threading
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import Library
from db import match_marks as marks
from db.errors import BadRequest, QueryError
from db.models import StoryDraft
from tests.cli_runs import Shell
from tests.library import TEXT, add, add_story, done, mark, opened

AGAIN = "A lock, a locked lock.\n\nNo key."
PAPER = (
    StoryDraft("The lock", TEXT, ref="1", published="2024-07-03"),
    StoryDraft("A lock again", AGAIN, ref="2", published="2024-07-02"),
    StoryDraft("Bread", "A baker sells at dawn.", ref="3", published="2024-07-01"),
)


def quotes(library: Library) -> list[str]:
    return sorted(one.quote for one in library.highlights.all())


def test_all_matches_are_shown_then_marked_and_undone_as_one_step(library: Library) -> None:
    add(library, *PAPER)
    plan = library.match_marks.plan("=lock")
    assert [(one.title, len(one.anchors)) for one in plan.stories] == [
        ("The lock", 2), ("A lock again", 2),
    ]  # fmt: skip
    assert quotes(library) == []
    made = library.match_marks.mark(plan, colour="green", tags=["gates"])
    assert (len(made.made), made.stories, made.passed) == (4, 2, ())
    assert quotes(library) == ["lock"] * 4
    for one in library.highlights.all():
        story = library.stories.get(one.story)
        assert story.text[one.start : one.end] == one.quote
        assert (one.colour, one.tags) == ("green", ("gates",))
    assert done(library)[-1] == "Highlighted 4 matches of “=lock” in 2 stories"
    library.history.undo()
    assert quotes(library) == []
    library.history.redo()
    assert quotes(library) == ["lock"] * 4


def test_what_is_highlighted_just_so_is_not_highlighted_twice(library: Library) -> None:
    add(library, *PAPER)
    story = library.stories.get(library.select("title:bread")[0].id)
    mark(library, story, "baker")
    mark(library, story, "A baker sells")
    plan = library.match_marks.plan("baker OR dawn")
    assert [one.quote for one in plan.stories[0].anchors] == ["dawn"]
    assert plan.known == 1
    before = library.match_marks.plan("sells")
    library.match_marks.mark(before)
    assert library.match_marks.mark(before).made == ()
    assert quotes(library).count("sells") == 1


def test_a_phrase_is_marked_as_one_passage_and_words_each_by_itself(library: Library) -> None:
    story = add_story(library)
    phrase = library.match_marks.plan('"quiet revolution"')
    assert [one.quote for one in phrase.stories[0].anchors] == ["quiet revolution"]
    words = library.match_marks.plan("quiet revolution", story=story)
    assert [one.quote for one in words.stories[0].anchors] == ["quiet", "revolution"]


def test_one_story_alone_is_looked_through_when_it_is_named(library: Library) -> None:
    add(library, *PAPER)
    second = library.stories.get(library.select("title:again")[0].id)
    plan = library.match_marks.plan("lock", story=second)
    assert {one.story for one in plan.stories} == {second.id}


def test_a_story_that_changed_meanwhile_is_passed_over_and_told(library: Library) -> None:
    add(library, *PAPER)
    plan = library.match_marks.plan("=lock")
    changed = StoryDraft("A lock again", "Another text with a lock.", ref="2")
    add(library, changed)
    made = library.match_marks.mark(plan)
    assert made.passed == ("A lock again",)
    assert (len(made.made), made.stories) == (2, 1)
    assert done(library)[-1] == "Highlighted 2 matches of “=lock” in 1 story"


def test_where_all_stories_changed_nothing_is_a_step(library: Library) -> None:
    add(library, PAPER[1])
    plan = library.match_marks.plan("=lock")
    add(library, StoryDraft("A lock again", "Another.", ref="2"))
    steps = done(library)
    assert library.match_marks.mark(plan).made == ()
    assert done(library) == steps


@pytest.mark.parametrize(
    ("query", "error"),
    [("is:unread", BadRequest), ("tag:policy", BadRequest), ("(lock", QueryError)],
)
def test_a_query_that_marks_nothing_is_told(
    library: Library, query: str, error: type[Exception]
) -> None:
    add(library, *PAPER)
    with pytest.raises(error):
        library.match_marks.plan(query)


def test_too_many_matches_are_refused_in_a_sentence(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, *PAPER)
    monkeypatch.setattr(marks, "MOST", 3)
    with pytest.raises(BadRequest, match="more than 3 matches"):
        library.match_marks.plan("=lock")


def test_planning_can_be_stopped_and_tells_how_far_it_is(library: Library) -> None:
    add(library, *PAPER)
    stop, told = threading.Event(), []

    def progress(finished: int, total: int) -> None:
        told.append((finished, total))
        stop.set()

    plan = library.match_marks.plan("=lock", stop=stop, progress=progress)
    assert told == [(1, 2)]
    assert len(plan.stories) == 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9))))
def test_merged_spans_cover_the_same_places_and_never_overlap(
    lengths: list[tuple[int, int]],
) -> None:
    spans = [(start, start + length) for start, length in lengths]
    found = marks.merged(spans)
    assert {at for span in found for at in range(*span)} == {
        at for span in spans for at in range(*span)
    }
    assert all(left[1] <= right[0] for left, right in pairwise(found))


def test_the_command_line_shows_then_marks_all_matches(shell: Shell) -> None:
    with opened(shell.folder) as library:
        add(library, *PAPER)
    tried = shell("mark", "--matches", "=lock", "--dry-run")
    assert "4 matches in 2 stories" in tried.err
    assert "[lock]" in tried.out
    planned = shell.json("mark", "--matches", "=lock", "--dry-run", "--json")
    assert [one["id"] for one in planned] == [None] * 4
    assert shell.json("highlights") == []
    made = shell("mark", "--matches", "=lock", "--colour", "blue", "--tag", "gates", "--json")
    assert len(made.records) == 4
    assert "Highlighted 4 matches in 2 stories." in made.err
    assert {one["colour"] for one in shell.json("highlights")} == {"blue"}
    assert (
        "nothing to highlight. 4 are highlighted already" in shell("mark", "--matches", "=lock").err
    )
    assert shell("undo").code == 0
    assert shell.json("highlights") == []


def test_the_command_line_marks_all_matches_of_one_story(shell: Shell) -> None:
    with opened(shell.folder) as library:
        add(library, *PAPER)
        story = library.select("title:again")[0].id
    assert {json.loads(line)["story"] for line in shell(
        "mark", story, "--matches", "=lock", "--json"
    ).out.splitlines()} == {story}  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("mark", "--quote", "lock"),
        ("mark", "x", "--quote", "lock", "--dry-run"),
        ("mark", "--matches", "lock", "--note", "Why?"),
        ("mark", "x", "--matches", "lock", "--quote", "lock"),
        ("mark", "x", "--start", "1"),
    ],
)
def test_a_passage_told_in_two_ways_or_none_is_wrong_usage(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    assert shell(*arguments).code == 2
