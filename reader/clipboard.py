"""Copying that tells the truth: to this machine's clipboard, the terminal's, or a file."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Where = Literal["clipboard", "terminal", "file", "nowhere"]
Multiplexer = Literal["", "tmux", "screen"]

LARGEST_SEQUENCE = 74_994
"""Bytes of text that OSC 52 carries: xterm and others take 100,000 bytes of base64 and ends."""
_SCREEN_PIECE = 240
"""Screen passes on strings of up to 256 bytes in its older versions."""
FILE_NAME = "copied.txt"


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a text went."""

    where: Where
    sentence: str
    """What to tell the reader."""
    path: Path | None = None
    """The file, when it went there."""


def osc52(text: str, multiplexer: Multiplexer = "") -> str:
    """The escape sequence that asks a terminal to take `text` on its clipboard; ASCII throughout.

    Inside tmux and screen it comes twice: once for the multiplexer, which may pass it on itself,
    and once wrapped so that it goes through to the terminal outside.
    """
    sequence = f"\x1b]52;c;{base64.b64encode(_encoded(text)).decode()}\x07"
    if multiplexer == "tmux":
        escaped = sequence.replace("\x1b", "\x1b\x1b")
        return f"{sequence}\x1bPtmux;{escaped}\x1b\\"
    if multiplexer == "screen":
        pieces = range(0, len(sequence), _SCREEN_PIECE)
        wrapped = (f"\x1bP{sequence[at : at + _SCREEN_PIECE]}\x1b\\" for at in pieces)
        return sequence + "".join(wrapped)
    return sequence


def multiplexer_of(environ: Mapping[str, str]) -> Multiplexer:
    """What stands between the program and the terminal."""
    term = environ.get("TERM", "")
    if environ.get("TMUX") or term.startswith("tmux"):
        return "tmux"
    return "screen" if environ.get("STY") or term.startswith("screen") else ""


def remote(environ: Mapping[str, str]) -> bool:
    """Whether the reader sits at another machine, whose clipboard is the one that they mean."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def copy(
    text: str,
    folder: Path,
    write: Callable[[str], object] | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Copied:
    """Copies `text` to where the reader can paste it from, and says where that is.

    `write` puts characters on the terminal as they are; without it there is no OSC 52, which is
    sent inside SSH, and on this machine where it has no clipboard: whether it arrives there is
    never told, so that the text goes to a file in `folder` as well. May wait for a helper program:
    call it beside the screen. Never raises for what the system lacks.
    """
    if not text:
        return Copied("nowhere", "There is nothing to copy.")
    away = remote(environ)
    if not away and _to_clipboard(text):
        return Copied("clipboard", "Copied to the clipboard.")
    if write is None or len(_encoded(text)) > LARGEST_SEQUENCE:
        return _to_file(text, folder, "no clipboard takes it")
    write(osc52(text, multiplexer_of(environ)))
    if away:
        return Copied("terminal", "Sent to your terminal's clipboard.")
    return _to_file(text, folder, "no clipboard was found, though the terminal may have taken it")


def _to_clipboard(text: str) -> bool:
    """Whether the clipboard of this machine now holds `text`."""
    import pyperclip  # 7 ms, and only when something is copied

    try:
        pyperclip.copy(text)
        return not _doubtful() or _same(pyperclip.paste(), text)
    except (pyperclip.PyperclipException, OSError):
        return False


def _doubtful() -> bool:
    """Whether a copy must be read back: X11's helpers report no failure, for want of a display."""
    return sys.platform.startswith("linux") and "microsoft" not in os.uname().release.lower()


def _same(pasted: object, text: str) -> bool:
    """Helpers differ in line ends and the last one."""
    return "".join(str(pasted).split()) == "".join(text.split())


def _to_file(text: str, folder: Path, reason: str) -> Copied:
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_encoded(text))
    except OSError as error:
        failure = error.strerror or str(error)
        return Copied("nowhere", f"Not copied: {reason}, and {path} cannot be written: {failure}.")
    return Copied("file", f"Copied to the file {path}: {reason}.", path)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
