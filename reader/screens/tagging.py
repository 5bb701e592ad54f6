"""Asking for tags: all that one shall have, or those that come on and off many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.tags import clean_tags
from db.text import name_key
from reader.completing import Offer, tag_offers
from reader.screens.asking import Asking
from reader.widgets.prompt import Question


@dataclass(frozen=True, slots=True)
class Retag:
    """What a line of tags asks for."""

    add: Sequence[str]
    remove: Sequence[str]

    @classmethod
    def whole(cls, line: str, had: Sequence[str]) -> Retag:
        """The line is all the tags that something that had these shall have."""
        wanted = parted(line)
        names, known = set(map(name_key, wanted)), set(map(name_key, had))
        return cls(
            [tag for tag in wanted if name_key(tag) not in known],
            [tag for tag in had if name_key(tag) not in names],
        )

    @classmethod
    def more_or_less(cls, line: str) -> Retag:
        """The line is tags to put on; those with a minus before them are to be taken off."""
        parts = [part.strip() for part in line.split(",") if part.strip("# -")]
        less = [part[1:] for part in parts if part.startswith("-")]
        more = [part for part in parts if not part.startswith("-")]
        return cls(clean_tags(more), clean_tags(less))

    @property
    def told(self) -> str:
        """What is said of what has them now, after `It is`."""
        told = [
            *([f"tagged {', '.join(self.add)}"] if self.add else []),
            *([f"no longer {', '.join(self.remove)}"] if self.remove else []),
        ]
        return ", ".join(told)


def parted(line: str) -> list[str]:
    """The tags of a line of them, parted by commas."""
    return clean_tags(part for part in line.split(",") if part.strip("# "))


class Tagging(Asking):
    """Asks for tags with those in use offered."""

    def ask_tags(
        self,
        had: Sequence[str],
        many: int,
        answered: Callable[[str], None],
        label: str = "Tags",
    ) -> None:
        """Ask for the tags of one, on the line already; or, of so many, what changes."""
        value = "" if many else "".join(f"{tag}, " for tag in had)
        hint = "tags, parted by commas"
        if many:
            label, hint = f"Tag {many:,}", "tags to add, -tag to take off"
            hint += f"; all have {', '.join(had)}" if had else ""
        self.program.load_words(self.prompt.offers_changed)

        def offers(line: str, cursor: int) -> Sequence[Offer]:
            return tag_offers(line, cursor, self.program.words.tags, minus=bool(many))

        question = Question("", lambda answer: None, value, hint, offers=offers)
        self.ask(label, answered, question)
