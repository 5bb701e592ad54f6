"""Commands that select passages, mark them, and write about them."""

from __future__ import annotations

from reader.commands.model import Command, on_stories, reading

HIGHLIGHT_KEYS = {"yellow": "y", "green": "g", "blue": "b", "red": "r", "purple": "p"}
"""The letter after `c` for each highlight colour."""

SELECTING = (
    Command(
        "select-characters",
        "Select by character",
        "Starts a selection at the caret that motions extend; again ends it.",
        "Select",
        reading("v"),
        footer={"reader": "select"},
    ),
    Command(
        "select-paragraphs",
        "Select by paragraph",
        "Starts a selection of whole paragraphs; again ends it.",
        "Select",
        reading("V"),
    ),
    Command(
        "swap-ends",
        "Swap the ends of the selection",
        "Puts the caret at the other end, so that motions move that one.",
        "Select",
        {"visual": ("o",)},
        footer={"visual": "other end"},
    ),
    Command(
        "select-sentence",
        "Select the sentence",
        "Selects the sentence around the caret.",
        "Select",
        {"visual": ("i s",)},
    ),
    Command(
        "select-paragraph",
        "Select the paragraph",
        "Selects the paragraph around the caret.",
        "Select",
        {"visual": ("i p",)},
    ),
    Command(
        "select-quotation",
        "Select the quotation",
        "Selects what stands between the quotation marks around the caret.",
        "Select",
        {"visual": ('i "',)},
    ),
    Command(
        "extend-to-character",
        "Extend to a character",
        "Extends the selection to the next place of the character typed after it.",
        "Select",
        {"visual": ("f",)},
        takes_count=True,
        takes_character=True,
        palette=False,
    ),
    Command(
        "extend-back-to-character",
        "Extend back to a character",
        "Extends the selection back to the last place of the character typed after it.",
        "Select",
        {"visual": ("F",)},
        takes_count=True,
        takes_character=True,
        palette=False,
    ),
)

WRITING = (
    Command(
        "highlight",
        "Highlight",
        "Highlights the selection, or the focused sentence or paragraph; again removes it.",
        "Mark",
        reading("H"),
        footer={"reader": "highlight", "visual": "highlight"},
    ),
    Command(
        "note",
        "Write a note",
        "Writes a note on the highlight under the caret; where there is none, marks first.",
        "Mark",
        {"reader": ("a",), "visual": ("a", "A"), "margin": ("a",), "annotations": ("a",)},
        footer={"reader": "note", "visual": "note", "margin": "note", "annotations": "note"},
    ),
    Command(
        "note-story",
        "Write a note on the story",
        "Writes a note on the whole story.",
        "Mark",
        {"library": ("a", "A"), "reader": ("A",), "margin": ("A",)},
    ),
    Command(
        "tag",
        "Tag the highlight",
        "Sets the tags of the highlight under the caret; where there is none, marks first.",
        "Mark",
        {"reader": ("t",), "visual": ("t", "T"), "margin": ("t",), "annotations": ("t",)},
        argument="TAG…",
        footer={"reader": "tag", "visual": "tag", "margin": "tag", "annotations": "tag"},
    ),
    Command(
        "tag-story",
        "Tag the story",
        "Sets the tags of the story.",
        "Mark",
        {"library": ("t", "T"), "reader": ("T",), "margin": ("T",)},
        argument="TAG…",
        names=("tag",),
        footer={"library": "tag"},
    ),
    *(
        Command(
            f"colour-{colour}",
            f"Colour it {colour}",
            f"Makes the highlight under the caret {colour}, and those that come next; "
            f"highlights a selection in {colour}.",
            "Mark",
            {**reading(f"c {key}"), "margin": (f"c {key}",), "annotations": (f"c {key}",)},
        )
        for colour, key in HIGHLIGHT_KEYS.items()
    ),
    Command(
        "highlight-matches",
        "Highlight all matches",
        "Shows every match of the find, or of a query in the whole library, then highlights them.",
        "Mark",
        on_stories("g H"),
        argument="QUERY",
    ),
    Command(
        "repeat-marking",
        "Repeat the last marking",
        "Does to the present focus what was last done to mark a passage: colour and tags.",
        "Mark",
        {"reader": (".",)},
    ),
)

HIGHLIGHTS = (
    Command(
        "next-highlight",
        "Go to the next highlight",
        "Goes to the next highlight of the story.",
        "Mark",
        {"reader": ("] h",)},
        takes_count=True,
    ),
    Command(
        "previous-highlight",
        "Go to the previous highlight",
        "Goes to the highlight before.",
        "Mark",
        {"reader": ("[ h",)},
        takes_count=True,
    ),
    Command(
        "delete-highlight",
        "Delete the highlight",
        "Deletes the highlight under the caret with its note and tags; undo brings it back.",
        "Mark",
        {
            "reader": ("d d",),
            "margin": ("d d",),
            "annotations": ("d d",),
            "checking": ("d d",),
        },
        footer={"margin": "delete", "annotations": "delete"},
    ),
)

COMMANDS = (*SELECTING, *WRITING, *HIGHLIGHTS)
