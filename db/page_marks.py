"""Marks by letter that a reader sets on a page to come back to; setting one is no step."""

from __future__ import annotations

from db.errors import BadRequest
from db.models import Story
from db.store import Store, now
from db.versions import Versions


class PageMarks:
    """Marks by the public id of their story and a letter."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, story: Story, letter: str, place: int) -> None:
        """Set a mark at an offset of the story's text; one of that letter is replaced.

        Raises:
            BadRequest: `letter` is not one character that can be seen.
        """
        if len(letter) != 1 or not letter.isprintable() or letter.isspace():
            raise BadRequest("A mark is named by one letter.")
        with self._store.write() as connection:
            connection.execute(
                """INSERT INTO page_marks (story, letter, version, place, "set")
                   VALUES (:story, :letter, :version, :place, :now)
                   ON CONFLICT DO UPDATE SET version = excluded.version, place = excluded.place,
                       "set" = excluded."set" """,
                {
                    "story": story.id, "letter": letter, "version": story.version,
                    "place": max(0, min(place, len(story.text))), "now": now(),
                },
            )  # fmt: skip

    def letters(self, story: str) -> list[str]:
        """The letters of a story's marks, in order."""
        rows = self._store.read(
            "SELECT letter FROM page_marks WHERE story = :story ORDER BY letter", {"story": story}
        )
        return [str(row["letter"]) for row in rows]

    def version(self, story: str, letter: str) -> int:
        """The key of the text version in which a mark was set; 0 where there is none."""
        return self._store.number(
            "SELECT version FROM page_marks WHERE story = :story AND letter = :letter",
            {"story": story, "letter": letter},
        )

    def place(self, story: Story, letter: str) -> int | None:
        """Where a mark is in the story's text, or None where there is none of that letter.

        A mark keeps the text that it was set in. In another text of the story it is at the nearest
        word that both have; for a long text that takes a moment.
        """
        row = self._store.one(
            """SELECT version, place FROM page_marks
               WHERE story = :story AND letter = :letter""",
            {"story": story.id, "letter": letter},
        )
        if row is None:
            return None
        if row["version"] == story.version:
            return int(row["place"])
        from db import anchoring  # only for a text that has changed
        from db.revising import moved_place

        old = Versions(self._store).text(row["version"])
        return moved_place(anchoring.align(old, story.text), row["place"])
