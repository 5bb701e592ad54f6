"""Where each motion takes the caret, while reading and while selecting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import canonical
from reader.commands import BY_ID, marking, moving
from reader.motions import MOTIONS, Ground, move
from reader.segments import Range, Segments, is_boundary, next_boundary
from reader.selection import Caret, Focus, caret_place, selected, toggled

TEXT = """First heading

One sentence here. A second one, of nine words, is here. The third.

Another paragraph: “it’s short”. Its end.

Second heading

The last words."""
HEADINGS = (0, TEXT.index("Second heading"))
WIDTH = 20


class Columns:
    """Lines of `WIDTH` code points in each line of the text, a cell each."""

    def __init__(self, text: str) -> None:
        self.lines: list[Range] = []
        start = 0
        for line in text.split("\n"):
            for first in range(0, len(line), WIDTH):
                self.lines.append((start + first, start + min(first + WIDTH, len(line))))
            start += len(line) + 1
        self.text = text

    def index(self, offset: int) -> int:
        return max(i for i, (start, _) in enumerate(self.lines) if start <= offset)

    def line_range(self, offset: int) -> Range:
        return self.lines[self.index(offset)]

    def column(self, offset: int) -> int:
        return offset - self.line_range(offset)[0]

    def vertical(self, offset: int, by: int, column: int) -> int:
        start, end = self.lines[max(0, min(self.index(offset) + by, len(self.lines) - 1))]
        return caret_place(self.text, min(start + column, end - 1))


def ground(text: str = TEXT, headings: tuple[int, ...] = HEADINGS, rows: int = 3) -> Ground:
    return Ground(Segments(text, lang="en"), Columns(text), headings, rows)


def at(words: str, nth: int = 0) -> int:
    offset = TEXT.index(words)
    for _ in range(nth):
        offset = TEXT.index(words, offset + 1)
    return offset


def go(
    start: str,
    command: str,
    count: int | None = None,
    argument: str = "",
    focus: Focus = "paragraph",
) -> str:
    """The words at which the caret is then."""
    caret = move(ground(), Caret(at(start), focus), command, count, argument)
    return TEXT[caret.offset : caret.offset + 12].split("\n")[0]


def extend(start: str, keys: str, *, to: str | None = None) -> str:
    """What is selected from `start` (to the start of `to`) by commands, each as `2 next-word`."""
    caret = toggled(Caret(at(start)), "character")
    if to is not None:
        caret = caret.at(at(to))
    for key in keys.split(", "):
        *count, command = key.split(" ")
        caret = move(ground(), caret, command, int(count[0]) if count else None, "")
    span = selected(Segments(TEXT, lang="en"), caret)
    assert span is not None
    return TEXT[slice(*span)]


def test_every_motion_is_a_command_and_every_command_of_moving_text_is_a_motion() -> None:
    assert set(MOTIONS) <= set(BY_ID)
    elsewhere = {"next-story", "previous-story", "pane-left", "pane-right", "next-pane"}
    elsewhere |= {"previous-pane"}
    wanted = {
        command.id
        for command in (*moving.COMMANDS, *marking.SELECTING)
        if {"reader", "visual"} & set(command.contexts)
    }
    assert wanted - elsewhere == set(MOTIONS)


@pytest.mark.parametrize(
    ("start", "command", "count", "words"),
    [
        ("One", "next-paragraph", None, "Another para"),
        ("second one", "next-paragraph", None, "Another para"),
        ("One", "next-paragraph", 2, "Second headi"),
        ("last", "next-paragraph", None, "last words."),
        ("Another", "previous-paragraph", None, "One sentence"),
        ("short", "previous-paragraph", None, "One sentence"),
        ("Another", "previous-paragraph", 2, "First headin"),
        ("First", "previous-paragraph", None, "First headin"),
        ("One", "next-word", None, "sentence her"),
        ("here. A", "next-word", None, "A second one"),
        ("One", "next-word", 3, "A second one"),
        ("third", "next-word", None, "Another para"),
        ("it’s", "next-word", None, "short”. Its "),
        ("words.", "next-word", None, "words."),
        ("sentence", "previous-word", None, "One sentence"),
        ("tence", "previous-word", None, "sentence her"),
        ("Another", "previous-word", None, "third."),
        ("One", "word-end", None, "e sentence h"),
        ("e sentence", "word-end", None, "e here. A se"),
        ("One", "next-character", None, "ne sentence "),
        ("One", "next-character", 4, "sentence her"),
        (". Its", "next-character", 2, "Its end."),
        ("One", "previous-character", None, "g"),
        ("One", "previous-character", 999_999_999, "First headin"),
        ("One", "next-character", 999_999_999, "."),
        ("Its", "previous-character", 3, "”. Its end."),
        ("second", "line-start", None, " second one,"),
        ("sentence", "line-end", None, "A second one"),
        ("One", "line-down", None, " second one,"),
        ("One", "line-down", 2, " words, is h"),
        ("Another", "line-up", None, " third."),
        ("One", "page-down", None, " third."),
        ("Another", "page-up", None, " second one,"),
        ("One", "half-page-down", None, " second one,"),
        ("One", "next-heading", None, "Second headi"),
        ("First", "next-heading", None, "Second headi"),
        ("last", "next-heading", None, "last words."),
        ("last", "previous-heading", None, "Second headi"),
        ("last", "previous-heading", 2, "First headin"),
        ("First", "previous-heading", None, "First headin"),
        ("second", "go-to-start", None, "First headin"),
        ("last", "go-to-start", 2, "One sentence"),
        ("second", "go-to-end", None, "."),
        ("second", "go-to-end", 3, "Another para"),
        ("One", "go-to-end", 99, "The last wor"),
    ],
)
def test_where_a_motion_goes_while_reading(
    start: str, command: str, count: int | None, words: str
) -> None:
    assert go(start, command, count) == words


@pytest.mark.parametrize(
    ("start", "focus", "command", "count", "words"),
    [
        ("One", "paragraph", "next-sentence", None, "One sentence"),
        ("second", "paragraph", "next-sentence", None, "A second one"),
        ("One", "paragraph", "next-sentence", 3, "The third."),
        ("One", "sentence", "next-sentence", None, "A second one"),
        ("The third", "sentence", "next-sentence", None, "Another para"),
        ("second", "sentence", "previous-sentence", None, "One sentence"),
        ("second", "paragraph", "previous-sentence", None, "A second one"),
        ("One", "sentence", "previous-sentence", None, "First headin"),
        ("second", "sentence", "next-paragraph", None, "Another para"),
        ("second", "sentence", "previous-paragraph", None, "One sentence"),
        ("One", "sentence", "previous-paragraph", None, "First headin"),
    ],
)
def test_the_focus_goes_from_sentence_to_sentence_and_back_to_paragraphs(
    start: str, focus: Focus, command: str, count: int | None, words: str
) -> None:
    assert go(start, command, count, focus=focus) == words
    caret = move(ground(), Caret(at(start), focus), command, count, "")
    assert caret.focus == ("sentence" if "sentence" in command else "paragraph")


@pytest.mark.parametrize(
    ("start", "keys", "passage"),
    [
        ("One", "word-end", "One"),
        ("One", "word-end, word-end", "One sentence"),
        ("One", "next-word", "One s"),
        ("sentence", "previous-word", "One s"),
        ("One", "next-character, next-character", "One"),
        ("One", "next-sentence", "One sentence here."),
        ("One", "2 next-sentence", TEXT[at("One") : at(" The third")]),
        ("sentence", "next-sentence, previous-sentence", "One s"),
        ("One", "3 next-sentence, previous-sentence", TEXT[at("One") : at(" The third")]),
        ("One", "next-paragraph", TEXT[at("One") : at("\n\nAnother")]),
        ("second", "next-paragraph, next-paragraph", TEXT[at("second") : at("\n\nSecond")]),
        ("second", "previous-paragraph", "One sentence here. A s"),
        (
            "short",
            "previous-sentence, swap-ends, next-sentence",
            "Another paragraph: “it’s short”.",
        ),
        ("One", "next-heading", TEXT[at("One") : at("\n\nSecond")]),
        ("One", "2 next-heading", TEXT[at("One") :]),
        ("last", "previous-heading", "Second heading\n\nThe l"),
        ("Second", "go-to-end", TEXT[at("Second") :]),
        ("One", "go-to-start", "First heading\n\nO"),
        ("second", "select-sentence", "A second one, of nine words, is here."),
        ("second", "select-sentence, select-sentence", TEXT[at("A second") : at("\n\nAnother")]),
        ("second", "select-paragraph", TEXT[at("One") : at("\n\nAnother")]),
        ("it’s", "select-quotation", "it’s short"),
        ("One", "swap-ends, next-word", "One s"),
        ("second", "select-paragraphs", TEXT[at("One") : at("\n\nAnother")]),
        ("Another", "line-down", "Another paragraph: “i"),
    ],
)
def test_what_motions_select(start: str, keys: str, passage: str) -> None:
    assert extend(start, keys) == passage


def test_the_start_of_a_selection_moves_on_by_sentences_without_passing_its_end() -> None:
    assert extend("third", "next-sentence", to="One") == TEXT[at("A second") : at("hird")]
    assert extend("third", "3 next-sentence", to="One") == "third."


@pytest.mark.parametrize(
    ("command", "count", "character", "words"),
    [
        ("extend-to-character", None, "n", "nd one, of n"),
        ("extend-to-character", 2, "n", "ne, of nine "),
        ("extend-to-character", None, "T", "The third."),
        ("extend-to-character", None, "x", "second one, "),
        ("extend-to-character", 9, "n", "second one, "),
        ("extend-to-character", None, "", "second one, "),
        ("extend-back-to-character", None, "O", "One sentence"),
        ("extend-back-to-character", 2, "e", "ere. A secon"),
    ],
)
def test_a_selection_goes_to_a_character_of_its_paragraph(
    command: str, count: int | None, character: str, words: str
) -> None:
    assert go("second one", command, count, character) == words


def test_straight_quotes_are_typed_for_curly_ones() -> None:
    assert go("paragraph", "extend-to-character", None, '"') == "“it’s short”"
    assert go("paragraph", "extend-to-character", 2, '"') == "”. Its end."


def test_lines_keep_the_column_that_they_began_with() -> None:
    caret = Caret(at("is here") + 6)
    down = move(ground(), caret, "line-down", None, "")
    assert (
        move(ground(), move(ground(), down, "line-down", 2, ""), "line-up", 3, "").offset
        == caret.offset
    )
    assert move(ground(), down, "next-word", None, "").column is None


ANY_TEXT = st.text(st.sampled_from('abA.? \n“”"é\u0301👩\u200d🇩🇪。漢,'), max_size=50)


@given(ANY_TEXT, st.integers(0, 60), st.sampled_from(sorted(MOTIONS)), st.data())
def test_the_caret_is_always_on_a_cluster_of_the_text(
    raw: str, offset: int, command: str, data: st.DataObject
) -> None:
    text = canonical(raw)
    headings = tuple(sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=3))))
    walk = ground(text, tuple(caret_place(text, heading) for heading in headings))
    caret = Caret(caret_place(text, offset), data.draw(st.sampled_from(["paragraph", "sentence"])))
    if data.draw(st.booleans()):
        caret = toggled(caret, data.draw(st.sampled_from(["character", "paragraph"])))
        caret = caret.at(caret_place(text, data.draw(st.integers(0, 60))))
    count = data.draw(st.none() | st.integers(1, 4))
    after = move(walk, caret, command, count, data.draw(st.sampled_from(["a", ".", "“", ""])))
    for place in (after.offset, after.offset if after.anchor is None else after.anchor):
        assert place == caret_place(text, place)
        assert is_boundary(text, place)
    span = selected(walk.segments, after)
    assert span is None or 0 <= span[0] < span[1] <= len(text)


@given(ANY_TEXT, st.sampled_from(["sentence", "paragraph", "word", "character"]))
def test_going_on_and_on_reaches_the_end_and_back_the_start(raw: str, unit: str) -> None:
    text = canonical(raw)
    walk = ground(text, ())
    caret = toggled(Caret(caret_place(text, 0)), "character")
    for way in ("next", "previous"):
        for _ in range(len(text) + 2):
            before = caret
            caret = move(walk, caret, f"{way}-{unit}", None, "")
            if caret == before:
                break
            assert (caret.offset > before.offset) == (way == "next")
        assert caret == before
        if unit == "character":
            assert caret.offset == caret_place(text, len(text) if way == "next" else 0)
        elif unit != "word":  # spaces at the ends belong to no sentence
            beyond = next_boundary(text, caret.offset)
            assert not (text[beyond:] if way == "next" else text[: caret.offset]).strip()
