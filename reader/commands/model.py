"""What a command is, and where it may be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Context = Literal[
    "library",
    "reader",
    "visual",
    "margin",
    "annotations",
    "tags",
    "checking",
    "recall",
    "versions",
    "search",
    "query",
    "notes",
    "prompt",
]
CONTEXTS: tuple[Context, ...] = get_args(Context)
TYPING: frozenset[Context] = frozenset({"notes", "prompt", "query"})
"""Where text is typed: printable keys are letters there, never commands or counts."""
COUNTLESS: frozenset[Context] = frozenset({"checking"})
"""Where digits choose one of what is offered, so that no number can be typed before a command."""

CONTEXT_TITLES: Mapping[Context, str] = {
    "library": "In the lists",
    "reader": "On the page",
    "visual": "While selecting",
    "margin": "In the notes beside the page",
    "annotations": "In the list of highlights and notes",
    "tags": "In the list of tags",
    "checking": "While checking placements",
    "recall": "While reviewing past highlights",
    "versions": "While comparing versions",
    "search": "In the results of a search",
    "query": "While typing a search",
    "notes": "While writing a note",
    "prompt": "At a prompt",
}

Group = Literal["Move", "Select", "Mark", "Find", "Stories", "Take away", "View", "General"]
GROUPS: tuple[Group, ...] = get_args(Group)

Keys = Mapping[Context, tuple[str, ...]]
"""Key sequences by context, the main one first; `()` is a context without a key of its own."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a reader can ask for."""

    id: str
    """In kebab-case; what config, the command line and the screens call it."""
    title: str
    """Imperative, as the palette shows it."""
    help: str
    """One sentence."""
    group: Group
    keys: Keys = field(hash=False)
    """Of the preset `vim`; the contexts named are those in which the command makes sense."""
    takes_count: bool = False
    """A number typed before the key repeats it or says how far."""
    takes_character: bool = False
    """The next key typed is its argument."""
    argument: str = ""
    """What may follow its name on the command line, as `PATH`; empty: nothing may."""
    names: tuple[str, ...] = ()
    """Short names on the command line besides the id."""
    footer: Mapping[Context, str] = field(default_factory=dict, hash=False)
    """A label of a word or two in each context where the footer shows it."""
    palette: bool = True
    """Whether the palette offers it."""

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Where it may be given."""
        return tuple(self.keys)


def everywhere(*keys: str) -> Keys:
    """The same keys in every context."""
    return dict.fromkeys(CONTEXTS, keys)


def reading(*keys: str) -> Keys:
    """The same keys on the page and while selecting there."""
    return {"reader": keys, "visual": keys}


def browsing(*keys: str) -> Keys:
    """The same keys wherever keys are commands: lists, page, selection and notes beside it."""
    return {"library": keys, "reader": keys, "visual": keys, "margin": keys}


def on_stories(*keys: str) -> Keys:
    """The same keys in the lists, on the page and in the notes beside it."""
    return {"library": keys, "reader": keys, "margin": keys}


def in_lists(*keys: str) -> Keys:
    """As `browsing`, and in the list of highlights and notes."""
    return {**browsing(*keys), "annotations": keys}


def scrolling(*keys: str) -> Keys:
    """The same keys wherever there is something to scroll by keys that are commands."""
    return {**in_lists(*keys), "tags": keys, "versions": keys, "search": keys}
