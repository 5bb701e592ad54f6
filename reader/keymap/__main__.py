"""Writes the page of keys: `python -m reader.keymap > docs/keys.md`."""

from __future__ import annotations

import sys

from reader.keymap.docs import keys_page

if __name__ == "__main__":
    sys.stdout.write(keys_page())
