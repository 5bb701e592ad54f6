"""The line at the foot: what was said is whole, in a small terminal too."""

from __future__ import annotations

from pathlib import Path

from db.models import StoryDraft
from tests.apps import PAPER, Reader, reading
from tests.library import TEXT

LONG = (
    "Stories: 1 changed. Highlights: 3 changed, 2 unplaced. g c checks them, and u takes it back."
)


def shown(reader: Reader) -> list[str]:
    """The rows that the status line takes, without the blanks at their ends."""
    region = reader.screen.status.region
    lines = reader.app.screen._compositor.render_strips()
    return [strip.text.strip() for strip in lines[region.y : region.bottom]]


async def test_a_message_longer_than_the_screen_is_wide_is_shown_whole(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        before = shown(reader)
        reader.screen.say(LONG)
        await reader.settle()
        assert len(shown(reader)) == 2
        assert " ".join(shown(reader)).startswith(LONG)
        reader.screen.say("Undone.")
        await reader.settle()
        assert [row.startswith("Undone.") for row in shown(reader)] == [True]
        reader.screen.status.message = ""
        await reader.settle()
        assert shown(reader) == before


async def test_a_message_stays_whole_beside_what_begins_to_run(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        message = LONG[:72]
        reader.screen.say(message)
        await reader.settle()
        assert len(shown(reader)) == 1
        reader.app.show_task("Indexing 1,000 of 3,000")
        await reader.settle()
        assert " ".join(shown(reader)).startswith(message)
        await reader.pilot.resize_terminal(130, 40)
        await reader.settle()
        assert len(shown(reader)) == 1


async def test_a_long_section_leaves_room_for_the_title(tmp_path: Path) -> None:
    draft = StoryDraft("The lock", TEXT, section="All that is written about the harbours " * 2)
    async with reading(tmp_path, draft, size=(80, 24)) as reader:
        await reader.press("enter")
        head = reader.app.screen._compositor.render_strips()[0].text
        assert head.startswith(" Broadsheet  The lock ")
        assert "All that is written" in head
