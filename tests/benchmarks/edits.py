"""Thirteen kinds of edits to a text, as editors, extractors and paywalls make them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence

from tests.benchmarks.tracked import NEW, Tracked

_WORD = re.compile(r"[一-鿿぀-ヿ]{2}|[^\W\d_一-鿿぀-ヿ]{2,}")
"""A word; in Chinese and Japanese two characters."""
_HALF = re.compile(r"[一-鿿぀-ヿ]")

Edit = Callable[[Tracked, random.Random, Sequence[str]], Tracked]
"""Takes a text, the dice, and sentences of other stories; gives the edited text."""


def _paged(paragraphs: Iterable[Tracked]) -> Tracked:
    pieces: list[Tracked] = []
    for paragraph in paragraphs:
        pieces += [Tracked.new("\n\n"), paragraph] if pieces else [paragraph]
    return Tracked.join(pieces)


def _slip(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word) - 1)
    letter = dice.choice("aeionrst")
    return dice.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def _with_slip(word: Tracked, dice: random.Random) -> Tracked:
    """One letter dropped, added, changed or swapped; the others stay what they were."""
    wrong = _slip(word.text, dice)
    head = next(
        (k for k, (a, b) in enumerate(zip(word.text, wrong, strict=False)) if a != b),
        len(word.text),
    )
    tail = 0
    while (
        tail < min(len(word.text), len(wrong)) - head and word.text[-1 - tail] == wrong[-1 - tail]
    ):
        tail += 1
    middle = word.cut(head, len(word.text) - tail).replaced(wrong[head : len(wrong) - tail])
    return Tracked.join(
        [word.cut(0, head), middle, word.cut(len(word.text) - tail, len(word.text))]
    )


def _per_word(text: Tracked, change: Callable[[Tracked], Tracked]) -> Tracked:
    return Tracked.join(
        change(piece) if _WORD.fullmatch(piece.text) else piece for piece in text.split(_WORD)
    )


def typos(text: Tracked, dice: random.Random, bank: Sequence[str], every: int = 250) -> Tracked:
    """A slip in one word of each 250 characters or so."""

    def slipped(word: Tracked) -> Tracked:
        odds = 1.6 * len(word.text) / every
        return _with_slip(word, dice) if len(word.text) > 3 and dice.random() < odds else word

    return _per_word(text, slipped)


def sentences_inserted(
    text: Tracked, dice: random.Random, bank: Sequence[str], share: float = 0.12
) -> Tracked:
    """Sentences of other stories between the sentences."""
    pieces: list[Tracked] = []
    for sentence in text.sentences():
        pieces.append(sentence)
        if bank and dice.random() < share:
            pieces.append(Tracked.new(dice.choice(bank).strip() + " "))
    return Tracked.join(pieces)


def sentences_deleted(
    text: Tracked, dice: random.Random, bank: Sequence[str], share: float = 0.15
) -> Tracked:
    """Sentences taken out."""
    return Tracked.join(piece for piece in text.sentences() if dice.random() >= share)


def paragraphs_reordered(
    text: Tracked, dice: random.Random, bank: Sequence[str], share: float = 0.3
) -> Tracked:
    """Some of the paragraphs change places among themselves."""
    paragraphs = text.paragraphs()
    chosen = [at for at in range(len(paragraphs)) if dice.random() < share]
    shuffled = dice.sample(chosen, len(chosen))
    target = dict(zip(chosen, shuffled, strict=True))
    return _paged(paragraphs[target.get(at, at)] for at in range(len(paragraphs)))


_TYPOGRAPHY = [
    (re.compile(r'(?<!\w)"(?=\w)'), "“"),
    (re.compile(r'"'), "”"),
    (re.compile(r"(?<=\w)'"), "’"),
    (re.compile(r"--+"), "—"),
    (re.compile(r"\.\.\."), "…"),
]
_PLAIN = [
    (re.compile("[“”]"), '"'),
    (re.compile("[‘’]"), "'"),
    (re.compile("[–—]"), "--"),
    (re.compile("…"), "..."),
    (re.compile("\u00a0"), " "),
]


def _substituted(text: Tracked, pattern: re.Pattern[str], sign: str) -> Tracked:
    pieces, at = [], 0
    for match in pattern.finditer(text.text):
        pieces.append(text.cut(at, match.start()))
        # The same sign in another dress counts as having survived.
        kept = (NEW, *(origin for _, origin in text.chars[match.start() : match.end()]))
        filled = (kept[1:] + kept[-1:] * len(sign))[: len(sign)]
        pieces.append(Tracked(tuple(zip(sign, filled, strict=True))))
        at = match.end()
    return Tracked.join([*pieces, text.cut(at, len(text.chars))])


def quotes_and_dashes(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """Straight signs made typographic, or the other way."""
    curly = sum(text.text.count(sign) for sign in "“”’—…")
    straight = sum(text.text.count(sign) for sign in "\"'")
    for pattern, sign in _PLAIN if curly > straight else _TYPOGRAPHY:
        text = _substituted(text, pattern, sign)
    spaces = [at for at, (char, _) in enumerate(text.chars) if char == " " and dice.random() < 0.05]
    chars = list(text.chars)
    for at in spaces:
        chars[at] = ("\u00a0", chars[at][1])
    return Tracked(tuple(chars))


def reflowed(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """Hard lines, an indent, double spaces or single newlines: the words stay."""
    way = dice.choice(["wrap", "indent", "double", "single"])
    if way == "single":
        return _substituted(text, re.compile(r"\n\n"), "\n")
    if way == "double":
        return _substituted(text, re.compile(r"(?<=[.!?]) (?=\S)"), "  ")
    pieces: list[Tracked] = []
    for piece in text.split(re.compile(r"\n\n| ")):
        column = len("".join(each.text for each in pieces[-80:]).rpartition("\n")[2])
        if piece.text == " " and column > 66 and way == "wrap":
            piece = piece.replaced("\n")
        pieces.append(piece)
        if piece.text == "\n\n" and way == "indent":
            pieces.append(Tracked.new("    "))
    return Tracked.join(pieces)


def _recased(text: Tracked, case: Callable[[str], str]) -> Tracked:
    return Tracked(tuple((new, origin) for char, origin in text.chars for new in case(char)))


def case_changed(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """Leads in capitals, some words in capitals or small."""
    pieces: list[Tracked] = []
    for paragraph in text.paragraphs():
        lead = min(len(paragraph.chars), dice.choice([0, 0, 20, 40]))
        rest = paragraph.cut(lead, len(paragraph.chars))
        changed = _per_word(rest, lambda word: _maybe_recased(word, dice))
        pieces.append(Tracked.join([_recased(paragraph.cut(0, lead), str.upper), changed]))
    return _paged(pieces)


def _maybe_recased(word: Tracked, dice: random.Random) -> Tracked:
    roll = dice.random()
    if roll > 0.06:
        return word
    return _recased(word, str.upper if roll < 0.03 else str.lower)


def words_replaced(
    text: Tracked, dice: random.Random, bank: Sequence[str], share: float = 0.05
) -> Tracked:
    """One word in twenty is another word, not the same one in another case or order."""
    vocabulary = _WORD.findall(" ".join(bank[:200])) or ["else"]

    def swapped(word: Tracked) -> Tracked:
        if dice.random() >= share:
            return word
        drawn = (dice.choice(vocabulary) for _ in range(9))
        other = next((other for other in drawn if not _is_like(word.text, other)), None)
        return word.replaced(other) if other else word

    return _per_word(text, swapped)


def _is_like(word: str, other: str) -> bool:
    """Whether two words are one, or share a character that is a word's half."""
    word, other = word.casefold(), other.casefold()
    return word == other or not set(_HALF.findall(word)).isdisjoint(other)


