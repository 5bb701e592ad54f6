"""What the margin tells the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from reader.widgets.margin.entries import Entry
    from reader.widgets.margin.widget import Margin


@dataclass
class Moved(Message, namespace="margin"):
    """The reader went to another entry here."""

    margin: Margin
    entry: Entry

    @property
    def control(self) -> Margin:
        """The margin that sent it."""
        return self.margin


@dataclass
class Chosen(Message, namespace="margin"):
    """The current entry was clicked again."""

    margin: Margin


@dataclass
class Scrolled(Message, namespace="margin"):
    """The wheel was turned here, down by 1 or up by -1."""

    margin: Margin
    by: int
