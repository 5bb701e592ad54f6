"""Faults of the library that are raised where no command is carried out."""

from __future__ import annotations

from textual.message_pump import CallbackError
from textual.worker import WorkerFailed

from db.errors import BroadsheetError


def fault_of(error: BaseException | None) -> BroadsheetError | None:
    """The fault that an error is, or that Textual wrapped in it; None for a mistake of ours."""
    if isinstance(error, WorkerFailed):
        error = error.error
    elif isinstance(error, CallbackError):
        error = error.__cause__ or error.__context__
    return error if isinstance(error, BroadsheetError) else None
