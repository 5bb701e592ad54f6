"""Hints on the page: labels over what is in view, and the letters typed to choose one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import events

from reader.hints import Hints, labels
from reader.segments import previous_boundary
from reader.selection import Caret, caret_place, taken
from reader.typeset import Line
from reader.widgets.page.labels import Kind, Label, Target, targets
from reader.widgets.page.messages import HintsChanged, LinkClicked
from reader.widgets.page.mouse import Mouse
from reader.widgets.page.spans import Range


@dataclass(frozen=True, slots=True)
class Shown:
    """Labels on show."""

    kind: Kind
    hints: Hints
    targets: Sequence[Target]
    """One for each label."""
    view: Range
    """Where the first line in view begins and the last one ends; another has other targets."""
    first: Target | None = None
    """The word chosen first, of two."""
    before: Caret | None = None
    """The caret before that."""


class Hinting(Mouse):
    """Labels sentences, words or links; typing a label selects, extends the selection or follows.

    Labels go when other lines come into view, or the keys go elsewhere.
    """

    _shown: Shown | None = None

    def hint(self, kind: Kind) -> int:
        """Label what of a kind is in view; how much there is."""
        self.leave_hints()
        lines = self._lines_in_view()
        if self.opened is None or not lines:
            return 0
        opened = self.opened
        pairs = kind == "word"
        found = targets(kind, opened.segments, opened.inline, lines, 1 + pairs)
        keys = labels(len(found), pairs=pairs)
        if keys and len(keys[-1]) > 1 and not pairs:
            found = targets(kind, opened.segments, opened.inline, lines, 2)
            keys = labels(len(found), pairs=pairs)
        if keys:
            self._show_hints(Shown(kind, Hints(keys), found[: len(keys)], _ends(lines)))
        return len(keys)

    @property
    def hinting(self) -> bool:
        """Whether there are labels to choose from."""
        return self._shown is not None

    @property
    def hint_typed(self) -> str:
        """The letters typed so far of a label."""
        return self._shown.hints.typed if self._shown is not None else ""

    @property
    def hinted(self) -> dict[str, Range]:
        """What each label is for."""
        if self._shown is None:
            return {}
        pairs = zip(self._shown.hints.labels, self._shown.targets, strict=True)
        return {keys: (target.start, target.end) for keys, target in pairs}

    @property
    def hint_begun(self) -> bool:
        """Whether the first of two labels is typed, so that something is selected."""
        return self._shown is not None and self._shown.first is not None

    def type_hint(self, letter: str) -> bool:
        """Type a letter of a label; whether one goes on so. The last one does what it is for."""
        if self._shown is None:
            return False
        hints = self._shown.hints.after(letter)
        if hints is None:
            return False
        if hints.chosen is None:
            self._show_hints(replace(self._shown, hints=hints))
        else:
            self._choose(self._shown, self._shown.targets[hints.chosen])
        return True

    def untype_hint(self) -> None:
        """Take back the last letter, or the first of two labels, or else leave."""
        shown = self._shown
        if shown is None:
            return
        if shown.hints.typed:
            self._show_hints(replace(shown, hints=shown.hints.before()))
        elif shown.before is not None:
            self._show_hints(replace(shown, first=None, before=None))
            self.take(shown.before, reveal=False)
        else:
            self.leave_hints()

    def cancel_hints(self) -> None:
        """Take the labels away, and the selection that the first of two began."""
        shown = self._shown
        self.leave_hints()
        if shown is not None and shown.before is not None:
            self.take(shown.before, reveal=False)

    def leave_hints(self) -> None:
        """Take the labels away; what is selected stays."""
        if self._shown is not None:
            self._show_hints(None)

    def _choose(self, shown: Shown, target: Target) -> None:
        if self.opened is None:
            return
        caret, text = self.opened.caret, self.opened.text
        if shown.kind == "word" and shown.first is None and caret.mode == "reader":
            hints = replace(shown.hints, typed="")
            self._show_hints(replace(shown, hints=hints, first=target, before=caret))
            self.take(taken(text, caret, target.start, target.end), reveal=False)
            return
        self.leave_hints()
        if shown.kind == "link":
            url = self.opened.link_at(target.start)
            self.take(caret.at(caret_place(text, target.start)), reveal=False)
            self.post_message(LinkClicked(self, url or ""))
        elif shown.first is not None:
            start = min(shown.first.start, target.start)
            self.take(taken(text, caret, start, max(shown.first.end, target.end)))
        elif caret.anchor is not None:
            self.take(caret.at(_extended(text, caret.anchor, target)))
        else:
            # So that the same key marks the sentence, and takes the mark off again.
            caret = replace(caret, focus="sentence")
            self.take(taken(text, caret, target.start, target.end))

    def _show_hints(self, shown: Shown | None) -> None:
        self._shown = shown
        if self.opened is not None:
            self.opened.labels = _by_line(shown) if shown else {}
            self.draw_changed()
        self.post_message(HintsChanged(self))

    def _lines_in_view(self) -> list[Line]:
        return [it for it in self.view if isinstance(it, Line)]

    def set_anew(self, *, row: int | None = None) -> None:
        """Lines are others."""
        self.leave_hints()
        super().set_anew(row=row)

    def on_resize(self, event: events.Resize) -> None:
        """More or fewer lines are in view."""
        self.leave_hints()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The mouse chooses instead."""
        self.leave_hints()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other lines are in view, if not only their numbers are others."""
        super().watch_scroll_y(old_value, new_value)
        if self._shown is not None:
            lines = self._lines_in_view()
            if not lines or _ends(lines) != self._shown.view:
                self.leave_hints()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The keys go elsewhere."""
        super().watch_has_focus(_has_focus)
        if not _has_focus:
            self.leave_hints()


def _ends(lines: Sequence[Line]) -> Range:
    return lines[0].start, lines[-1].end


def _extended(text: str, anchor: int, target: Range | Target) -> int:
    """The end of a target that a selection from `anchor` goes to: the far one."""
    start, end = target[0], target[1]
    last = caret_place(text, previous_boundary(text, end))
    return last if last >= anchor else caret_place(text, start)


def _by_line(shown: Shown) -> dict[int, tuple[Label, ...]]:
    """The labels that what is typed can still be, by where their lines begin."""
    found: dict[int, tuple[Label, ...]] = {}
    typed = len(shown.hints.typed)
    for keys, target in zip(shown.hints.labels, shown.targets, strict=True):
        if shown.hints.can_be(keys):
            found[target.line] = (*found.get(target.line, ()), target.label(keys, typed))
    return found
