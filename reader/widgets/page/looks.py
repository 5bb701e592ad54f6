"""How the page looks: its component styles, in theme variables."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.scroll_view import ScrollView

from db.models import COLOURS

INLINE = frozenset({"emphasis", "strong", "strike", "code", "link", "image"})
"""Kinds of markup that are styles of a run of text."""

_PARTS = (
    *("title", "about", "rule", "message", "heading", "subheading", "quote", "pre", "prefix"),
    *sorted(INLINE),
    *COLOURS,
    *("overlap", "active", "match", "found", "flash", "selection", "caret", "focus"),
    "faint",
    *("hint", "hint-near", "hint-typed"),
    *("removed", "added", "moved", "left", "folded"),
)


class Looks(ScrollView, can_focus=True, inherit_bindings=False):
    """Gives the styles of the page's parts, a name or several laid over each other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{part}" for part in _PARTS}
    DEFAULT_CSS = (
        """
    Looks {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $secondary-muted;
        scrollbar-background: $background;

        & > .page--title { color: $text-primary; text-style: bold; }
        & > .page--about { color: $text-muted; }
        & > .page--rule { color: $text-disabled; }
        & > .page--message { color: $text-muted; }
        & > .page--heading { color: $text-primary; text-style: bold; }
        & > .page--subheading { text-style: bold; }
        & > .page--quote { color: $text-muted; }
        & > .page--pre { color: $text-secondary; }
        & > .page--prefix { color: $text-muted; }

        & > .page--emphasis { text-style: italic; }
        & > .page--strong { text-style: bold; }
        & > .page--strike { text-style: strike; }
        & > .page--code { color: $text-secondary; }
        & > .page--link { color: $text-secondary; text-style: underline; }
        & > .page--image { color: $text-muted; text-style: italic; }

        & > .page--overlap { text-style: underline; }
        & > .page--active { text-style: bold; }
        & > .page--match { background: $hl-match 35%; text-style: underline; }
        & > .page--found {
            background: $hl-match; color: $hl-match-text; text-style: bold underline;
        }
        & > .page--flash { text-style: reverse; }
        & > .page--selection {
            background: $primary-muted; color: $foreground; text-style: underline;
        }
        & > .page--caret { text-style: reverse; }
        & > .page--focus { color: $text-accent; }
        & > .page--faint { color: $foreground 55%; }
        & > .page--removed { color: $text-error; text-style: strike; }
        & > .page--added { color: $text-success; text-style: underline; }
        & > .page--moved { color: $text-secondary; text-style: bold; }
        & > .page--left { color: $text-secondary; text-style: italic; }
        & > .page--folded { color: $text-muted; text-style: italic; }
        & > .page--hint {
            background: $background; color: $foreground; text-style: bold reverse;
        }
        & > .page--hint-near { text-style: bold reverse underline; }
        & > .page--hint-typed { background: $background; color: $text-muted; text-style: dim; }
"""
        + "\n".join(
            f"        & > .page--{colour} {{ background: $hl-{colour}; color: $hl-{colour}-text; }}"
            for colour in COLOURS
        )
        + "\n    }"
    )

    _styles: dict[tuple[str, ...], Style]

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Not styled anew as other widgets are: no rule of the style sheet asks for the focus."""

    def notify_style_update(self) -> None:
        """The theme or the classes are others."""
        super().notify_style_update()
        self._styles = {}

    def look(self, names: tuple[str, ...]) -> Style:
        """The style of text with these parts, later ones over earlier, over the page's own."""
        found = self._styles.get(names)
        if found is None:
            found = self.rich_style
            for name in names:
                found += self._part(name)
            self._styles[names] = found
        return found

    def _part(self, name: str) -> Style:
        """What a component sets itself; colours that let the page through are mixed with it."""
        full = self.get_component_rich_style(name)
        own = self.get_component_styles(name)
        return self.get_component_rich_style(name, partial=True) + Style(
            color=full.color if own.has_rule("color") else None,
            bgcolor=full.bgcolor if own.has_rule("background") else None,
        )
