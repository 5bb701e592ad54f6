"""`note`, `drafts`: notes, and those that were typed and not saved."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reader.cli.arguments import TEXT
from reader.cli.layout import clipped
from reader.cli.output import json_option, put, put_json, say, visible
from reader.cli.session import Session, pass_session
from reader.cli.targets import is_highlight, whole_id

if TYPE_CHECKING:
    from db import Library
    from db.models import NoteSubject


@click.command()
@click.argument("name", metavar="ID", type=TEXT)
@click.argument("text", required=False, type=TEXT)
@click.option("--append", is_flag=True, help="Below the note that is there, not instead of it.")
@json_option
@pass_session
def note(session: Session, name: str, text: str | None, append: bool, as_json: bool) -> None:
    """Write a note, in Markdown, on a story or a highlight.

    It takes the place of the note that was there; “undo” brings that back. Without TEXT your editor
    opens ($VISUAL, else $EDITOR) with the note, or with its draft if there is one. TEXT may be - to
    read the note from standard input; an empty TEXT removes the note.

    \b
    Examples:
      broadsheet note h-7q2x "Compare with *last* year."
      broadsheet note k3m9 - < thoughts.md
      broadsheet note k3m9
    """
    if text is None and append:
        raise click.UsageError("With --append, give the TEXT that is to be added.")
    given = None if text is None else written(text)
    with session.library() as library:
        target = whole_id(library, name)
        if given is None:
            _in_editor(library, target, as_json)
            return
        subject = library.drafts.subject(target)
        whole = f"{subject.note}\n\n{given}" if append and subject.note else given
        owner = library.highlights if is_highlight(target) else library.stories
        owner.set_note(target, whole)
        _tell(library, target, as_json)


@click.command()
@click.option("--save", metavar="ID", type=TEXT, help="Save the draft of this note.")
@click.option("--discard", metavar="ID", type=TEXT, help="Throw the draft of this note away.")
@json_option
@pass_session
def drafts(session: Session, save: str | None, discard: str | None, as_json: bool) -> None:
    """List the notes that were typed and not saved, the last one first.

    The app keeps what is typed into a note as it is typed, so what a crash cut off is here.
    “note ID” goes on writing.

    \b
    Examples:
      broadsheet drafts
      broadsheet drafts --save h-7q2x
    """
    if save is not None and discard is not None:
        raise click.UsageError("Give --save or --discard, not both.")
    with session.library() as library:
        if save is not None:
            _save_draft(library, _drafted(library, save), as_json)
        elif discard is not None:
            library.drafts.discard(_drafted(library, discard))
            say("The draft is thrown away.")
        else:
            _list(library, as_json)


def written(text: str) -> str:
    """The text, or what comes in on standard input for `-`."""
    if text != "-":
        return text
    if sys.stdin is None:
        raise click.UsageError("There is no standard input to read the note from.")
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _in_editor(library: Library, target: str, as_json: bool) -> None:
    """Let the reader write in their own editor; what cannot be saved is kept somewhere."""
    from db.errors import LibraryError, NoteChanged
    from reader.cli.opening import has_terminal
    from reader.external import edit, set_aside

    if not has_terminal():
        raise click.UsageError("Without a terminal give TEXT, or - to read it from standard input.")
    subject = library.drafts.subject(target)
    if subject.draft is not None:
        _tell_draft(subject)
    text = edit(subject.draft.text if subject.draft else subject.note)
    if text is None:
        say("The editor wrote nothing: all is as it was.")
        return
    try:
        library.drafts.save(subject, text)
    except NoteChanged:
        library.drafts.keep(subject, text)
        say("The note was changed elsewhere meanwhile; what you wrote is kept as a draft.")
        raise
    except LibraryError:
        say(f"What you wrote is in {set_aside(text)}.")
        raise
    _tell(library, target, as_json)


def _tell_draft(subject: NoteSubject) -> None:
    say("The editor opens with the draft that is not saved yet.")
    if subject.overtaken:
        say(f"The note was changed since; it says: “{clipped(subject.note, 200)}”.")


def _save_draft(library: Library, subject: NoteSubject, as_json: bool) -> None:
    from db.errors import BadRequest

    if subject.draft is None:
        return
    if subject.overtaken:
        raise BadRequest(
            f"The note was changed since this draft was begun; it says"
            f" “{clipped(subject.note, 200)}”: “note {subject.target}” goes on with yours,"
            f" “drafts --discard {subject.target}” throws it away."
        )
    library.drafts.save(subject, subject.draft.text)
    _tell(library, subject.target, as_json)


def _drafted(library: Library, name: str) -> NoteSubject:
    """The note with a draft whose id begins so; what it is on may be gone."""
    from db.errors import Ambiguous, NotFound

    found = {one.target: one for one in reversed(library.drafts.all())}
    wanted = [one for target, one in found.items() if target.startswith(name.lower())]
    if not wanted or not name:
        raise NotFound(f"There is no draft for {name!r}: “drafts” lists those that there are.")
    if len(wanted) > 1:
        raise Ambiguous(f"{name!r} begins more than one id: write more of it.")
    return wanted[0]


def _list(library: Library, as_json: bool) -> None:
    from reader.cli.records import draft_record
    from reader.moments import local

    found = library.drafts.all()
    for subject in found:
        if subject.draft is None:
            continue
        if as_json:
            put_json(draft_record(subject, subject.draft))
            continue
        state = "" if subject.is_here else "  (deleted)"
        at, about = local(subject.draft.updated), clipped(subject.about, 60)
        put(f"{subject.target}  {at}  “{about}”{state}")
        put(f"    {clipped(visible(' '.join(subject.draft.text.split())), 90)}")
    if not found and not as_json:
        say("Every note is saved.")


def _tell(library: Library, target: str, as_json: bool) -> None:
    """Say what was written, or print the story or highlight as it is now."""
    from reader.cli.records import highlight_record, whole_record

    if is_highlight(target):
        highlight = library.highlights.get(target)
        record, subject = highlight_record(highlight), highlight.quote
    else:
        story = library.stories.get(target)
        record, subject = whole_record(story), story.title
        del record["text"], record["markup"]
    if as_json:
        put_json(record)
    else:
        verb = "Wrote the note on" if record["note"] else "Removed the note on"
        say(f"{verb} “{clipped(subject, 60)}”.")
