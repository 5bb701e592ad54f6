"""Plain text keeps its paragraphs, verse, lists and code; hard-wrapped prose is joined."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import canonical
from reader.importers.plaintext import lay_out

PROSE = (
    "The council met on Monday and agreed that the old bridge, which has stood for two hundred "
    "years, should be mended before the winter sets in, at a cost of two million. Work on the "
    "well-known arches begins in May, the engineer said."
)
WRAPPED = textwrap.fill(PROSE, 60)
POEM = "The owl sat high\nupon the tree\nand looked at me\nwith half an eye"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("one\n\ntwo", "one\n\ntwo", id="paragraphs"),
        pytest.param("a  b", "a  b", id="inner spaces are the writer's"),
        pytest.param(WRAPPED, PROSE, id="wrapped prose, broken at a hyphen too"),
        pytest.param(f"{WRAPPED}\n\n{WRAPPED}", f"{PROSE}\n\n{PROSE}", id="two of them"),
        pytest.param(POEM, POEM, id="verse"),
        pytest.param(
            f"{WRAPPED}\n\n{WRAPPED}\n\n{POEM}", f"{PROSE}\n\n{PROSE}\n\n{POEM}", id="both"
        ),
        pytest.param(
            "It rained on Monday, as it has on every Monday since\nthe clock was mended",
            "It rained on Monday, as it has on every Monday since the clock was mended",
            id="two lines, the second going on in small letters",
        ),
        pytest.param(
            "The Long Way Round to the Old Harbour\nUnder the Hill with the Marble Lions\n"
            "Remembering the Winter of the Floods",
            "The Long Way Round to the Old Harbour\nUnder the Hill with the Marble Lions\n"
            "Remembering the Winter of the Floods",
            id="full lines that all begin large are verse or a list of titles",
        ),
        pytest.param("5 Mill Lane\nLarkhaven", "5 Mill Lane\nLarkhaven", id="an address"),
        pytest.param("- one\n- two", "- one\n- two", id="a list keeps its signs"),
        pytest.param(
            "- one that goes\n  on\n- two\n  - three", "- one that goes on\n- two\n  - three",
            id="a list with hanging lines",
        ),
        pytest.param("> said\n> he", "> said\n> he", id="quoted mail"),
        pytest.param(
            "\n".join(f"{number * 7919:040x}  disk-{number}.iso" for number in range(4)),
            "\n".join(f"{number * 7919:040x}  disk-{number}.iso" for number in range(4)),
            id="checksums look full, but say nothing about wrapping",
        ),
        pytest.param("Ann    3\nBob    12", "Ann    3\nBob    12", id="columns"),
        pytest.param(
            f"{PROSE}\n{PROSE}\n{PROSE}", f"{PROSE}\n\n{PROSE}\n\n{PROSE}", id="a line a paragraph"
        ),
        pytest.param(f"    {PROSE}\r\n\r\n    {PROSE}", f"{PROSE}\n\n{PROSE}", id="indented, CRLF"),
        pytest.param(
            "他们昨天在上海举行的大会上展示了新的产品，参会者很多，气氛热烈，\n"
            "许多公司都派出了自己的代表，会议持续了三天，最后在一片掌声中结束\n"
            "了全部议程。",
            "他们昨天在上海举行的大会上展示了新的产品，参会者很多，气氛热烈，"
            "许多公司都派出了自己的代表，会议持续了三天，最后在一片掌声中结束了全部议程。",
            id="Chinese is joined without spaces",
        ),
    ],
)  # fmt: skip
def test_plain_text_as_canonical_text(raw: str, text: str) -> None:
    assert lay_out(raw) == (text, ())


def test_code_is_told_from_verse_and_loses_its_common_indentation() -> None:
    text, spans = lay_out(
        "Do this:\n\n    if x:\n        y()\n\nAnd sing:\n\n    Oh the\n      sea\n"
    )
    assert text == "Do this:\n\nif x:\n    y()\n\nAnd sing:\n\nOh the\n  sea"
    assert [(s.kind, text[s.start : s.end]) for s in spans] == [
        ("pre", "if x:\n    y()"),
        ("verse", "Oh the\n  sea"),
    ]


def test_a_hanging_hyphen_keeps_its_space() -> None:
    lines = [
        "It is said that prices of houses rose in the pre-",
        "and in the post-war years of the last",
        "century as before.",
    ]
    assert "pre- and in the post-war" in lay_out("\n".join(lines))[0]


words = st.text(alphabet="abcdefghijklmnopäéßñ'’,", min_size=1, max_size=11)
paragraphs = st.lists(words, min_size=80, max_size=160).map(" ".join)


@given(st.lists(paragraphs, min_size=2, max_size=4), st.integers(50, 75))
def test_wrapping_undoes_itself(found: list[str], width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in found)
    assert lay_out(wrapped)[0] == "\n\n".join(found)


@given(st.text(alphabet="aB .-*>1\n\t漢é\u0301\x1b[\u2028\r", max_size=120))
def test_no_letter_is_lost_and_the_text_is_canonical(raw: str) -> None:
    text, spans = lay_out(raw)
    assert canonical(text) == text
    assert "".join(text.split()) == "".join(canonical(raw).split())
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
