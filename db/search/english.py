"""Pure: which texts are English, and what the inflections of an English word have in common."""

from __future__ import annotations

from collections.abc import Sequence

from whoosh.lang.snowball.english import EnglishStemmer

_EVERYDAY = (
    "the and of to that with for from this these those were which have has been by at his her"
    " their they would could it its as are be not but who will what when about into than"
)
_COMMON = frozenset(_EVERYDAY.split())
_SAMPLE = 400
_SHARE = 0.12
_SHORT = 12

_stem = EnglishStemmer().stem


class _Stems(dict[str, str]):
    """From a word to its stem."""

    def __missing__(self, word: str) -> str:
        if len(self) >= 200_000:
            self.clear()
        found = str(_stem(word)) if word.isascii() and word.isalpha() else word
        self[word] = found
        return found


STEMS = _Stems()


def stem(word: str) -> str:
    """What the inflections of a folded English word share; other words stay as they are."""
    return STEMS[word]


def is_english(lang: str, words: Sequence[str]) -> bool:
    """Whether a text is English: by its BCP 47 tag, else by how many of its words are common ones.

    Of a text of a few words nothing can be told: it counts as English when its letters are.
    """
    if lang:
        return lang.partition("-")[0].lower() in ("en", "eng")
    sample = words[:_SAMPLE]
    if len(sample) < _SHORT:
        return all(word.isascii() for word in sample)
    return sum(word in _COMMON for word in sample) >= _SHARE * len(sample)
