"""A past highlight as it is asked about: where it is from, and its words, first veiled."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from db.models import Rating, Recall, StoryHead
from reader.segments.graphemes import clusters
from reader.widgets.cells import pad, said, width_of

GIVEN_WORDS = 3
"""Of a longer passage so many words are given away, so that one knows where to begin."""
FEWEST_HIDDEN = 3
"""Words of a passage that is short enough to be veiled whole."""
COLUMN = 16
"""Cells for each answer."""
LABELS: Mapping[Rating, str] = {
    "again": "not known", "hard": "barely", "good": "well", "easy": "by heart",
}  # fmt: skip


def veiled(quote: str) -> tuple[str, str]:
    """The words that are given away, and the others with a dot for each cell of a letter."""
    words = quote.split(" ")
    given = GIVEN_WORDS if len(words) >= GIVEN_WORDS + FEWEST_HIDDEN else 0
    head = " ".join(words[:given])
    rest = quote[len(head) :]
    dots = (
        said("·") * width_of(rest[start:end]) if rest[start].isalnum() else rest[start:end]
        for start, end in clusters(rest)
    )
    return head, "".join(dots)


class RecallCard(Static):
    """The highlight, veiled or whole."""

    def __init__(self) -> None:
        super().__init__(id="card", markup=False)

    def ask(self, recall: Recall, head: StoryHead) -> None:
        """Show where it is from and how it begins."""
        given, hidden = veiled(recall.highlight.quote)
        self.update(
            Content.assemble(
                *_where(head),
                *_before(recall),
                (given, "bold"),
                (hidden, "$text-muted"),
                *_after(recall),
            )
        )

    def show(self, recall: Recall, head: StoryHead) -> None:
        """Show the passage whole, with note and tags."""
        highlight = recall.highlight
        below: list[tuple[str, str]] = []
        if highlight.note:
            below.append((f"\n\n{highlight.note}", "italic"))
        if highlight.tags:
            below.append(("\n\n" + "  ".join(f"#{tag}" for tag in highlight.tags), "$text-accent"))
        self.update(
            Content.assemble(
                *_where(head), *_before(recall), (highlight.quote, "bold"), *_after(recall), *below
            )
        )

    def tell(self, words: str) -> None:
        """Show a sentence instead of a highlight."""
        self.update(Content(said(words)))


def answers(days: Mapping[Rating, int], keys: Mapping[Rating, str]) -> Content:
    """Two lines: each answer with its key, and below it when the highlight then comes again."""
    above: list[tuple[str, str]] = []
    below = ""
    for rating, label in LABELS.items():
        key = keys.get(rating, "")
        above += [(f" {key} ", "$text-accent bold"), (pad(label, COLUMN - 2 - width_of(key)), "")]
        below += pad(f" {' ' * width_of(key)} {_days(days.get(rating, 1))}", COLUMN)
    return Content.assemble(*above, (f"\n{below}", "$text-muted"))


def _where(head: StoryHead) -> list[tuple[str, str]]:
    facts = said(" · ").join(part for part in (head.section, head.published[:10]) if part)
    return [(head.title, "bold $text-accent"), (f"\n{facts}\n\n", "$text-muted")]


def _before(recall: Recall) -> list[tuple[str, str]]:
    prefix = recall.highlight.prefix
    return [(said("… ") + prefix.lstrip(), "$text-muted")] if prefix.strip() else []


def _after(recall: Recall) -> list[tuple[str, str]]:
    suffix = recall.highlight.suffix
    return [(suffix.rstrip() + said(" …"), "$text-muted")] if suffix.strip() else []


def _days(number: int) -> str:
    if number < 2:
        return "tomorrow"
    return f"{number} days" if number < 60 else f"{round(number / 30.4)} months"
