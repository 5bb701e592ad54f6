"""What Textual knows of the page's selection, so that its own copying agrees with ours."""

from __future__ import annotations

from textual.geometry import Offset
from textual.selection import Selection

from reader.widgets.page.canvas import Canvas
from reader.widgets.page.spans import Range


class Sharing(Canvas):
    """Tells the screen what is selected; the page's own selection is the one that counts."""

    ALLOW_SELECT = False
    """Textual would find characters by code point; the page finds clusters by its line table."""

    def publish_selection(self) -> None:
        """Put what is selected among the screen's selections, or take it from there."""
        span = self.opened.selected if self.opened is not None else None
        others = {
            widget: its for widget, its in self.screen.selections.items() if widget is not self
        }
        if span is not None:
            others[self] = Selection(self._textual(span[0]), self._textual(span[1]))
        if others != self.screen.selections:
            self.screen.selections = others

    def _textual(self, offset: int) -> Offset:
        """Textual's place of an offset: characters in the line of the text, and that line."""
        text = self.opened.text if self.opened is not None else ""
        return Offset(offset - text.rfind("\n", 0, offset) - 1, text.count("\n", 0, offset))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text exactly, and what parts it from another widget's."""
        if self.opened is None:
            return None
        span: Range | None = self.opened.selected
        text = self.opened.text
        return (text[slice(*span)] if span else selection.extract(text)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Textual cleared it, on Esc or a click elsewhere; only our own commands leave ours."""
        if selection is None and self.opened is not None and not self.screen.selections:
            self.publish_selection()
