"""Adding stories: each once, what is new revised, and what the reader did left as they did it."""

from __future__ import annotations

from typing import Any

import pytest

from db import Intake, Library
from db.models import Span, StoryDraft
from tests.library import (
    OTHER,
    REVISED,
    TEXT,
    add,
    add_story,
    done,
    mark,
    outcomes,
    snapshot,
)


def test_stories_come_in_with_what_they_say_of_themselves(library: Library) -> None:
    draft = StoryDraft(
        "The lock", TEXT, section="Harbour", byline="Ada Berg", published="2024-07", lang="en",
        url="https://example.org/lock", tags=("port", "#Money"), ref="17", label="The Tide",
    )  # fmt: skip
    added = add(library, draft, section="News", tags=("new",)).stories[0]
    head = library.stories.head(added.id)
    assert (added.title, added.section, added.outcome) == ("The lock", "Harbour", "added")
    assert (head.title, head.section, head.byline) == ("The lock", "Harbour", "Ada Berg")
    assert (head.published, head.lang, head.ref) == ("2024-07", "en", "17")
    assert (head.source, head.url) == ("The Tide", "https://example.org/lock")
    assert head.tags == ("Money", "new", "port")
    assert (head.read, head.starred, head.shelf) == (False, False, "inbox")
    assert library.stories.get(added.id).text == TEXT


def test_a_story_that_names_no_section_goes_where_the_caller_says(library: Library) -> None:
    assert add_story(library, "One", TEXT, name="a").head.section == "General"
    result = add(library, StoryDraft("Two", OTHER), section="News")
    assert result.stories[0].section == library.stories.head(result.stories[0].id).section == "News"


def test_the_same_file_again_adds_nothing(library: Library) -> None:
    drafts = [
        StoryDraft("The lock", TEXT, tags=("port",), section="News"),
        StoryDraft("Bread", OTHER, ref="2", url="https://example.org/2"),
        StoryDraft("Bread", OTHER + " More.", url="https://example.org/3"),
        StoryDraft("", "A story without a title.", section="NEWS"),
        StoryDraft("Empty", ""),
    ]
    assert outcomes(library, *drafts) == "aaaaa"
    before, steps = snapshot(library), done(library)
    assert outcomes(library, *drafts) == "====="
    assert snapshot(library) == before
    assert done(library) == steps == ["Added paper: 5 new"]


def test_the_same_story_from_another_file_adds_nothing_not_even_the_file(library: Library) -> None:
    story = add_story(library)
    result = add(
        library, StoryDraft("The lock", TEXT, byline="Someone", section="News"), name="copy"
    )
    assert [(again.id, again.outcome) for again in result.stories] == [(story.id, "unchanged")]
    assert [source.title for source in library.sources.all()] == ["paper"]
    assert library.stories.head(story.id).section == "General"


def test_a_story_gets_the_text_back_that_another_file_has_too(library: Library) -> None:
    elsewhere = add_story(library, name="wire")
    story = add_story(library, text=REVISED)
    assert story.id != elsewhere.id
    assert outcomes(library, StoryDraft("The lock", TEXT)) == "u"
    assert library.stories.get(story.id).text == TEXT
    assert outcomes(library, StoryDraft("The lock", TEXT)) == "="


def test_what_another_file_has_is_not_added_beside_an_unlike_story(library: Library) -> None:
    add_story(library, name="wire")
    story = add_story(library, text=OTHER)
    assert outcomes(library, StoryDraft("The lock", TEXT)) == "="
    assert outcomes(library, StoryDraft("The lock", TEXT), dry_run=True) == "="
    assert library.stories.get(story.id).text == OTHER
    assert library.stories.count() == 2


