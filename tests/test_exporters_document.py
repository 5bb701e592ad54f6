"""The Markdown file of a story: what stands in it, in what order, and that notes stay inside."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from db.builder import TextBuilder
from db.models import Span, Story
from db.text import clean_note
from reader.exporters import FORMATS, format_named, markdown_quote
from reader.exporters.links import text_directive, web_link
from reader.exporters.seal import digest, read_id, read_seal
from tests.export_makers import mark, mark_words, story_of, unplaced

MOMENT = "2024-07-04T10:00:00.000Z"


def paper() -> Story:
    """A story with headings of two levels."""
    builder = TextBuilder()
    for kind, data, text in (
        ("", "", "Before any heading, a lead."),
        ("heading", "2", "What happened"),
        ("", "", "Something happened on Monday."),
        ("heading", "3", "In *detail*"),
        ("", "", "It was raining."),
        ("heading", "2", "Why does it matter?"),
        ("", "", "It matters to many."),
    ):
        if kind:
            builder.open("heading", data)
        builder.write(text)
        if kind:
            builder.close("heading")
        builder.end_block()
    text, markup = builder.finish()
    return story_of(text, *markup)


def exported(story: Story, *highlights: object, name: str = "markdown") -> str:
    """The file of a story."""
    return format_named(name).render(story, highlights, MOMENT)  # type: ignore[arg-type]


def front_matter(text: str) -> dict[str, object]:
    """What YAML reads at the top of a file."""
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_the_front_matter_says_what_the_story_is() -> None:
    story = paper()
    text = exported(story, mark_words(story, "Monday"))
    assert front_matter(text) == {
        "id": "ab12cd34",
        "title": "A Quiet Page",
        "by": "Jo Field",
        "source": "The Gazette",
        "url": "https://example.org/quiet?a=1&b=2",
        "section": "Culture",
        "published": "2024-07-01",
        "tags": ["craft", "slow reading"],
        "highlights": 1,
        "exported": MOMENT,
    }
    assert read_id(text) == "ab12cd34"


def test_what_is_not_known_is_not_in_the_front_matter() -> None:
    bare = story_of("Text.", byline="", source="", url="", published="", tags=())
    assert list(front_matter(exported(bare))) == [
        "id", "title", "section", "tags", "highlights", "exported",
    ]  # fmt: skip


def test_highlights_stand_in_text_order_under_the_storys_own_headings() -> None:
    story = paper()
    text = exported(
        story,
        mark_words(story, "a lead", "h-1"),
        mark_words(story, "It was raining", "h-2"),
        mark_words(story, "It matters", "h-3"),
        unplaced(story, "No longer there", "h-4"),
    )
    skeleton = [row for row in text.split("\n") if row.startswith(("#", "^h-"))]
    assert skeleton == [
        "# A Quiet Page",
        "^h-1",
        "## What happened",
        "### In \\*detail\\*",
        "^h-2",
        "## Why does it matter?",
        "^h-3",
        "## Unplaced",
        "^h-4",
    ]


def test_headings_without_a_highlight_below_them_are_left_out() -> None:
    story = paper()
    text = exported(story, mark_words(story, "It matters"))
    assert [row for row in text.split("\n") if row.startswith("#")] == [
        "# A Quiet Page",
        "## Why does it matter?",
    ]


def test_a_highlight_brings_its_note_tags_colour_and_ways_back() -> None:
    story = paper()
    one = mark_words(
        story, "happened on Monday", note="Check **this**.", tags=("to do",), colour="green"
    )
    block = exported(story, one).split("## What happened\n\n")[1].split("\n\n<!--")[0]
    assert block == (
        "> happened on Monday\n\n^h-00000001\n\nCheck **this**.\n\n"
        "Colour: green · Tags: to do · [on the web]"
        "(<https://example.org/quiet?a=1&b=2#:~:text=happened%20on%20Monday>)"
        " · `broadsheet open ab12cd34#h-00000001`"
    )


def test_a_note_on_the_story_stands_below_its_title() -> None:
    text = exported(story_of("Text.", note="All of it is *good*."))
    assert text.index("# A Quiet Page") < text.index("All of it is *good*.") < text.index("/note ")


def test_obsidian_gets_tags_that_it_can_follow() -> None:
    story = story_of("Some text.", tags=("slow reading", "2024", "policy/export"))
    text = exported(story, mark_words(story, "text", tags=("to do", "c++")), name="obsidian")
    assert "Tags: #to-do, #c" in text
    assert front_matter(text)["tags"] == ["slow-reading", "_2024", "policy/export"]


def test_code_in_a_highlight_is_shown_as_code() -> None:
    builder = TextBuilder()
    builder.write("Try:")
    builder.end_block()
    builder.open("pre", "python")
    builder.write_lines("if x:\n    print('*')")
    builder.close("pre")
    builder.end_block(keep_indent=True)
    text, markup = builder.finish()
    story = story_of(text, *markup)
    assert "> Try:\n>\n> ```\n> if x:\n>     print('*')\n> ```" in exported(
        story, mark(story, 0, len(text))
    )


def test_code_is_not_looked_for_where_the_words_have_changed() -> None:
    story = story_of("abc def", Span(0, 7, "pre"))
    assert "> old words\n" in exported(story, mark(story, 0, 7, quote="old words"))


def test_nothing_but_the_moment_of_export_differs_between_two_exports() -> None:
    story = paper()
    one = format_named("markdown").render(story, [mark(story, 0, 6)], "2024-01-01T00:00:00.000Z")
    two = format_named("markdown").render(story, [mark(story, 0, 6)], "2025-01-01T00:00:00.000Z")
    assert one != two
    assert read_seal(one) == read_seal(two)
    assert read_seal(one).intact


@pytest.mark.parametrize(
    ("old", "new"),
    [("a lead", "the lead"), ("Culture", "Politics"), ("# A", "# The"), ("green", "red")],
)
def test_an_edit_anywhere_breaks_the_seal(old: str, new: str) -> None:
    story = paper()
    text = exported(story, mark_words(story, "a lead", colour="green"))
    assert not read_seal(text.replace(old, new, 1)).intact
    assert not read_seal(text + "My own words\n").intact


def test_each_region_ends_in_a_mark_with_a_digest_of_it() -> None:
    story = paper()
    text = exported(story, mark_words(story, "a lead", note="Mine."))
    region = text[text.index("> a lead") : text.index("\n\n<!-- /h-00000001")]
    assert f"<!-- /h-00000001 {digest(region)} -->" in text


NOTES = (
    "```python\nnever closed", "~~~~\nnever closed\n~~~", "<!-- never closed",
    "<pre>\nnever closed", "<script>\nlet x", "<style>\n* {", "<textarea>", "<?php",
    "<!DOCTYPE html", "<![CDATA[ x",
    "````\n```\nnot the end", "- list\n  ```\n  inside", "> ```\n> inside", "<div>\nopen",
    "text\n---",
    "# heading", "* * *", "| a |\n|---|", "^h-00000009", "<!-- /h-00000009 0123456789abcdef -->",
    "<!-- broadsheet 1 0123456789abcdef -->", "---\nid: \"zz99zz99\"\n---", "[a]: https://example.org",
    "a\n\n    code", "<pre></pre>\n```", "```\n<!--", "<!-- ```", "<!a", "  ~~~", "1. x\n\n   ```",
)  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_a_note_never_swallows_what_comes_after_it(note: str) -> None:
    _check_contained(note)


@given(st.lists(st.sampled_from(NOTES) | st.text(max_size=10), max_size=6).map("\n".join))
def test_no_note_at_all_swallows_what_comes_after_it(raw: str) -> None:
    note = clean_note(raw)
    if note:
        _check_contained(note)


def _check_contained(note: str) -> None:
    story = story_of("First passage. Second passage.", note=note)
    text = exported(
        story,
        mark_words(story, "First passage", "h-00000001", note=note),
        mark_words(story, "Second passage", "h-00000002"),
    )
    contents = [
        (token.level, token.content)
        for token in MarkdownIt("commonmark").parse(text.split("---\n", 2)[2])
        if token.type == "inline"
    ]
    for name in ("h-00000001", "h-00000002"):
        assert (1, f"^{name}") in contents
        assert any(
            level == 1 and content.startswith("Colour: ") and content.endswith(f"#{name}`")
            for level, content in contents
        )
        assert text.count(f"\n^{name}\n") == text.count(f"\n<!-- /{name} ") == 1
    assert (2, "First passage") in contents
    assert (2, "Second passage") in contents
    assert "\n^h-00000009\n" not in text
    assert read_id(text) == story.id
    assert read_seal(text).intact


@pytest.mark.parametrize("note", ["Plain.", "*a*\n\n- b\n  - c", "```\ncode\n```", "<b>x</b>"])
def test_a_wholesome_note_goes_through_as_it_is(note: str) -> None:
    story = story_of("A passage.")
    assert f"^h-00000001\n\n{note}\n\nColour" in exported(story, mark(story, 0, 1, note=note))


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
@pytest.mark.parametrize(
    "hostile", ["---", "# x", "]](x)", '"', "\\", "a: b", "1. x", "- x", "<!-- x", "` · `"]
)
def test_hostile_titles_names_and_tags_stay_where_they_belong(
    format_: object, hostile: str
) -> None:
    story = story_of("A passage.", title=hostile, byline=hostile, source=hostile, published=hostile)
    text = exported(story, mark(story, 0, 1, tags=(hostile,)), name=format_.name)  # type: ignore[attr-defined]
    matter = front_matter(text)
    assert [matter["title"], matter["by"], matter["source"]] == [hostile] * 3
    kinds = [token.type for token in MarkdownIt("commonmark").parse(text.split("---\n", 2)[2])]
    assert kinds.count("heading_open") == 1
    assert kinds.count("paragraph_open") == 4
    assert kinds.count("blockquote_open") == 1
    assert not {"hr", "list_item_open", "bullet_list_open", "ordered_list_open"} & set(kinds)


@pytest.mark.parametrize(
    ("quote", "directive"),
    [
        ("on Monday", "on%20Monday"),
        ("a, b & c-d", "a%2C%20b%20%26%20c%2Dd"),
        ("One line.\n\nAnother line, the last.", "One%20line.,Another%20line%2C%20the%20last."),
        ("word " * 40, f"{'word%20' * 7}word,{'word%20' * 7}word"),
        ("字" * 200, f"{'%E5%AD%97' * 40},{'%E5%AD%97' * 40}"),
    ],
)
def test_a_text_fragment_names_the_quote_or_its_two_ends(quote: str, directive: str) -> None:
    assert text_directive(quote) == directive


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a b", "https://example.org/<x>", "https://example.org/a?b=1&copy;=2",
        "https://example.org/(a)[b]`c`", "https://example.org/\\", "https://example.org/é",
    ],
)  # fmt: skip
def test_no_web_address_breaks_out_of_its_link(url: str) -> None:
    shown = MarkdownIt("commonmark").parse(web_link("on [the] web", story_of("x", url=url).head))
    kinds = [child.type for child in shown[1].children or []]
    assert (kinds[0], kinds[-1]) == ("link_open", "link_close")
    assert unquote(str((shown[1].children or [])[0].attrs["href"])) == url


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "file:///etc/passwd", "https://"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_link("on the web", story_of("x", url=url).head) == ""


def test_a_page_with_a_fragment_of_its_own_keeps_it() -> None:
    head = story_of("x", url="https://example.org/a#part").head
    assert web_link("w", head, "the words").endswith("#part:~:text=the%20words>)")


def test_a_copied_quote_says_where_it_is_from() -> None:
    story = story_of("A *passage*.\n\nMore.")
    assert markdown_quote(story, 0, 12) == (
        "> A \\*passage\\*.\n\n— [A Quiet Page]"
        "(<https://example.org/quiet?a=1&b=2#:~:text=A%20%2Apassage%2A.>)"
        ", Jo Field, The Gazette, 2024-07-01\n"
    )
    offline = story_of("Text.", url="", byline="")
    assert markdown_quote(offline, 0, 5, "h-1").endswith(
        "— A Quiet Page, The Gazette, 2024-07-01, `broadsheet open ab12cd34#h-1`\n"
    )
