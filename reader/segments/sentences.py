"""Sentences of one paragraph: house rules, and sentencex for languages they do not know."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from reader.segments.abbreviations import DATES, language
from reader.segments.graphemes import is_boundary, widened

_BRACKETS = "）】〕)\\]}"
_WIDE_CLOSERS = "”’」』》〉｠" + _BRACKETS
_CLOSERS = "\"'»«“‘›‹" + _WIDE_CLOSERS
_WIDE_OPENERS = "“‘「『（【《〈〔｟"
_STOP = re.compile(
    # Chinese and Japanese need no space after a stop.
    f"[…‥]*[。！？｡][。！？｡!?…‥]*(?P<wide>[{_WIDE_CLOSERS}]*)"
    f"|[…‥]+(?P<trail>[{_WIDE_CLOSERS}]+)(?=[{_WIDE_OPENERS}]|[\u3040-\u30ff\u4e00-\u9fff])"
    # Other scripts do; the French » may stand apart from its quotation.
    "|(?P<mark>[.!?…؟۔।॥։።។;\u037e]+)"
    f"(?P<close>(?:[{_CLOSERS}]|[ \u00a0\u202f]»(?=[\\s.,;:!?)]|\\Z)|\\[\\d{{1,3}}\\])*)(?=\\s|\\Z)"
)
_LAST_WORD = re.compile(r"[\w.'’&-]*\Z")
_NEXT_WORD = re.compile(r"\s*(?P<sign>[^\w\s]*)\s*(?P<word>[\w.'’-]*)")
_SAID = re.compile(r"[^，。！？：；]{0,8}[说说道問问答喊叫笑称稱示曰]")
_QUOTED_ON = ("と", "って", "なんて", "という")
_NO_BEGINNING = tuple(",:;.!?…)]}")
_UNMISTAKABLE = frozenset("؟۔।॥።։។")
_ROMAN = re.compile(r"[IVX]+\Z")
_ENTRY = re.compile(r"\s*[(\[]?(?:\d{1,3}|[^\W\d_])\.[)\]]")
"""What an entry of a list may begin with besides a bare number: "1.)", "(a.)"."""


@lru_cache(maxsize=512)
def sentences_of(paragraph: str, lang: str) -> tuple[tuple[int, int], ...]:
    """The sentences of one paragraph as (start, end), without the spaces between them.

    `lang` is a primary language subtag such as "en". Closing quotes and brackets belong to the
    sentence they close. A paragraph that is not blank has at least one sentence.
    """
    judge = _Judge(paragraph, lang)
    found: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(paragraph):
        end = judge.end_of(match, start)
        if judge.is_end(match, start, end) and is_boundary(paragraph, end):
            found.append(_stripped(paragraph, start, end))
            start = end
    found.append(_stripped(paragraph, start, len(paragraph)))
    return tuple(span for span in found if span[0] < span[1])


def _stripped(paragraph: str, start: int, end: int) -> tuple[int, int]:
    piece = paragraph[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return widened(paragraph, first, max(first, start + len(piece.rstrip())))


class _Judge:
    """Tells which stops of one paragraph end a sentence."""

    def __init__(self, paragraph: str, lang: str) -> None:
        self.text = paragraph
        self.lang = lang
        self.rules = language(lang)
        self.capitals = paragraph != paragraph.lower()

    def end_of(self, stop: re.Match[str], start: int) -> int:
        """Where the stop and what closes after it end; a straight quote closes when one is open."""
        end = stop.end()
        if stop["wide"] is not None and self.text[end : end + 1] == '"':
            end += self.text.count('"', start, end) % 2
        return end

    def is_end(self, stop: re.Match[str], start: int, end: int) -> bool:
        """Whether the sentence from `start` ends with this stop."""
        if stop["mark"] is None:
            return self._ends_wide(stop["wide"] or stop["trail"] or "", start, end)
        if _ENTRY.fullmatch(self.text, start, end):
            return False
        sign, word = self._following(end)
        mark = stop["mark"]
        if sign.startswith(("¿", "¡")) or mark in _UNMISTAKABLE:
            return True
        if sign.startswith(_NO_BEGINNING) or (sign and not word and sign[0] in _CLOSERS):
            return False
        if word[:1].islower() and self.capitals:
            return False
        if mark in {";", "\u037e"}:
            return self.lang == "el"
        spaced = mark == "." and self.text[stop.start() - 1 : stop.start()].isspace()
        if spaced or mark.strip(".") in {"…", "……"} or (mark.strip(".") == "" and len(mark) > 1):
            return word[:1].isupper() and word.split("'")[0].split("’")[0] != "I"
        if mark != "." or stop["close"]:
            return True
        return self._point_ends(stop.start(), start, word)

    def _following(self, end: int) -> tuple[str, str]:
        """The signs and the word that come next."""
        found = _NEXT_WORD.match(self.text, end)
        return (found["sign"], found["word"].rstrip(".'’-")) if found else ("", "")

    def _ends_wide(self, closers: str, start: int, end: int) -> bool:
        """A stop of Chinese or Japanese: inside a quotation that is told on, no sentence ends."""
        following = self.text[end : end + 1]
        if following in ",，、；：;:" and following:
            return False
        if not closers.strip(_BRACKETS) or following in _WIDE_OPENERS:
            return True
        if self.lang == "ja":
            return not self.text[end : end + 8].lstrip().startswith(_QUOTED_ON)
        opens = self.text[start:end].lstrip()[:1] in {"“", "‘", "「", "『", '"'}
        return not (opens and _SAID.match(self.text, end))

    def _point_ends(self, at: int, start: int, word: str) -> bool:
        """Whether the single point at `at` ends a sentence, before `word`."""
        found = _LAST_WORD.search(self.text, max(start, at - 40), at)
        last = found.group().strip("'’-") if found else ""
        if last.isdigit() or _ROMAN.match(last):
            return self._number_ends(last, self.text[start:at].strip(), word)
        rules = self.rules
        if rules is None:
            return at in self._learned
        starts = self.capitals and word.lower() in rules.starters
        if last in rules.leading or last.lower() in rules.leading:
            return False
        if last.lower() in {"no", "nos"} and self.lang == "en":
            return not word[:1].isdigit()
        if last in rules.final or last.lower() in rules.final:
            return word.lower() not in DATES and not word[:1].isdigit()
        if last in rules.closing or last.lower() in rules.closing:
            return starts
        if _is_initials(last):
            return starts and len(word) > 1
        return True

    def _number_ends(self, number: str, sentence: str, word: str) -> bool:
        """A number and a point: an entry's number, an ordinal, or the end."""
        if number == sentence and len(number) < 4:
            return False
        if self.rules is not None and self.rules.ordinals and len(number) < 3:
            return word.lower() in self.rules.starters
        return bool(number.isdigit() or self.rules is None or word.lower() in self.rules.starters)

    @cached_property
    def _learned(self) -> frozenset[int]:
        """Where sentencex sees a sentence's last point; every point where it is not installed."""
        try:
            from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]
        except ImportError:
            return frozenset(index for index, it in enumerate(self.text) if it == ".")
        found = set()
        for boundary in get_sentence_boundaries(self.lang or "en", self.text):
            start, end = boundary["start_index"], boundary["end_index"]
            found.add(start + len(self.text[start:end].rstrip().rstrip("\"'”’»«“‘)]")) - 1)
        return frozenset(found)


def _is_initials(word: str) -> bool:
    """One capital, one letter of a script without case, or such letters with points between."""
    letters = word.split(".")
    return all(len(letter) == 1 and not letter.islower() and letter.isalpha() for letter in letters)
