"""Text built run by run is canonical, and its spans stand on what was written in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.builder import TextBuilder
from db.text import canonical, grapheme_start


def test_an_article_keeps_its_blocks_and_its_markup() -> None:
    builder = TextBuilder()
    builder.open("heading", "1")
    builder.write("  Hello\n World ")
    builder.close("heading")
    builder.end_block()
    builder.open("quote")
    builder.write("a ")
    builder.open("emphasis")
    builder.write("cafe\u0301 x")
    builder.close("emphasis")
    builder.write("  more")
    builder.end_block()
    builder.write("second")
    builder.end_block()
    builder.close("quote")
    text, spans = builder.finish()
    assert text == "Hello World\n\na café x more\n\nsecond"
    assert [(span.kind, text[span.start : span.end]) for span in spans] == [
        ("heading", "Hello World"),
        ("quote", "a café x more\n\nsecond"),
        ("emphasis", "café x"),
    ]


def test_code_keeps_its_indentation_and_at_most_one_blank_line() -> None:
    builder = TextBuilder()
    builder.open("pre", "python")
    builder.write_lines("  def f():\n\n\n\tpass\n")
    builder.end_block(keep_indent=True)
    builder.close("pre")
    text, spans = builder.finish()
    assert text == "  def f():\n\n    pass"
    assert (spans[0].start, spans[0].end) == (0, len(text))


def test_a_list_is_one_block_with_a_line_for_each_item() -> None:
    builder = TextBuilder()
    builder.open("list")
    for entry in ("one", "two"):
        builder.open("item", "-")
        builder.write(entry)
        builder.close("item")
        builder.line_break()
    builder.close("list")
    text, spans = builder.finish()
    assert text == "one\ntwo"
    assert [text[span.start : span.end] for span in spans if span.kind == "item"] == ["one", "two"]


def test_an_empty_span_or_block_leaves_no_trace() -> None:
    builder = TextBuilder()
    builder.open("strong")
    builder.write("  ")
    builder.close("strong")
    builder.end_block()
    assert builder.finish() == ("", ())


runs = st.lists(
    st.tuples(
        st.sampled_from(["write", "lines", "break", "end", "open", "close"]),
        st.text(alphabet="ab e\u0301\u0308🇬🇧👩‍\u200d\n\t\x1b[m\u202eé漢ก", max_size=12),
    ),
    max_size=12,
)


@given(runs)
def test_whatever_is_written_the_text_is_canonical_and_spans_are_whole(
    steps: list[tuple[str, str]],
) -> None:
    builder = TextBuilder()
    for action, content in steps:
        if action == "write":
            builder.write(content)
        elif action == "lines":
            builder.write_lines(content)
        elif action == "break":
            builder.line_break()
        elif action == "end":
            builder.end_block()
        elif action == "open":
            builder.open("strong")
        else:
            builder.close("strong")
    text, spans = builder.finish()
    assert canonical(text) == text
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert grapheme_start(text, span.start) == span.start
        assert grapheme_start(text, span.end) == span.end
