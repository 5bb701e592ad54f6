"""Commands that find stories, sort them out, and take something away from them."""

from __future__ import annotations

from reader.commands.model import Command, in_lists, on_stories, reading

FINDING = (
    Command(
        "filter-list",
        "Filter the list",
        "Shows only the rows of the list that fit the query typed.",
        "Find",
        {"library": ("/",), "annotations": ("/",), "tags": ("/",)},
        argument="QUERY",
        footer={"library": "filter", "annotations": "filter"},
    ),
    Command(
        "find-in-story",
        "Find in the story",
        "Finds words in the story, with a count so many matches on; extends a selection to them.",
        "Find",
        reading("/"),
        takes_count=True,
        argument="WORDS",
        footer={"reader": "find"},
    ),
    Command(
        "next-match",
        "Go to the next match",
        "Goes to the next match, after a search on into the next result; else to the next story.",
        "Find",
        reading("n"),
        takes_count=True,
    ),
    Command(
        "previous-match",
        "Go to the previous match",
        "Goes to the match before, after a search back into other results; else to another story.",
        "Find",
        reading("N"),
        takes_count=True,
    ),
    Command(
        "search-library",
        "Search everything",
        "Searches all stories and notes; with a selection, for its words; among results, types on.",
        "Find",
        {**in_lists("g /"), "search": ("/", "g /")},
        argument="QUERY",
        footer={"library": "search", "search": "type"},
    ),
    Command(
        "related",
        "Show related stories",
        "Lists the stories that share what is characteristic of this one.",
        "Find",
        on_stories("g r"),
    ),
)

TRIAGE = (
    Command(
        "toggle-star",
        "Star or unstar the story",
        "Stars the story, or takes its star away.",
        "Stories",
        on_stories("s"),
    ),
    Command(
        "archive",
        "Archive the story",
        "Puts the story in the archive; again brings it back to the inbox.",
        "Stories",
        on_stories("e"),
    ),
    Command(
        "read-later",
        "Keep the story for later",
        "Puts the story on the shelf for later; again brings it back to the inbox.",
        "Stories",
        on_stories("L"),
    ),
    Command(
        "toggle-read",
        "Mark the story read or unread",
        "Marks the story as read, or as unread.",
        "Stories",
        on_stories("r"),
    ),
    Command(
        "move-story",
        "Move the story to a section",
        "Puts the story in another section, which is made where there is none of that name.",
        "Stories",
        on_stories("M"),
        argument="SECTION",
        names=("move",),
    ),
    Command(
        "rename-story",
        "Correct the title",
        "Changes the title of the story.",
        "Stories",
        on_stories("R"),
        argument="TITLE",
        names=("rename",),
    ),
    Command(
        "remove-story",
        "Remove the story",
        "Takes the story out of the library; undo brings it back.",
        "Stories",
        on_stories("D D"),
    ),
    Command(
        "sort-list",
        "Sort the list",
        "Sorts the list another way: stories by date, title or length, highlights also by story, "
        "tag, colour or section, results by relevance or date.",
        "Stories",
        {"library": ("S",), "annotations": ("S",), "search": ("S",), "query": ("ctrl+t",)},
        argument="ORDER",
        names=("sort",),
        footer={"search": "sort", "query": "sort"},
    ),
    Command(
        "add-stories",
        "Add stories from a file",
        "Shows how a file would be split into stories, and adds them.",
        "Stories",
        on_stories(),
        argument="PATH",
        names=("add",),
    ),
    Command(
        "add-sample",
        "Add the sample paper",
        "Adds the small paper that comes with Broadsheet and teaches it.",
        "Stories",
        on_stories(),
        names=("sample",),
    ),
)

TAKING = (
    Command(
        "copy",
        "Copy",
        "Copies the selection; on the page, the focused paragraph or sentence; "
        "in the list, title and link.",
        "Take away",
        in_lists("y y"),
        footer={"visual": "copy"},
    ),
    Command(
        "copy-link",
        "Copy the link",
        "Copies the web address of the story.",
        "Take away",
        {"reader": ("y u",)},
    ),
    Command(
        "copy-markdown",
        "Copy as Markdown",
        "Copies the passage as a Markdown quote with title, source and link.",
        "Take away",
        {**reading("y m"), "annotations": ("y m",)},
    ),
    Command(
        "open-in-browser",
        "Open in the browser",
        "Opens the web page of the story in the browser.",
        "Take away",
        on_stories("o"),
    ),
    Command(
        "export",
        "Export as Markdown",
        "Writes the story, the list or the selected passage with its notes to a Markdown file.",
        "Take away",
        in_lists("E"),
        argument="FOLDER",
        footer={"reader": "export"},
    ),
)

COMMANDS = (*FINDING, *TRIAGE, *TAKING)
