"""Notes that are being written: what was typed and is not saved outlives a crash; it is no step."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from db.errors import NoteChanged, NotFound
from db.highlights import Highlights
from db.models import NoteDraft, NoteSubject
from db.store import Store, now
from db.stories import Stories
from db.text import clean_line, clean_note, strip_controls

_SUBJECTS = """
    SELECT wanted.target AS target, drafts.key AS key, base, text, drafts.updated AS updated,
        coalesce(stories.id, '') AS story,
        coalesce(quote, titled.title, drafts.about) AS about,
        coalesce(highlights.note, titled.note, '') AS note,
        highlights.removed IS NULL AND stories.removed IS NULL AND stories.id IS NOT NULL AS here
    FROM {wanted} AS wanted
    LEFT JOIN drafts ON drafts.key = wanted.draft
    LEFT JOIN highlights ON highlights.id = wanted.target
    LEFT JOIN stories AS titled ON titled.id = wanted.target
    LEFT JOIN stories ON stories.key = coalesce(highlights.story, titled.key)
"""
_ONE = """(SELECT :target AS target, (SELECT key FROM drafts WHERE target = :target
    ORDER BY updated DESC, key DESC LIMIT 1) AS draft)"""
_ALL = "(SELECT target, key AS draft FROM drafts)"


class Drafts:
    """Drafts of notes on stories and highlights, which are told by their public ids."""

    def __init__(self, store: Store, stories: Stories, highlights: Highlights) -> None:
        self._store = store
        self._stories = stories
        self._highlights = highlights

    def subject(self, target: str) -> NoteSubject:
        """What a story or highlight is, its note, and the newest draft of that.

        Raises:
            NotFound: there never was one, or it is gone and there is no draft either.
        """
        row = self._store.one(_SUBJECTS.format(wanted=_ONE), {"target": target})
        if row is None or (row["key"] is None and not row["here"]):
            raise NotFound(f"There is no {clean_line(target, 40)!r} in this library any more.")
        return _subject(row)

    def all(self) -> list[NoteSubject]:
        """Every note that is not saved, the one kept last first; `draft` is never None."""
        order = " ORDER BY drafts.updated DESC, drafts.key DESC"
        return [_subject(row) for row in self._store.read(_SUBJECTS.format(wanted=_ALL) + order)]

    def of_story(self, story: str) -> frozenset[str]:
        """The ids of the story and of those of its highlights that have a draft."""
        rows = self._store.read(
            """SELECT target FROM drafts LEFT JOIN highlights ON highlights.id = target
               WHERE target = :story
                   OR highlights.story = (SELECT key FROM stories WHERE id = :story)""",
            {"story": story},
        )
        return frozenset(str(row["target"]) for row in rows)

    def count(self) -> int:
        """How many notes are not saved."""
        return self._store.number("SELECT count(*) FROM drafts")

    def keep(self, subject: NoteSubject, text: str) -> NoteSubject:
        """Keep what was typed so far; durable on return. The subject with its draft.

        The draft of the subject is gone on with, unless another window has gone on with it: then
        this is one of its own, so that neither writes over the other.
        """
        clean = strip_controls(text.replace("\t", "    "))
        was = subject.draft or NoteDraft(0, subject.note, "", "")
        values = {
            "target": subject.target, "about": subject.about, "base": was.base, "text": clean,
            "now": now(), "key": was.key, "before": was.text,
        }  # fmt: skip
        key = was.key
        with self._store.write() as connection:
            gone_on = connection.execute(
                """UPDATE drafts SET text = :text, updated = :now
                   WHERE key = :key AND text = :before""",
                values,
            )
            if not gone_on.rowcount:
                made = connection.execute(
                    """INSERT INTO drafts (target, about, base, text, updated)
                       VALUES (:target, :about, :base, :text, :now)""",
                    values,
                )
                key = int(made.lastrowid or 0)
        return replace(subject, draft=NoteDraft(key, was.base, clean, str(values["now"])))

    def discard(self, subject: NoteSubject) -> NoteSubject:
        """Throw the draft away, unless another window has gone on with it; the subject without."""
        if subject.draft is not None:
            with self._store.write() as connection:
                _forget(connection, subject.draft)
        return replace(subject, draft=None)

    def join(self, parts: Sequence[NoteSubject], into: NoteSubject, text: str) -> None:
        """Make one draft of those of some notes, as a part of the step under way.

        Undoing the step parts them again, but for what was typed since.

        Args:
            parts: the notes as they were; one of them at least has a draft.
            into: the note that they became one with.
            text: what its draft is to say.
        """
        kept, *others = [part.draft for part in parts if part.draft is not None]
        connection = self._store.writing
        for other in others:
            _forget(connection, other)
        connection.execute(
            """UPDATE drafts SET target = :target, about = :about, base = :base, text = :text,
                   updated = :now
               WHERE key = :key AND text = :before""",
            {
                "target": into.target, "about": into.about, "base": into.note, "text": text,
                "now": now(), "key": kept.key, "before": kept.text,
            },
        )  # fmt: skip

    def save(self, subject: NoteSubject, text: str) -> NoteSubject:
        """Write the note and throw its draft away, as one step; an empty text removes the note.

        Raises:
            NoteChanged: the note is no longer `subject.note`; nothing was written.
            NotFound: the story or highlight is gone.
        """
        with self._store.write() as connection:
            present = self.subject(subject.target)
            if not present.is_here:
                raise NotFound(_gone(subject))
            if present.note not in (subject.note, clean_note(text)):
                raise NoteChanged(present.note)
            # Before the step begins: undoing the save is to bring back the note, not the draft.
            if subject.draft is not None:
                _forget(connection, subject.draft)
            if subject.is_story:
                self._stories.set_note(subject.target, text)
            else:
                self._highlights.set_note(subject.target, text)
        return self.subject(subject.target)


def _forget(connection: sqlite3.Connection, draft: NoteDraft) -> None:
    connection.execute(
        "DELETE FROM drafts WHERE key = :key AND text = :text",
        {"key": draft.key, "text": draft.text},
    )


def _gone(subject: NoteSubject) -> str:
    what = "story" if subject.is_story else "highlight"
    return (
        f"The {what} was deleted meanwhile: what you wrote stays a draft; undo the deletion,"
        " then save it."
    )


def _subject(row: sqlite3.Row) -> NoteSubject:
    draft = None
    if row["key"] is not None:
        draft = NoteDraft(row["key"], row["base"], row["text"], row["updated"])
    return NoteSubject(
        row["target"], row["story"], row["about"], row["note"], bool(row["here"]), draft
    )
