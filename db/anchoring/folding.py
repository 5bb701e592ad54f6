"""What counts as the same: quotes, dashes, spaces, case, ligatures and soft hyphens folded."""

from __future__ import annotations

import re
import unicodedata

from db.typography import DASHES, INVISIBLE, QUOTES

_UNIFY = str.maketrans(
    {**dict.fromkeys(QUOTES, "'"), **dict.fromkeys(DASHES, "-"), **dict.fromkeys(INVISIBLE, "")}
)
_SPACES = re.compile(r"\s+")
_RUNS = re.compile(r"(?P<dash> ?-[- ]*)|(?P<dots>\.(?: ?\.)+)|(?P<quote>'{2,})")
_RUN_FORMS = {"dash": "-", "dots": "..", "quote": "'"}
_NEGATIONS = frozenset(
    {"no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"}
    | {"t"}  # what is left of "don't" and its kin once a word is a run of letters
    | {"nicht", "nie", "niemals", "kein", "keine", "keinen", "ohne"}
    | {"ne", "pas", "jamais", "aucun", "aucune", "sans", "non", "mai", "nunca", "sin"}
    | set("不没無无未非否")
)
_WORD = re.compile(r"[一-鿿]|[^\W_]+")


def _fold_letters(text: str) -> str:
    """NFKC and casefold, with the Turkish dotted and dotless i taken as one letter."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.replace("i\u0307", "i").replace("ı", "i")


def fold_word(word: str) -> str:
    """The key under which two spellings of a word are one word."""
    return word.lower() if word.isascii() else _fold_letters(word.translate(_UNIFY))


def fold_text(text: str) -> str:
    """A passage with everything folded that an editor's typography may change."""
    folded = _SPACES.sub(" ", _fold_letters(text.translate(_UNIFY)))
    return _RUNS.sub(lambda run: _RUN_FORMS[run.lastgroup or ""], folded).strip()


def fold_sign(character: str) -> str:
    """One character that is not part of a word: " " for a space, "" for what cannot be seen."""
    if character.isspace():
        return " "
    return _fold_letters(character.translate(_UNIFY))


def _figures(text: str) -> list[str]:
    """Digits as they read, so that a raised 2 is not a 2, and full width ones are plain ones."""
    return [str(unicodedata.decimal(sign, sign)) for sign in text if sign.isdigit()]


def facts_differ(before: str, after: str) -> bool:
    """Whether a digit or a negation is not what it was: small in letters, large in meaning."""
    if _figures(before) != _figures(after):
        return True
    return _negations(before) != _negations(after)


def _negations(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold_text(text)) if word in _NEGATIONS]
