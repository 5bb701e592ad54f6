"""What kind of character each code point is, and which language a text seems to be in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
KANA = "\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
"""Han characters, hiragana and katakana, as the inside of a regular expression's brackets."""

_CJK = f"[{HAN}{KANA}]"
"""This and the next are compiled when first used, and kept by `re`."""

_LETTERS = {
    "ja": f"[{KANA}]",
    "zh": f"[{HAN}]",
    "ko": "[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]",
    "ar": "[\u0620-\u064a\u0671-\u06d3]",
    "ru": "[\u0400-\u04ff]",
    "el": "[\u0370-\u03ff\u1f00-\u1fff]",
    "hi": "[\u0904-\u0939]",
}
_FUNCTION_WORDS = {
    "en": "the and of to is was that for with on are he it said",
    "de": "der die und das ist nicht von mit den ein eine auf im sich dem zu",
    "fr": "le les et des est une dans que pour du qui sur pas au la ne",
    "es": "el los y las es una en que por del con se para su lo la",
    "it": "il di che e gli una per con del sono nel alla si è le la",
    "pt": "o os e as uma em que por do da não com se para no na",
    "nl": "de het een en van is niet dat op met voor zijn te aan",
    "da": "og det er en at til af på ikke med som jeg den har",
    "sv": "och det är en att till av på inte med som jag den har",
    "pl": "i w na nie się z do to że jest jak po od za",
}
_SAMPLE = 2000
"""Code points from a text's start that its language is guessed from."""


def is_cjk(text: str) -> bool:
    """Whether more than a quarter of what is not blank is Chinese or Japanese."""
    return 4 * len(re.findall(_CJK, text)) > len(text) - text.count(" ")


@lru_cache(maxsize=64)
def guess_language(sample: str) -> str:
    """A language code for the start of a text: by script, else by common words; else `en`.

    Kana are told before Han, since Japanese has both.
    """
    sample = sample[:_SAMPLE]
    letters = max(1, sum(map(str.isalpha, sample)))
    for lang, pattern in _LETTERS.items():
        if not sample.isascii() and len(re.findall(pattern, sample)) > letters * 0.1:
            return lang
    counts = Counter(re.findall(r"\w+", sample.lower()))
    scores = {
        lang: sum(counts[word] for word in words.split()) for lang, words in _FUNCTION_WORDS.items()
    }
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else "en"


class _Shapes(dict[int, int]):
    """For `str.translate`: one ASCII character for each kind of code point, made when first met.

    `a` a letter, `A` a capital, `0` a digit or number, `c` Han or kana, `e` a pictograph, `f` half
    of a flag, `m` what joins the character before, `j` the zero-width joiner, `$` a currency, `%` a
    sign after a number, a blank as a space; ASCII punctuation stands for itself and its kin; `~`
    the rest.
    """

    def __missing__(self, code: int) -> int:
        self[code] = ord(_shape(chr(code)))
        return self[code]


_KIN = {"’": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-", "−": "-", "．": ".", "＆": "&"}
_KIN |= {"＠": "@", "＃": "#", "％": "%", "‰": "%", "°": "%", "·": "&", "\u200d": "j"}
_PICTOGRAPHS = re.compile("[\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\U0001f000-\U0001faff]")


def _shape(character: str) -> str:
    if character in _KIN:
        return _KIN[character]
    category = unicodedata.category(character)
    if re.match(_CJK, character):
        return "c"
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return "f"
    if category[0] == "M" or category == "Cf" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return "m"
    if category[0] == "L":
        return "A" if category in {"Lu", "Lt"} else "a"
    if category[0] == "N":
        return "0"
    if character.isspace():
        return " "
    if category == "Sc":
        return "$"
    if _PICTOGRAPHS.match(character):
        return "e"
    return character if character.isascii() else "~"


_SHAPES = _Shapes()


def shapes(text: str) -> str:
    """`text` with each code point replaced by the letter of its kind; see `_Shapes`."""
    return text.translate(_SHAPES)
