"""Completing at the prompts of the app, and being shown what is wrong with a query."""

from __future__ import annotations

from pathlib import Path

from db.models import StoryDraft
from reader.widgets.completing_line import CompletingLine
from reader.widgets.offer_list import OfferList
from tests.apps import PAPER, Reader, reading

TAGGED = (
    *PAPER,
    StoryDraft("Chips", "On chips.", tags=("policy/export", "to read")),
    StoryDraft("Ships", "On ships.", tags=("policy/export", "policy")),
)


def line(reader: Reader) -> CompletingLine:
    return reader.screen.query_one(CompletingLine)


def offered(reader: Reader) -> list[tuple[str, str]]:
    """What is to be seen in the list."""
    shown = reader.screen.query_one(OfferList)
    return [(one.label, one.aside) for one in shown.offers] if shown.display else []


def told(reader: Reader) -> str:
    """What the row under the line says."""
    return str(reader.screen.query_one(".wrong").render()).strip()


def asking(reader: Reader) -> bool:
    return reader.screen.prompt.is_open


def titles(reader: Reader) -> list[str]:
    return [one.title for one in reader.screen.story_list.stories]


async def test_a_filter_is_put_together_from_what_is_offered(tmp_path: Path) -> None:
    async with reading(tmp_path, *TAGGED) as reader:
        await reader.press("slash")
        assert offered(reader)[0] == ("title:", "words of the title")
        await reader.type("tag:ex")
        assert offered(reader) == [("policy/export", "2")]
        await reader.press("tab")
        assert line(reader).value == "tag:policy/export"
        assert offered(reader) == []
        await reader.type(" tag:re")
        await reader.press("down")
        assert line(reader).value == 'tag:policy/export tag:"to read"'
        await reader.press("enter")
        assert titles(reader) == ["Chips"]


async def test_tab_goes_round_and_esc_takes_the_choice_back_then_leaves(tmp_path: Path) -> None:
    async with reading(tmp_path, *TAGGED) as reader:
        await reader.press("slash", *"tag:po", "tab", "tab")
        assert line(reader).value == "tag:policy"
        await reader.press("tab")
        assert line(reader).value == "tag:policy/export"
        await reader.press("shift+tab", "up")
        assert line(reader).value == "tag:policy/export"
        await reader.press("escape")
        assert line(reader).value == "tag:po"
        assert offered(reader) == []
        assert asking(reader)
        await reader.press("escape")
        assert not asking(reader)
        assert len(titles(reader)) == 5


async def test_the_list_moves_nothing_and_covers_no_line(tmp_path: Path) -> None:
    async with reading(tmp_path, *TAGGED, size=(80, 24)) as reader:
        await reader.press("slash")
        shown, below = reader.screen.query_one(OfferList), line(reader)
        before = reader.screen.story_list.region
        assert shown.region.bottom == below.region.y
        assert shown.region.height == 6
        await reader.type("tag:po")
        assert shown.region.height == 2
        assert shown.region.bottom == below.region.y
        assert reader.screen.story_list.region == before


async def test_a_mistake_is_marked_where_it_stands_and_the_rest_is_searched(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *TAGGED) as reader:
        await reader.press("slash", *"tag:policy is:lost")
        await reader.pilot.pause(0.3)
        await reader.settle()
        assert told(reader).startswith("is: does not know 'lost', but unread")
        (wrong,) = line(reader).problems
        assert (wrong.start, wrong.end) == (11, 18)
        assert set(titles(reader)) == {"Chips", "Ships"}
        await reader.press("enter")
        assert asking(reader), "a wrong query is not taken"
        await reader.press(*["backspace"] * 4, *"unread", "enter")
        assert not asking(reader)
        assert set(titles(reader)) == {"Chips", "Ships"}


async def test_what_is_not_typed_to_its_end_is_no_mistake_until_it_is_given(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *TAGGED) as reader:
        await reader.press("slash", *"tag:")
        assert line(reader).problems == ()
        await reader.press("enter")
        assert "right after tag:" in told(reader)
        await reader.type("re")
        assert line(reader).problems == ()


async def test_a_tag_is_taken_off_from_the_list(tmp_path: Path) -> None:
    async with reading(tmp_path, *TAGGED) as reader:
        reader.screen.story_list.go_to(titles(reader).index("Ships"))
        await reader.press("t")
        assert offered(reader)[:2] == [
            ("- policy", "on it; takes it off"),
            ("- policy/export", "on it; takes it off"),
        ]
        await reader.press("tab", "enter")
        assert {one.title: one.tags for one in reader.library.select("has:tag")} == {
            "Chips": ("policy/export", "to read"),
            "Ships": ("policy/export",),
        }


async def test_commands_and_what_follows_them_are_completed(tmp_path: Path) -> None:
    async with reading(tmp_path, *TAGGED) as reader:
        await reader.press("colon", *"arch")
        assert offered(reader) == [("archive", "Archive the story")]
        await reader.press("ctrl+u", *"filter-list tag:ex")
        assert offered(reader) == [("policy/export", "2")]
        await reader.press("tab", "enter")
        assert set(titles(reader)) == {"Chips", "Ships"}
        await reader.press("colon", *"move to")
        assert offered(reader) == [("Town", "2")]


async def test_an_offer_is_taken_by_mouse(tmp_path: Path) -> None:
    async with reading(tmp_path, *TAGGED) as reader:
        await reader.press("slash", *"is:")
        await reader.pilot.click(OfferList, offset=(3, 2))
        await reader.settle()
        assert line(reader).value == "is:starred"
        await reader.press("enter")
