"""An app that goes on after a fault of the library where it can, else ends in its sentence."""

from __future__ import annotations

from textual._context import active_message_pump
from textual.app import App
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from db.errors import BroadsheetError
from reader.screens.commanding import CommandScreen
from reader.screens.faults import fault_of


class FaultyApp(App[int]):
    """Textual ends an app at every error; after a fault, screens and workers go on here."""

    fault: BroadsheetError | None = None
    """What ended the app, where that was not the reader."""
    _told = ""
    """The fault that was said last."""

    def tell_fault(self, fault: BroadsheetError) -> None:
        """Say what the library could not do; the same again only after `fault_is_over`."""
        if str(fault) != self._told:
            self.notify(str(fault), severity="error", timeout=10, markup=False)
        self._told = str(fault)

    def fault_is_over(self) -> None:
        """Call when the library could be looked at again."""
        self._told = ""

    def _handle_exception(self, error: Exception) -> None:
        """Say a fault; end the app with it where it has stopped a widget, which is dead then."""
        fault, pump = fault_of(error), active_message_pump.get(None)
        if isinstance(error, NoMatches) and isinstance(pump, CommandScreen) and not pump.is_here:
            return  # what it would show has nowhere to be shown
        goes_on = isinstance(error, WorkerFailed) or isinstance(pump, CommandScreen | App)
        if fault is None:
            super()._handle_exception(error)
        elif goes_on:
            self.tell_fault(fault)
        else:
            self.fault = fault
            self._close_messages_no_wait()
