"""The texts that a story has had, the highlights in each, and what changed between two."""

from __future__ import annotations

import pytest

from db import Library
from db.errors import NotFound
from db.models import Story, StoryDraft
from tests.library import TEXT, add, add_story, mark

LEAD = "Late news came first, and the ferry waits.\n\n"
SHORT = TEXT.replace("The bill came to nine million, half of what", "It was half of what")


@pytest.fixture
def story(library: Library) -> Story:
    return add_story(library, ref="1")


def revise(library: Library, text: str) -> Story:
    """Add the story again with this text."""
    result = add(library, StoryDraft("The lock", text, ref="1"))
    return library.stories.get(result.stories[0].id)


def told(library: Library, story: Story) -> list[tuple[int, int, bool]]:
    """Number, highlights, and whether it is the present one, of each text."""
    return [(it.number, it.highlights, it.present) for it in library.versions.of(story.id)]


def quotes(library: Library, story: Story, number: int) -> list[str]:
    """The passages of the highlights in a text."""
    version = library.versions.get(story.id, number).key
    text = library.versions.story(story.id, version).text
    found = library.versions.highlights(story.id, version)
    return [text[one.start : one.end] for one in found]


def test_a_story_that_never_changed_has_one_text(library: Library, story: Story) -> None:
    mark(library, story, "the pilots of long nights")
    (only,) = library.versions.of(story.id)
    assert (only.key, only.length, only.present) == (story.version, len(TEXT), True)
    assert (only.words, only.highlights) == (story.head.words, 1)


def test_each_text_is_kept_with_the_highlights_that_stood_in_it(
    library: Library, story: Story
) -> None:
    mark(library, story, "the pilots of long nights")
    mark(library, story, "The bill came to nine million")
    mark(library, revise(library, LEAD + SHORT), "the ferry waits")
    assert told(library, story) == [(2, 2, True), (1, 2, False)]
    assert quotes(library, story, 1) == [
        "the pilots of long nights",
        "The bill came to nine million",
    ]
    assert quotes(library, story, 2) == ["the ferry waits", "the pilots of long nights"]
    mark(library, revise(library, LEAD + TEXT), "Late news")
    assert told(library, story) == [(3, 4, True), (2, 2, False), (1, 2, False)]
    assert quotes(library, story, 3)[-1] == "The bill came to nine million"


def test_an_old_text_reads_as_it_did(library: Library, story: Story) -> None:
    revise(library, SHORT)
    found = library.versions.story(story.id, story.version)
    assert (found.text, found.markup, found.version) == (TEXT, story.markup, story.version)
    assert found.head.length == len(TEXT)
    with pytest.raises(NotFound, match="not in the library"):
        library.versions.story(story.id, 999)


def test_a_text_that_is_not_there_is_told_in_a_sentence(library: Library, story: Story) -> None:
    with pytest.raises(NotFound, match="no text 2: it has 1 text"):
        library.versions.get(story.id, 2)
    with pytest.raises(NotFound):
        library.versions.of("nothing")


def test_moved_ends_count_in_the_text_in_which_they_were_moved(
    library: Library, story: Story
) -> None:
    made = mark(library, story, "the pilots")
    now = revise(library, LEAD + TEXT)
    at = now.text.index("of long nights")
    library.highlights.set_span(made.id, now, at, at + len("of long nights"))
    assert quotes(library, story, 1) == ["the pilots"]
    assert quotes(library, story, 2) == ["of long nights"]


def test_a_deleted_highlight_is_in_no_text(library: Library, story: Story) -> None:
    made = mark(library, story, "the pilots")
    revise(library, LEAD + TEXT)
    library.highlights.remove(made.id)
    assert told(library, story) == [(2, 0, True), (1, 0, False)]


def test_a_text_that_was_undone_is_not_listed(library: Library, story: Story) -> None:
    mark(library, story, "the pilots")
    revise(library, SHORT)
    library.history.undo()
    assert told(library, story) == [(1, 1, True)]
    library.history.redo()
    assert told(library, story) == [(2, 1, True), (1, 1, False)]
    library.history.undo()
    revise(library, LEAD + TEXT)
    assert told(library, story) == [(2, 1, True), (1, 1, False)]
    assert quotes(library, story, 2) == ["the pilots"]


def test_a_text_that_comes_back_is_the_one_that_was(library: Library, story: Story) -> None:
    mark(library, story, "The bill came to nine million")
    revise(library, SHORT)
    revise(library, TEXT)
    assert told(library, story) == [(2, 0, False), (1, 1, True)]


def test_what_changed_between_two_texts(library: Library, story: Story) -> None:
    now = revise(library, SHORT)
    found = library.versions.compare(story.version, now.version)
    assert [found.words(kind) for kind in ("removed", "added")] == [6, 2]


def test_a_place_is_carried_from_one_text_to_another(library: Library, story: Story) -> None:
    now = revise(library, LEAD + TEXT)
    there = TEXT.index("pilots")
    versions = library.versions
    assert versions.carried(story.version, now.version, there) == there + len(LEAD)
    assert versions.carried(now.version, story.version, there + len(LEAD)) == there
    assert versions.carried(now.version, now.version, 7) == 7
