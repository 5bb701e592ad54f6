"""Pure: what an answer may lack, as the app tells it."""

from __future__ import annotations

from db.models import Lacking


def left_out(lacking: Lacking, *, indexing: bool) -> str:
    """What an answer may lack, and why; `indexing`: the index is being brought up to date."""
    making = "being indexed" if indexing else "not searched yet"
    waiting = f"{lacking.pending:,} {making}" if lacking.pending else ""
    return "  ·  ".join(part for part in (lacking.partial, waiting) if part)
