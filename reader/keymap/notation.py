"""How keys are written: `g g`, `ctrl+d`, `] h`, `space`; what Textual and people say, made one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NAMED = (
    *("enter", "tab", "space", "esc", "backspace", "delete", "insert"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *(f"f{number}" for number in range(1, 25)),
)
"""The keys that are words; every other key is the character that it types."""

_MODIFIERS = ("ctrl", "alt", "super", "hyper", "meta", "shift")
_ALIASES = {
    "escape": "esc",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
}
_CHARACTERS = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "hyphen_minus": "-",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}
"""Names in Textual that are not, or are not quite, those of Unicode."""


class KeyNameError(ValueError):
    """What was written is no key; the message is a sentence."""


def normalise(key: str, character: str | None = None) -> str:
    """The key of a Textual event in our notation.

    Takes `event.key` and `event.character`: ("left_square_bracket", "[") is `[`,
    ("upper_g", "G") is `G`, ("escape", "\\x1b") is `esc`, ("ctrl+d", "\\x04") is `ctrl+d`.
    """
    *modifiers, base = _split(key)
    held = set(modifiers)
    if character and character.isprintable() and not character.isspace() and held <= {"shift"}:
        return character
    blank = character is not None and unicodedata.category(character[:1] or "x") == "Zs"
    return _joined(held, "space" if blank else _base(base))


def read_key(written: str) -> str:
    """One key as a person writes it (`Ctrl+D`, `[`, `left_square_bracket`, `Esc`), in our notation.

    Raises KeyNameError where there is no such key.
    """
    *modifiers, base = _split(written)
    held = {modifier.lower() for modifier in modifiers}
    name = _base(base if len(base) == 1 else base.lower())
    known = len(name) == 1 and name.isprintable()
    if not held <= set(_MODIFIERS) or not (known or name in NAMED):
        apart = " ".join(written) if len(written) <= 3 else "g g"
        raise KeyNameError(f"“{_shown(written)}” is no key; keys are written apart, as {apart}")
    return _joined(held, name)


@lru_cache(512)  # the table has most sequences in several contexts
def read_keys(written: str) -> tuple[str, ...]:
    """A key sequence, its keys parted by blanks; raises KeyNameError."""
    keys = tuple(read_key(part) for part in written.split())
    if not keys:
        raise KeyNameError("there is no key between the quotation marks; write one, as g g")
    return keys


def typed(key: str) -> str | None:
    """The character that a key types, or None where it types none."""
    if key == "space":
        return " "
    is_word = key in NAMED or (len(key) > 1 and key.isascii())
    return None if is_word else key


def _split(key: str) -> list[str]:
    """Modifiers and, last, the key itself, which may be `+`."""
    if key.endswith("+"):
        return [*filter(None, key[:-1].split("+")), "+"]
    return key.split("+")


def _base(name: str) -> str:
    """A key without its modifiers, in our notation where we have a word or character for it."""
    if found := re.fullmatch(r"upper_([a-z])", name):
        return found[1].upper()
    if name.isspace() and len(name) == 1:
        return "space"
    name = _ALIASES.get(name, name)
    if len(name) == 1 or name in NAMED:
        return name
    return _CHARACTERS.get(name) or _by_unicode_name(name) or name


def _by_unicode_name(name: str) -> str:
    """`left_square_bracket` is `[`; empty where no printable character is called that."""
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    if len(character) != 1:
        return ""
    return "space" if character.isspace() else character if character.isprintable() else ""


def _joined(modifiers: set[str], base: str) -> str:
    """One spelling for each key: shift is the capital letter; a capital under ctrl is none."""
    if len(base) == 1 and base.isalpha():
        if "ctrl" in modifiers:
            base = base.lower()
        elif "shift" in modifiers:
            modifiers = modifiers - {"shift"}
            base = base.upper()
    if base == "@" and "ctrl" in modifiers:
        base = "space"
    return "+".join([*(one for one in _MODIFIERS if one in modifiers), base])


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in text[:20])
