"""From keys to commands, one key at a time: sequences, counts, and a character as argument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.commands import COUNTLESS, TYPING, Command, Context
from reader.keymap.bindings import Binding
from reader.keymap.keymap import Keymap
from reader.keymap.notation import typed

LARGEST_COUNT = 99_999


@dataclass(frozen=True, slots=True)
class Next:
    """A key that can follow, and what it then does."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Pending:
    """Keys are half typed; `keys` holds them, digits of a count too."""

    keys: tuple[str, ...]
    next: tuple[Next, ...] = ()
    """What can follow; empty after a count alone, and where any character may follow."""


@dataclass(frozen=True, slots=True)
class Found:
    """A command was given."""

    command: str
    """Its id."""
    count: int | None = None
    """None where no number was typed or the command takes none."""
    character: str = ""
    """The argument of a command that takes one character."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The keys give no command; what was half typed is forgotten."""

    keys: tuple[str, ...]
    cancelled: bool = False
    """Esc left keys half typed: the key did its work and goes no further."""


Outcome = Pending | Found | Nothing


@dataclass(slots=True)
class _Node:
    """A place in the tree of key sequences."""

    command: Command | None = None
    children: dict[str, _Node] = field(default_factory=dict)

    def title(self) -> str:
        """What a key leading here does."""
        if self.command:
            return self.command.title
        return f"{len(self.children)} more"


class KeyReader:
    """Takes the keys of one screen and says what they mean; waiting and timeouts are the caller's.

    Keys are in our notation (see `normalise`).
    """

    def __init__(self, keymap: Keymap, context: Context) -> None:
        self._trees = {place: _tree(keymap.bindings[place]) for place in keymap.bindings}
        self._context = context
        self._digits = ""
        self._keys: tuple[str, ...] = ()
        self._node = self._trees[context]

    @property
    def context(self) -> Context:
        """Whose keys are read; setting another forgets what is half typed."""
        return self._context

    @context.setter
    def context(self, context: Context) -> None:
        if context != self._context:
            self._context = context
            self.reset()

    @property
    def pending(self) -> tuple[str, ...]:
        """What is half typed."""
        return (*self._digits, *self._keys)

    def reset(self) -> None:
        """Forgets what is half typed."""
        self._digits, self._keys = "", ()
        self._node = self._trees[self._context]

    def feed(self, key: str) -> Outcome:
        """What `key` means after those before it."""
        if key == "esc" and self.pending:
            return self._nothing(key, cancelled=True)
        if self._node.command:
            return self._with_character(self._node.command, key)
        if not self._keys and self._counts(key):
            self._digits += key
            return Pending(self.pending)
        node = self._node.children.get(key)
        if node is None:
            return self._nothing(key)
        if node.command and not node.command.takes_character:
            return self._found(node.command)
        self._node = node
        self._keys = (*self._keys, key)
        return Pending(self.pending, _following(node))

    def _counts(self, key: str) -> bool:
        """Whether a key is a digit of a count: 0 is one only after another digit."""
        if self._context in TYPING | COUNTLESS or key not in tuple("0123456789"):
            return False
        return key != "0" or bool(self._digits)

    def _with_character(self, command: Command, key: str) -> Outcome:
        character = typed(key)
        return self._nothing(key) if character is None else self._found(command, character)

    def _found(self, command: Command, character: str = "") -> Found:
        count = None
        if self._digits and command.takes_count:
            count = min(int(self._digits[:6]), LARGEST_COUNT)
        self.reset()
        return Found(command.id, count, character)

    def _nothing(self, key: str, *, cancelled: bool = False) -> Nothing:
        keys = (*self.pending, key)
        self.reset()
        return Nothing(keys, cancelled)


def _tree(bindings: Iterable[Binding]) -> _Node:
    root = _Node()
    for binding in bindings:
        node = root
        for key in binding.keys:
            node = node.children.setdefault(key, _Node())
        node.command = binding.command
    return root


def _following(node: _Node) -> tuple[Next, ...]:
    return tuple(Next(key, child.title()) for key, child in node.children.items())
