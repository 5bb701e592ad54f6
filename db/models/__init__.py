"""The frozen values that cross layers; offsets are code points into `Story.text`, end-exclusive.

Each is imported when it is first asked for: to define all of them takes 10 ms, and the first screen
needs a handful.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.models.additions import AddedStory, AddResult, StoryDraft, ToCheck
    from db.models.annotations import Annotation
    from db.models.colours import COLOURS
    from db.models.highlights import Anchor, Highlight, Status
    from db.models.lacking import Lacking
    from db.models.matches import MatchesIn, MatchesMarked, MatchPlan
    from db.models.notes import NoteDraft, NoteSubject
    from db.models.recalls import Rating, Recall
    from db.models.renaming import Following, Retagged
    from db.models.saved import SavedCounts, SavedSearch
    from db.models.searching import Hit, IndexStatus, MatchedKeys, Related, SearchResult, Snippet
    from db.models.sections import Section, Source
    from db.models.steps import Step, StepState
    from db.models.stories import (
        DEFAULT_SECTION,
        SHELVES,
        Shelf,
        Span,
        SpanKind,
        Story,
        StoryHead,
        TextVersion,
    )
    from db.models.tags import Tag, TagBranch

__all__ = [
    "COLOURS",
    "DEFAULT_SECTION",
    "SHELVES",
    "AddResult",
    "AddedStory",
    "Anchor",
    "Annotation",
    "Following",
    "Highlight",
    "Hit",
    "IndexStatus",
    "Lacking",
    "MatchPlan",
    "MatchedKeys",
    "MatchesIn",
    "MatchesMarked",
    "NoteDraft",
    "NoteSubject",
    "Rating",
    "Recall",
    "Related",
    "Retagged",
    "SavedCounts",
    "SavedSearch",
    "SearchResult",
    "Section",
    "Shelf",
    "Snippet",
    "Source",
    "Span",
    "SpanKind",
    "Status",
    "Step",
    "StepState",
    "Story",
    "StoryDraft",
    "StoryHead",
    "Tag",
    "TagBranch",
    "TextVersion",
    "ToCheck",
]

_MODULES = {
    "additions": ("AddResult", "AddedStory", "StoryDraft", "ToCheck"),
    "annotations": ("Annotation",),
    "colours": ("COLOURS",),
    "highlights": ("Anchor", "Highlight", "Status"),
    "lacking": ("Lacking",),
    "matches": ("MatchPlan", "MatchesIn", "MatchesMarked"),
    "notes": ("NoteDraft", "NoteSubject"),
    "recalls": ("Rating", "Recall"),
    "renaming": ("Following", "Retagged"),
    "saved": ("SavedCounts", "SavedSearch"),
    "searching": ("Hit", "IndexStatus", "MatchedKeys", "Related", "SearchResult", "Snippet"),
    "sections": ("Section", "Source"),
    "steps": ("Step", "StepState"),
    "stories": (
        "DEFAULT_SECTION",
        "SHELVES",
        "Shelf",
        "Span",
        "SpanKind",
        "Story",
        "StoryHead",
        "TextVersion",
    ),
    "tags": ("Tag", "TagBranch"),
}
"""Who defines what."""
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

if not TYPE_CHECKING:  # a checker would take every name for that of a model

    def __getattr__(name: str) -> object:
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = globals()[name] = getattr(import_module(f"db.models.{_MODULE_OF[name]}"), name)
        return model
