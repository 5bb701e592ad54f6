"""Exact queries over 3,168 real stories: nothing is missed and nothing else is found."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from db import Library
from db.models import StoryDraft
from tests.data import shared_data
from tests.library import add, opened
from tests.oracle import DIFFERENT, ours

KINDS = {
    "word": 60, "number": 10, "phrase": 40, "and": 30, "not": 20, "prefix": 15, "section": 25,
    "date-range": 15,
}  # fmt: skip


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The English stories of the real news, indexed."""
    with opened(tmp_path_factory.mktemp("oracle") / "library") as library:
        add(library, *_drafts())
        library.search.catch_up()
        yield library


def _drafts() -> Iterator[StoryDraft]:
    with gzip.open(shared_data("news/news.safe.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["lang"] == "en":
                yield StoryDraft(
                    row["title"], row["body"], section=row["section"], published=row["date"],
                    lang="en", ref=row["id"], label=row["source"],
                )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_oracle_query_finds_exactly_what_it_should(english: Library, kind: str) -> None:
    queries: list[dict[str, Any]] = json.loads(
        shared_data("search/oracle-safe.json").read_text("utf-8")
    )["queries"]
    own = [query for query in queries if query["kind"] == kind]
    assert len(own) == KINDS[kind]
    wrong = {
        query["query"]
        for query in own
        if _digest([story.ref for story in english.select(ours(kind, query["query"]))])
        != query["sha256_sorted_ids"]
    }
    assert wrong == DIFFERENT.get(kind, set())


def _digest(ids: list[str]) -> str:
    return sha256("\n".join(sorted(ids)).encode()).hexdigest()


def test_what_differs_from_the_oracle_differs_by_what_is_known(english: Library) -> None:
    listed = {story.ref for story in english.select('"barcelona debian"')}
    spanning = {story.ref for story in english.select('"barcelona" title:barcelona "debian"')}
    assert "dwn/en/2014/01/03" in spanning - listed
    sections = {story.section for story in english.select("source:digitalgov section:analytics")}
    assert sections == {"analytics"}
