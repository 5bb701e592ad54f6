"""Commands about the list of all tags."""

from __future__ import annotations

from reader.commands.model import Command, browsing

COMMANDS = (
    Command(
        "tags",
        "Show all tags",
        "Lists the tags of the library with what bears them; again closes the list.",
        "View",
        {**browsing("g t"), "tags": ("g t",)},
    ),
    Command(
        "tag-stories",
        "Show the stories with the tag",
        "Goes to the list of stories, filtered by the tag and those under it.",
        "Find",
        {"tags": ("enter",)},
        footer={"tags": "stories"},
    ),
    Command(
        "tag-highlights",
        "Show the highlights with the tag",
        "Goes to the list of highlights and notes, filtered by the tag and those under it.",
        "Find",
        {"tags": ("g a",)},
        footer={"tags": "marks"},
    ),
    Command(
        "rename-tag",
        "Rename the tag",
        "Gives the tag another name everywhere, and the tags under it with it.",
        "Stories",
        {"tags": ("R",)},
        argument="NAME",
        footer={"tags": "rename"},
    ),
    Command(
        "merge-tag",
        "Merge the tag into another",
        "Puts another tag in the place of this one everywhere, and asks which.",
        "Stories",
        {"tags": ("m",)},
        argument="TAG",
        footer={"tags": "merge"},
    ),
    Command(
        "remove-tag",
        "Remove the tag",
        "Takes the tag off everything; where others are under it, asks whether those go too.",
        "Stories",
        {"tags": ("d d",)},
        footer={"tags": "remove"},
    ),
)
