"""The parts of a library, each imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from db.store import Store

if TYPE_CHECKING:
    from db.annotations import Annotations
    from db.drafts import Drafts
    from db.following import Field, Move
    from db.highlights import Highlights
    from db.history import History
    from db.joining import Joining
    from db.many import Many
    from db.match_marks import MatchMarks
    from db.models import Following
    from db.page_marks import PageMarks
    from db.placements import Placements
    from db.recalls import Recalls
    from db.saved_searches import SavedSearches
    from db.search import Search
    from db.search_memory import SearchMemory
    from db.sections import Sections
    from db.sources import Sources
    from db.stories import Stories
    from db.story_versions import StoryVersions
    from db.tags import Tags
    from db.tidying import Tidying


class Parts:
    """What reads and writes the rows of a library, by subject."""

    def __init__(self, store: Store, index_folder: Path) -> None:
        self._store = store
        self._index_folder = index_folder
        self.colour_names: Callable[[], Mapping[str, str]] = dict
        """Gives the reader's own names for highlight colours, which queries may use."""

    @cached_property
    def stories(self) -> Stories:
        """The stories: reading, sorting out, changing them."""
        from db.stories import Stories

        return Stories(self._store)

    @cached_property
    def sections(self) -> Sections:
        """Where stories stand in the paper."""
        from db.sections import Sections

        return Sections(self._store, self._follow)

    @cached_property
    def sources(self) -> Sources:
        """Where stories came from."""
        from db.sources import Sources

        return Sources(self._store)

    @cached_property
    def versions(self) -> StoryVersions:
        """The texts that stories have had."""
        from db.story_versions import StoryVersions

        return StoryVersions(self._store)

    @cached_property
    def highlights(self) -> Highlights:
        """Marked passages."""
        from db.highlights import Highlights

        return Highlights(self._store)

    @cached_property
    def annotations(self) -> Annotations:
        """All highlights and notes on stories, as one list."""
        from db.annotations import Annotations

        return Annotations(self._store)

    @cached_property
    def tags(self) -> Tags:
        """Tags on stories and highlights."""
        from db.tags import Tags

        return Tags(self._store, self._follow)

    @cached_property
    def many(self) -> Many:
        """The same done to many stories or highlights at once."""
        from db.many import Many

        return Many(self._store)

    @cached_property
    def page_marks(self) -> PageMarks:
        """Places in stories that have a letter."""
        from db.page_marks import PageMarks

        return PageMarks(self._store)

    @cached_property
    def drafts(self) -> Drafts:
        """Notes that are being written."""
        from db.drafts import Drafts

        return Drafts(self._store, self.stories, self.highlights)

    @cached_property
    def joining(self) -> Joining:
        """Merging and splitting highlights."""
        from db.joining import Joining

        return Joining(self._store, self.highlights, self.drafts)

    @cached_property
    def placements(self) -> Placements:
        """Highlights to check after a text has changed."""
        from db.placements import Placements

        return Placements(self._store)

    @cached_property
    def recalls(self) -> Recalls:
        """Past highlights that are asked about again."""
        from db.recalls import Recalls

        return Recalls(self._store)

    @cached_property
    def history(self) -> History:
        """What was done: undo and redo."""
        from db.history import History

        return History(self._store)

    @cached_property
    def tidying(self) -> Tidying:
        """Letting go of what nothing can bring back."""
        from db.tidying import Tidying

        return Tidying(self._store)

    @cached_property
    def saved_searches(self) -> SavedSearches:
        """Searches that the reader named."""
        from db.saved_searches import SavedSearches

        return SavedSearches(self._store, lambda: self.colour_names())

    @cached_property
    def search_memory(self) -> SearchMemory:
        """What was searched for before."""
        from db.search_memory import SearchMemory

        return SearchMemory(self._store)

    @cached_property
    def search(self) -> Search:
        """The search index; Whoosh is imported with it."""
        from db.search import Search

        return Search(self._store, self._index_folder, lambda: self.colour_names())

    @cached_property
    def match_marks(self) -> MatchMarks:
        """All matches of a find or a query highlighted at once."""
        from db.match_marks import MatchMarks

        return MatchMarks(self._store, self.stories, self.search)

    def _follow(self, field: Field, moves: Sequence[Move], *, under: bool = True) -> Following:
        """Saved searches are what names tags and sections."""
        return self.saved_searches.follow(field, moves, under=under)
