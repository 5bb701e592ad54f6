"""What a reader sees on terminals that show less: no colour, sixteen colours, ASCII, few cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from db.models import Highlight
from reader.themes import DEFAULT_THEME, suited
from reader.themes.own import THEMES
from reader.widgets.page.painting import squeezed
from tests.apps import PAPER, Reader, reading
from tests.test_themes import contrast

own = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
SIZES = [(20, 6), (40, 12), (80, 24), (130, 40), (160, 50)]


def screen_text(reader: Reader) -> str:
    """What is on the screen."""
    strips = reader.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def drawn(reader: Reader) -> list[str]:
    """What is on the screen, after what is changed for the terminal."""
    from textual.color import Color as Ground

    lines = []
    for strip in reader.app.screen._compositor.render_strips():
        segments = list(strip)
        for one in reader.app.get_line_filters():
            segments = one.apply(segments, Ground(0, 0, 0))
        lines.append("".join(segment.text for segment in segments))
    return lines


def mark(reader: Reader, words: str, colour: str, note: str = "") -> Highlight:
    """Highlight words of the open story."""
    story = reader.screen.story
    assert story is not None
    start = story.text.index(words)
    span = start, start + len(words)
    made = reader.library.highlights.add(story, *span, colour=colour, note=note)
    reader.screen.reload()
    return made


@own
@pytest.mark.parametrize("name", ["text-muted", "foreground-muted"])
def test_quiet_text_can_be_read_on_our_themes(theme: Theme, name: str) -> None:
    colours = theme.to_color_system().generate()
    for ground in ("background", "surface", "panel"):
        assert contrast(colours[ground], colours[name]) >= 4.5, ground


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_keys_and_titles_can_be_read_on_textuals_themes(theme: Theme) -> None:
    if theme.ansi:
        return
    colours = theme.to_color_system().generate()
    for name in ("primary", "secondary", "accent", "warning"):
        assert contrast(colours["background"], colours[f"text-{name}"]) >= 3, name


@pytest.mark.parametrize(
    ("theme", "least"),
    [*((one.name, 4.5) for one in THEMES), ("textual-dark", 3), ("textual-light", 3)],
)
async def test_the_row_of_the_cursor_can_be_read(tmp_path: Path, theme: str, least: float) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        reader.app.theme = theme
        await reader.settle()
        rows = reader.screen.story_list
        for row in (0, 1):
            for segment in rows.render_line(row):
                style = segment.style
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                colours = (style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex)
                assert contrast(*colours) >= least, segment.text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_screen_opens_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, *PAPER, size=size) as reader:
        await reader.press("enter", "down", "H", "g", "n")
        mark(reader, "Fishermen", "red", "A note that is a little longer than a line is wide.")
        await reader.press("tab", "j", "enter")
        for keys in (("a",), ("question_mark",), ("g", "slash"), ("ctrl+p",), ("colon",)):
            await reader.press(*keys)
            await reader.press("escape")
            await reader.settle()
        await reader.press("q", "h", "question_mark", "q", "q")
        assert reader.notices == []


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)], ids=str)
async def test_with_ascii_signs_every_screen_is_ascii(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, *PAPER, size=size, settings='signs = "ascii"') as reader:

        async def look(*keys: str) -> None:
            await reader.press(*keys)
            strange = [line for line in drawn(reader) if not line.isascii()]
            assert not strange, (keys, strange)

        await look()
        await look("enter", "down", "H", "right_parenthesis", "c", "g", "H")
        mark(reader, "Fishermen", "red", "A note.")
        await look("g", "n", "tab")
        await look("a", *"more")
        await look("ctrl+s")
        await look("esc")
        await look("question_mark")
        await look("escape", "ctrl+p")
        await look("escape", "g", "slash", *"lock")
        await look("escape", "colon", *"th", "tab")
        await look("escape", "q", "g")


async def test_where_there_is_no_colour_weight_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        cursor = style_of(reader, reader.screen.story_list, "The lock")
        assert "reverse" in cursor
        await reader.press("enter")
        mark(reader, "Ships of up", "yellow")
        await reader.settle()
        page = reader.screen.page
        assert "underline" in style_of(reader, page, "Ships")
        assert "underline" not in style_of(reader, page, "metres")
        await reader.press("down", "down", "v", "w", "w")
        assert "reverse" in style_of(reader, page, "Fishermen")
        for strip in reader.app.screen._compositor.render_strips():
            segments = list(strip)
            for one in reader.app.get_line_filters():
                segments = one.apply(segments, Color(0, 0, 0))
            for segment in segments:
                assert (
                    segment.style is None
                    or segment.style.color is None
                    or (segment.style.color.is_default)
                )
                assert (
                    segment.style is None
                    or segment.style.bgcolor is None
                    or (segment.style.bgcolor.is_default)
                )


def style_of(reader: Reader, widget: object, words: str) -> list[str]:
    """The attributes with which words are drawn in a widget that draws by lines."""
    from reader.widgets.page.widget import Page
    from reader.widgets.row_list import RowList

    assert isinstance(widget, Page | RowList)
    for row in range(widget.size.height):
        strip = widget.render_line(row)
        at = strip.text.find(words)
        if at >= 0:
            style = next(iter(strip.crop(at, at + 1))).style
            assert style is not None
            names = ("bold", "underline", "reverse", "italic")
            return [name for name in names if getattr(style, name)]
    raise AssertionError(f"{words} is not in view")


@pytest.mark.parametrize(
    ("name", "few", "expected"),
    [
        (DEFAULT_THEME, False, DEFAULT_THEME),
        (DEFAULT_THEME, True, "ansi-dark"),
        ("broadsheet-paper", True, "ansi-light"),
        ("textual-light", True, "ansi-light"),
        ("ansi-light", True, "ansi-light"),
    ],
)
def test_sixteen_colours_get_a_theme_made_of_them(name: str, few: bool, expected: str) -> None:
    themes = {**BUILTIN_THEMES, **{theme.name: theme for theme in THEMES}}
    assert suited(themes[name], few) == expected


@pytest.mark.parametrize(
    ("signs", "room", "shown"),
    [
        (["▌y", "g"], 3, "▌yg"),
        (["▌y✎", "g"], 3, "y✎g"),
        (["▌y✎", "g✎"], 3, "y✎g"),
        (["▌y", "g", "b"], 3, "ygb"),
        (["▌y", "g", "b", "r"], 3, "yg+"),
        (["▌y✎", "g✎"], 5, "▌y✎g✎"),
        (["▌"], 3, "▌"),
        ([], 3, ""),
    ],
)
def test_every_highlight_that_begins_on_a_line_has_its_letter(
    signs: list[str], room: int, shown: str
) -> None:
    found = squeezed([(sign, "yellow") for sign in signs], room)
    assert "".join(sign for sign, _ in found) == shown


async def test_at_forty_columns_two_highlights_of_a_line_show(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(40, 12)) as reader:
        await reader.press("enter")
        mark(reader, "Ships", "yellow", "one")
        mark(reader, "forty", "green")
        await reader.settle()
        assert any("y✎g" in line for line in screen_text(reader).split("\n"))


async def test_a_theme_is_tried_taken_and_kept(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        await reader.press("colon", *"theme", "enter")
        await reader.press("tab")
        assert reader.app.theme == "broadsheet-contrast"
        await reader.press("escape", "escape")
        assert reader.app.theme == DEFAULT_THEME
        await reader.press("colon", *"theme", "space", "b")
        assert "broadsheet-night" in screen_text(reader)
        await reader.press("tab", "tab", "tab", "enter")
        assert reader.app.theme == "broadsheet-paper"
        await reader.press("colon", *"theme", "space", *"nothing", "enter")
        assert reader.app.theme == "broadsheet-paper"
        assert "There is no theme" in reader.message
        settings = tmp_path / "config.toml"
        settings.write_text("measure = 60 # mine\n", encoding="utf-8")
        await reader.press("colon", *"keep-theme", "enter")
        assert settings.read_text(encoding="utf-8") == (
            'theme = "broadsheet-paper"\nmeasure = 60 # mine\n'
        )


async def test_a_note_grows_with_its_text_under_the_whole_passage(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        await reader.press("enter", "down", "a")
        sheet = reader.app.screen.query_one("#sheet")
        small = sheet.size.height
        await reader.press(*"one", "enter", *"two", "enter", *"three", "enter", *"four", "enter")
        assert small < sheet.size.height <= 22
        for _ in range(20):
            await reader.press("enter")
        assert sheet.region.bottom <= 24
        assert sheet.region.y >= 0
