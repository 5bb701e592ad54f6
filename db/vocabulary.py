"""The names that a query can ask for, each with how many stories bear it."""

from __future__ import annotations

from dataclasses import dataclass

from db.store import Store
from db.tag_counts import counted

Counted = tuple[tuple[str, int], ...]
"""Names, the most used first."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What stands after `tag:`, `section:`, `source:`, `lang:` and `by:` in this library."""

    tags: Counted = ()
    """With how many stories and highlights bear each itself."""
    sections: Counted = ()
    """In the reader's order, those without stories as well."""
    sources: Counted = ()
    languages: Counted = ()
    authors: Counted = ()


def vocabulary(store: Store) -> Vocabulary:
    """All of it as it is now; at 100,000 stories a tenth of a second, so not for the screen."""
    return Vocabulary(
        tags=tuple((tag.name, tag.stories + tag.highlights) for tag in counted(store)),
        sections=_rows(
            store,
            """SELECT name, count(stories.key) FROM sections
               LEFT JOIN stories ON section = sections.key AND removed IS NULL
               GROUP BY sections.key ORDER BY position, sections.key""",
        ),
        sources=_rows(
            store,
            """SELECT CASE label WHEN '' THEN ifnull(sources.title, '') ELSE label END AS name,
                   count(*) AS stories
               FROM stories LEFT JOIN sources ON sources.key = source WHERE removed IS NULL
               GROUP BY name HAVING name <> '' ORDER BY stories DESC, name""",
        ),
        languages=_column(store, "lang"),
        authors=_column(store, "byline"),
    )


def _column(store: Store, column: str) -> Counted:
    return _rows(
        store,
        f"""SELECT {column}, count(*) AS stories FROM stories
            WHERE removed IS NULL AND {column} <> ''
            GROUP BY {column} ORDER BY stories DESC, {column}""",
    )


def _rows(store: Store, sql: str) -> Counted:
    return tuple((row[0], row[1]) for row in store.read(sql))
