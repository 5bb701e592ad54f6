"""Pure: what language a text is in, and what the inflections of a word have in common there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from whoosh.lang.snowball.english import EnglishStemmer

ENGLISH = "en"
NO_LANGUAGE = "und"
"""The BCP 47 tag of a text in none that is known, so that nothing is guessed from its words."""
_ALGORITHMS: Mapping[str, str] = MappingProxyType({
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
})  # fmt: skip
_OTHER_CODES: Mapping[str, str] = MappingProxyType({
    "ara": "ar", "baq": "eu", "cat": "ca", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de",
    "dut": "nl", "ell": "el", "eng": "en", "epo": "eo", "est": "et", "eus": "eu", "fas": "fa",
    "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gle": "ga", "gre": "el", "hin": "hi",
    "hun": "hu", "hye": "hy", "arm": "hy", "in": "id", "ind": "id", "ita": "it", "ji": "yi",
    "lit": "lt", "nb": "no", "nep": "ne", "nld": "nl", "nn": "no", "nno": "no", "nob": "no",
    "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru",
    "spa": "es", "srp": "sr", "swe": "sv", "tam": "ta", "tur": "tr", "yid": "yi",
})  # fmt: skip
"""Three letters, and what is as good as another language's code."""

LANGUAGES = ("", ENGLISH, *_ALGORITHMS)
"""The index tells them by their place here; empty: none with inflections that are known."""

_EVERYDAY = (
    "the and of to that with for from this these those were which have has been by at his her"
    " their they would could it its as are be not but who will what when about into than"
)
_COMMON = frozenset(_EVERYDAY.split())
_BETWEEN = (
    "the of to and a in is that for on it with as by at from be are this or"
    " their them then there these they"
    " der die und den von zu das mit des auf im dem ein eine"
    " la le les et en du l d un une est que el y los del las por con se"
    " di e il che per della da do em um para o van het een te"
)
FUNCTION_WORDS = frozenset(_BETWEEN.split())
"""Folded words of which texts in the most read languages are full."""
_SAMPLE = 400
_SHARE = 0.12
_SHORT = 12
_CACHE = 200_000

_SHORT_I = MappingProxyType({f"{vowel}и": f"{vowel}й" for vowel in "аеиоуыэюя"})
"""Folding makes й an и, which Russian endings are known by."""


class Stems(dict[str, str]):
    """From a folded word of one language to its stem."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._is_english = language == ENGLISH
        self._is_russian = language == "ru"
        self._stem = _stemmer(language)

    def __missing__(self, word: str) -> str:
        if len(self) >= _CACHE:
            self.clear()
        found = word
        if _is_spelt(word) and (word.isascii() or not self._is_english):
            end = _SHORT_I.get(word[-2:], "") if self._is_russian else ""
            found = self._stem(word[:-2] + end if end else word) or word
        self[word] = found
        return found


class _ByLanguage(dict[str, Stems]):
    def __missing__(self, language: str) -> Stems:
        found = self[language] = Stems(language)
        return found


STEMS = _ByLanguage()
"""The stems of each of `LANGUAGES` but the first."""


def stem(word: str, language: str) -> str:
    """What the inflections of a folded word share in one of `LANGUAGES`; else the word."""
    return STEMS[language][word] if language else word


def language_of(lang: str, words: Sequence[str]) -> str:
    """Which of `LANGUAGES` a text is in: by its BCP 47 tag, else English by its common words.

    Of a text of a few words nothing can be told: it counts as English when its letters are.
    """
    if lang:
        code = lang.replace("_", "-").partition("-")[0].lower()
        code = _OTHER_CODES.get(code, code)
        return code if code in LANGUAGES else ""
    sample = words[:_SAMPLE]
    if len(sample) < _SHORT:
        return ENGLISH if all(word.isascii() for word in sample) else ""
    is_english = sum(word in _COMMON for word in sample) >= _SHARE * len(sample)
    return ENGLISH if is_english else ""


def _is_spelt(word: str) -> bool:
    """Whether there is no digit in it; the vowel signs of Hindi are no letters to Python."""
    return word.isalpha() or not (word.isascii() or any(map(str.isnumeric, word)))


def _stemmer(language: str) -> Callable[[str], str]:
    if language == ENGLISH:
        # Whoosh's is three times as fast as Snowball's own in Python, and most words are English.
        found: Callable[[str], str] = EnglishStemmer().stem
        return found
    import snowballstemmer  # for libraries with other languages

    stemmer: Callable[[str], str] = snowballstemmer.stemmer(_ALGORITHMS[language]).stemWord
    return stemmer
