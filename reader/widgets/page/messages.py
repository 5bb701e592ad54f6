"""What the page tells the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from db.models import Highlight


@dataclass
class FromPage(Message):
    """A message of a page."""

    page: Widget

    @property
    def control(self) -> Widget:
        """The page that sent it."""
        return self.page


@dataclass
class CaretMoved(FromPage, namespace="page"):
    """The caret is elsewhere."""

    offset: int


@dataclass
class SelectionChanged(FromPage, namespace="page"):
    """Other text is selected, or none."""

    span: tuple[int, int] | None


@dataclass
class PlaceChanged(FromPage, namespace="page"):
    """The reading place is elsewhere, or the text was set anew around it."""

    story: str
    """Its public id."""
    place: int
    progress: float


@dataclass
class HighlightClicked(FromPage, namespace="page"):
    """A highlight was clicked; the caret is in it."""

    highlight: Highlight


@dataclass
class EndDragged(FromPage, namespace="page"):
    """An end of a highlight was dragged elsewhere; what it would cover now is selected."""

    highlight: Highlight


@dataclass
class LinkClicked(FromPage, namespace="page"):
    """A link of the story was clicked, or chosen by its label."""

    url: str
    """As it stands in the story: not checked."""


@dataclass
class ViewChanged(FromPage, namespace="page"):
    """Other text is in view, or the same in other rows."""


@dataclass
class HintsChanged(FromPage, namespace="page"):
    """Labels came or went, or what is typed of one is other."""