def extraction_noise(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """Footnote marks, soft hyphens, ligatures, captions between paragraphs."""
    for plain, ligature in (("fi", "ﬁ"), ("fl", "ﬂ")):
        text = _substituted(text, re.compile(plain), ligature)
    text = _per_word(text, lambda word: _noisy(word, dice))
    pieces: list[Tracked] = []
    for paragraph in text.paragraphs():
        pieces.append(paragraph)
        if dice.random() < 0.15:
            caption = dice.choice(
                ["Advertisement", "Read more", "Photo: " + dice.choice(bank or ["-"])[:60]]
            )
            pieces.append(Tracked.new(caption))
    return _paged(pieces)


def _noisy(word: Tracked, dice: random.Random) -> Tracked:
    roll, half = dice.random(), len(word.chars) // 2
    if roll < 0.02:
        return Tracked.join([word, Tracked.new(f"[{dice.randrange(1, 40)}]")])
    if roll < 0.08 and len(word.chars) > 6:
        return Tracked.join(
            [word.cut(0, half), Tracked.new("\u00ad"), word.cut(half, len(word.chars))]
        )
    return word


def truncated(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """Only the first 35 to 60 %, as before a paywall."""
    return text.cut(0, int(len(text.chars) * dice.uniform(0.35, 0.6)))


def mixed(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """A revision as an editor makes it: something of everything."""
    text = paragraphs_reordered(text, dice, bank, 0.1)
    text = sentences_deleted(text, dice, bank, 0.05)
    text = sentences_inserted(text, dice, bank, 0.05)
    text = words_replaced(text, dice, bank, 0.02)
    text = typos(text, dice, bank, 600)
    return quotes_and_dashes(text, dice, bank)


def heavy(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """Half of the words are others, and paragraphs change places too."""
    return words_replaced(paragraphs_reordered(text, dice, bank), dice, bank, 0.5)


def another_article(text: Tracked, dice: random.Random, bank: Sequence[str]) -> Tracked:
    """Nothing of it is left."""
    return Tracked.new(" ".join(dice.sample(list(bank), min(len(bank), 30))))


EDITS: dict[str, Edit] = {
    "typos": typos,
    "sentences inserted": sentences_inserted,
    "sentences deleted": sentences_deleted,
    "paragraphs reordered": paragraphs_reordered,
    "quotes and dashes": quotes_and_dashes,
    "reflow": reflowed,
    "case": case_changed,
    "5 % of words replaced": words_replaced,
    "extraction noise": extraction_noise,
    "truncated": truncated,
    "mixed revision": mixed,
    "heavy": heavy,
    "another article": another_article,
}
