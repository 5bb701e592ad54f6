"""What the reader took into their own hands, so that it wins over what comes in again.

The column `stories.edited` holds the names of such fields, parted by spaces.
"""

from __future__ import annotations

from typing import Literal

Claim = Literal["", "title", "section", "tags"]


def with_edited(field: Claim) -> str:
    """SQL for the column with one more field in it; without a field, for the column as it is."""
    if not field:
        return "edited"
    return (
        f"CASE WHEN instr(' ' || edited || ' ', ' {field} ') THEN edited"
        f" ELSE ltrim(edited || ' {field}') END"
    )
