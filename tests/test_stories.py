"""What a reader does with stories: lists, places, stars, notes, titles, sections, tags, removal."""

from __future__ import annotations

import pytest

from db import Library
from db.errors import BadRequest, NotFound
from db.models import Story, StoryDraft, StoryHead
from db.rows import GONE
from db.stories import SORTS
from tests.library import TEXT, add, add_story, done, mark, opened, rows, snapshot


@pytest.fixture
def story(library: Library) -> Story:
    return add_story(library)


@pytest.fixture
def paper(library: Library) -> list[str]:
    """The ids of a small paper's stories."""
    drafts = (
        StoryDraft("beta", "Words of the second.", published="2024-07-01", section="News"),
        StoryDraft("Alpha", "Words.", published="2025", section="Sport"),
        StoryDraft("Gamma", "Words of the third and last.", published="2023", section="News"),
    )
    return [story.id for story in add(library, *drafts).stories]


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("newest", "Alpha beta Gamma"),
        ("oldest", "Gamma beta Alpha"),
        ("title", "Alpha beta Gamma"),
        ("longest", "Gamma beta Alpha"),
        ("shortest", "Alpha beta Gamma"),
        ("unread", "beta Gamma Alpha"),
        ("added", "beta Alpha Gamma"),
    ],
)
def test_stories_are_listed_in_every_order(
    library: Library, paper: list[str], sort: str, titles: str
) -> None:
    library.stories.set_read(paper[1], True)
    assert [head.title for head in library.stories.rows(sort=sort)] == titles.split()
    assert sort in SORTS


def test_a_wrong_order_or_section_is_named(library: Library) -> None:
    with pytest.raises(BadRequest, match=r"cannot be sorted by 'size': try newest, oldest"):
        library.stories.rows(sort="size")
    with pytest.raises(NotFound, match=r"no section 'Nws'; there are: General"):
        library.stories.rows(section="Nws")


def test_a_list_may_be_of_one_section_or_of_some_stories(
    library: Library, paper: list[str]
) -> None:
    assert [head.title for head in library.stories.rows(section="NEWS")] == ["beta", "Gamma"]
    keys = dict(rows(library, "SELECT title, key FROM stories"))
    chosen = [keys["Gamma"], keys["Alpha"], 99]
    assert [head.title for head in library.stories.rows(keys=chosen)] == ["Alpha", "Gamma"]
    assert [head.title for head in library.stories.ordered(chosen[:2])] == ["Gamma", "Alpha"]


def test_a_long_list_reads_only_what_is_looked_at(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, *(StoryDraft(f"Story {n:03}", f"Text {n}.") for n in range(200)))
    asked: list[int] = []
    fetch = library._store.read

    def counting(sql: str, values: object = None) -> object:
        found = fetch(sql, values)  # type: ignore[arg-type]
        asked.append(len(found))
        return found

    listed = library.stories.rows(sort="title")
    monkeypatch.setattr(library._store, "read", counting)
    assert (len(listed), asked) == (200, [])
    assert [listed[0].title, listed[63].title, listed[-1].title] == [
        "Story 000",
        "Story 063",
        "Story 199",
    ]
    assert sum(asked) == 64 + 8
    assert [head.title for head in listed[62:66]] == [f"Story {n:03}" for n in range(62, 66)]
    assert listed.place(listed[150].id) == 150
    assert listed.place("nobody") is None
    with pytest.raises(IndexError):
        listed[200]


def test_a_row_whose_story_another_window_took_away_says_so(library: Library, story: Story) -> None:
    listed = library.stories.rows()
    with opened(library.folder) as window:
        window.history.undo()
    assert listed[0] == GONE
    with pytest.raises(NotFound, match="There is no story"):
        library.stories.get(story.id)


def test_opening_a_story_marks_it_read_without_a_step(library: Library, story: Story) -> None:
    before, steps = snapshot(library, "read", "opened"), done(library)
    library.stories.opened(story.id)
    assert library.stories.head(story.id).read
    assert library.stories.last_opened() == story.id
    assert (snapshot(library, "read", "opened"), done(library)) == (before, steps)
    with pytest.raises(NotFound):
        library.stories.opened("nobody")


def test_the_last_opened_story_is_the_last_that_is_still_there(library: Library) -> None:
    assert library.stories.last_opened() == ""
    first, second = add_story(library, "One", "First."), add_story(library, "Two", "Second.")
    library.stories.opened(first.id)
    with library._store.write() as connection:
        connection.execute("UPDATE stories SET opened = '2020' WHERE id = ?", (first.id,))
    library.stories.opened(second.id)
    assert library.stories.last_opened() == second.id
    library.stories.remove(second.id)
    assert library.stories.last_opened() == first.id


