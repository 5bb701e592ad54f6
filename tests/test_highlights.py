"""Marking passages, and what is written on them."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from db import Library
from db.errors import BadRequest, NotFound
from db.models import COLOURS, Story
from tests.library import TEXT, add_story, done, mark, opened, rows, snapshot

CLUSTERS = "One 👩‍🚀 and e\u0301clair 🇬🇧🇫🇷, किताब 가각."


@pytest.fixture
def story(library: Library) -> Story:
    return add_story(library)


def test_a_passage_is_marked_with_all_that_is_said_of_it(library: Library, story: Story) -> None:
    made = mark(library, story, "any tide", colour="blue", note="why? \n", tags=["sea", "#Sea"])
    start = TEXT.index("any tide")
    assert (made.start, made.end, made.quote) == (start, start + 8, "any tide")
    assert TEXT[: made.start].endswith(made.prefix)
    assert TEXT[made.end :].startswith(made.suffix)
    assert (made.colour, made.note, made.tags) == ("blue", "why?", ("sea",))
    assert (made.status, made.placed, made.reviewed, made.score) == ("same", True, True, 1.0)
    assert (made.story, made.title, made.version) == (story.id, story.title, story.version)
    assert made.id.startswith("h-")
    assert library.highlights.get(made.id) == made
    assert done(library)[-1] == "Highlighted “any tide”"


def test_a_mark_is_on_the_disk_when_it_is_told(library: Library, story: Story) -> None:
    made = mark(library, story, "any tide")
    assert rows(library, "SELECT id, quote, colour FROM highlights") == [
        (made.id, "any tide", "yellow")
    ]


def test_highlights_stand_in_the_order_of_the_text(library: Library, story: Story) -> None:
    quotes = ["nine million", "The harbour", "The harbour of Vell", "any tide"]
    made = [mark(library, story, quote) for quote in quotes]
    in_text = [found.quote for found in library.highlights.of_story(story.id)]
    assert in_text == ["The harbour of Vell", "The harbour", "any tide", "nine million"]
    assert [found.id for found in library.highlights.all()] == [each.id for each in made[::-1]]
    assert library.highlights.count() == 4


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, len(TEXT) + 1)])
def test_a_passage_that_is_not_there_is_refused(
    library: Library, story: Story, start: int, end: int
) -> None:
    before = snapshot(library)
    with pytest.raises(BadRequest):
        library.highlights.add(story, start, end)
    assert snapshot(library) == before


def test_a_passage_never_cuts_what_a_reader_sees_as_one_letter(library: Library) -> None:
    story = add_story(library, text=CLUSTERS)
    borders = {0, *accumulate(map(len, iter_graphemes(story.text)))}

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(story.text) - 1))
        end = data.draw(st.integers(start + 1, len(story.text)))
        if not story.text[start:end].isspace():
            made = library.highlights.add(story, start, end)
            assert made.start is not None
            assert made.end is not None
            assert {made.start, made.end} <= borders
            assert made.start <= start < end <= made.end
            assert made.quote == story.text[made.start : made.end]

    check()


def test_a_story_that_was_removed_meanwhile_cannot_be_marked(
    library: Library, story: Story
) -> None:
    with opened(library.folder) as window:
        window.stories.remove(story.id)
    with pytest.raises(BadRequest, match="it was removed: open it again, then mark"):
        mark(library, story, "any tide")
    assert done(library)[-1] == "Removed “The lock”"


def test_notes_and_colours_change_as_steps(library: Library, story: Story) -> None:
    made = mark(library, story, "any tide")
    noted = library.highlights.set_note(made.id, "# Why?\n\n- {because} \x1b[2J\n")
    assert noted.note == "# Why?\n\n- {because}"
    assert library.highlights.set_colour(made.id, "red").colour == "red"
    assert library.highlights.set_note(made.id, "").note == ""
    assert done(library)[2:] == [
        "Wrote a note on “any tide”",
        "Made red the highlight “any tide”",
        "Removed the note on “any tide”",
    ]
    for _ in range(3):
        library.history.undo()
    assert library.highlights.get(made.id) == made
    assert noted.updated >= made.updated


def test_an_unknown_colour_is_refused_with_those_there_are(library: Library, story: Story) -> None:
    made = mark(library, story, "any tide")
    with pytest.raises(BadRequest, match=f"the colours are {', '.join(COLOURS)}"):
        library.highlights.set_colour(made.id, "mauve")
    with pytest.raises(BadRequest, match="no colour 'mauve'"):
        mark(library, story, "new lock", colour="mauve")
    assert library.highlights.count() == 1


def test_tags_come_and_go(library: Library, story: Story) -> None:
    made = mark(library, story, "any tide")
    assert library.highlights.add_tags(made.id, ["sea", "moon"]).tags == ("moon", "sea")
    assert library.highlights.remove_tags(made.id, ["SEA"]).tags == ("moon",)
    assert library.highlights.set_tags(made.id, ["ebb"]).tags == ("ebb",)
    assert library.highlights.set_tags(made.id, []).tags == ()
    assert done(library)[2:] == [
        "Tagged “any tide” sea, moon",
        "Untagged “any tide” SEA",
        "Tagged “any tide” ebb",
        "Tagged “any tide” with nothing",
    ]


def test_a_deleted_highlight_leaves_a_trace_and_comes_back_whole(
    library: Library, story: Story
) -> None:
    made = mark(library, story, "any tide", note="why?", tags=["sea"])
    assert library.highlights.remove(made.id) == made
    assert library.highlights.count() == 0
    assert library.highlights.of_story(story.id) == []
    with pytest.raises(NotFound, match=f"no highlight '{made.id}'"):
        library.highlights.get(made.id)
    ((note, removed),) = rows(library, "SELECT note, removed FROM highlights")
    assert (note, bool(removed)) == ("why?", True)
    library.history.undo()
    assert library.highlights.get(made.id) == made


@pytest.mark.parametrize(
    ("act", "value"),
    [("set_note", "x"), ("set_colour", "red"), ("add_tags", ["x"]), ("set_tags", ["x"])],
)
def test_nothing_is_written_on_a_highlight_that_another_window_deleted(
    library: Library, story: Story, act: str, value: object
) -> None:
    made = mark(library, story, "any tide")
    with opened(library.folder) as window:
        window.highlights.remove(made.id)
    before = snapshot(library)
    with pytest.raises(NotFound):
        getattr(library.highlights, act)(made.id, value)
    assert snapshot(library) == before


def test_highlights_may_overlap_and_be_alike(library: Library, story: Story) -> None:
    made = {mark(library, story, "any tide").id for _ in range(3)}
    made.add(library.highlights.add(story, 0, len(TEXT)).id)
    assert {found.id for found in library.highlights.of_story(story.id)} == made
    assert len(made) == 4


def test_the_ends_of_a_highlight_are_moved(library: Library, story: Story) -> None:
    made = mark(library, story, "any tide", note="why?", tags=["sea"], colour="red")
    start = TEXT.index("at any tide")
    moved = library.highlights.set_span(made.id, story, start, start + 11)
    assert (moved.start, moved.end, moved.quote) == (start, start + 11, "at any tide")
    assert (moved.note, moved.tags, moved.colour) == ("why?", ("sea",), "red")
    assert (moved.id, moved.created, moved.status) == (made.id, made.created, "same")
    assert library.history.undo().what == "Moved the ends of “any tide”"
    assert library.highlights.get(made.id) == made


def test_ends_are_moved_in_the_present_text_of_the_same_story_only(
    library: Library, story: Story
) -> None:
    made = mark(library, story, "any tide")
    other = add_story(library, "Other", "Quite another text.")
    with pytest.raises(BadRequest):
        library.highlights.set_span(made.id, other, 0, 5)
    add_story(library, text="At first. " + TEXT)
    with pytest.raises(BadRequest, match="text has changed: open it again"):
        library.highlights.set_span(made.id, story, 0, 5)
    assert library.highlights.get(made.id).quote == "any tide"
