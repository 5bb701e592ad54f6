"""Highlights to check after a text has changed: what is shown of each, and what is decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import Library
from db.cases import Case
from db.errors import BadRequest, NotFound
from db.models import Highlight, Story, StoryDraft, ToCheck
from tests.library import TEXT, add, add_story, done, locked, mark, rows, snapshot

MAYOR = "The mayor spoke of a quiet revolution, and the pilots of long nights."
FIRST = "The harbour of Vell opened its new lock on Monday."
BILL = "The bill came to nine million"
LATER = (
    TEXT.replace("forty metres", "fifty metres")
    .replace(f"{FIRST}\n\n", "")
    .replace(f"{BILL}, half", "It was half")
    + f"\n\n{FIRST}"
)
"""One word is changed, the first sentence moved to the end, one rewritten."""


@pytest.fixture
def story(library: Library) -> Story:
    return add_story(library, ref="1")


@pytest.fixture
def marked(library: Library, story: Story) -> dict[str, Highlight]:
    """Four highlights, of which the new text changes one, moves one, and loses one."""
    made = {
        "changed": mark(library, story, "Ships of up to forty metres can pass at any tide."),
        "moved": mark(library, story, FIRST),
        "lost": mark(library, story, BILL),
        "same": mark(library, story, "Fishermen had asked for the lock"),
    }
    revise(library, LATER)
    return {name: library.highlights.get(one.id) for name, one in made.items()}


def revise(library: Library, text: str) -> ToCheck:
    return add(library, StoryDraft("The lock", text, ref="1")).to_check


def case(library: Library, highlight: Highlight) -> Case:
    return library.placements.cases().get(highlight.id)


def present(library: Library, story: Story) -> Story:
    return library.stories.get(story.id)


def names(library: Library) -> list[str]:
    return [highlight.id for highlight in library.placements.to_check()]


def test_an_addition_says_how_many_highlights_are_to_be_checked(
    library: Library, story: Story
) -> None:
    for quote in ("forty metres", FIRST, BILL, "Fishermen"):
        mark(library, story, quote)
    found = revise(library, LATER)
    assert found == ToCheck(changed=1, moved=1, unplaced=1)
    assert str(found) == "1 changed, 1 moved, 1 unplaced"
    assert found.total == library.placements.count() == 3


def test_what_is_to_be_checked_is_listed_in_the_order_of_the_text(
    library: Library, story: Story, marked: dict[str, Highlight]
) -> None:
    assert names(library) == [marked[kind].id for kind in ("changed", "lost", "moved")]
    assert library.placements.count(story.id) == 3
    other = add_story(library, "Other", "Nothing is marked here.", ref="2")
    assert library.placements.to_check(other.id) == []
    assert library.placements.count(other.id) == 0


def test_only_those_of_a_query_are_listed_where_one_is_given(
    library: Library, marked: dict[str, Highlight]
) -> None:
    library.search.catch_up()
    found, lacking = library.select_to_check("is:unplaced")
    assert [highlight.id for highlight in found] == [marked["lost"].id]
    assert not lacking
    assert [one.id for one in library.select_to_check(" ")[0]] == names(library)


def test_a_passage_that_came_back_as_it_was_needs_no_check(
    library: Library, marked: dict[str, Highlight]
) -> None:
    revise(library, LATER.replace("fifty metres", "forty metres"))
    assert marked["changed"].id not in names(library)


def test_a_changed_passage_is_shown_as_it_was_and_as_it_is(
    library: Library, marked: dict[str, Highlight]
) -> None:
    found = case(library, marked["changed"])
    assert found.old.passage == "Ships of up to forty metres can pass at any tide."
    assert found.old.before == f"{FIRST}\n\n"
    assert found.old.after.startswith(" The mayor spoke")
    assert found.present is not None
    assert found.present.passage == "Ships of up to fifty metres can pass at any tide."
    assert found.choices == ()


def test_the_old_passage_is_that_of_the_last_text_in_which_it_was_another(
    library: Library, marked: dict[str, Highlight]
) -> None:
    revise(library, f"Late news.\n\n{LATER}")
    found = case(library, marked["changed"])
    assert "forty metres" in found.old.passage
    revise(library, f"Late news.\n\n{LATER.replace('fifty', 'sixty')}")
    found = case(library, marked["changed"])
    assert "fifty metres" in found.old.passage
    assert found.present is not None
    assert "sixty metres" in found.present.passage


def test_an_undone_revision_is_not_taken_for_the_past(
    library: Library, story: Story, marked: dict[str, Highlight]
) -> None:
    library.history.undo()
    revise(library, TEXT.replace("forty metres", "ninety metres"))
    found = case(library, marked["changed"])
    assert "forty metres" in found.old.passage
    assert found.present is not None
    assert "ninety metres" in found.present.passage


def test_a_lost_passage_is_shown_in_the_text_that_it_last_stood_in(
    library: Library, marked: dict[str, Highlight]
) -> None:
    found = case(library, marked["lost"])
    assert (found.old.passage, found.present) == (BILL, None)
    assert found.old.after.startswith(", half of what")
    revise(library, f"Late news.\n\n{LATER}")
    assert case(library, marked["lost"]).old.passage == BILL


def test_a_rewritten_passage_is_offered_what_stands_in_its_place(
    library: Library, story: Story
) -> None:
    made = mark(library, story, BILL)
    revise(library, TEXT.replace(BILL, "It cost the town eight million"))
    (best, *_) = case(library, made).choices
    assert best.excerpt.passage == "the town eight million"
    assert present(library, story).text[best.excerpt.start : best.excerpt.end] == (
        best.excerpt.passage
    )
    assert best.score < 0.75
    assert best.context > 0.8


def test_a_deleted_sentence_is_offered_its_copy_with_a_warning(library: Library) -> None:
    text = (
        f"{MAYOR} The rest of it was read aloud.\n\nOn Friday there was rain.\n\n{MAYOR} The end."
    )
    story = add_story(library, text=text, ref="1")
    made = mark(library, story, MAYOR)
    revise(library, text.replace(f"{MAYOR} The rest of it was read aloud.\n\n", ""))
    assert not library.highlights.get(made.id).placed
    (copy,) = case(library, made).choices
    assert (copy.excerpt.passage, copy.score, copy.taken) == (MAYOR, 1.0, True)


def test_accepted_places_are_not_asked_about_again(
    library: Library, marked: dict[str, Highlight]
) -> None:
    library.placements.accept([marked["changed"], marked["moved"]])
    assert names(library) == [marked["lost"].id]
    assert done(library)[-1] == "Accepted the place of: 2 highlights"
    assert revise(library, f"Late news.\n\n{LATER}").total == 0
    assert names(library) == [marked["lost"].id]


def test_an_unplaced_highlight_cannot_be_accepted_and_then_none_is(
    library: Library, marked: dict[str, Highlight]
) -> None:
    with pytest.raises(BadRequest, match="has no place in the present text"):
        library.placements.accept([marked["changed"], marked["lost"]])
    assert library.placements.count() == 3


def test_a_place_that_nobody_has_looked_at_is_not_decided_about(
    library: Library, marked: dict[str, Highlight]
) -> None:
    revise(library, LATER.replace("fifty metres", "sixty yards"))
    for decide in (library.placements.accept, library.placements.keep):
        with pytest.raises(BadRequest, match="look at it again"):
            decide([marked["moved"], marked["changed"]])
    assert library.placements.count() == 3
    library.placements.accept(library.placements.to_check()[:1])
    assert library.placements.count() == 2


def test_what_moved_is_asked_about_until_it_is_decided_however_many_texts_follow(
    library: Library, marked: dict[str, Highlight]
) -> None:
    moved = marked["moved"].id
    for words in ("fifty yards", "sixty yards"):
        revise(library, LATER.replace("fifty metres", words) + f"\n\nLate news of {words}.")
        found = library.highlights.get(moved)
        assert (found.status, found.score, moved in names(library)) == ("moved", 1.0, True)
    old = case(library, found).old
    assert (old.before, old.passage) == ("", FIRST)
    library.placements.accept([found])
    revise(library, LATER + "\n\nNo news.")
    assert moved not in names(library)


def test_what_may_stand_elsewhere_is_asked_about_until_it_is_decided(library: Library) -> None:
    story = add_story(library, ref="1")
    made = mark(library, story, MAYOR)
    revise(library, f"{TEXT}\n\nIn other news:\n\n{TEXT}")
    assert library.highlights.get(made.id).reason == "ambiguous"
    revise(library, f"{TEXT}\n\nIn other news:\n\n{TEXT}\n\nThe end.")
    assert library.highlights.get(made.id).reason == "ambiguous"
    assert names(library) == [made.id]


def test_what_is_kept_unplaced_is_not_asked_about_at_the_next_text(
    library: Library, marked: dict[str, Highlight]
) -> None:
    library.placements.keep([marked["lost"]])
    assert marked["lost"].id not in names(library)
    assert done(library)[-1] == f"Kept as it is: “{BILL}”"
    assert revise(library, f"Late news.\n\n{LATER}").total == 0
    assert marked["lost"].id not in names(library)
    revise(library, f"Late news.\n\n{TEXT}")
    assert library.highlights.get(marked["lost"].id).status == "exact"


@pytest.mark.parametrize(
    ("words", "status", "score"),
    [
        ("It was half of what had been feared", "changed", None),
        (MAYOR, "changed", None),
        ("Fishermen had asked for the lock", "changed", None),
    ],
)
def test_a_place_chosen_by_hand_keeps_the_quote_and_says_how_like_it_is(
    library: Library,
    story: Story,
    marked: dict[str, Highlight],
    words: str,
    status: str,
    score: float | None,
) -> None:
    now = present(library, story)
    start = now.text.index(words)
    placed = library.placements.place(marked["lost"].id, now, start, start + len(words))
    assert (placed.start, placed.end) == (start, start + len(words))
    assert (placed.quote, placed.prefix) == (BILL, marked["lost"].prefix)
    assert placed.status == status
    assert placed.score < 0.75
    assert placed.reviewed
    assert placed.version == now.version
    assert done(library)[-1] == f"Placed “{BILL}” by hand"
    assert rows(library, "SELECT reason, to_start FROM placements ORDER BY key DESC LIMIT 1") == [
        ("by-hand", start)
    ]
    assert revise(library, f"Late news.\n\n{LATER}").unplaced == 0
    again = library.highlights.get(placed.id)
    assert again.start == start + len("Late news.\n\n")
    assert again.id not in names(library)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{MAYOR} The rest.\n\n{TEXT.replace(MAYOR, 'No.')}", "moved"),
        (TEXT.replace(MAYOR, MAYOR.upper()), "normal"),
        (TEXT, "exact"),
    ],
)
def test_the_same_words_placed_by_hand_are_told_as_such(
    library: Library, story: Story, text: str, status: str
) -> None:
    made = mark(library, story, MAYOR)
    if text != TEXT:
        revise(library, text)
    now = present(library, story)
    start = now.text.casefold().index(MAYOR.casefold())
    placed = library.placements.place(made.id, now, start, start + len(MAYOR))
    assert (placed.status, placed.score) == (status, 1.0)


def test_a_place_is_refused_in_another_text_or_story(
    library: Library, story: Story, marked: dict[str, Highlight]
) -> None:
    with pytest.raises(BadRequest, match="text has changed"):
        library.placements.place(marked["lost"].id, story, 0, 5)
    other = add_story(library, "Other", "Nothing is marked here.", ref="2")
    with pytest.raises(BadRequest, match="in its own story"):
        library.placements.place(marked["lost"].id, other, 0, 5)
    with pytest.raises(BadRequest):
        library.placements.place(marked["lost"].id, present(library, story), 5, 5)
    with pytest.raises(NotFound):
        library.placements.keep([replace(marked["lost"], id="h-00000000")])
    assert library.placements.count() == 3


def test_each_decision_is_undone_and_done_again(
    library: Library, story: Story, marked: dict[str, Highlight]
) -> None:
    pictures = [snapshot(library)]
    now = present(library, story)
    library.placements.accept([marked["changed"]])
    pictures.append(snapshot(library))
    library.placements.place(marked["lost"].id, now, 0, 20)
    pictures.append(snapshot(library))
    library.placements.keep([marked["moved"]])
    pictures.append(snapshot(library))
    library.placements.remove(marked["same"].id)
    pictures.append(snapshot(library))
    for picture in reversed(pictures[:-1]):
        library.history.undo()
        assert snapshot(library) == picture
    for picture in pictures[1:]:
        library.history.redo()
        assert snapshot(library) == picture


def test_a_decision_that_cannot_be_written_says_so_and_changes_nothing(
    library: Library, marked: dict[str, Highlight]
) -> None:
    from db.errors import LibraryBusy

    with locked(library), library.patience(0.01), pytest.raises(LibraryBusy):
        library.placements.keep([marked["lost"]])
    assert library.placements.count() == 3
