"""Commands that move through lists, pages and text."""

from __future__ import annotations

from reader.commands.model import Command, Keys, on_stories, reading, scrolling


def _motion(name: str, title: str, sentence: str, keys: Keys) -> Command:
    """A motion takes a count; on the page it moves the caret, in a selection it extends it."""
    return Command(name, title, sentence, "Move", keys, takes_count=True)


LISTS = (
    _motion(
        "next-row",
        "Go to the next row",
        "Goes one row down in a list.",
        {
            "library": ("j", "down"),
            "margin": ("j", "down"),
            "annotations": ("j", "down"),
            "tags": ("j", "down"),
            "checking": ("j", "down"),
            "search": ("j", "down"),
            "query": ("down",),
            "prompt": ("down",),
        },
    ),
    _motion(
        "previous-row",
        "Go to the previous row",
        "Goes one row up in a list.",
        {
            "library": ("k", "up"),
            "margin": ("k", "up"),
            "annotations": ("k", "up"),
            "tags": ("k", "up"),
            "checking": ("k", "up"),
            "search": ("k", "up"),
            "query": ("up",),
            "prompt": ("up",),
        },
    ),
    Command(
        "open-story",
        "Open the story",
        "Opens the story under the cursor; on a section, goes to its stories.",
        "Move",
        {"library": ("enter",)},
        footer={"library": "open"},
    ),
    _motion(
        "next-section",
        "Go to the next section",
        "Shows the stories of the next section.",
        {"library": ("J",)},
    ),
    _motion(
        "previous-section",
        "Go to the previous section",
        "Shows the stories of the section before.",
        {"library": ("K",)},
    ),
    _motion(
        "next-unread",
        "Go to the next unread story",
        "Goes down to the next story of the list that is not read yet.",
        {"library": ("n",)},
    ),
    _motion(
        "previous-unread",
        "Go to the previous unread story",
        "Goes up to the nearest story of the list that is not read yet.",
        {"library": ("N",)},
    ),
)

STORIES = (
    _motion(
        "next-story",
        "Open the next story",
        "Opens the story after this one in the list.",
        {"reader": ("J",)},
    ),
    _motion(
        "previous-story",
        "Open the previous story",
        "Opens the story before this one in the list.",
        {"reader": ("K",)},
    ),
)

TEXT = (
    _motion(
        "line-down",
        "Go a line down",
        "Goes one line down on the page.",
        {"reader": ("j",), "visual": ("j", "down"), "versions": ("j",)},
    ),
    _motion(
        "line-up",
        "Go a line up",
        "Goes one line up on the page.",
        {"reader": ("k",), "visual": ("k", "up"), "versions": ("k",)},
    ),
    _motion(
        "next-paragraph",
        "Go to the next paragraph",
        "Focuses the paragraph below.",
        {"reader": ("down", "}"), "visual": ("}",), "versions": ("down", "}")},
    ),
    _motion(
        "previous-paragraph",
        "Go to the previous paragraph",
        "Focuses the paragraph above.",
        {"reader": ("up", "{"), "visual": ("{",), "versions": ("up", "{")},
    ),
    _motion(
        "next-sentence",
        "Go to the next sentence",
        "Focuses the sentence after this one.",
        reading(")"),
    ),
    _motion(
        "previous-sentence",
        "Go to the previous sentence",
        "Focuses the sentence before this one.",
        reading("("),
    ),
    _motion(
        "next-heading",
        "Go to the next heading",
        "Goes to the next heading of the story.",
        reading("] ]"),
    ),
    _motion(
        "previous-heading",
        "Go to the previous heading",
        "Goes to the heading above.",
        reading("[ ["),
    ),
    _motion(
        "next-word", "Go to the next word", "Goes to the start of the next word.", reading("w")
    ),
    _motion(
        "previous-word",
        "Go to the previous word",
        "Goes to the start of the word before.",
        reading("b"),
    ),
    _motion(
        "word-end",
        "Go to the end of the word",
        "Goes to the end of this or the next word.",
        {"visual": ("e",)},
    ),
    _motion(
        "next-character",
        "Go to the next character",
        "Goes one character on.",
        {"visual": ("l", "right")},
    ),
    _motion(
        "previous-character",
        "Go to the previous character",
        "Goes one character back.",
        {"visual": ("h", "left")},
    ),
    Command(
        "line-start",
        "Go to the start of the line",
        "Goes to the first character of the line.",
        "Move",
        reading("0"),
    ),
    Command(
        "line-end",
        "Go to the end of the line",
        "Goes to the last character of the line.",
        "Move",
        reading("$"),
    ),
)

PAGES = (
    _motion(
        "page-down",
        "Go a page down",
        "Goes one screen down.",
        {
            **scrolling("space", "ctrl+f", "pagedown"),
            "checking": ("ctrl+f", "pagedown"),
            "query": ("pagedown",),
        },
    ),
    _motion(
        "page-up",
        "Go a page up",
        "Goes one screen up.",
        {
            **scrolling("ctrl+b", "pageup"),
            "checking": ("ctrl+b", "pageup"),
            "query": ("pageup",),
        },
    ),
    _motion(
        "half-page-down", "Go half a page down", "Goes half a screen down.", scrolling("ctrl+d")
    ),
    _motion("half-page-up", "Go half a page up", "Goes half a screen up.", scrolling("ctrl+u")),
    _motion(
        "go-to-start",
        "Go to the start",
        "Goes to the first row of a list or the start of a story; "
        "with a count, to that row or paragraph.",
        {**scrolling("g g", "home"), "checking": ("g g", "home")},
    ),
    _motion(
        "go-to-end",
        "Go to the end",
        "Goes to the last row of a list or the end of a story; "
        "with a count, to that row or paragraph.",
        {**scrolling("G", "end"), "checking": ("G", "end")},
    ),
)

PANES = (
    Command(
        "pane-left",
        "Go to the pane on the left",
        "Goes from the stories to the sections, and from the page back to the list.",
        "Move",
        {**on_stories("h", "left"), "search": ("h", "left")},
    ),
    Command(
        "pane-right",
        "Go to the pane on the right",
        "Goes from the sections to the stories, and from the list on to the page.",
        "Move",
        {**on_stories("l", "right"), "search": ("l", "right")},
    ),
    Command(
        "next-pane",
        "Go to the next pane",
        "Goes round the panes: sections, stories and page; query, results and panel.",
        "Move",
        {**on_stories("tab"), "search": ("tab",)},
    ),
    Command(
        "previous-pane",
        "Go to the previous pane",
        "Goes round the panes the other way.",
        "Move",
        {**on_stories("shift+tab"), "search": ("shift+tab",)},
    ),
)

COMMANDS = (*LISTS, *STORIES, *TEXT, *PAGES, *PANES)
