"""The panes in which a story is read: the page, and the notes beside it."""

from __future__ import annotations

from typing import NamedTuple

from textual.widget import Widget

from reader.config import Config
from reader.screens.paging import set_up
from reader.themes import signs
from reader.widgets.margin.widget import Margin
from reader.widgets.page.widget import Page


class Panes(NamedTuple):
    """Both."""

    page: Page
    margin: Margin


def put_in(row: Widget, config: Config) -> Panes:
    """Put both into the row of panes instead of what keeps their place, as the settings say."""
    panes = Panes(Page(id="page"), Margin(id="margin"))
    set_up(panes.page, config)
    panes.margin.signs = signs(config.signs)
    blank = row.query_one("#blank")
    blank.display = False  # at once; it is removed only when its own messages are done
    blank.remove()
    row.mount(*panes)
    return panes
