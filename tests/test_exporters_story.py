"""A whole story as Markdown comes in again as the same story."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import Span, SpanKind, Story
from db.text import canonical
from reader.exporters.story import story_markdown
from reader.importers import read
from tests.export_makers import story_of

PAGES = (
    "A paragraph with *emphasis*, **strong words**, `code` and [a link](https://example.org/a_b).",
    "First line\\\nsecond line.\n\nNext paragraph.",
    "## A heading\n\nText.\n\n### A smaller *one*\n\nMore.",
    "> A quote.\n>\n> Its second paragraph.\n\nText.",
    "> Outer.\n>\n> > Inner.\n\nText.",
    "- one\n- two\n  - two and a half\n- three",
    "1. one\n2. two\n\nText.",
    "- a paragraph\n\n  and its second\n\n- another",
    "> - in a quote\n> - twice",
    "```python\nif x:\n    print('*')\n\n\ndone()\n```\n\nText.",
    "~~~\n```\n~~~",
    "- an item\n\n  ```\n  with code\n  ```",
    "***both*** and ~~struck~~ and **a *b* c**.",
    "A ``tick ` inside`` and `` ` ``.",
    "![A picture](https://example.org/x.png) stands here.",
    "\\# no heading\n\n1\\. no list\n\n\\- nor this\n\n\\> nor that",
    "*emphasis at the start* and - a dash",
    "[*Emphasis* in a link](https://example.org/?a=1&copy=2)",
    "3. three\n4. four",
)


def there_and_back(story: Story, folder: Path) -> Story:
    """The story as the importer reads what was written."""
    file = folder / "story.md"
    file.write_text(story_markdown(story), encoding="utf-8")
    with read(file, format="markdown") as loaded:
        (draft,) = loaded.drafts
    assert draft.title == story.title
    # the first paragraph is the line that says where the story is from
    text = draft.text.split("\n\n", 1)[1]
    gone = len(draft.text) - len(text)
    markup = tuple(
        type(span)(span.start - gone, span.end - gone, span.kind, span.data)
        for span in draft.markup
        if span.start >= gone
    )
    return story_of(text, *markup)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_comes_in_again_as_it_was(page: str, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(page, encoding="utf-8")
    with read(file, format="markdown") as loaded:
        (draft,) = loaded.drafts
    story = story_of(draft.text, *draft.markup)
    again = there_and_back(story, tmp_path)
    assert again.text == story.text
    assert again.markup == story.markup


@given(
    st.lists(
        st.text("abc \n*_[]<>#-+=|`~.)1&;!\\", max_size=30).map(canonical).filter(bool),
        min_size=1,
        max_size=4,
    )
)
def test_plain_text_comes_in_again_as_it_was(tmp_path_factory: object, blocks: list[str]) -> None:
    text = canonical("\n\n".join(" ".join(block.split()) for block in blocks))
    if text:
        folder = tmp_path_factory.mktemp("story")  # type: ignore[attr-defined]
        assert there_and_back(story_of(text), folder).text == text


@pytest.mark.parametrize("kind", ["emphasis", "strong", "strike"])
@pytest.mark.parametrize("text", ['a"b"c', "a (b) c", "ab c", "“a”b", "a.b."])
def test_emphasis_that_markdown_cannot_say_leaves_the_words_alone(
    text: str, kind: SpanKind, tmp_path: Path
) -> None:
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            story = story_of(text, Span(start, end, kind))
            assert there_and_back(story, tmp_path).text == text


def test_the_title_and_the_source_stand_above_the_text() -> None:
    markdown = story_markdown(story_of("Text."))
    assert markdown.startswith("# A Quiet Page\n\nJo Field · The Gazette · 2024-07-01 · [on the")
    assert markdown.endswith("`broadsheet open ab12cd34`\n\nText.\n")
