"""Searching everything: typing, narrowing, previewing, opening, going on, and coming back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from db.errors import IndexUnavailable
from db.models import SearchResult, StoryDraft
from reader.screens.commanding import Call
from reader.screens.library import LibraryScreen
from reader.screens.search import SearchScreen, asking
from reader.screens.search.view import AT_ONCE
from tests.apps import Reader, reading
from tests.library import locked

HARBOUR = StoryDraft(
    "The harbour",
    "The harbour opened. Ships pass the harbour by day.\n\nNo other harbour is as deep.",
    section="Coast",
    published="2024-07-03",
    tags=("sea",),
    label="Courier",
)
COUNCIL = StoryDraft(
    "The council",
    "The council met about harbours and was relieved.",
    section="Town",
    published="2024-07-02",
)
FAIR = StoryDraft(
    "Rain at the fair",
    "Rain fell on the fair, and on the harbour.",
    section="Town",
    published="2023",
)
PAPER = (HARBOUR, COUNCIL, FAIR)
WIDE, NARROW = (150, 45), (80, 24)


def search(reader: Reader) -> SearchScreen:
    """The search screen, which must be the one that is shown."""
    assert isinstance(reader.app.screen, SearchScreen)
    return reader.app.screen


def titles(reader: Reader) -> list[str]:
    """The titles of the results."""
    return [hit.story.title for hit in search(reader).rows.hits if hit]


def found(reader: Reader) -> str:
    """What is said of the results."""
    return str(search(reader).query_one("#found").render()).strip()


async def type_search(reader: Reader, query: str) -> None:
    """Open the search and type, then wait until the counts are there."""
    await reader.press("g", "slash")
    await reader.type(query)
    await counted(reader)


async def type_search_on(reader: Reader, query: str) -> None:
    """Type on the line that is open, then wait until the counts are there."""
    await reader.type(query)
    await counted(reader)


async def counted(reader: Reader) -> None:
    """Wait until what follows the results is there."""
    await reader.pilot.pause(0.3)
    await reader.settle()


def index(reader: Reader) -> None:
    """Have everything searchable."""
    reader.library.search.catch_up()


async def test_results_tell_where_they_are_from_and_how_many_they_are(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=NARROW) as reader:
        index(reader)
        await type_search(reader, "harbour")
        assert titles(reader)[0] == "The harbour"
        assert found(reader) == "3 found, best first"
        first = search(reader).rows.render_line(0).text
        for part in ("The harbour", "Coast", "2024-07-03", "Courier"):
            assert part in first
        await reader.press("ctrl+t")
        assert found(reader) == "3 found, newest first"
        assert titles(reader) == ["The harbour", "The council", "Rain at the fair"]


async def test_own_words_among_the_results_are_shown_as_such(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        story = reader.library.stories.get(reader.library.select()[0].id)
        reader.library.highlights.add(story, 0, 18, note="A deep port.")
        reader.library.stories.set_note(reader.library.select()[1].id, "Which port?")
        index(reader)
        await type_search(reader, "port")
        assert found(reader) == "2 found with 1 highlight and 1 note, best first"
        lines = [search(reader).rows.render_line(row).text for row in (0, 4)]
        assert sorted(line.split()[-1] for line in lines) == ["highlight", "note"]


async def test_a_panel_counts_narrows_and_widens_again(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=WIDE) as reader:
        index(reader)
        await type_search(reader, "harbour")
        panel = search(reader).panel
        rows = [(row.group, row.label, row.hits) for row in panel.rows]
        assert rows[:3] == [("section", "Town", 2), ("section", "Coast", 1), ("tag", "sea", 1)]
        assert ("source", "Courier", 1) in rows
        assert ("year", "2023", 1) in rows
        await reader.press("ctrl+f", "j", "enter")
        await counted(reader)
        assert search(reader).line.value == "section:Coast harbour"
        assert titles(reader) == ["The harbour"]
        assert panel.has_focus
        here = panel.at_cursor
        assert here is not None
        assert (here.label, here.hits, here.chosen) == ("Coast", 1, True)
        await reader.press("enter")
        await counted(reader)
        assert search(reader).line.value == "harbour"
        assert len(titles(reader)) == 3


async def test_what_narrows_to_nothing_stays_to_be_taken_away(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=WIDE) as reader:
        index(reader)
        await type_search(reader, "zebra section:Coast ")
        (row,) = search(reader).panel.rows
        assert (row.label, row.hits, row.chosen) == ("Coast", 0, True)
        await reader.press("ctrl+f", "enter")
        await counted(reader)
        assert search(reader).line.value == "zebra"


async def test_a_narrow_terminal_shows_the_panel_instead_of_the_results(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=NARROW) as reader:
        index(reader)
        await type_search(reader, "harbour")
        screen = search(reader)
        assert not screen.panel.display or not screen.panel.size.width
        await reader.press("ctrl+f")
        assert screen.panel.size.width
        await reader.press("escape")
        assert screen.rows.has_focus
        assert not screen.panel.size.width
        await reader.press("escape")
        assert isinstance(reader.app.screen, LibraryScreen)


async def test_the_preview_shows_the_page_at_the_match(tmp_path: Path) -> None:
    far = StoryDraft("Far", "\n\n".join(["A line of words."] * 3000) + "\n\nThe lamp is lit.")
    async with reading(tmp_path, far, HARBOUR, size=WIDE) as reader:
        index(reader)
        await type_search(reader, "lamp")
        page = search(reader).page
        await counted(reader)
        shown = page.story
        assert shown is not None
        assert "The lamp is lit." in shown.text
        assert len(shown.text) < 20_000
        assert page.opened is not None
        assert [shown.text[slice(*match)] for match in page.opened.matches] == ["lamp"]
        assert any("The lamp is lit." in page.render_line(y).text for y in range(page.size.height))


async def test_a_result_opens_with_all_its_matches_and_n_goes_on_to_the_next(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour")
        await reader.press("ctrl+t")  # by date, so that the order is plain
        await reader.press("enter")
        screen = reader.screen
        assert screen.story is not None
        assert [screen.story.text[slice(*one)] for one in screen.matches] == ["harbour"] * 3
        assert screen.status.place == "1/3  result 1 of 3"
        await reader.press("n", "n")
        assert screen.status.place == "3/3  result 1 of 3"
        await reader.press("n")
        assert screen.story.title == "The council"
        assert reader.message == "Next result: “The council”"
        assert [screen.story.text[slice(*one)] for one in screen.matches] == ["harbours"]
        await reader.press("n")
        assert screen.story.title == "Rain at the fair"
        await reader.press("n")
        assert "last result" in reader.message
        await reader.press("N", "N")
        assert screen.story.title == "The harbour"
        assert reader.message == "Previous result: “The harbour”"
        assert screen.status.place == "3/3  result 1 of 3"


async def test_enter_typed_at_once_opens_what_the_whole_query_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "DELAY_SECONDS", 0.3)
    async with reading(tmp_path, *PAPER, size=NARROW) as reader:
        await type_search(reader, "harbour")
        best = titles(reader)[0]
        await reader.press(*" fell", "enter")
        assert reader.screen.story is not None
        assert reader.screen.story.title == "Rain at the fair" != best


async def test_enter_that_comes_before_the_line_has_told_what_was_typed_opens_it_too(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER, size=NARROW) as reader:
        await type_search(reader, "harbour")
        search(reader).line.input.insert_text_at_cursor(" f")
        search(reader).line.input.insert_text_at_cursor("ell")
        search(reader).do_open_hit(Call())
        await reader.settle()
        assert reader.screen.story is not None
        assert reader.screen.story.title == "Rain at the fair"


async def test_enter_typed_at_once_opens_nothing_where_nothing_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "DELAY_SECONDS", 0.3)
    async with reading(tmp_path, *PAPER, size=NARROW) as reader:
        await type_search(reader, "harbour")
        await reader.press(*"zzz", "enter")
        assert "Nothing found" in search(reader).rows.empty
        await reader.press(*["backspace"] * 3)
        assert titles(reader), "what was typed since is searched for, and nothing opens by itself"


async def test_going_back_shows_the_same_results_without_a_new_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await reader.press("enter")
        begun = reader.screen.story
        await type_search(reader, "harbour")
        await reader.press("down", "enter", "n")
        opened = reader.screen.story
        assert opened is not None

        def refuse(*_: object, **__: object) -> SearchResult:
            raise AssertionError("it was searched for anew")

        monkeypatch.setattr(type(reader.library.search), "find", refuse)
        await reader.press("ctrl+o")
        screen = search(reader)
        assert screen.line.value == "harbour"
        assert len(titles(reader)) == 3
        here = screen.rows.at_cursor
        assert here is not None
        assert here.story.id == opened.id
        assert screen.rows.has_focus
        await reader.press("ctrl+o")
        assert isinstance(reader.app.screen, LibraryScreen)
        assert reader.screen.story is not None
        assert begun is not None
        assert reader.screen.story.id == begun.id


async def test_another_find_ends_going_through_results(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour")
        await reader.press("enter", "slash", *"ships", "enter")
        assert reader.screen.status.place == "1/1"
        await reader.press("n")
        assert reader.screen.status.place == "1/1"


async def test_a_result_whose_story_is_gone_is_said_to_be(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "ships")
        reader.library.stories.remove(reader.library.select("title:harbour")[0].id)
        await reader.press("enter")
        assert "removed" in reader.message


async def test_earlier_searches_come_back_with_the_up_arrow(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "rain")
        await reader.press("enter")
        await type_search(reader, "harbour")
        await reader.press("escape")
        assert reader.library.search_memory.all() == ["harbour", "rain"]
        await reader.press("g", "slash", "ctrl+u", "backspace")
        line = search(reader).line
        assert line.value == ""
        seen = []
        for key in ("up", "up", "down", "down"):
            await reader.press(key)
            seen.append(line.value)
        assert seen == ["harbour", "rain", "harbour", ""]
        await reader.press("up")
        assert len(titles(reader)) == 3
        await reader.press("tab", "down", "slash", "up")
        assert search(reader).rows.cursor == 0


async def test_a_search_that_found_nothing_is_not_remembered(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "zebra")
        await reader.press("escape")
        assert reader.library.search_memory.all() == []


async def test_a_slip_is_asked_about_and_enter_takes_what_was_meant(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "habrour ships")
        assert "Did you mean “harbour ships”?" in search(reader).rows.empty
        await reader.press("enter")
        assert search(reader).line.value == "harbour ships"
        assert titles(reader) == ["The harbour"]


@pytest.mark.parametrize(
    ("pasted", "query"),
    [
        ('"the harbour\n  was relieved"', '"the harbour was relieved"'),
        ("harbour\r\n\r\nlock\n", "harbour lock"),
        ("harbour\x1b]52;c;eA==\x07\tlock\x00\x9b2J", "harbour lock"),
        ("\n", ""),
    ],
)
async def test_what_is_pasted_is_one_clean_line(tmp_path: Path, pasted: str, query: str) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "old")
        await reader.press("shift+home")
        reader.app.post_message(events.Paste(pasted))
        await counted(reader)
        assert search(reader).line.value == query


@pytest.mark.parametrize(
    "query", ["section:", "date:", "is:", "-", "NOT ", "(", '"', "!", "words:>"]
)
async def test_a_query_that_says_nothing_yet_is_not_said_to_find_nothing(
    tmp_path: Path, query: str
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, query)
        assert search(reader).rows.empty.startswith("Nothing to search for yet")
        assert found(reader) == ""


async def test_a_long_sentence_on_the_results_is_shown_whole(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=NARROW) as reader:
        index(reader)
        await type_search(reader, "titel:foo harbour")
        row = search(reader).query_one("#found")
        assert "There is no field titel: did you mean title:?" in found(reader)
        assert row.size.height == 3
        await reader.press("ctrl+u")
        await type_search_on(reader, "harbour")
        assert row.size.height == 1


async def test_a_mistake_is_pointed_at_while_the_rest_is_searched(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour is:foo ")
        (problem,) = search(reader).line.problems
        assert (problem.start, problem.end) == (8, 14)
        assert "is: does not know 'foo', but unread" in found(reader)
        assert search(reader).query_one("#found").has_class("-wrong")


async def test_a_query_with_a_mistake_is_not_narrowed_but_said_to_be_wrong(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=WIDE) as reader:
        index(reader)
        await type_search(reader, '"harbour')
        await reader.press("ctrl+f", "enter")
        assert search(reader).line.value == '"harbour'
        assert "not whole" in search(reader).query_one("#status").message  # type: ignore[attr-defined]


async def test_a_search_is_saved_under_a_name(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour section:Town")
        await reader.press("ctrl+s", *"Ports", "enter")
        saved = reader.library.saved_searches.get("Ports")
        assert (saved.name, saved.query) == ("Ports", "harbour section:Town")
        assert search(reader).line.value == "harbour section:Town"


async def test_a_search_that_was_saved_stands_below_the_sections_at_once(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour section:Town")
        await reader.press("ctrl+s", *"Town", "enter")
        await reader.press("escape")
        assert [row.saved.name for row in reader.screen.section_list.saved] == ["Town"]


async def test_what_is_selected_is_searched_for_as_it_stands(tmp_path: Path) -> None:
    said = StoryDraft("Said", '“Not a word,” he said, “of the «new» harbour” — and "left" it.\n')
    long = StoryDraft("Long", "He wrote " + "of one harbour and another harbour " * 12)
    async with reading(tmp_path, said, long, HARBOUR) as reader:
        index(reader)
        for story in (said, long):
            reader.screen.open_story(
                next(head.id for head in reader.library.select() if head.title == story.title)
            )
            await reader.settle()
            reader.screen.page.select(0, len(story.text.strip()))
            await reader.press("g", "slash")
            await counted(reader)
            assert titles(reader) == [story.title]
            assert not search(reader).line.problems
            await reader.press("escape", "escape")


async def test_a_search_that_cannot_be_saved_now_stays_as_it_is(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour")
        with locked(reader.library):
            await reader.pilot.press("ctrl+s", *"Ports", "enter")
            await reader.pilot.pause(0.2)
            assert search(reader).line.value == "harbour"
        await reader.settle()
        assert reader.library.saved_searches.get("Ports").query == "harbour"


async def test_hits_far_down_are_fetched_when_they_come_into_view(tmp_path: Path) -> None:
    many = [StoryDraft(f"Story {number}", f"A lamp, number {number}.") for number in range(60)]
    async with reading(tmp_path, *many) as reader:
        index(reader)
        await type_search(reader, "lamp")
        assert len(titles(reader)) == AT_ONCE
        assert search(reader).rows.row_count == 60
        await reader.press("tab", "G")
        here = search(reader).rows.at_cursor
        assert here is not None
        assert "Story" in search(reader).rows.render_line(0).text


async def test_what_is_not_searched_yet_is_said(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await reader.press("g", "slash")
        reader.app.indexing.stop()
        reader.library.stories.set_note(reader.library.select()[0].id, "harbour")
        await reader.type("rain")
        assert "1 not searched yet" in found(reader)


async def test_an_answer_that_was_cut_short_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.search.search.TYPING_PATIENCE", 0.0)
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour")
        assert "cut short" in found(reader)


async def test_an_index_that_cannot_be_read_is_said_and_no_wrong_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> SearchResult:
        raise IndexUnavailable("The search index cannot be read: the disk is full.")

    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        monkeypatch.setattr(type(reader.library.search), "find", fail)
        await type_search(reader, "harbour")
        assert "the disk is full" in found(reader)
        assert "Nothing found" not in search(reader).rows.empty


async def test_earlier_searches_can_be_forgotten(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        index(reader)
        await type_search(reader, "harbour")
        await reader.press("escape", "g", "slash", "tab", "colon", *"forget-searches", "enter")
        assert reader.library.search_memory.all() == []
