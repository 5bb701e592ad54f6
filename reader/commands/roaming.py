"""Commands for getting about in stories, and for how the page is set."""

from __future__ import annotations

from reader.commands.model import Command, reading

ROAMING = (
    Command(
        "outline",
        "Show the outline",
        "Lists the headings of the story; Enter goes to one.",
        "Move",
        {"reader": ("g o",)},
    ),
    Command(
        "set-mark",
        "Mark the place",
        "Gives the place the letter typed after it; the story keeps its marks.",
        "Move",
        {"reader": ("m",)},
        takes_character=True,
        palette=False,
    ),
    Command(
        "go-to-mark",
        "Go to a mark",
        "Goes to the mark of the letter typed after it; typed twice, back to the last place.",
        "Move",
        reading("'"),
        takes_character=True,
        palette=False,
    ),
    Command(
        "jump-back",
        "Jump back",
        "Goes back to where the last jump began: in another story, or in the results of a search.",
        "Move",
        {"reader": ("ctrl+o",), "search": ("ctrl+o",), "query": ("ctrl+o",)},
        takes_count=True,
    ),
    Command(
        "jump-on",
        "Jump on",
        "Goes on to where a jump back came from.",
        "Move",
        {"reader": ("ctrl+n",)},
        takes_count=True,
    ),
    Command(
        "follow-link",
        "Follow the link",
        "Opens what the link under the caret leads to: a story of the library, else the browser.",
        "Move",
        {"reader": ("enter",)},
    ),
    Command(
        "continue-reading",
        "Continue where you left off",
        "Opens the story that was open last, at its place.",
        "Move",
        {"library": ("c",), "reader": ()},
        names=("continue",),
    ),
    Command(
        "find-word",
        "Find the word elsewhere",
        "Goes to the next place of the word under the caret, or of what is selected.",
        "Find",
        reading("*"),
        takes_count=True,
    ),
)

SETTING = (
    Command(
        "toggle-justify",
        "Justify lines, or leave them ragged",
        "Stretches the blanks of lines so that they end alike; again leaves them as they come.",
        "View",
        {"reader": ()},
        names=("justify",),
    ),
    Command(
        "toggle-hyphens",
        "Break words at soft hyphens, or never",
        "Breaks words where the text allows a hyphen; again keeps them whole.",
        "View",
        {"reader": ()},
        names=("hyphens",),
    ),
    Command(
        "line-spacing",
        "Set the line spacing",
        "Sets lines close (1) or with blank rows between them (2 or 3); alone, the next of these.",
        "View",
        {"reader": ()},
        argument="ROWS",
        names=("spacing",),
    ),
    Command(
        "toggle-dim",
        "Dim what is not focused",
        "Shows all but the focused paragraph or sentence fainter; again shows all alike.",
        "View",
        {"reader": ()},
        names=("dim",),
    ),
)

COMMANDS = (*ROAMING, *SETTING)
