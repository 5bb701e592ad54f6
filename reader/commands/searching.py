"""Commands of the search screen."""

from __future__ import annotations

from reader.commands.model import Command

COMMANDS = (
    Command(
        "open-hit",
        "Open the result",
        "Opens the story at the match, all matches marked; on the panel, narrows by the row, "
        "or no longer.",
        "Find",
        {"search": ("enter",), "query": ("enter",)},
        footer={"search": "open", "query": "open"},
    ),
    Command(
        "narrow-search",
        "Narrow the search",
        "Goes to the panel with how many results there are by section, tag, source, year and "
        "colour; again goes back.",
        "Find",
        {"search": ("f",), "query": ("ctrl+f",)},
        footer={"search": "narrow", "query": "narrow"},
    ),
    Command(
        "forget-searches",
        "Forget earlier searches",
        "Forgets every query that the up-arrow would bring back; saved searches stay.",
        "Find",
        {"search": (), "query": ()},
    ),
)
