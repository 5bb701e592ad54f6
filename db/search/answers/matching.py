"""What the text leaves of a query match: each is looked up once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from db.search.analysis.words import is_paired
from db.search.engine import FIELDS, HIGHLIGHT, NOTE, STORY, UNSTEMMED, Clock, Snapshot
from db.search.query.beginnings import SHORTEST, typed
from db.search.query.tree import Fuzzy, Phrase, Prefix, TextLeaf, Word

TYPED_WORDS = 300
"""Words that a prefix stands for at most while it is typed."""
EXACT = 0.5
"""What the exact form counts beside being an inflection."""
_BEGUN = 0.2

_TITLES_ALONE = (
    f"While you type, beginnings of fewer than {SHORTEST} letters are looked up in titles alone."
)

Scores = Mapping[int, float]


class Texts:
    """The text leaves of one query in one snapshot."""

    def __init__(self, snapshot: Snapshot, clock: Clock, *, typing: bool) -> None:
        self.snapshot = snapshot
        self.partial = ""
        """A sentence, once something was left out."""
        self.typing = typing
        self._clock = clock
        self._near: dict[Fuzzy, set[str]] = {}
        self._found: dict[tuple[TextLeaf, str], Scores] = {}

    def field(self, leaf: TextLeaf, field: str) -> Scores:
        """The documents in which a leaf stands in a field, and how much it stands there."""
        known = self._found.get((leaf, field))
        if known is None:
            known = self._found[leaf, field] = self._look_up(leaf, field)
        return known

    def near(self) -> dict[Fuzzy, frozenset[str]]:
        """The words that fuzzy leaves stood for so far."""
        return {leaf: frozenset(words) for leaf, words in self._near.items()}

    def _look_up(self, leaf: TextLeaf, field: str) -> Scores:
        snapshot = self.snapshot
        self._tell_time()
        if self._clock.over:
            return {}
        asked = typed(leaf, in_title=field == "title") if self.typing else leaf
        match asked:
            case None:
                self.partial = _TITLES_ALONE
                return {}
            case Word(_, word, begun):
                found = self._word(word, field)
                if begun:
                    more = self._beginning(word, field)
                    found = {**dict.fromkeys(more, _BEGUN), **found}
                return found
            case Phrase(_, (step,)) if not step.begins:
                return snapshot.word(field, step.word)
            case Phrase(_, steps):
                most = TYPED_WORDS if self.typing else None
                found = snapshot.phrase(field, steps, self._clock, most)
                self._tell_time()
                return found
            case Prefix(_, prefix):
                return dict.fromkeys(self._beginning(prefix, field), 1.0)
            case Fuzzy(_, word, distance):
                words = snapshot.alike(field, word, distance)
                self._near.setdefault(asked, set()).update(words)
                return dict.fromkeys(snapshot.any_of(field, words, self._clock), 1.0)

    def _word(self, word: str, field: str) -> Scores:
        if field in UNSTEMMED or is_paired(word):
            return self.snapshot.word(field, word)
        return self.snapshot.forms(field, word, EXACT)

    def _beginning(self, prefix: str, field: str) -> set[int]:
        most = TYPED_WORDS if self.typing else None
        found, capped = self.snapshot.beginning(field, prefix, self._clock, most)
        if capped:
            self.partial = (
                f"While you type, the {TYPED_WORDS} most frequent words that begin with"
                f" “{prefix}” are searched."
            )
        self._tell_time()
        return found

    def _tell_time(self) -> None:
        if self._clock.over:
            self.partial = "The search took too long and was cut short: there may be more."


def fields_of(leaf: TextLeaf, kind: int) -> tuple[str, ...]:
    """The fields of a kind of document in which a leaf is looked up; those of others have none."""
    if leaf.field == "":
        return tuple(field for field in FIELDS[kind] if field != "by")
    if leaf.field == "note":
        return {STORY: (), NOTE: ("note",), HIGHLIGHT: ("remark",)}[kind]
    return (leaf.field,) if kind == STORY else ()
