"""The sections of the paper, in the reader's order."""

from __future__ import annotations

import pytest

from db import Library
from db.errors import BadRequest, NotFound
from db.models import StoryDraft
from tests.library import TEXT, add, add_story, done, snapshot


def names(library: Library) -> list[str]:
    return [section.name for section in library.sections.all()]


@pytest.fixture
def paper(library: Library) -> Library:
    for name in ("News", "Sport", "Arts"):
        library.sections.add(name)
    return library


def test_a_new_library_has_a_general_section(library: Library) -> None:
    assert names(library) == ["General"]


def test_sections_count_their_stories_and_the_unread(paper: Library) -> None:
    drafts = [StoryDraft(f"Story {n}", f"Text {n}.", section="news") for n in range(3)]
    stories = add(paper, *drafts).stories
    paper.stories.opened(stories[0].id)
    paper.stories.remove(stories[1].id)
    counts = {section.name: (section.stories, section.unread) for section in paper.sections.all()}
    assert counts == {"General": (0, 0), "News": (2, 1), "Sport": (0, 0), "Arts": (0, 0)}


def test_a_new_section_stands_last_and_case_and_width_make_no_other(paper: Library) -> None:
    add_story(paper, section="ＮＥＷＳ")
    assert names(paper) == ["General", "News", "Sport", "Arts"]
    with pytest.raises(BadRequest, match="There is a section sPORT already"):
        paper.sections.add("sPORT")
    with pytest.raises(BadRequest, match="A section needs a name"):
        paper.sections.add(" \x1b[2J ")


def test_sections_are_ordered_as_the_reader_says(paper: Library) -> None:
    paper.sections.order(["arts", "News"])
    assert names(paper) == ["Arts", "News", "General", "Sport"]
    paper.history.undo()
    assert names(paper) == ["General", "News", "Sport", "Arts"]
    with pytest.raises(NotFound, match="'Culture'; there are: General, News, Sport, Arts"):
        paper.sections.order(["Culture"])


def test_a_section_is_renamed_where_it_stands(paper: Library) -> None:
    story = add_story(paper, section="News")
    paper.sections.rename("news", "Latest")
    assert names(paper) == ["General", "Latest", "Sport", "Arts"]
    assert paper.stories.head(story.id).section == "Latest"
    paper.sections.rename("Latest", "LATEST")
    assert names(paper)[1] == "LATEST"
    with pytest.raises(BadRequest, match="There is a section Arts already"):
        paper.sections.rename("LATEST", "Arts")
    with pytest.raises(BadRequest, match="A section needs a name"):
        paper.sections.rename("LATEST", "")


def test_a_removed_sections_stories_go_where_the_reader_says(paper: Library) -> None:
    story = add_story(paper, section="News")
    kept = add_story(paper, "Other", TEXT + " More.", section="Sport")
    before = snapshot(paper)
    paper.sections.remove("News", into="Culture")
    assert names(paper) == ["General", "Sport", "Arts", "Culture"]
    assert paper.stories.head(story.id).section == "Culture"
    assert paper.stories.head(kept.id).section == "Sport"
    paper.history.undo()
    assert snapshot(paper) == before
    paper.sections.remove("News")
    assert paper.stories.head(story.id).section == "General"
    assert done(paper)[-1] == "Removed the section News"


@pytest.mark.parametrize(("name", "into"), [("General", ""), ("News", "NEWS")])
def test_a_section_cannot_be_removed_into_itself(paper: Library, name: str, into: str) -> None:
    with pytest.raises(BadRequest, match="need another section"):
        paper.sections.remove(name, into)


def test_removing_a_story_does_not_lose_its_section(paper: Library) -> None:
    story = add_story(paper, section="News")
    paper.stories.remove(story.id)
    paper.sections.remove("News", into="Sport")
    paper.history.undo()
    paper.history.undo()
    assert paper.stories.head(story.id).section == "News"
