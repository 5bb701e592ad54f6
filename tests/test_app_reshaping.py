"""Moving a highlight's ends, and how the page is set, in the app."""

from __future__ import annotations

from pathlib import Path

from tests.apps import PAPER, Reader, reading


def quote(reader: Reader) -> str:
    """Of the newest highlight."""
    return reader.library.highlights.all()[0].quote


async def test_a_highlight_is_taken_up_and_both_its_ends_are_moved(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "w", "v", "e", "H", "g", "g")
        made = reader.library.highlights.all()[0]
        assert made.quote == "harbour"
        await reader.press("w", "v")
        assert reader.screen.page.selected == (made.start, made.end)
        assert "H: keep" in reader.message
        await reader.press("e", "e", "o", "b", "H")
        assert quote(reader) == "The harbour of Vell"
        assert reader.message == "The highlight has its new ends."
        assert reader.screen.page.mode == "reader"
        (only,) = reader.library.highlights.all()
        assert only.id == made.id
        await reader.press("u")
        assert quote(reader) == "harbour"
        await reader.press("ctrl+r")
        assert quote(reader) == "The harbour of Vell"


async def test_esc_and_a_second_v_leave_a_highlight_as_it_was(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "w", "v", "e", "escape")
        made = reader.library.highlights.all()[0]
        assert reader.message == "The highlight is as it was."
        await reader.press("g", "g", "w", "v", "v", "e", "H")
        harbour, whole = reader.library.highlights.all()
        assert (harbour.quote, whole) == ("harbour", made)


async def test_a_note_or_a_colour_stores_the_new_ends_too(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "w", "v", "e", "H", "v", "e", "c", "g")
        (only,) = reader.library.highlights.all()
        assert (only.quote, only.colour) == ("harbour of", "green")
        await reader.press("v", "e", "a", *"Why", "ctrl+s")
        (only,) = reader.library.highlights.all()
        assert (only.quote, only.note, only.colour) == ("harbour of Vell", "Why", "green")


async def test_ends_that_stay_are_no_step(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "v", "H")
        assert len(reader.library.highlights.all()) == 1
        assert reader.message == "The highlight is as it was."
        step = reader.library.history.next_undo()
        assert step is not None
        assert step.what.startswith("Highlighted")


async def test_the_page_is_set_as_the_settings_say_and_anew_by_command(tmp_path: Path) -> None:
    settings = "justify = true\nspacing = 2\nmeasure = 40\ndim = true"
    async with reading(tmp_path, *PAPER, settings=settings) as reader:
        page = reader.screen.page
        await reader.press("enter", "down")

        def rows() -> list[str]:
            return [page.render_line(row).text.rstrip() for row in range(page.size.height)]

        first = next(row for row, text in enumerate(rows()) if "Ships of up to" in text)
        assert rows()[first + 1].strip(" ▎▌│|┃▐") == ""
        words = rows()[first].split("Ships", 1)[1]
        assert len("Ships" + words) == 40
        await reader.press("colon", *"spacing 1", "enter")
        first = next(row for row, text in enumerate(rows()) if "Ships of up to" in text)
        assert rows()[first + 1].strip(" ▎▌│|┃▐") != ""
        await reader.press("colon", *"justify", "enter")
        assert "Ships of up to forty metres can pass" in "\n".join(rows())
        await reader.press("colon", *"spacing 9", "enter")
        assert "1 to 3" in reader.message


async def test_what_is_not_focused_is_fainter_only_where_that_is_wanted(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        page = reader.screen.page

        def colours() -> list[str]:
            found = []
            for words in ("The harbour", "Fishermen"):
                row = next(
                    row for row in range(page.size.height) if words in page.render_line(row).text
                )
                strip = page.render_line(row)
                segment = next(one for one in strip if words[1:] in one.text)
                assert segment.style is not None
                found.append(str(segment.style.color))
            return found

        await reader.press("enter")
        assert len(set(colours())) == 1
        await reader.press("colon", *"dim", "enter")
        focused, other = colours()
        assert focused != other
        await reader.press("down", "down")
        assert colours() == [other, focused]
        await reader.press("v")
        assert len(set(colours())) == 1
