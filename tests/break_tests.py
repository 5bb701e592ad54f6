"""Reads Unicode's break test files: each case a text and the offsets at which it may be parted."""

from __future__ import annotations

from pathlib import Path


def cases(path: Path) -> list[tuple[str, list[int]]]:
    """Texts and their break offsets, 0 and the length included."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        marks = line.partition("#")[0].split()
        if not marks:
            continue
        text, breaks = "", []
        for mark in marks:
            if mark == "÷":
                breaks.append(len(text))
            elif mark != "×":
                text += chr(int(mark, 16))
        found.append((text, breaks))
    return found
