"""Hints: sentences, words and links of the page chosen by the letters that label them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from reader.hints import SPARED
from reader.keymap.notation import typed
from reader.screens.commanding import Call
from reader.screens.library.opening import Opening
from reader.widgets.bars import KeyBar
from reader.widgets.page.messages import HintsChanged

if TYPE_CHECKING:
    from reader.widgets.page.labels import Kind


class Hinting(Opening):
    """Labels what is in view; while labels are shown, letters are theirs."""

    def do_hint_sentences(self, call: Call) -> None:
        """Label the sentences in view."""
        self._label_all("sentence")

    def do_hint_words(self, call: Call) -> None:
        """Label the words in view, or the clauses."""
        self._label_all("word")

    def do_hint_links(self, call: Call) -> None:
        """Label the links in view."""
        self._label_all("link")

    def _label_all(self, kind: Kind) -> None:
        if not self.page.hint(kind):
            self.say(f"There is no {kind} in view.")

    def takes_key(self, key: str) -> bool:
        """While there are labels, letters, Esc and Backspace are about them.

        A key that types nothing takes the labels away and does its work; so do those that mark,
        once the first of two words is chosen and can be marked alone.
        """
        if not (self.on_page and self.page.hinting):
            return super().takes_key(key)
        letter = typed(key)
        if key == "esc":
            self.page.cancel_hints()
        elif key == "backspace":
            self.page.untype_hint()
        elif letter is None or (self.page.hint_begun and letter in SPARED):
            self.page.leave_hints()
            return False
        elif not self.page.type_hint(letter):
            self.say(f"No label goes on with “{letter}”; Backspace takes a letter back.")
        return True

    @on(HintsChanged)
    def _hints_changed(self) -> None:
        self.context_changed()

    def context_changed(self) -> None:
        """While there are labels, show what is typed of one and the keys that are not letters."""
        super().context_changed()
        if not (self.on_page and self.page.hinting):
            return
        for bar in self.query(KeyBar):
            bar.pending = f"label {self.page.hint_typed}".rstrip()
            marking = [key for key in bar.keys if key[0] in SPARED]
            leaving = [("esc", "leave"), ("backspace", "take back")]
            bar.keys = [*(marking if self.page.hint_begun else ()), *leaving]
