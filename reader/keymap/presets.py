"""The key sets to begin with, each told as what it changes in `vim`, the set of the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reader.commands import Context

Changes = Mapping[Context, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Preset:
    """A key set under a name."""

    name: str
    summary: str
    """Whom it suits, in a sentence."""
    changes: Changes = field(default_factory=dict)
    """Context, command and the keys that it has there instead of those in the table."""


VIM = Preset("vim", "For those who think in motions: the keys of the table.")

NEWSBOAT = Preset(
    "newsboat",
    "For those who come from newsboat: n and p go through what is unread, b pages up.",
    {
        "library": {
            "previous-unread": ("p",),
            "toggle-read": ("N", "r"),
            "search-library": ("/", "g /"),
            "filter-list": ("F",),
            "page-up": ("b", "ctrl+b", "pageup"),
        },
        "reader": {
            "previous-match": ("p",),
            "toggle-read": ("N", "r"),
            "page-up": ("b", "ctrl+b", "pageup"),
            "previous-word": ("B",),
        },
        "margin": {
            "toggle-read": ("N", "r"),
            "page-up": ("b", "ctrl+b", "pageup"),
        },
        "annotations": {
            "page-up": ("b", "ctrl+b", "pageup"),
        },
        "search": {
            "page-up": ("b", "ctrl+b", "pageup"),
        },
    },
)

READWISE = Preset(
    "readwise",
    "For those who come from Readwise Reader: arrows move the focus, h marks, n notes, t tags.",
    {
        "library": {
            "pane-left": ("left",),
            "pane-right": ("right",),
            "read-later": ("l", "L"),
            "note-story": ("N", "a"),
            "next-unread": ("] u",),
            "previous-unread": ("[ u",),
            "undo": ("z", "u"),
        },
        "reader": {
            "highlight": ("h", "H"),
            "note": ("n", "a"),
            "note-story": ("N", "A"),
            "read-later": ("l", "L"),
            "undo": ("z", "u"),
            "zen": ("Z",),
            "pane-left": ("left",),
            "pane-right": ("right",),
            "next-match": ("] m",),
            "previous-match": ("[ m",),
        },
        "visual": {
            "highlight": ("h", "H"),
            "note": ("n", "a"),
            "next-character": ("right",),
            "previous-character": ("left",),
            "next-match": ("] m",),
            "previous-match": ("[ m",),
        },
        "margin": {
            "note": ("n", "a"),
            "note-story": ("N", "A"),
            "read-later": ("l", "L"),
            "undo": ("z", "u"),
            "pane-left": ("left",),
            "pane-right": ("right",),
        },
        "annotations": {
            "note": ("n", "a"),
            "undo": ("z", "u"),
        },
    },
)

ARROWS = Preset(
    "arrows",
    "For those who like arrows and the keys of other programs: ctrl+z undoes, ctrl+f finds.",
    {
        "library": {
            "next-row": ("down", "j"),
            "previous-row": ("up", "k"),
            "pane-left": ("left", "h"),
            "pane-right": ("right", "l"),
            "page-down": ("pagedown", "space"),
            "page-up": ("pageup",),
            "go-to-start": ("home", "g g"),
            "go-to-end": ("end", "G"),
            "filter-list": ("ctrl+f", "/"),
            "remove-story": ("delete", "D D"),
            "undo": ("ctrl+z", "u"),
            "redo": ("ctrl+y", "ctrl+r"),
        },
        "reader": {
            "next-sentence": ("right", ")"),
            "previous-sentence": ("left", "("),
            "next-word": ("ctrl+right", "w"),
            "previous-word": ("ctrl+left", "b"),
            "pane-left": ("alt+left",),
            "pane-right": ("alt+right",),
            "page-down": ("pagedown", "space"),
            "page-up": ("pageup",),
            "go-to-start": ("home", "g g"),
            "go-to-end": ("end", "G"),
            "highlight": ("h", "H"),
            "delete-highlight": ("delete", "d d"),
            "find-in-story": ("ctrl+f", "/"),
            "back": ("q", "backspace"),
            "undo": ("ctrl+z", "u"),
            "redo": ("ctrl+y", "ctrl+r"),
        },
        "visual": {
            "line-down": ("down", "j"),
            "line-up": ("up", "k"),
            "next-character": ("right", "l"),
            "previous-character": ("left",),
            "next-word": ("ctrl+right", "w"),
            "previous-word": ("ctrl+left", "b"),
            "page-down": ("pagedown", "space"),
            "page-up": ("pageup",),
            "go-to-start": ("home", "g g"),
            "go-to-end": ("end", "G"),
            "highlight": ("h", "H"),
            "find-in-story": ("ctrl+f", "/"),
        },
        "margin": {
            "page-down": ("pagedown", "space"),
            "page-up": ("pageup",),
            "go-to-start": ("home", "g g"),
            "go-to-end": ("end", "G"),
            "delete-highlight": ("delete", "d d"),
            "back": ("q", "backspace"),
            "undo": ("ctrl+z", "u"),
            "redo": ("ctrl+y", "ctrl+r"),
        },
        "annotations": {
            "page-down": ("pagedown", "space"),
            "page-up": ("pageup",),
            "go-to-start": ("home", "g g"),
            "go-to-end": ("end", "G"),
            "filter-list": ("/", "ctrl+f"),
            "delete-highlight": ("delete", "d d"),
            "back": ("q", "backspace"),
            "undo": ("ctrl+z", "u"),
            "redo": ("ctrl+y", "ctrl+r"),
        },
        "search": {
            "page-down": ("pagedown", "space"),
            "page-up": ("pageup",),
            "go-to-start": ("home", "g g"),
            "go-to-end": ("end", "G"),
            "search-library": ("/", "ctrl+f"),
            "back": ("q", "backspace"),
        },
    },
)

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {preset.name: preset for preset in (VIM, NEWSBOAT, READWISE, ARROWS)}
)
