"""A screen with a page on which nothing is marked."""

from __future__ import annotations

from reader.commands import Command
from reader.config import Config
from reader.motions import MOTIONS
from reader.screens.commanding import Call, CommandScreen, Handler
from reader.themes import signs
from reader.widgets.page.sheet import PageOptions
from reader.widgets.page.widget import Page


def set_up(page: Page, config: Config) -> None:
    """Set a page as the settings say."""
    page.measure = config.measure
    page.first_focus = "sentence" if config.focus == "sentence" else "paragraph"
    page.signs = signs(config.signs)
    page.options = PageOptions(config.justify, config.hyphens, config.spacing, config.dim)


class PageScreen(CommandScreen):
    """Set as the reader has set the page of the paper; motions go to the page."""

    @property
    def page(self) -> Page:
        """The page."""
        return self.query_one(Page)

    def on_mount(self) -> None:
        """Set the page as the settings say, and give it the keys."""
        set_up(self.page, self.program.config)
        self.page.focus()

    def handler(self, command: Command) -> Handler | None:
        """Motions are the page's."""
        if command.id in MOTIONS:
            return lambda call: self._move(command, call)
        return super().handler(command)

    def _move(self, command: Command, call: Call) -> None:
        self.page.move(command.id, call.count, call.argument)
        self.context_changed()
