"""What a Markdown parser makes of an exported quote is the quote."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from db.models import Span
from db.text import canonical, clean_line
from reader.exporters.escaping import inline, quote, yaml_list, yaml_text
from tests.data import shared_data

HOSTILE = (
    "# not a heading", "## nor this #", "- item", "+ item", "* item", "1. item", "2) item",
    "999999999. item", "> nested", ">> nested", "---", "***", "___", "===", "- - -", "***bold***",
    "_under_ __score__ snake_case", "`code` ``more``", "```\nfence\n```", "~~~\nfence\n~~~",
    "~~gone~~", "==marked==", "%%hidden%%", "[[Wiki|link]]", "![[embed]]", "![alt](x)",
    "[text](https://example.org)", "[ref]: https://example.org", "[^1]: foot", "| a | b |\n|--|--|",
    "<b>bold</b>", "<!-- gone", "<script>", "<https://example.org>", "</div>", "<?php", "<![CDATA[",
    "&amp; &copy; &#35; AT&T", "$5-$10 and $$x$$", "a ^block-id", "^h-00000001", "back\\slash\\",
    "ends in a backslash\\\nand goes on", "two  spaces  \nat the end", "{{ template }} {% raw %}",
    "#tag and #another/one", "a\n===\nb", "a\n---\nb", "1\\. already", "\\# already", ":::warning",
    ": definition", "https://example.org/a_b_c*d", "*", "\\", "a\n\nb\nc\n\n\nd", "「引用」、三。",
    "\u3000indented", "\u00a0no-break\u00a0", "    four spaces",
    "é e\u0301 \U0001f469\u200d\U0001f467", "!important [x]",
)  # fmt: skip


def rendered(markdown: str) -> str:
    """The text of the one block quote in a document, blocks parted by a blank line."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    assert tokens[0].type == "blockquote_open"
    assert tokens[-1].type == "blockquote_close"
    blocks = []
    for token in tokens[1:-1]:
        assert token.type in {"paragraph_open", "paragraph_close", "inline", "fence"}, token.type
        if token.type == "inline":
            blocks.append(_text(token))
        elif token.type == "fence":
            blocks.append(token.content.removesuffix("\n"))
    return "\n\n".join(blocks)


def _text(token: Token) -> str:
    parts = []
    for child in token.children or []:
        assert child.type in {"text", "softbreak", "hardbreak"}, child.type
        parts.append(child.content if child.type == "text" else "\n")
    return "".join(parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_quote_that_looks_like_markdown_comes_out_as_it_was(text: str) -> None:
    passage = canonical(text)
    assert rendered(quote(passage)) == passage


_ODD = st.sampled_from(
    sorted(set("".join(HOSTILE)) | set("\\`*_{}[]()<>#+-.!|~=%$^&;:'\" \n\n01a"))
)
_TEXT = st.lists(st.sampled_from(HOSTILE) | st.text(_ODD, max_size=12) | st.text(max_size=8))


@given(_TEXT.map("".join))
@example("a \n\n b")
@example(" ")
def test_any_quote_comes_out_as_it_was(text: str) -> None:
    passage = canonical(text)
    if passage:
        assert rendered(quote(passage)) == passage


@given(_TEXT.map("".join), st.data())
def test_any_part_of_a_story_comes_out_as_it_was(text: str, data: st.DataObject) -> None:
    whole = canonical(text)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    passage = whole[start:end].strip("\n")
    if passage:
        assert rendered(quote(whole[start:end])) == passage


@given(_TEXT.map("".join), st.integers(0, 60), st.integers(0, 60))
def test_code_in_a_quote_comes_out_as_it_was(text: str, one: int, other: int) -> None:
    before, code, after = (
        canonical(part).strip() for part in (text[:one], text[one:], text[other:])
    )
    passage = "\n\n".join(part for part in (before, code, after) if part)
    start = len(before) + 2 if before else 0
    if passage:
        assert rendered(quote(passage, [Span(start, start + len(code), "pre")])) == passage


def test_code_in_a_quote_is_fenced_and_keeps_its_indentation() -> None:
    text = "See:\n\n    if a:\n        `b`\n\nDone."
    start = text.index("    if")
    markdown = quote(text, [Span(start, text.index("\n\nDone"), "pre")])
    assert "> ```\n>     if a:\n>         `b`\n> ```" in markdown
    assert rendered(markdown) == text


@pytest.mark.parametrize("code", ["```", "a\n````\nb", "~~~", "    ```\n", "`", "<b>*x*</b>"])
def test_code_with_a_fence_in_it_stays_in_its_own_fence(code: str) -> None:
    passage = canonical(code)
    assert rendered(quote(passage, [Span(0, len(passage), "pre")])) == passage


def test_every_line_of_a_quote_is_marked() -> None:
    assert quote("One\ntwo\n\nthree") == "> One\\\n> two\n>\n> three"


def test_what_reads_well_is_left_as_it_is() -> None:
    plain = "“It’s 5.2 % – not 5-6%,” he said (AT&T, U.S.); see https://example.org/a-b."
    assert quote(plain) == f"> {plain}"


def test_every_naughty_string_comes_out_as_it_was() -> None:
    for string in json.loads(shared_data("unicode/blns.json").read_bytes()):
        passage = canonical(string)
        if passage:
            assert rendered(quote(passage)) == passage


@given(st.text())
def test_any_title_is_read_back_from_a_heading_and_from_yaml(raw: str) -> None:
    title = clean_line(raw)
    if title:
        tokens = MarkdownIt("commonmark").parse(f"# {inline(title)}")
        assert _text(tokens[1]).strip() == title.strip()
    assert yaml.safe_load(f"title: {yaml_text(title)}") == {"title": title}


@given(st.text())
@example("a\u2028b\x7f\x85\ufeff\ufffe\U0001f600\x9f")
def test_yaml_holds_any_text_on_one_line(text: str) -> None:
    assert "\n" not in yaml_text(text)
    assert yaml.safe_load(yaml_text(text)) == text


def test_a_list_of_tags_is_read_back_from_yaml() -> None:
    tags = ["a, b", '"quoted"', "yes", "3", "#tag: [x]", "\\n", ""]
    assert yaml.safe_load(f"tags: {yaml_list(tags)}") == {"tags": tags}
