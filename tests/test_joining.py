"""Highlights that become one, and one that becomes several: each a step, nothing lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import Library
from db.errors import BadRequest, NotFound
from db.joining import _parts
from db.models import StoryDraft
from tests.library import REVISED, TEXT, add, add_story, done, mark, rows, snapshot


def drafts(library: Library) -> dict[str, tuple[str, str]]:
    """What is typed and not saved, by target: the note that it began from, and the text."""
    return {row[0]: row[1:] for row in rows(library, "SELECT target, base, text FROM drafts")}


def type_draft(library: Library, target: str, text: str) -> None:
    library.drafts.keep(library.drafts.subject(target), text)


def test_merging_spans_all_and_keeps_notes_and_tags_of_all(library: Library) -> None:
    story = add_story(library)
    last = mark(library, story, "any tide", note="Third.", tags=["Port", "tide"], colour="red")
    first = mark(library, story, "new lock", note="First.", tags=["port"], colour="green")
    middle = mark(library, story, "on Monday")
    before = snapshot(library)
    merged = library.joining.merge(story, [last.id, middle.id, first.id, last.id])
    (only,) = library.highlights.all()
    assert only == merged.highlight
    assert (only.id, only.colour) == (first.id, "green")
    assert only.note == "First.\n\nThird."
    assert set(only.tags) == {"Port", "tide"}
    assert story.text[only.start : only.end] == only.quote
    assert only.quote.startswith("new lock on Monday.\n\nShips")
    assert only.quote.endswith("any tide")
    assert [one.id for one in merged.gone] == [middle.id, last.id]
    after = snapshot(library)
    assert library.history.undo().what.startswith("Merged 3 highlights into “new lock on Monday.")
    assert snapshot(library) == before
    library.history.redo()
    assert snapshot(library) == after


def test_a_highlight_within_another_is_taken_in(library: Library) -> None:
    story = add_story(library)
    inner = mark(library, story, "Vell opened", note="Same.")
    outer = mark(library, story, "harbour of Vell opened its new", note="Same.")
    merged = library.joining.merge(story, [inner.id, outer.id]).highlight
    assert (merged.id, merged.quote, merged.note) == (outer.id, outer.quote, "Same.")


@pytest.mark.parametrize("typed", [("", "Half a thou"), ("One. T", ""), ("One. T", "Half")])
def test_what_was_typed_and_not_saved_is_joined_by_a_merge_and_parted_by_its_undo(
    library: Library, typed: tuple[str, str]
) -> None:
    story = add_story(library)
    first, last = mark(library, story, "new lock", note="One."), mark(library, story, "any tide")
    for one, text in zip((first, last), typed, strict=True):
        if text:
            type_draft(library, one.id, text)
    apart, image = drafts(library), snapshot(library)
    library.joining.merge(story, [first.id, last.id])
    text = "\n\n".join(part for part in (typed[0] or "One.", typed[1]) if part)
    joined = {first.id: ("One.", text)}
    assert drafts(library) == joined
    library.history.undo()
    assert (drafts(library), snapshot(library)) == (apart, image)
    library.history.redo()
    assert drafts(library) == joined
    library.drafts.save(library.drafts.subject(first.id), text)
    assert drafts(library) == {}
    library.history.undo()
    assert drafts(library) == {}


def test_what_is_typed_after_a_merge_stays_when_that_is_undone(library: Library) -> None:
    story = add_story(library)
    first, last = mark(library, story, "new lock"), mark(library, story, "any tide")
    type_draft(library, first.id, "One")
    type_draft(library, last.id, "Two")
    library.joining.merge(story, [first.id, last.id])
    type_draft(library, first.id, "One\n\nTwo and more")
    library.history.undo()
    assert drafts(library) == {first.id: ("", "One\n\nTwo and more"), last.id: ("", "Two")}


def test_what_is_typed_after_the_undo_of_a_merge_stays_when_that_is_redone(
    library: Library,
) -> None:
    story = add_story(library)
    first, last = mark(library, story, "new lock"), mark(library, story, "any tide")
    type_draft(library, first.id, "One")
    type_draft(library, last.id, "Two")
    library.joining.merge(story, [first.id, last.id])
    library.history.undo()
    type_draft(library, first.id, "One and more")
    type_draft(library, last.id, "Two and more")
    library.history.redo()
    assert drafts(library) == {first.id: ("", "One and more"), last.id: ("", "Two and more")}


def refused(library: Library, *names: str) -> str:
    """Why highlights of the first story cannot be merged."""
    before = snapshot(library)
    story = library.stories.get(library.stories.rows(sort="oldest")[0].id)
    with pytest.raises(BadRequest) as error:
        library.joining.merge(story, names)
    assert snapshot(library) == before
    return str(error.value)


def test_what_cannot_be_merged_is_said(library: Library) -> None:
    story = add_story(library, ref="1")
    one, two = mark(library, story, "new lock"), mark(library, story, "forty metres")
    other = add_story(library, "Another", "Quite another story.", name="other")
    elsewhere = mark(library, other, "another")
    assert "at least two" in refused(library, one.id, one.id)
    assert "is in another story" in refused(library, one.id, elsewhere.id)
    with pytest.raises(NotFound):
        library.joining.merge(story, [one.id, "h-nothing"])
    add(library, StoryDraft("The lock", TEXT.replace("forty metres", "any length"), ref="1"))
    assert not library.highlights.get(two.id).placed
    assert "is unplaced" in refused(library, one.id, two.id)


@pytest.mark.parametrize(
    "act",
    [
        lambda library, story, made: library.joining.merge(story, [one.id for one in made]),
        lambda library, story, made: library.joining.split(made[0].id, story, [made[0].end - 4]),
    ],
)
def test_a_text_that_came_in_meanwhile_is_not_marked_in_old_places(
    library: Library, act: Callable[..., object]
) -> None:
    story = add_story(library, ref="1")
    made = [mark(library, story, "new lock"), mark(library, story, "any tide")]
    add(library, StoryDraft("The lock", REVISED, ref="1"))
    before = snapshot(library)
    with pytest.raises(BadRequest, match="text has changed"):
        act(library, story, made)
    assert snapshot(library) == before


def test_splitting_keeps_the_note_with_the_first_part_and_the_tags_with_all(
    library: Library,
) -> None:
    story = add_story(library)
    whole = mark(library, story, "its new lock on Monday", note="Why?", tags=["t"], colour="blue")
    type_draft(library, whole.id, "Why not?")
    before = snapshot(library)
    first, second, third = library.joining.split(
        whole.id, story, [story.text.index("lock"), story.text.index("Monday")]
    )
    assert [one.quote for one in (first, second, third)] == ["its new", "lock on", "Monday"]
    assert (first.id, first.note, second.note) == (whole.id, "Why?", "")
    assert {(one.colour, one.tags) for one in (first, second, third)} == {("blue", ("t",))}
    assert second.prefix.endswith("its new ")
    assert drafts(library)[whole.id] == ("Why?", "Why not?")
    after = snapshot(library)
    assert done(library)[-1] == "Split the highlight “its new lock on Monday”"
    library.history.undo()
    assert snapshot(library) == before
    library.history.redo()
    assert snapshot(library) == after


@pytest.mark.parametrize("at", [0, 4, 11, 12, 13, 1000])
def test_a_cut_that_leaves_nothing_on_one_side_is_refused(library: Library, at: int) -> None:
    story = add_story(library, text="One two and three. And so on.")
    made = library.highlights.add(story, 4, 12)  # with the space at its end
    with pytest.raises(BadRequest, match="nothing to split"):
        library.joining.split(made.id, story, [at])
    assert library.highlights.get(made.id) == made


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text("ab \ne\u0301👩🚀\u200d", min_size=1, max_size=30),
    st.lists(st.integers(-2, 32), max_size=5),
)
def test_parts_are_apart_in_order_and_leave_out_nothing_but_spaces(
    text: str, cuts: list[int]
) -> None:
    parts = _parts(text, 0, len(text), cuts)
    ends = [0, *(place for part in parts for place in part), len(text)]
    assert ends == sorted(ends)
    between = [text[low:high] for low, high in zip(ends[::2], ends[1::2], strict=True)]
    assert not "".join(between).strip()
    assert all(text[start:end].strip() for start, end in parts)
