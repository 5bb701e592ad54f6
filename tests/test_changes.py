"""What changed between two texts as one text to read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.comparing import compare
from db.models import Span
from reader.changes import Changes, compose
from tests.anchoring import STORY
from tests.strange_text import texts
from tests.test_comparing import LONGER, NINE

FIRST, SECOND, THIRD, FOURTH, LAST = STORY.split("\n\n")


def composed(old: str, new: str, *, brackets: bool = True) -> Changes:
    return compose(compare(old, new), brackets=brackets)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (STORY, STORY, "… 5 unchanged paragraphs …"),
        ("One. Two.", "One. Three.", "One. [-Two-]{+Three+}."),
        ("One.\n\nTwo.", "One. Two.", "One.[-¶-]{+ +}Two."),
        ("One. Two.", "One.\n\nTwo.", "One.[- -]{+¶+}\n\nTwo."),
        (
            STORY,
            STORY.replace("next month", "May"),
            f"… 4 unchanged paragraphs …\n\n{LAST.replace('next month', '[-next month-]{+May+}')}",
        ),
        (
            STORY,
            f"{STORY}\n\n{NINE}\n\n{LONGER}",
            f"… 4 unchanged paragraphs …\n\n{LAST}\n\n{{+{NINE}+}}\n\n{{+{LONGER}+}}",
        ),
        (
            f"{NINE}\n\n{LONGER}",
            f"{LONGER}\n\n{NINE}",
            f"(moved down: “These are nine words which will soon …”)\n\n{LONGER}\n\n{{>{NINE}<}}",
        ),
    ],
)
def test_changes_stand_in_the_text_and_the_rest_is_folded(old: str, new: str, told: str) -> None:
    assert composed(old, new).text == told


def test_without_brackets_the_spans_alone_tell() -> None:
    found = composed("One. Two.", "One. Three.", brackets=False)
    assert found.text == "One. Two Three."
    assert [(found.text[it.start : it.end], it.kind) for it in found.spans] == [
        ("Two", "removed"),
        ("Three", "added"),
    ]
    assert found.starts == [5]


def test_markup_of_the_new_text_is_where_its_words_are_shown() -> None:
    new = STORY.replace("1911", "1912")
    place = new.index("iron pillars")
    spans = (
        Span(0, len(FIRST), "heading", "1"),
        Span(place, place + len("iron pillars"), "strong"),
    )
    found = composed(STORY, new)
    (only,) = found.carried(spans)
    assert (found.text[only.start : only.end], only.kind) == ("iron pillars", "strong")


@settings(deadline=None)
@given(texts(), texts(), st.booleans())
def test_every_place_is_known_in_both_texts(old: str, new: str, brackets: bool) -> None:
    found = composed(old, new, brackets=brackets)
    at = 0
    for piece in found.pieces:
        assert piece.start == at
        at = piece.end
        shown = found.text[piece.start : piece.end]
        if piece.from_old:
            assert old[piece.old :].startswith(shown)
        if piece.from_new:
            assert new[piece.new :].startswith(shown)
        assert found.in_old(piece.start) == piece.old <= len(old)
        assert found.in_new(piece.start) == piece.new <= len(new)
    assert at == len(found.text)
    assert len(found.starts) == len(compare(old, new).changes)
    assert all(0 <= span.start < span.end <= at for span in found.spans)
    assert sorted(found.spans) == list(found.spans)
    for span in found.carried([Span(0, max(1, len(new)), "quote")]):
        assert 0 <= span.start < span.end <= at


def test_a_passage_that_was_edited_as_it_moved_is_told_once_where_it_stood() -> None:
    edited = NINE.replace("soon", "never")
    found = composed(f"{NINE}\n\n{LONGER}", f"{LONGER}\n\n{edited}")
    assert found.text.count("(moved down") == 1
    assert found.text.startswith("(moved down: “These are nine words which will soon …”) [-soon-]")
    assert found.text.endswith("{>These are nine words which will <}{+never+}{> change places.<}")
