"""What an answer may lack; it stands alone since every list of stories has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lacking:
    """What an answer may lack; false where it is whole."""

    pending: int = 0
    """Stories and notes that the index has not seen yet."""
    partial: str = ""
    """A sentence that says why there may be more; empty where all was looked through."""

    def __bool__(self) -> bool:
        return bool(self.pending or self.partial)

    def __or__(self, other: Lacking) -> Lacking:
        """What an answer lacks that was made of two."""
        partial = dict.fromkeys(filter(None, (self.partial, other.partial)))
        return Lacking(max(self.pending, other.pending), " ".join(partial))


WHOLE = Lacking()
"""Nothing is missing."""
