"""The queries of the search oracle in our own language."""

from __future__ import annotations

DIFFERENT = {
    "phrase": {"barcelona debian"},
    "section": {"source:digitalgov section:'analytics'"},
}
"""Queries whose answer is another one on purpose; docs/search.md says why."""


def ours(kind: str, query: str) -> str:
    """An oracle's query, which knows no inflections, as a reader would write it here."""
    match kind:
        case "phrase":
            return f'"{query}"'
        case "date-range":
            return f"date:{query.removesuffix(' inclusive')}"
        case "prefix" | "section":
            return query
        case _:
            words = (word if word in ("AND", "NOT") else f"={word}" for word in query.split())
            return " ".join(words)
