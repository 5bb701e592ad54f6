"""How an app takes up our themes, and which of all it uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme

DEFAULT_THEME = "broadsheet-night"


def add_themes(app: App[Any]) -> None:
    """Makes our themes known to an app beside Textual's."""
    from reader.themes.own import THEMES  # Textual, which signs and colours do without

    for theme in THEMES:
        app.register_theme(theme)


def choose_theme(name: str, available: Iterable[str]) -> tuple[str, str]:
    """The theme to use for the setting `theme`, and what is wrong with it (empty: nothing)."""
    known = set(available)
    if name in known:
        return name, ""
    listed = ", ".join(sorted(theme for theme in known if theme.startswith("broadsheet-")))
    sentence = f"there is no theme “{name}”, so it is {DEFAULT_THEME}; ours are {listed}."
    return DEFAULT_THEME, sentence


def suited(theme: Theme, few_colours: bool) -> str:
    """The name of `theme`, or on a terminal of sixteen colours of what stands there for it.

    Colours of our own would be drawn there as the nearest of sixteen, several as the same one.
    """
    if not few_colours or theme.ansi:
        return theme.name
    return "ansi-dark" if theme.dark else "ansi-light"
