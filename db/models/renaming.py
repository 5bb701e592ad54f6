"""What renaming did, and to what else that led."""

from __future__ import annotations

from dataclasses import dataclass

_TOLD = 3
"""Saved searches named in a sentence; of more only the number is told."""


@dataclass(frozen=True, slots=True)
class Following:
    """What became of the saved searches that name a tag or section which is called otherwise."""

    followed: tuple[str, ...] = ()
    """Those that name the new one now."""
    left: tuple[str, ...] = ()
    """Those that still name what is gone: there is no other name, or they cannot be rewritten."""

    def __str__(self) -> str:
        """In sentences; empty where no saved search is concerned."""
        told = []
        if count := len(self.followed):
            told.append(f"{count:,} saved search{' follows' if count == 1 else 'es follow'}.")
        if count := len(self.left):
            names = ", ".join(f"“{name}”" for name in self.left[:_TOLD])
            more = f" and {count - _TOLD:,} more" if count > _TOLD else ""
            told.append(f"Saved searches that still name it: {names}{more}.")
        return " ".join(told)

    def after(self, sentence: str) -> str:
        """A sentence about the renaming, and after it what became of the saved searches."""
        return f"{sentence} {self}".rstrip()


@dataclass(frozen=True, slots=True)
class Retagged:
    """What renaming, merging or removing tags did."""

    tags: int
    """How many were renamed, or went."""
    searches: Following = Following()
