"""What can be wrong with an index; whoever meets it has the index made anew."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Literal, ParamSpec, TypeVar

from db.errors import IndexUnavailable

P = ParamSpec("P")
T = TypeVar("T")

Fault = Literal["missing", "outdated", "damaged"]

_SIGNS = (ValueError, LookupError, struct.error, OSError, OverflowError, MemoryError)


class Unusable(IndexUnavailable):
    """There is no index that can be read; it is to be made anew from the library."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"The search index is {fault}: it is made anew from the library.")
        self.fault = fault


class Busy(IndexUnavailable):
    """Another program is writing the index."""


def damage_told(read: Callable[P, T]) -> Callable[P, T]:
    """Raise `Unusable` where bytes that were written whole do not read back."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except _SIGNS as error:
            raise Unusable("damaged") from error

    return reading


@contextmanager
def makes_sense() -> Iterator[None]:
    """Raise `Unusable` where what is read makes no sense."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        # Parts of it are pickles: bytes that are not what was written can raise anything.
        raise Unusable("damaged") from error
