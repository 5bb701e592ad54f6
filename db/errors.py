"""What can go wrong with a library; `str(error)` is a sentence with the remedy."""

from __future__ import annotations


class BroadsheetError(Exception):
    """The root: something could not be done, and the message says what to do."""


class LibraryError(BroadsheetError):
    """The library on disk could not be opened, read or written."""


class LibraryBusy(LibraryError):
    """Another process holds the write lock; trying again later will do."""


class LibraryReadOnly(LibraryError):
    """The file or its folder may not be written."""


class LibraryFull(LibraryError):
    """The disk is full; what was to be written is not written."""


class NotALibrary(LibraryError):
    """The file is damaged or is not a Broadsheet library."""


class NotFound(BroadsheetError):
    """No story, highlight, section or tag answers to that name."""


class Ambiguous(BroadsheetError):
    """A shortened id fits more than one thing."""


class BadRequest(BroadsheetError):
    """What was asked makes no sense for this library, for example an empty passage."""


class NoteChanged(BroadsheetError):
    """The note was changed elsewhere since it was read; `note` is what it says now."""

    def __init__(self, note: str) -> None:
        super().__init__(
            "The note was changed elsewhere meanwhile: nothing was saved, so that neither is lost."
        )
        self.note = note


class QueryError(BroadsheetError):
    """A query that cannot be understood; `start` and `end` are code points into the query."""

    def __init__(self, message: str, start: int = 0, end: int = 0) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class Unwanted(BroadsheetError):
    """Nobody waits for the answer any more, so there is none."""

    def __init__(self) -> None:
        super().__init__("It was stopped, since nobody waits for it any more.")


class IndexUnavailable(BroadsheetError):
    """The search index cannot be read or written now."""
