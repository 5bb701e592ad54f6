"""Highlight colours that can be read on every theme, and signs that tell them without colour."""

from __future__ import annotations

import math
from dataclasses import fields
from itertools import combinations

import pytest
from textual.app import App, ComposeResult
from textual.color import Color, rgb_to_lab
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Static
from wcwidth import wcswidth

from db.models import COLOURS
from reader.config import Config
from reader.themes import (
    ASCII,
    DEFAULT_THEME,
    MARGIN_WIDTH,
    UNICODE,
    Signs,
    add_themes,
    choose_theme,
    highlight_defaults,
    margin_sign,
    signs,
)
from reader.themes.colours import ANSI, CONTRAST, DARK, LIGHT, Tones
from reader.themes.own import THEMES

every_set = pytest.mark.parametrize(
    "tones", [DARK, LIGHT, CONTRAST, ANSI], ids=["dark", "light", "contrast", "ansi"]
)
own = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
both_signs = pytest.mark.parametrize("using", [UNICODE, ASCII], ids=["unicode", "ascii"])


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2, from 1 to 21."""
    dim, bright = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: Color) -> float:
    """Relative luminance of WCAG 2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def apart(one: str, other: str) -> float:
    """How unlike two colours look (CIE 1976; 2.3 is just noticeable)."""
    return math.dist(*(rgb_to_lab(Color.parse(colour)) for colour in (one, other)))


@every_set
def test_every_highlight_colour_has_its_tone(tones: Tones) -> None:
    assert set(tones) == {*COLOURS, "match"}
    backgrounds = [tone.background for tone in tones.values()]
    assert all(apart(one, other) >= 20 for one, other in combinations(backgrounds, 2))


@pytest.mark.parametrize(("tones", "least"), [(DARK, 7), (LIGHT, 7), (CONTRAST, 7)])
def test_a_marked_passage_can_be_read(tones: Tones, least: float) -> None:
    for name, tone in tones.items():
        assert contrast(tone.background, tone.text) >= least, name


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_a_marked_passage_stands_out_on_textuals_themes(theme: Theme) -> None:
    if theme.ansi:
        return
    colours = {**highlight_defaults(theme.dark), **theme.to_color_system().generate()}
    for name in COLOURS:
        assert apart(colours[f"hl-{name}"], colours["background"]) >= 20, name


@own
def test_our_themes_can_be_read(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    for ground in ("background", "surface", "panel"):
        assert contrast(colours[ground], colours["foreground"]) >= 7
        for name in ("primary", "secondary", "error", "success", "warning", "accent"):
            assert contrast(colours[ground], colours[name]) >= 4.5, (ground, name)
    cursor = contrast(colours["block-cursor-background"], colours["block-cursor-foreground"])
    assert cursor >= 7


@own
def test_highlights_stand_out_on_our_themes(theme: Theme) -> None:
    for name in COLOURS:
        tone = theme.variables[f"hl-{name}"]
        assert apart(tone, theme.background or "") >= 25, name
        assert contrast(tone, theme.variables[f"hl-{name}-text"]) >= 7


class Marked(App[None]):
    """An app whose CSS asks for the colour of a highlight."""

    CSS = "Static { background: $hl-yellow; color: $hl-yellow-text; }"

    def compose(self) -> ComposeResult:
        yield Static("marked")

    def on_load(self) -> None:
        add_themes(self)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return highlight_defaults(self.current_theme.dark, self.current_theme.ansi)


async def test_a_highlight_follows_the_theme() -> None:
    app = Marked()
    async with app.run_test() as pilot:
        for theme, tones in [
            ("textual-dark", DARK),
            ("textual-light", LIGHT),
            ("broadsheet-paper", LIGHT),
            ("broadsheet-night", DARK),
            ("broadsheet-contrast", CONTRAST),
            ("ansi-dark", ANSI),
        ]:
            app.theme = theme
            await pilot.pause()
            marked = app.query_one(Static).styles
            assert marked.background == Color.parse(tones["yellow"].background), theme
            assert marked.color == Color.parse(tones["yellow"].text), theme


def test_there_is_a_paper_a_night_and_a_high_contrast() -> None:
    paper, night, high = THEMES
    assert (paper.dark, night.dark, high.dark) == (False, True, True)
    assert all(theme.name.startswith("broadsheet-") for theme in THEMES)
    assert Config().theme == DEFAULT_THEME == night.name


def test_a_theme_that_is_not_there_is_named() -> None:
    available = [theme.name for theme in THEMES] + ["nord"]
    assert choose_theme("nord", available) == ("nord", "")
    name, sentence = choose_theme("sepia", available)
    assert name == DEFAULT_THEME
    assert "“sepia”" in sentence
    assert "broadsheet-paper" in sentence


@both_signs
def test_the_margin_tells_colours_apart_without_colour(using: Signs) -> None:
    shown = {margin_sign(colour, using) for colour in COLOURS}
    noted = {margin_sign(colour, using, noted=True) for colour in COLOURS}
    assert len(shown | noted) == 2 * len(COLOURS)
    assert all(wcswidth(sign) == MARGIN_WIDTH for sign in shown | noted)


@both_signs
def test_every_sign_is_a_cell_wide_and_of_its_own(using: Signs) -> None:
    every = [getattr(using, field.name) for field in fields(using)]
    assert all(wcswidth(sign) == 1 for sign in every)
    assert all(one != other for one, other in combinations(every, 2))


def test_ascii_signs_are_ascii() -> None:
    assert all(getattr(ASCII, field.name).isascii() for field in fields(ASCII))
    assert signs("ascii") is ASCII
    assert signs("unicode") is UNICODE


def test_a_colour_from_elsewhere_still_has_a_sign() -> None:
    assert margin_sign("orange", UNICODE) == "▌? "