@pytest.mark.parametrize(("place", "kept"), [(0, 0), (17, 17), (-4, 0), (10**9, len(TEXT))])
def test_the_reading_place_is_kept_within_the_text_without_a_step(
    library: Library, story: Story, place: int, kept: int
) -> None:
    before, steps = snapshot(library, "place"), done(library)
    library.stories.set_place(story.id, 5)
    library.stories.set_place(story.id, place)
    assert library.stories.get(story.id).head.place == kept
    assert (snapshot(library, "place"), done(library)) == (before, steps)
    library.stories.set_place("nobody", 5)


@pytest.mark.parametrize(
    ("act", "told", "expected"),
    [
        ("set_read", "Marked “The lock” read", {"read": True}),
        ("set_starred", "Starred “The lock”", {"starred": True}),
        ("set_shelf", "Put “The lock” on the shelf later", {"shelf": "later"}),
        ("set_note", "Wrote a note on “The lock”", {"noted": True}),
        ("rename", "Renamed “The lock” to “The “{}” gate”", {"title": "The “{}” gate"}),
        ("move", "Moved “The lock” to Arts", {"section": "Arts"}),
        ("add_tags", "Tagged “The lock” port, sea {}", {"tags": ("port", "sea {}")}),
    ],
)
def test_what_a_reader_does_to_a_story_is_told_and_undone(
    library: Library, story: Story, act: str, told: str, expected: dict[str, object]
) -> None:
    values = {
        "set_shelf": "later", "set_note": "  A *note*.\n\n", "rename": "The “{}”  gate",
        "move": " Arts ", "add_tags": ["#port", "Port", "sea {}"],
    }  # fmt: skip
    before = snapshot(library)
    getattr(library.stories, act)(story.id, values.get(act, True))
    head = library.stories.head(story.id)
    assert {name: getattr(head, name) for name in expected} == expected
    assert library.history.undo().what == told
    assert snapshot(library) == before


def test_a_note_on_a_story_is_kept_as_written(library: Library, story: Story) -> None:
    library.stories.set_note(story.id, "\n- one\n    - two  \n\n\n1 \x1b[31m< 2\n")
    assert library.stories.get(story.id).note == "- one\n    - two\n\n\n1 < 2"
    library.stories.set_note(story.id, "")
    assert done(library)[-1] == "Removed the note on “The lock”"


@pytest.mark.parametrize(
    ("act", "value", "message"),
    [
        ("rename", " \n", "A story needs a title"),
        ("set_shelf", "attic", "no shelf 'attic': there are inbox, later, archive"),
        ("add_tags", ["#"], "A tag needs at least one letter"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    library: Library, story: Story, act: str, value: object, message: str
) -> None:
    before = snapshot(library)
    with pytest.raises(BadRequest, match=message):
        getattr(library.stories, act)(story.id, value)
    assert snapshot(library) == before


def test_tags_are_set_and_taken_off(library: Library, story: Story) -> None:
    library.stories.add_tags(story.id, ["port", "sea", "money"])
    assert library.stories.remove_tags(story.id, ["Sea", "nothing"])
    assert library.stories.head(story.id).tags == ("money", "port")
    assert library.stories.set_tags(story.id, ["PORT", "new"]) == ["PORT", "new"]
    assert library.stories.head(story.id).tags == ("new", "port")
    assert done(library)[1:] == [
        "Tagged “The lock” port, sea, money",
        "Untagged “The lock” Sea, nothing",
        "Tagged “The lock” PORT, new",
    ]


def test_a_removed_story_is_nowhere_until_that_is_undone(library: Library, story: Story) -> None:
    made = mark(library, story, "new lock", tags=["lock"])
    library.stories.add_tags(story.id, ["port"])
    library.stories.remove(story.id)
    assert (len(library.select()), library.stories.count()) == (0, 0)
    assert (library.highlights.all(), library.highlights.count()) == ([], 0)
    assert library.tags.all() == []
    assert library.sections.all()[0].stories == library.sources.all()[0].stories == 0
    for gone in (story.id, made.id):
        with pytest.raises(NotFound):
            library.resolve(gone)
    with pytest.raises(NotFound):
        library.stories.set_starred(story.id, True)
    library.history.undo()
    assert library.highlights.get(made.id) == made
    assert library.stories.head(story.id).tags == ("port",)


def test_a_head_tells_what_a_list_shows(library: Library, story: Story) -> None:
    made = mark(library, story, "new lock")
    head = library.stories.head(story.id)
    assert isinstance(head, StoryHead)
    assert (head.highlights, head.noted, head.words, head.length) == (1, False, 63, len(TEXT))
    library.highlights.set_note(made.id, "why?")
    assert library.stories.head(story.id).noted
    library.highlights.remove(made.id)
    assert library.stories.head(story.id).highlights == 0
    assert not library.stories.head(story.id).noted
