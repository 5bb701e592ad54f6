"""Commands about placements to check: highlights that a new text changed, moved or lost."""

from __future__ import annotations

from reader.commands.model import Command, browsing

_NUMBERS = ("first", "second", "third", "fourth", "fifth")

COMMANDS = (
    Command(
        "check-placements",
        "Check placements",
        "Lists the highlights that a new text has changed, moved or lost, to decide about each.",
        "Mark",
        browsing("g c"),
        names=("placements",),
    ),
    Command(
        "accept-placement",
        "Accept the place",
        "Takes the place of the highlight as right, or gives it the one that was chosen.",
        "Mark",
        {"checking": ("enter", "y")},
        footer={"checking": "accept"},
        palette=False,
    ),
    *(
        Command(
            f"choose-{number}",
            f"Choose the {number} place",
            f"Chooses the {number} of the places that are offered; accepting it is another key.",
            "Mark",
            {"checking": (str(key),)},
            palette=False,
        )
        for key, number in enumerate(_NUMBERS, 1)
    ),
    Command(
        "next-choice",
        "Choose the next place",
        "Chooses the next of the places that are offered; after the last, none.",
        "Mark",
        {"checking": ("tab", "l", "right")},
        footer={"checking": "choose"},
        palette=False,
    ),
    Command(
        "previous-choice",
        "Choose the place before",
        "Chooses the place before of those that are offered; before the first, none.",
        "Mark",
        {"checking": ("shift+tab", "h", "left")},
        palette=False,
    ),
    Command(
        "place-by-hand",
        "Place it by hand",
        "Opens the story, to select the passage that the highlight is to have.",
        "Mark",
        {"checking": ("p",)},
        footer={"checking": "by hand"},
        palette=False,
    ),
    Command(
        "place-here",
        "Place the highlight here",
        "Gives the highlight that is being placed by hand the selected passage.",
        "Mark",
        {"visual": ("enter",)},
        palette=False,
    ),
    Command(
        "keep-placement",
        "Keep it as it is",
        "Leaves the highlight where it is, or unplaced, and asks about it no more.",
        "Mark",
        {"checking": ("s",)},
        footer={"checking": "keep"},
        palette=False,
    ),
    Command(
        "show-placement",
        "Go to the story",
        "Opens the story at the highlight, or near where its passage used to be.",
        "Move",
        {"checking": ("o",)},
        footer={"checking": "open"},
        palette=False,
    ),
    Command(
        "detail-down",
        "Show more of what is compared",
        "Scrolls the passages that are shown for the highlight.",
        "Move",
        {"checking": ("space", "ctrl+d")},
        palette=False,
    ),
    Command(
        "detail-up",
        "Show what is compared further up",
        "Scrolls the passages that are shown for the highlight back.",
        "Move",
        {"checking": ("ctrl+u",)},
        palette=False,
    ),
)