@pytest.mark.parametrize(
    ("first", "again", "outcome"),
    [
        pytest.param({"ref": "1"}, {"ref": "1"}, "u", id="id"),
        pytest.param({"ref": "1"}, {"ref": "1", "title": "Other"}, "u", id="id, title changed"),
        pytest.param({"ref": "1", "url": "u"}, {"ref": "2", "url": "u"}, "a", id="another id"),
        pytest.param({"url": "u"}, {"url": "u", "title": "Other"}, "u", id="URL"),
        pytest.param({"url": "u"}, {"url": "v"}, "a", id="another URL"),
        pytest.param({}, {"url": "u"}, "u", id="title, URL known now"),
        pytest.param({"url": "u"}, {}, "u", id="title, URL known before"),
        pytest.param({}, {}, "u", id="title"),
        pytest.param({}, {"title": "Other"}, "a", id="another title"),
        pytest.param({}, {"text": OTHER}, "a", id="title, but other words"),
        pytest.param({"ref": "1"}, {"ref": "1", "text": OTHER}, "u", id="id, other words"),
    ],
)
def test_another_text_is_a_story_of_its_own_or_revises_one(
    library: Library, first: dict[str, Any], again: dict[str, Any], outcome: str
) -> None:
    story = add_story(library, **first)
    draft = StoryDraft(**{"title": "The lock", "text": REVISED, **again})
    assert outcomes(library, draft) == outcome
    assert library.stories.count() == (2 if outcome == "a" else 1)
    assert library.stories.get(story.id).text == (TEXT if outcome == "a" else draft.text)
    assert outcomes(library, draft) == "="


def test_a_title_that_is_not_alone_tells_nothing(library: Library) -> None:
    add(library, StoryDraft("Report", TEXT))
    twins = [StoryDraft("Report", REVISED), StoryDraft("Report", TEXT.replace("Monday", "Sunday"))]
    assert outcomes(library, *twins) == "aa"
    assert library.stories.count() == 3
    assert outcomes(library, StoryDraft("Report", TEXT + "\n\nThe end.")) == "a"


def test_two_stories_of_one_file_never_become_one(library: Library) -> None:
    alike = [StoryDraft("Report", TEXT), StoryDraft("Report", REVISED)]
    linked = [StoryDraft("One", TEXT, url="u"), StoryDraft("Two", REVISED, url="u")]
    assert outcomes(library, *alike, name="alike") == "aa"
    assert outcomes(library, *alike, name="alike") == "=="
    assert outcomes(library, *alike[::-1], name="alike") == "=="
    assert outcomes(library, *linked, name="linked") == "aa"
    assert outcomes(library, *linked[::-1], name="linked") == "=="


def test_of_two_drafts_with_one_id_the_first_counts(library: Library) -> None:
    drafts = [StoryDraft("One", TEXT, ref="1"), StoryDraft("Two", OTHER, ref="1")]
    assert outcomes(library, *drafts) == "a="
    assert outcomes(library, *drafts) == "=="
    assert [head.title for head in library.select()] == ["One"]


def test_long_ids_that_begin_alike_are_two(library: Library) -> None:
    drafts = [StoryDraft("One", TEXT, ref="x" * 5000 + end) for end in "ab"]
    assert outcomes(library, *drafts) == "aa"
    assert outcomes(library, *drafts) == "=="


def test_what_a_source_says_anew_is_taken_over(library: Library) -> None:
    story = add_story(library, ref="1", tags=("port",))
    again = StoryDraft(
        "The new lock", TEXT, section="Harbour", byline="Ada", published="2024",
        tags=("port", "ship"), ref="1",
    )  # fmt: skip
    assert outcomes(library, again) == "u"
    head = library.stories.head(story.id)
    assert (head.title, head.section, head.byline) == ("The new lock", "Harbour", "Ada")
    assert head.tags == ("port", "ship")
    assert outcomes(library, again) == "="
    assert outcomes(library, StoryDraft("The new lock", TEXT, ref="1")) == "="


