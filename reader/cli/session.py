"""What every command is handed: the library's folder, and the library once it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from db import Library


class Session:
    """One run of the command line."""

    def __init__(self, library: Path | None) -> None:
        self._library = library

    @property
    def folder(self) -> Path:
        """The library's folder, as the option, the environment or the system says."""
        if self._library is not None:
            return self._library.expanduser()
        from reader.config import library_folder

        return library_folder()

    def exists(self) -> bool:
        """Whether there is a library in the folder."""
        from db.library import FILE

        return (self.folder / FILE).exists()

    @contextmanager
    def library(self, *, create: bool = False) -> Iterator[Library]:
        """The library, closed at the end of the block; made where `create` is true.

        Raises:
            LibraryError: there is none, or it cannot be opened.
        """
        from db import Library

        library = Library(self.folder, create=create)
        library.colour_names = _colour_names
        try:
            yield library
        finally:
            library.close()


def _colour_names() -> Mapping[str, str]:
    """The reader's own; the settings are read once a query names a colour."""
    from reader.config import load

    return load().config.colours


pass_session = click.make_pass_decorator(Session)
