"""A page without the rest of the app, and a person at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from db.models import Highlight, Span, Story
from reader.themes import highlight_defaults
from reader.widgets.page.widget import Page
from tests.stories import story_of

TEXT = """First heading

One sentence here, long enough to be set in two lines of the page. A second, of six words. A third.

Another paragraph: “it’s short”. 漢字 and 👩‍🚀 are wide.

The last words."""
MARKUP = (Span(0, 13, "heading", "2"),)
LONG = "\n\n".join(
    f"Paragraph {number}. It has a second sentence, and it goes on for longer than a line of the "
    "page, so that it must be broken somewhere in its middle."
    for number in range(400)
)


class PageApp(App[None]):
    """A page, and a field beside it."""

    CSS = "Page { height: 1fr; } Input { height: 3; dock: bottom; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return highlight_defaults()

    def compose(self) -> ComposeResult:
        yield Page()
        yield Input()

    @on(Page.CaretMoved)
    @on(Page.SelectionChanged)
    @on(Page.PlaceChanged)
    @on(Page.HighlightClicked)
    @on(Page.EndDragged)
    @on(Page.LinkClicked)
    def hear(self, message: Message) -> None:
        self.told.append(message)


class Reader:
    """A person at the page."""

    def __init__(self, app: PageApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.page = app.query_one(Page)

    def go(self, commands: str) -> None:
        """Give commands, parted by commas, each as `2 next-word`."""
        for command in commands.split(", "):
            *count, name = command.split(" ")
            self.page.move(name, int(count[0]) if count else None)

    @property
    def rows(self) -> list[str]:
        """What is on the screen, row by row, without blanks at the ends of rows."""
        height = self.page.size.height
        return [self.page.render_line(row).text.rstrip() for row in range(height)]

    def words(self, span: tuple[int, int] | None) -> str | None:
        """The words of a passage."""
        story = self.page.story
        return story.text[slice(*span)] if span and story else None

    @property
    def passage(self) -> str | None:
        """What a mark would cover."""
        return self.words(self.page.passage())

    async def all_set(self) -> None:
        """Wait until the whole story is set, which is done in slices."""
        while self.page.sheet is None or not self.page.sheet.typesetter.exact:
            await self.pilot.pause(0.02)

    def at(self, words: str) -> tuple[int, int]:
        """Column and row of the page at which words are drawn."""
        for row in range(self.page.size.height):
            text = self.page.render_line(row).text
            if words in text:
                from rich.cells import cell_len

                return cell_len(text[: text.index(words)]), row
        raise AssertionError(f"“{words}” is not in view: {self.rows}")

    def style_at(self, words: str) -> tuple[str, ...]:
        """How the first character of words in view is drawn: words for attributes and ground."""
        column, row = self.at(words)
        segment = next(iter(self.page.render_line(row).crop(column, column + 1)))
        style = segment.style
        assert style is not None
        names = ("bold", "italic", "underline", "reverse")
        plain = self.page.look(()).bgcolor
        ground = ("ground",) if style.bgcolor != plain else ()
        return (*(name for name in names if getattr(style, name)), *ground)

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move and let go."""
        await self.pilot.mouse_down(Page, offset=start)
        await self.pilot.hover(Page, offset=end)
        await self.pilot.mouse_up(Page, offset=end)


@asynccontextmanager
async def reading(
    story: Story | None = None,
    highlights: Iterable[Highlight] = (),
    *,
    place: int = 0,
    size: tuple[int, int] = (80, 27),
) -> AsyncIterator[Reader]:
    """A page with a story on it; three rows of the terminal are not the page's."""
    app = PageApp()
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot)
        reader.page.focus()
        if story is not None:
            reader.page.show(story, tuple(highlights), place)
        await pilot.pause()
        yield reader


def paper() -> Story:
    return story_of(TEXT, MARKUP, title="The title", byline="A. Writer")
