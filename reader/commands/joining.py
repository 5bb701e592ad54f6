"""Commands that make highlights into one, and one into several."""

from __future__ import annotations

from reader.commands.model import Command, reading

COMMANDS = (
    Command(
        "merge-highlights",
        "Merge highlights",
        "Makes one highlight of those that the selection touches, or of the one under the caret "
        "and the next, with the notes and tags of all.",
        "Mark",
        reading("g m"),
        takes_count=True,
        names=("merge",),
    ),
    Command(
        "split-highlight",
        "Split the highlight",
        "Cuts the highlight before the caret, or at the ends of the selection; the first part "
        "keeps the note, all keep the tags.",
        "Mark",
        reading("g s"),
        names=("split",),
    ),
)