@pytest.mark.parametrize("ref", ["1", ""])
def test_what_the_reader_changed_wins_over_what_comes_in_again(library: Library, ref: str) -> None:
    draft = StoryDraft("The lock", TEXT, section="News", tags=("port", "ship"), ref=ref)
    story = add(library, draft).stories[0]
    library.stories.rename(story.id, "My title")
    library.stories.move(story.id, "Kept")
    library.stories.remove_tags(story.id, ["port"])
    assert outcomes(library, draft) == "="
    revised = StoryDraft("The lock", REVISED, section="Sport", tags=("port", "new"), ref=ref)
    assert outcomes(library, revised) == "u"
    head = library.stories.head(story.id)
    assert (head.title, head.section, head.tags) == ("My title", "Kept", ("ship",))
    assert library.stories.get(story.id).text == REVISED


def test_sections_and_tags_that_the_reader_renamed_or_removed_stay_so(library: Library) -> None:
    draft = StoryDraft("The lock", TEXT, section="News", tags=("port", "ship", "sea"), ref="1")
    story = add(library, draft).stories[0]
    library.sections.rename("News", "Fresh")
    library.tags.rename("port", "harbour")
    library.tags.remove("ship")
    assert outcomes(library, draft) == "="
    library.sections.remove("Fresh")
    assert outcomes(library, draft) == "="
    head = library.stories.head(story.id)
    assert (head.section, head.tags) == ("General", ("harbour", "sea"))


def test_a_removed_story_stays_removed(library: Library) -> None:
    draft = StoryDraft("The lock", TEXT)
    library.stories.remove(add(library, draft).stories[0].id)
    assert outcomes(library, draft) == "r"
    assert outcomes(library, StoryDraft("The lock", REVISED)) == "r"
    assert outcomes(library, draft, name="copy") == "r"
    assert library.stories.count() == 0
    library.history.undo()
    assert outcomes(library, draft) == "="


def test_a_story_that_left_its_source_stays_in_the_library(library: Library) -> None:
    drafts = [StoryDraft("The lock", TEXT), StoryDraft("Bread", OTHER)]
    add(library, *drafts)
    assert outcomes(library, drafts[1]) == "="
    assert library.stories.count() == 2


def test_changed_emphasis_alone_is_taken_over(library: Library) -> None:
    story = add_story(library, markup=(Span(0, 3, "emphasis"),))
    made = mark(library, story, "new lock")
    strong = (Span(0, 3, "strong"),)
    assert outcomes(library, StoryDraft("The lock", TEXT, strong)) == "u"
    assert library.stories.get(story.id).markup == strong
    again = library.highlights.get(made.id)
    assert (again.start, again.status, again.reviewed) == (made.start, "same", True)


def test_every_field_is_made_safe(library: Library) -> None:
    spans = (
        Span(0, 3, "link", "https://e.org/\x1b[2J\x9b1m"),
        Span(5, 2, "strong"),
        Span(0, 10**6, "emphasis"),
        Span(0, 3, "blink"),  # type: ignore[arg-type]
    )
    draft = StoryDraft(
        "A\x1b]52;c;x\x07 title\n", "One two.", spans, section="S\x00\u202e", byline="By\tme",
        published="2024\r\n", url="https://e.org/\x07", lang="en\n", ref="r\x1b[1m",
        tags=("#port", " ", "\x1b[2J", "#", "a,b", ","), label="L\x85",
    )  # fmt: skip
    story = library.stories.get(add(library, draft).stories[0].id)
    head = story.head
    assert (head.title, head.section, head.byline) == ("A title", "S", "By me")
    assert (head.published, head.url, head.lang) == ("2024", "https://e.org/", "en")
    assert (head.ref, head.source, head.tags) == ("r", "L", ("a b", "port"))
    assert story.markup == (Span(0, 3, "link", "https://e.org/"),)


def test_a_path_that_is_no_text_is_the_same_source_again(library: Library) -> None:
    for expected in ("added", "unchanged"):
        intake = Intake("file", "/papers/caf\udce9.txt", "caf\udce9.txt")
        result = library.add(intake, [StoryDraft("The lock", TEXT, ref="1")])
        assert result.stories[0].outcome == expected
    assert len(library.sources.all()) == 1
