"""Free labels on stories and highlights."""

from __future__ import annotations

import pytest

from db import Library
from db.errors import BadRequest, NotFound
from db.models import Highlight, Story
from db.tags import clean_tags
from tests.library import add_story, done, mark, rows, snapshot


@pytest.fixture
def story(library: Library) -> Story:
    story = add_story(library)
    library.stories.add_tags(story.id, ["port", "sea"])
    return story


@pytest.fixture
def made(library: Library, story: Story) -> Highlight:
    return mark(library, story, "new lock", tags=["lock", "Port"])


def used(library: Library) -> dict[str, tuple[int, int]]:
    return {tag.name: (tag.stories, tag.highlights) for tag in library.tags.all()}


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        (["#port", "Port", " PORT "], ["port"]),
        (["policy/export", "to  read"], ["policy/export", "to read"]),
        (["a,b", ",c,"], ["a b", "c"]),
        (["ｆｕｌｌ", "full"], ["ｆｕｌｌ"]),
        (["\x1b[31mred", "new\nline", "c#"], ["red", "new line", "c#"]),
    ],
)
def test_tags_are_cleaned_and_told_apart_without_case_and_width(
    given: list[str], clean: list[str]
) -> None:
    assert clean_tags(given) == clean


@pytest.mark.parametrize("empty", ["", "#", " , ", "##", "\x1b[2J"])
def test_an_empty_tag_is_refused(empty: str) -> None:
    with pytest.raises(BadRequest, match="at least one letter"):
        clean_tags(["port", empty])


def test_tags_in_use_are_listed_the_most_used_first(library: Library, made: Highlight) -> None:
    assert list(used(library).items()) == [("port", (1, 1)), ("lock", (0, 1)), ("sea", (1, 0))]
    library.highlights.remove(made.id)
    assert used(library) == {"port": (1, 0), "sea": (1, 0)}


def test_a_tag_is_renamed_everywhere(library: Library, story: Story, made: Highlight) -> None:
    library.tags.rename("#PORT", "harbour")
    assert library.stories.head(story.id).tags == ("harbour", "sea")
    assert library.highlights.get(made.id).tags == ("harbour", "lock")
    library.tags.rename("harbour", "Harbour")
    assert library.stories.head(story.id).tags == ("Harbour", "sea")


def test_two_tags_become_one(library: Library, story: Story, made: Highlight) -> None:
    before = snapshot(library)
    library.tags.rename("port", "sea")
    assert used(library) == {"sea": (1, 1), "lock": (0, 1)}
    assert library.stories.head(story.id).tags == ("sea",)
    assert library.history.undo().what == "Renamed the tag port to sea"
    assert snapshot(library) == before


def test_a_tag_is_taken_off_everything(library: Library, story: Story, made: Highlight) -> None:
    before = snapshot(library)
    library.tags.remove("port")
    assert used(library) == {"lock": (0, 1), "sea": (1, 0)}
    assert rows(library, "SELECT name FROM tags WHERE folded = 'port'") == []
    library.history.undo()
    assert snapshot(library) == before
    assert done(library)[-1] == "Highlighted “new lock”"


def test_an_unknown_tag_is_named(library: Library) -> None:
    for act in (library.tags.remove, lambda name: library.tags.rename(name, "other")):
        with pytest.raises(NotFound, match="There is no tag 'prot'"):
            act("prot")
    assert done(library) == []
