"""The one door to a library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import Ambiguous, NotFound
from db.models import Lacking
from db.parts import Parts
from db.store import Store
from db.text import clean_line

if TYPE_CHECKING:
    from db.annotation_rows import AnnotationRows
    from db.intake import Intake
    from db.models import AddResult, Highlight, Story, StoryDraft
    from db.rows import StoryRows
    from db.saved_counts import SavedCounting
    from db.vocabulary import Vocabulary

FILE = "library.db"
INDEX = "index"


class Library(Parts):
    """A folder with the SQLite file that is the truth, and the search index beside it.

    May be used from several threads: each has its own connection. Every method that changes
    something is durable when it returns, and is one step that can be undone unless it says
    otherwise. All of them raise a `LibraryError` when the file cannot be read or written.
    """

    def __init__(self, folder: Path, *, create: bool = True) -> None:
        """Open the library in a folder, which is made where it is missing and `create` is true."""
        self.folder = folder
        self.file = folder / FILE
        self.index_folder = folder / INDEX
        super().__init__(Store(self.file, create=create), self.index_folder)

    def close(self) -> None:
        """Close every connection; the threads that used the library must be done with it."""
        if "search" in self.__dict__:
            self.search.close()
        self._store.close()

    def add(self, intake: Intake, drafts: Iterable[StoryDraft]) -> AddResult:
        """Take stories in from one source; see `Intake` for how."""
        from db.intake import Adding  # not for those who only read

        return Adding(self._store, intake).run(drafts)

    def select(
        self, query: str = "", *, section: str = "", sort: str = "newest", within: str = "",
        typing: bool = False,
    ) -> StoryRows:  # fmt: skip
        """The stories that a query finds among those that `within` finds, in order.

        An empty query finds all. Raises `QueryError`, but not for the query when it is being
        typed: then it may be unfinished or partly wrong, and finds what it means so far.
        """
        asked = [(one, begun) for one, begun in ((within, False), (query, typing)) if one.strip()]
        if not asked:
            return self.stories.rows(section=section, sort=sort)
        found = [self.search.story_keys(one, typing=begun) for one, begun in asked]
        keys = set.intersection(*(keys for keys, _ in found))
        rows = self.stories.rows(section=section, sort=sort, keys=keys)
        rows.lacking = reduce(or_, (lacking for _, lacking in found))
        return rows

    def select_annotations(
        self, query: str = "", *, sort: str = "newest", notes: bool = True, typing: bool = False
    ) -> AnnotationRows:
        """The highlights, and the notes on stories, that a query finds; an empty one finds all.

        Args:
            query: in the language of docs/search.md; raises `QueryError` where it is wrong.
            sort: one of `db.annotations.ORDERS`.
            notes: whether notes on whole stories are wanted.
            typing: the query may be unfinished.
        """
        nothing: frozenset[int] = frozenset()
        if not query.strip():
            return self.annotations.rows(sort, notes=None if notes else nothing)
        highlights, noted, lacking = self.search.annotation_keys(query, typing=typing)
        rows = self.annotations.rows(sort, highlights=highlights, notes=noted if notes else nothing)
        rows.lacking = lacking
        return rows

    def select_to_check(self, query: str = "") -> tuple[list[Highlight], Lacking]:
        """The highlights to check that a query finds, story by story, and what may be missing; an
        empty query finds all."""
        if not query.strip():
            return self.placements.to_check(), Lacking()
        keys, lacking = self.search.highlight_keys(query)
        return self.placements.to_check(among=keys), lacking

    def saved_counting(self) -> SavedCounting:
        """Counts what saved searches find; what all of them need is read once for several."""
        from db.saved_counts import SavedCounting

        return SavedCounting(self._store, self.search)

    def fresh(self, since: str, keys: Iterable[int]) -> frozenset[int]:
        """Those of the stories with these keys whose present text came in after a moment."""
        from db.saved_counts import fresh

        return fresh(self._store, since, set(keys))

    def story(self, name: str) -> Story:
        """The story with this id or unique beginning of one; raises `NotFound`, `Ambiguous`."""
        found = self.resolve(name)
        if found.startswith("h-"):
            found = self.highlights.get(found).story
        return self.stories.get(found)

    def resolve(self, name: str) -> str:
        """The whole id of the story or highlight (`h-…`) that a unique beginning tells.

        Raises:
            NotFound: nothing begins so.
            Ambiguous: more than one does; the message names some.
        """
        wanted = clean_line(name, 40).lower().removeprefix("^")
        rows = self._store.read(
            """SELECT id FROM stories WHERE removed IS NULL AND id >= :low AND id < :high
               UNION ALL
               SELECT highlights.id FROM highlights JOIN stories ON stories.key = story
               WHERE highlights.removed IS NULL AND stories.removed IS NULL
                   AND highlights.id >= :low AND highlights.id < :high
               LIMIT 6""",
            {"low": wanted, "high": wanted + "\U0010ffff"},
        )
        found = [str(row["id"]) for row in rows]
        if wanted in found:
            return wanted
        if not found or not wanted:
            raise NotFound(f"No story or highlight has the id {wanted!r}: `list` shows the ids.")
        if len(found) > 1:
            names = ", ".join(found[:5])
            raise Ambiguous(f"{wanted!r} begins more than one id ({names}): write more of it.")
        return found[0]

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Within the block, all that this thread changes is one undoable step, told as `what`.

        Nothing is changed when the block raises. It holds the write lock: keep it short.
        """
        with self._store.write(what):
            yield

    def vocabulary(self) -> Vocabulary:
        """The names that stand after the fields of a query, for completing them."""
        from db.vocabulary import vocabulary

        return vocabulary(self._store)

    def unindexed(self) -> int:
        """How many changed stories and highlights the search index has yet to see."""
        return self._store.number("SELECT count(*) FROM changes")

    def changed(self) -> int:
        """A number that differs once another window or command has written to the library."""
        return self._store.changed()

    def patience(self, seconds: float) -> AbstractContextManager[None]:
        """Within the block, this thread waits at most so long for another's write to end."""
        return self._store.patience(seconds)
