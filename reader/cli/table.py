"""Every command with one line of help, so that `--help` imports none of them."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """Where a command is and what it is for."""

    name: str
    place: str
    """Module in `reader.cli` and attribute, as `listing:list_stories`."""
    help: str
    family: str


_READ = "Read and find"
_MARK = "Mark and note"
_KEEP = "Keep the paper in order"
_TAKE = "In and out"
_CARE = "Care and settings"

ENTRIES = (
    Entry("open", "opening:open_app", "Open the app, at a story or a highlight.", _READ),
    Entry("list", "listing:list_stories", "List stories.", _READ),
    Entry("find", "finding:find", "Search stories and notes.", _READ),
    Entry("show", "showing:show", "Print one story.", _READ),
    Entry("versions", "versions:versions", "List a story's texts, or what changed.", _READ),
    Entry("related", "related:related", "List stories about the same as one.", _READ),
    Entry("highlights", "highlights:highlights", "List highlights with their notes.", _READ),
    Entry("review", "reviewing:review", "Ask about a handful of past highlights.", _READ),
    Entry(
        "placements",
        "placements:placements",
        "Check highlights that a new text changed, moved or lost.",
        _MARK,
    ),
    Entry("mark", "marking:mark", "Highlight a passage of a story.", _MARK),
    Entry("note", "notes:note", "Write a note on a story or highlight.", _MARK),
    Entry("drafts", "notes:drafts", "List the notes that are not saved.", _MARK),
    Entry("tag", "tagging:tag", "Put tags on a story or highlight.", _MARK),
    Entry("untag", "tagging:untag", "Take tags off a story or highlight.", _MARK),
    Entry("colour", "marking:colour", "Give a highlight another colour.", _MARK),
    Entry("merge", "joining:merge", "Make highlights of a story into one.", _MARK),
    Entry("split", "joining:split", "Cut a highlight into parts.", _MARK),
    Entry("read", "keeping:read", "Mark stories read.", _KEEP),
    Entry("unread", "keeping:unread", "Mark stories unread.", _KEEP),
    Entry("star", "keeping:star", "Star stories.", _KEEP),
    Entry("unstar", "keeping:unstar", "Take the star off stories.", _KEEP),
    Entry("inbox", "keeping:inbox", "Put stories back into the inbox.", _KEEP),
    Entry("later", "keeping:later", "Keep stories for later.", _KEEP),
    Entry("archive", "keeping:archive", "Put stories into the archive.", _KEEP),
    Entry("move", "keeping:move", "Move stories to a section.", _KEEP),
    Entry("rename", "keeping:rename", "Correct a story's title.", _KEEP),
    Entry("remove", "keeping:remove", "Remove stories or highlights.", _KEEP),
    Entry("sections", "sections:sections", "List, add, rename, order, remove sections.", _KEEP),
    Entry("tags", "tags:tags", "List, rename, merge, remove tags.", _KEEP),
    Entry("searches", "searches:searches", "List, save, rename, order, remove searches.", _KEEP),
    Entry("add", "adding:add", "Add stories from files, folders or standard input.", _TAKE),
    Entry("export", "exporting:export", "Write highlights and notes as Markdown.", _TAKE),
    Entry("undo", "history:undo", "Undo the last thing done in the library.", _CARE),
    Entry("redo", "history:redo", "Do again what was undone last.", _CARE),
    Entry("history", "history:history", "List what was done, newest first.", _CARE),
    Entry("index", "indexing:index", "See to the search index.", _CARE),
    Entry("keys", "settings:keys", "List the keys of the app.", _CARE),
    Entry("config", "settings:config", "Tell where the settings file is.", _CARE),
)
BY_NAME = {entry.name: entry for entry in ENTRIES}
