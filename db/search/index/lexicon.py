"""All words of each field of a segment by their length, to be gone through for what is alike."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LOWEST = b"\x20"
"""What begins below is a stem or a pair of words, and no word of a text."""

Lexicon = Mapping[str, Mapping[str, str]]
"""By field and by length in letters, as JSON has it: words, one on a line."""


class LexiconWriter:
    """Gathers the words of a segment as they are written."""

    def __init__(self) -> None:
        self._words: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(self, field: str, encoded: bytes) -> None:
        """Add a word in UTF-8."""
        if encoded >= _LOWEST:
            word = encoded.decode()
            self._words[field][len(word)].append(word)

    def write(self, file: Any) -> None:
        """Write them all, and close the file."""
        told = {
            field: {size: "\n".join(words) for size, words in sizes.items()}
            for field, sizes in self._words.items()
        }
        file.write(json.dumps(told, ensure_ascii=False).encode())
        file.close()


def read_lexicon(path: Path) -> Lexicon:
    """Read what was written; raises `ValueError` where it is not that."""
    found: Lexicon = json.loads(path.read_bytes())
    return found
