"""Merging and splitting highlights, and dragging their ends, in the app."""

from __future__ import annotations

from pathlib import Path

from reader.widgets.page.widget import Page
from tests.apps import PAPER, Reader, reading


def quotes(reader: Reader) -> list[str]:
    """Of the highlights of the open story, in text order."""
    return [one.quote for one in reader.screen.highlights]


async def two_words(reader: Reader) -> None:
    """Open the first story, mark “harbour” and “opened”, and stand in the first."""
    await reader.press("enter", "w", "v", "e", "H", "w", "w", "w", "v", "e", "H")
    await reader.press("g", "g", "w")
    assert quotes(reader) == ["harbour", "opened"]


async def test_the_highlight_under_the_caret_is_merged_with_the_next(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await two_words(reader)
        await reader.press("g", "m")
        assert quotes(reader) == ["harbour of Vell opened"]
        assert reader.message == "2 highlights are one now. u takes that back."
        await reader.press("u")
        assert quotes(reader) == ["harbour", "opened"]
        assert reader.message.startswith("Undone: Merged 2 highlights into “harbour of Vell")
        await reader.press("]", "h", "g", "m")
        assert "no highlight after this one" in reader.message
        await reader.press("g", "g", "g", "m")
        assert "no highlight under the caret" in reader.message


async def test_a_selection_merges_all_that_it_touches(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await two_words(reader)
        await reader.press("b", "v", "w", "w", "w", "w", "g", "m")
        assert quotes(reader) == ["harbour of Vell opened"]
        assert reader.screen.context == "reader"
        await reader.press("b", "v", "w", "g", "m")
        assert reader.message == "The selection touches only one highlight."
        assert reader.screen.page.selected


async def test_a_highlight_is_split_at_the_caret(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await two_words(reader)
        await reader.press("g", "m", "g", "s")
        assert reader.message.startswith("Put the caret where the second part is to begin")
        await reader.press("w", "g", "s")
        assert quotes(reader) == ["harbour", "of Vell opened"]
        assert reader.message == "The highlight is in 2 parts now. u takes that back."
        await reader.press("u")
        assert quotes(reader) == ["harbour of Vell opened"]


async def test_a_selection_within_a_highlight_is_cut_out_of_it(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await two_words(reader)
        await reader.press("g", "m", "w", "v", "v", "w", "e")
        await reader.press("colon", *"split", "enter")
        assert quotes(reader) == ["harbour", "of Vell", "opened"]
        assert reader.screen.page.mode == "reader"


async def test_an_end_is_dragged_with_the_mouse_and_that_is_one_step(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await two_words(reader)
        page = reader.screen.page
        lines = [page.render_line(row).text for row in range(page.size.height)]
        row = next(row for row, line in enumerate(lines) if "harbour" in line)
        border = page.content_region.x - page.region.x
        end, to = (lines[row].index(words) + border for words in ("r of Vell", "l opened"))
        await reader.pilot.mouse_down(Page, offset=(end, row))
        await reader.pilot.hover(Page, offset=(to, row))
        await reader.pilot.mouse_up(Page, offset=(to, row))
        await reader.settle()
        assert quotes(reader) == ["harbour of Vell", "opened"]
        assert reader.message == "The highlight has its new ends."
        assert page.mode == "reader"
        await reader.press("u")
        assert quotes(reader) == ["harbour", "opened"]
