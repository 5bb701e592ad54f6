"""Did you mean, and stories about the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import Library
from db.models import StoryDraft
from tests.library import add, opened

PAPER = (
    StoryDraft(
        "The harbour of Vell",
        "The harbour opened its new lock. Pilots steer the ships through the lock at high tide.",
        lang="en",
    ),
    StoryDraft(
        "Pilots on strike",
        "The pilots of the harbour want shorter nights. No ship passes the lock meanwhile.",
        lang="en",
    ),
    StoryDraft("Bread", "A baker sells bread at dawn. Her harbour view is famous.", lang="en"),
    StoryDraft(
        "Budget", "The council passed the budget. Export controls were postponed.", lang="en"
    ),
    StoryDraft("北京大学", "北京大学昨天举行开放日活动，许多学生参观了图书馆。", lang="zh"),
    StoryDraft("图书馆", "图书馆的学生昨天参观了北京大学。", lang="zh"),
)


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as library:
        add(library, *PAPER)
        library.search.catch_up()
        yield library


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harbuor", "harbour"),
        ("habour", "harbour"),
        ("haarbor", "harbour"),
        ("budgte", "budget"),
        ("exportcontrols", "export controls"),
        ("harbour lokc", "harbour lock"),
        ("title:harbuor", "title:harbour"),
        ('"high tied"', '"high tide"'),
        ("(pilotts OR bakker) is:unread", "(pilots OR baker) is:unread"),
        ("harbour", ""),
        ("pilot", ""),
        ("shipped", ""),
        ("zzqx", ""),
        ("ab", ""),
        ("is:unread", ""),
        ("北京人民", ""),
        ("NOT budgte", ""),
        ("bud get", "budget"),
        ("ex port controls", "export controls"),
        ("bud get harbuor", ""),
        ("section:General budgte", "section:General budget"),
        ("budgte harbour", ""),
        ("budgte)", ""),
        ('"budgte', '"budget'),
        ("note:harbuor", ""),
        ("(", ""),
        ("", ""),
    ],
)
def test_a_word_that_is_in_no_story_is_put_right(paper: Library, typed: str, meant: str) -> None:
    assert paper.search.suggest(typed) == meant


def test_of_two_near_words_the_more_frequent_one_is_meant(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        texts = ("A ferry.", "A merry day.", "A merry band.", "One more merry day.")
        add(library, *(StoryDraft(f"Story {n}", text) for n, text in enumerate(texts)))
        library.search.catch_up()
        assert library.search.suggest("xerry") == "merry"
        assert library.search.suggest("ferrz") == "ferry"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wether", "whether"),
        ("wether forcast", "weather forecast"),
        ("rainy wether", "rainy weather"),
        ("strom wether", "storm weather"),
    ],
)
def test_of_several_near_words_those_are_meant_that_stand_together(
    tmp_path: Path, typed: str, meant: str
) -> None:
    with opened(tmp_path) as library:
        texts = (
            "Rainy weather. The weather forecast speaks of a storm.",
            "Nobody knows whether the cast of the forecast will strive.",
            "Whether it is for him to know.",
            "Whether he will be cast, nobody knows.",
        )
        add(library, *(StoryDraft(f"Story {n}", text) for n, text in enumerate(texts)))
        library.search.catch_up()
        assert library.search.suggest(typed) == meant


def test_a_word_that_is_hardly_known_may_be_a_slip_where_nothing_is_found(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        texts = ["The government speaks.", *["Another government."] * 40, "A goverment site."]
        add(library, *(StoryDraft(f"Story {n}", text) for n, text in enumerate(texts)))
        library.search.catch_up()
        assert library.search.suggest("goverment speaks") == "government speaks"
        assert library.search.suggest("goverment site") == ""


def test_a_query_of_nothing_but_unknown_words_is_left_alone(paper: Library) -> None:
    assert paper.search.suggest("harbuor") == "harbour"
    assert paper.search.suggest("harbuor hrbour haarbour harborr harbourr") == ""


def test_stories_about_the_same_come_first_with_what_they_share(paper: Library) -> None:
    story = paper.story(next(head.id for head in paper.select() if head.title == PAPER[0].title))
    found = paper.search.related(story)
    assert [one.story.title for one in found] == ["Pilots on strike"]
    assert {"pilots", "lock"} <= set(found[0].words)
    assert 0 < found[0].score <= 1


def test_stories_without_spaces_are_related_too(paper: Library) -> None:
    story = paper.story(next(head.id for head in paper.select() if head.title == "图书馆"))
    assert [one.story.title for one in paper.search.related(story)] == ["北京大学"]


def test_a_removed_story_is_related_to_none(paper: Library) -> None:
    ids = {head.title: head.id for head in paper.select()}
    paper.stories.remove(ids["Pilots on strike"])
    assert paper.search.related(paper.story(ids[PAPER[0].title])) == []


def test_a_story_that_is_like_no_other_has_no_related_ones(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        add(library, StoryDraft("Alone", "Nothing else is here."), StoryDraft("Empty", "…"))
        for head in library.select():
            assert library.search.related(library.story(head.id)) == []
