"""Commands about past highlights that come up again."""

from __future__ import annotations

from reader.commands.model import Command, browsing

_ANSWERS = (
    ("again", "a", "Not known", "It was not known: the highlight comes up again tomorrow."),
    ("hard", "h", "Barely known", "It was barely known: the highlight comes up again soon."),
    ("good", "g", "Known well", "It was known well: the highlight comes up again later."),
    ("easy", "e", "Known by heart", "It was known by heart: the highlight can wait the longest."),
)

COMMANDS = (
    Command(
        "review",
        "Review past highlights",
        "Asks about a handful of past highlights, each the later again the better it was known.",
        "Mark",
        browsing("g v"),
        argument="QUERY",
    ),
    Command(
        "recall-show",
        "Show the passage",
        "Shows the words of the highlight that is asked about.",
        "Mark",
        {"recall": ("space", "enter")},
        footer={"recall": "show"},
        palette=False,
    ),
    *(
        Command(f"recall-{rating}", title, told, "Mark", {"recall": (key,)}, palette=False)
        for rating, key, title, told in _ANSWERS
    ),
    Command(
        "recall-later",
        "Skip it today",
        "Puts the highlight off until tomorrow, without an answer.",
        "Mark",
        {"recall": ("s",)},
        footer={"recall": "skip"},
        palette=False,
    ),
    Command(
        "recall-never",
        "Never ask about it",
        "Leaves the highlight out of the reviews from now on.",
        "Mark",
        {"recall": ("x",)},
        footer={"recall": "never"},
        palette=False,
    ),
    Command(
        "recall-more",
        "Ask about more",
        "Brings another handful once today's is done.",
        "Mark",
        {"recall": ("m",)},
        palette=False,
    ),
    Command(
        "recall-open",
        "Go to the passage",
        "Opens the story at the highlight that is asked about.",
        "Move",
        {"recall": ("o",)},
        footer={"recall": "open"},
        palette=False,
    ),
)
