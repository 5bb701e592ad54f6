"""What hears of it when a tag or section is called otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from db.models import Following

Field = Literal["tag", "section"]
Move = tuple[str, str]
"""What something was called and what it is called now; empty where it is gone."""


class Follow(Protocol):
    """Lets what names tags or sections name them as they are called now."""

    def __call__(self, field: Field, moves: Sequence[Move], *, under: bool = True) -> Following:
        """Called within the write that renames, so that both are one step.

        `under`: the tags under each go with it.
        """


def nobody(field: Field, moves: Sequence[Move], *, under: bool = True) -> Following:
    """Nothing names them."""
    from db.models import Following

    return Following()
