"""A highlight or note whole: the passage in its context, the note, tags, and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.models import Annotation, Highlight
from reader.config import with_name
from reader.widgets.cells import said
from reader.widgets.margin.entries import why_unplaced

LONGEST = 4_000
"""Code points that are shown of a quote or note; a page would be the place to read more."""


class AnnotationView(VerticalScroll, can_focus=False):
    """Beside the list, where there is room."""

    DEFAULT_CSS = """
    AnnotationView { scrollbar-size-vertical: 1; }
    AnnotationView Static { width: 1fr; height: auto; }
    """

    def __init__(self, names: Mapping[str, str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._names = names

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(markup=False)

    def show(self, one: Annotation | None) -> None:
        """Show another, from its beginning; None shows nothing."""
        self.query_one(Static).update(whole(one, self._names) if one and one.story else "")
        self.scroll_home(animate=False)


def whole(one: Annotation, names: Mapping[str, str]) -> Content:
    """All there is to say of a highlight or note."""
    parts = [
        Content.styled(one.title, "bold"),
        _quiet(said("  ·  ".join(part for part in (one.section, one.published[:10]) if part))),
    ]
    if one.highlight is not None:
        parts += _passage(one.highlight)
    if one.note:
        parts += [Content(""), Content(_cut(one.note))]
    parts += [Content(""), *_about(one, names)]
    return Content("\n").join(parts)


def _passage(highlight: Highlight) -> Iterator[Content]:
    yield Content("")
    colour = highlight.colour
    yield Content.assemble(
        (_before(highlight.prefix), "$text-muted"),
        (_cut(highlight.quote), f"$hl-{colour}-text on $hl-{colour}"),
        (_after(highlight.suffix), "$text-muted"),
    )
    if not highlight.placed:
        yield Content("")
        yield Content.styled(f"Unplaced. {why_unplaced(highlight.reason)}", "$text-warning")


def _about(one: Annotation, names: Mapping[str, str]) -> Iterator[Content]:
    if one.tags:
        yield Content.styled(" ".join(f"#{tag}" for tag in one.tags), "$text-accent")
    if one.highlight is None:
        yield _quiet(f"A note on the whole story, written {one.made[:10]}")
    else:
        yield _quiet(f"Marked {with_name(one.colour, names)}, {one.made[:10]}")


def _before(prefix: str) -> str:
    """What stands before the passage in its paragraph, from a whole word on."""
    near = prefix.rpartition("\n")[2]
    if near == prefix and " " in near:
        near = said("…") + near.partition(" ")[2]
    return near


def _after(suffix: str) -> str:
    near = suffix.partition("\n")[0]
    if near == suffix and " " in near:
        near = near.rpartition(" ")[0] + said("…")
    return near


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + said("…")


def _quiet(text: str) -> Content:
    return Content.styled(text, "$text-muted")
