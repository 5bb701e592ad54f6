"""A story with another text: its highlights, its reading place, and its versions."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import Intake, Library, anchoring
from db.models import Story, StoryDraft
from db.revising import moved_place
from tests.library import TEXT, add, add_story, mark, opened, rows

LEAD = "Late news came first, and the ferry waits.\n\n"


@pytest.fixture
def story(library: Library) -> Story:
    return add_story(library, ref="1")


def revise(library: Library, text: str) -> int:
    """Add the story again with this text; how many highlights lost their passage."""
    return add(library, StoryDraft("The lock", text, ref="1")).to_check.unplaced


def test_highlights_stand_on_their_words_in_the_new_text(library: Library, story: Story) -> None:
    made = mark(library, story, "the pilots of long nights", note="why?", tags=["ask"])
    revise(library, LEAD + TEXT)
    found = library.highlights.get(made.id)
    assert found.start == made.start + len(LEAD) if made.start is not None else None
    assert (found.quote, found.note, found.tags) == (made.quote, "why?", ("ask",))
    assert (found.status, found.reviewed) == ("exact", True)
    assert found.version == library.stories.get(story.id).version != story.version


def test_a_highlight_whose_words_are_gone_is_kept_as_unplaced(
    library: Library, story: Story
) -> None:
    made = mark(library, story, "The bill came to nine million", note="why?")
    assert revise(library, TEXT.replace("The bill came to nine million, half", "It was half")) == 1
    found = library.highlights.get(made.id)
    assert (found.start, found.end, found.status, found.reviewed) == (None, None, "orphan", False)
    assert (found.quote, found.note, found.version) == (made.quote, "why?", story.version)
    assert found.hint is not None
    assert [each.id for each in library.highlights.of_story(story.id)] == [made.id]


def test_an_unplaced_highlight_finds_its_words_again(library: Library, story: Story) -> None:
    made = mark(library, story, "The bill came to nine million")
    without = TEXT.replace("The bill came to nine million, half", "It was half")
    assert revise(library, without) == 1
    assert revise(library, LEAD + without) == 0
    assert library.highlights.get(made.id).status == "orphan"
    revise(library, LEAD + TEXT)
    found = library.highlights.get(made.id)
    assert found.start == (LEAD + TEXT).index("The bill came")
    revise(library, TEXT)
    found = library.highlights.get(made.id)
    assert (found.start, found.end, found.quote) == (made.start, made.end, made.quote)


def test_a_text_that_returns_is_the_version_it_was(library: Library, story: Story) -> None:
    revise(library, LEAD + TEXT)
    revise(library, TEXT)
    assert library.stories.get(story.id).version == story.version
    assert rows(library, "SELECT count(*) FROM story_versions") == [(2,)]


SENTENCE = TEXT[TEXT.index("The bill came") :].split(".")[0] + "."


@pytest.mark.parametrize(
    ("meanwhile", "status"),
    [
        (TEXT.replace(SENTENCE, "").strip().replace("Fisher", SENTENCE + " Fisher"), "moved"),
        (SENTENCE + " " + TEXT.replace(SENTENCE, "").strip(), "moved"),
        (TEXT.replace("The bill came to", "Accounts ran up to"), "changed"),
        (TEXT.replace(SENTENCE, ""), "orphan"),
    ],
)
def test_a_highlight_is_where_it_was_made_when_that_text_returns_and_is_not_asked_about(
    library: Library, story: Story, meanwhile: str, status: str
) -> None:
    made = mark(library, story, SENTENCE)
    revise(library, meanwhile)
    between = library.highlights.get(made.id)
    assert (between.status, between.reviewed) == (status, False)
    result = add(library, StoryDraft("The lock", TEXT, ref="1"))
    found = library.highlights.get(made.id)
    assert (found.start, found.end, found.status) == (made.start, made.end, "exact")
    assert (found.reviewed, found.score, found.version) == (True, 1.0, story.version)
    assert (result.to_check.moved, result.to_check.changed, result.to_check.unplaced) == (0, 0, 0)


def test_every_text_that_was_replaced_is_kept(library: Library, story: Story) -> None:
    revise(library, LEAD + TEXT)
    kept = rows(library, "SELECT text FROM story_versions ORDER BY key")
    assert [zlib.decompress(text).decode() for (text,) in kept] == [TEXT, LEAD + TEXT]


def test_every_new_placing_is_on_record(library: Library, story: Story) -> None:
    made = mark(library, story, "any tide")
    revise(library, LEAD + TEXT)
    revise(library, TEXT.replace("at any tide", "always"))
    found = rows(library, "SELECT highlight, from_start, to_start, status FROM placements")
    assert found == [
        (made.id, made.start, TEXT.index("any tide") + len(LEAD), "exact"),
        (made.id, TEXT.index("any tide") + len(LEAD), None, "orphan"),
    ]


def test_a_deleted_highlight_comes_back_where_its_words_are_now(
    library: Library, story: Story
) -> None:
    made = mark(library, story, "nine million")
    library.highlights.remove(made.id)
    assert revise(library, LEAD + TEXT) == 0
    library.history.undo()
    library.history.undo()
    assert library.highlights.get(made.id).start == made.start
    library.history.redo()
    library.history.redo()
    library.history.undo()
    library.history.undo()
    assert library.highlights.get(made.id) == made


def test_a_deleted_highlight_is_not_counted_among_the_unplaced(
    library: Library, story: Story
) -> None:
    library.highlights.remove(mark(library, story, "nine million").id)
    mark(library, story, "any tide")
    assert revise(library, "Quite another matter.") == 1


def test_a_highlight_made_while_the_new_text_is_aligned_is_placed_too(
    library: Library, story: Story
) -> None:
    first, second = mark(library, story, "any tide"), "nine million"
    with opened(library.folder) as window:

        def drafts() -> Iterator[StoryDraft]:
            yield StoryDraft("The lock", LEAD + TEXT, ref="1")
            mark(window, story, second)

        library.add(Intake("file", "/paper", "paper"), drafts())
    text = library.stories.get(story.id).text
    found = library.highlights.of_story(story.id)
    assert [text[made.start : made.end] for made in found] == [first.quote, second]
    assert {made.version for made in found} == {library.stories.get(story.id).version}


def test_a_text_that_another_window_took_in_meanwhile_is_placed_through(
    library: Library, story: Story
) -> None:
    mark(library, story, "any tide")
    with opened(library.folder) as window:

        def drafts() -> Iterator[StoryDraft]:
            yield StoryDraft("The lock", LEAD + TEXT, ref="1")
            revise(window, "At first.\n\n" + TEXT)

        library.add(Intake("file", "/paper", "paper"), drafts())
    (made,) = library.highlights.of_story(story.id)
    text = library.stories.get(story.id).text
    assert text == LEAD + TEXT
    assert text[made.start : made.end] == "any tide"
    assert made.version == library.stories.get(story.id).version


def test_a_passage_of_the_old_text_cannot_be_marked_in_the_new(
    library: Library, story: Story
) -> None:
    revise(library, LEAD + TEXT)
    with pytest.raises(Exception, match="text has changed or it was removed: open it again"):
        mark(library, story, "any tide")
    assert library.highlights.count() == 0


def test_the_reading_place_goes_along_with_its_words(library: Library, story: Story) -> None:
    place = TEXT.index("great storm") + 2
    library.stories.set_place(story.id, place)
    revise(library, LEAD + TEXT)
    assert library.stories.head(story.id).place == place + len(LEAD)
    revise(library, LEAD + TEXT.replace("since the great storm, which", "for long: a storm"))
    new = library.stories.get(story.id)
    assert new.text[new.head.place :].startswith("storm broke")
    revise(library, "Quite another matter.")
    assert library.stories.head(story.id).place == 0


def test_a_place_in_an_old_text_does_not_count_in_the_new(library: Library, story: Story) -> None:
    library.stories.set_place(story.id, 30, version=story.version)
    revise(library, LEAD + TEXT)
    carried = library.stories.head(story.id).place
    library.stories.set_place(story.id, 40, version=story.version)
    assert library.stories.head(story.id).place == carried


words = st.sampled_from(["one", "two", "drei", "四", "cinq,", "six.", "👩‍🚀", "é"])
texts = st.lists(words, max_size=30).map(" ".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts, texts, st.integers(0, 200))
def test_a_reading_place_is_always_in_the_text(old: str, new: str, place: int) -> None:
    place = min(place, len(old))
    moved = moved_place(anchoring.align(old, new), place)
    assert 0 <= moved <= len(new)
    same = moved_place(anchoring.align(old, old), place)
    assert old[min(same, place) : max(same, place)].strip(" ,.👩‍🚀") == ""
