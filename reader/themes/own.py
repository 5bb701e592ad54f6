"""Broadsheet's own themes."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import Theme

from reader.themes.choosing import DEFAULT_THEME
from reader.themes.colours import CONTRAST, DARK, LIGHT, variables

PAPER = Theme(
    name="broadsheet-paper",
    dark=False,
    background="#f7f2e6",
    surface="#f0e9d8",
    panel="#e5dcc7",
    foreground="#29241b",
    primary="#7a2e1d",
    secondary="#345566",
    accent="#8a4f0f",
    warning="#7d5200",
    error="#9c1c1c",
    success="#33602a",
    variables={
        **variables(LIGHT),
        "text-muted": "#5e5648",
        "text-disabled": "#8b826f",
        "foreground-muted": "#5e5648",
        "block-cursor-foreground": "#fffaf0",
        "input-selection-background": "#7a2e1d 25%",
        "footer-key-foreground": "#7a2e1d",
    },
)

NIGHT = Theme(
    name=DEFAULT_THEME,
    dark=True,
    background="#15130f",
    surface="#1d1a15",
    panel="#29241d",
    foreground="#d8cdb9",
    primary="#d9a066",
    secondary="#93a8b3",
    accent="#cdb75c",
    warning="#e0b050",
    error="#e5786d",
    success="#94b878",
    variables={
        **variables(DARK),
        "text-muted": "#a89d89",
        "text-disabled": "#6f675a",
        "foreground-muted": "#a89d89",
        "block-cursor-foreground": "#15130f",
        "input-selection-background": "#d9a066 30%",
        "footer-key-foreground": "#d9a066",
    },
)

HIGH_CONTRAST = Theme(
    name="broadsheet-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    foreground="#ffffff",
    primary="#ffd75f",
    secondary="#5fd7ff",
    accent="#ffaf5f",
    warning="#ffd75f",
    error="#ff8787",
    success="#5fff87",
    variables={
        **variables(CONTRAST),
        "text-muted": "#e4e4e4",
        "text-disabled": "#c6c6c6",
        "foreground-muted": "#e4e4e4",
        "block-cursor-foreground": "#000000",
        "input-selection-background": "#005f87",
        "footer-key-foreground": "#ffd75f",
    },
)

_TEXTS = ("primary", "secondary", "accent", "warning", "error", "success")


def _with_texts(theme: Theme) -> Theme:
    """Our colours can be read as text as they are; Textual would mix them with the foreground."""
    texts = {f"text-{name}": str(getattr(theme, name)) for name in _TEXTS}
    return replace(theme, variables={**texts, **theme.variables})


THEMES = tuple(_with_texts(theme) for theme in (PAPER, NIGHT, HIGH_CONTRAST))
