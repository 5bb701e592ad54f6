"""Searching: what a reader types, what they find, and what a hit shows."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import Library
from db.errors import QueryError
from db.models import Hit, StoryDraft
from tests.data import ROOT
from tests.library import add, add_story, mark, opened

HARBOUR = StoryDraft(
    "The lock of Vell",
    "The harbour of Vell opened its new lock on Monday.\n\n"
    "Ships may pass at any tide, and the pilots run long nights.\n\n"
    "Fishermen had asked for it since the great storm.",
    section="Coast",
    byline="Ada Moor",
    published="2024-07-01",
    lang="en",
    tags=("sea", "works"),
    label="Vell Courier",
)
BUDGET = StoryDraft(
    "A budget without a storm",
    "The council passed the budget in the third reading. Nobody ran for the exit.\n\n"
    "The harbour gets nine million.",
    section="Politics",
    byline="Ben Ade",
    published="2024-07-15T08:30:00Z",
    lang="en",
    tags=("money",),
)
CAFE = StoryDraft(
    "Das Café am Hafen",
    "Im Café am Hafen läuft seit Montag wieder Musik. Der Sturm ist vergessen.",
    section="Coast",
    byline="Cem Öz",
    published="2023",
    lang="de",
)
BEIJING = StoryDraft(
    "北京大学开放日",
    "北京大学昨天举行开放日活动，许多学生参观了图书馆。校长说：“欢迎来京。”",
    section="World",
    published="2024-08",
    lang="zh",
)


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Library]:
    """Four stories in three sections and languages, all of them indexed."""
    with opened(tmp_path / "library") as library:
        add(library, HARBOUR, BUDGET, CAFE, BEIJING)
        library.search.catch_up()
        yield library


def titles(library: Library, query: str, **options: object) -> set[str]:
    """The first word or two of the titles of all hits."""
    result = library.search.find(query, **options)  # type: ignore[arg-type]
    assert result.total == len(result.hits)
    return {short(hit) for hit in result.hits}


def short(hit: Hit) -> str:
    """How the tests call a story, with the kind of the hit when it is not the story itself."""
    names = {"The lock": "lock", "A budget": "budget", "Das Café": "café", "北京大学": "北京"}
    name = next(name for start, name in names.items() if hit.story.title.startswith(start))
    return name if hit.kind == "story" else f"{name}:{hit.kind}"


FOUND: list[tuple[str, set[str]]] = [
    ("harbour", {"lock", "budget"}),
    ("HARBOUR", {"lock", "budget"}),
    ("harbour lock", {"lock"}),
    ("harbour AND storm", {"lock", "budget"}),
    ("lock OR budget", {"lock", "budget"}),
    ("harbour NOT lock", {"budget"}),
    ("harbour -lock", {"budget"}),
    ("NOT harbour", {"café", "北京"}),
    ("(lock OR budget) million", {"budget"}),
    ('"new lock"', {"lock"}),
    ('"lock new"', set()),
    ('"on Monday. Ships may"', {"lock"}),
    ("harb*", {"lock", "budget"}),
    ("h*", {"lock", "budget", "café"}),
    ("harbor~", {"lock", "budget"}),
    ("habor~", set()),
    ("habor~2", {"lock", "budget"}),
    ("running", {"lock"}),
    ("=running", set()),
    ("=run", {"lock"}),
    ('"run"', {"lock"}),
    ("ship", {"lock"}),
    ("ships", {"lock"}),
    ("cafe", {"café"}),
    ("CAFÉ", {"café"}),
    ("Stürme", {"café"}),
    ("=Stürme", set()),
    ("title:häfen", {"café"}),
    ("sturm", {"café"}),
    ("storm", {"lock", "budget"}),
    ("北京", {"北京"}),
    ("京", {"北京"}),
    ("来京", {"北京"}),
    ("京来", set()),
    ("学开", {"北京"}),
    ("图书馆", {"北京"}),
    ('"开放日活动"', {"北京"}),
    ("title:storm", {"budget"}),
    ("title:(lock OR café)", {"lock", "café"}),
    ("title:北京", {"北京"}),
    ("by:ada", {"lock"}),
    ('by:"ben ade"', {"budget"}),
    ("by:ade", {"budget"}),
    ("by:oz", {"café"}),
    ("moor", set()),
    ("section:coast", {"lock", "café"}),
    ("section:coast harbour", {"lock"}),
    ("section:c*", {"lock", "café"}),
    ("section:nowhere", set()),
    ("tag:sea", {"lock"}),
    ("tag:SEA OR tag:money", {"lock", "budget"}),
    ("has:tag", {"lock", "budget"}),
    ('source:"vell courier"', {"lock"}),
    ("source:vell*", {"lock"}),
    ("source:paper", {"lock", "budget", "café", "北京"}),
    ("lang:en", {"lock", "budget"}),
    ("lang:zh OR lang:de", {"café", "北京"}),
    ("date:2024-07", {"lock", "budget"}),
    ("date:2024", {"lock", "budget", "北京"}),
    ("date:2024-08", {"北京"}),
    ("date:2024-08-01", set()),
    ("date:>2024-07-01", {"budget", "北京"}),
    ("date:<2024", {"café"}),
    ("date:<2023-06", set()),
    ("date:2024-07-02..2024-07-15", {"budget"}),
    ("date:2024-07-15", {"budget"}),
    ("words:>25", {"lock", "北京"}),
    ("words:<15", {"café"}),
    ("is:unread", {"lock", "budget", "café", "北京"}),
    ("is:read", set()),
    ("is:inbox -is:starred", {"lock", "budget", "café", "北京"}),
    ("is:archive", set()),
    ("*", {"lock", "budget", "café", "北京"}),
    ("* NOT section:coast", {"budget", "北京"}),
    ("is:unread OR nosuchword", {"lock", "budget", "café", "北京"}),
]


@pytest.mark.parametrize(("query", "expected"), FOUND, ids=[query for query, _ in FOUND])
def test_a_query_finds_what_it_says(paper: Library, query: str, expected: set[str]) -> None:
    assert titles(paper, query) == expected
    assert len(paper.select(query)) == len(expected)


def test_marking_a_story_read_is_seen_without_the_index(paper: Library) -> None:
    lock = paper.select("title:lock")[0]
    paper.stories.set_read(lock.id, True)
    paper.stories.set_starred(lock.id, True)
    paper.stories.set_shelf(lock.id, "later")
    assert paper.unindexed() == 0
    for query in ("is:read", "is:starred", "is:later harbour", "harbour is:read -is:inbox"):
        assert titles(paper, query) == {"lock"}


def test_a_note_is_found_and_stands_for_its_story(paper: Library) -> None:
    budget = paper.select("title:budget")[0]
    paper.stories.set_note(budget.id, "Compare with **Rotterdam**; ask the treasurer.")
    paper.search.catch_up()
    assert titles(paper, "rotterdam") == {"budget:note"}
    assert titles(paper, "note:rotterdam") == {"budget:note"}
    assert titles(paper, "note:harbour") == set()
    assert titles(paper, "has:note") == {"budget:note"}
    assert titles(paper, "rotterdam council") == {"budget"}
    assert titles(paper, "council -rotterdam") == set()
    assert [story.id for story in paper.select("rotterdam")] == [budget.id]
    (hit,) = paper.search.find("rotterdam").hits
    assert (hit.highlight, hit.start) == ("", None)
    assert hit.snippet.text == "Compare with **Rotterdam**; ask the treasurer."
    assert [hit.snippet.text[slice(*mark)] for mark in hit.snippet.marks] == ["Rotterdam"]


def test_a_highlight_is_found_by_its_quote_and_by_its_note(paper: Library) -> None:
    story = paper.stories.get(paper.select("title:lock")[0].id)
    made = mark(
        paper, story, "asked for it since the great storm", note="A petition?", tags=["later"],
        colour="green",
    )  # fmt: skip
    paper.search.catch_up()
    assert titles(paper, "storm") == {"lock", "lock:highlight", "budget"}
    assert titles(paper, "petition") == {"lock:highlight"}
    assert titles(paper, "colour:green") == {"lock:highlight"}
    assert titles(paper, "colour:red") == set()
    assert titles(paper, "tag:later") == {"lock:highlight"}
    assert titles(paper, "tag:sea") == {"lock"}
    assert titles(paper, "has:highlight") == {"lock", "lock:highlight"}
    assert titles(paper, "storm section:coast") == {"lock", "lock:highlight"}
    assert titles(paper, "storm by:ada title:lock") == {"lock", "lock:highlight"}
    assert titles(paper, "petition harbour") == {"lock"}
    assert [story.title for story in paper.select("tag:later OR petition")] == ["The lock of Vell"]
    quoted = next(hit for hit in paper.search.find("storm").hits if hit.kind == "highlight")
    assert (quoted.highlight, quoted.start, quoted.end) == (made.id, made.start, made.end)
    (noted,) = paper.search.find("petition").hits
    assert (noted.highlight, noted.start, noted.snippet.text) == (made.id, None, "A petition?")


def test_highlights_are_listed_by_the_same_language(paper: Library) -> None:
    story = paper.stories.get(paper.select("title:lock")[0].id)
    storm = mark(paper, story, "the great storm", note="petition")
    ships = mark(paper, story, "Ships may pass", colour="blue", tags=["tide"])
    paper.stories.set_starred(story.id, True)
    paper.search.catch_up()

    def listed(query: str) -> set[str]:
        return {one.id for one in paper.select_annotations(query, notes=False)}

    assert listed("storm") == listed("note:petition") == listed("has:note") == {storm.id}
    assert listed("colour:blue") == listed("tag:tide") == {ships.id}
    assert listed("is:starred") == listed("title:lock") == {storm.id, ships.id}
    assert listed("tag:sea -storm") == {ships.id}
    assert listed("is:unplaced") == listed("section:politics") == set()


def test_an_unplaced_highlight_is_found_without_a_place(paper: Library) -> None:
    story = paper.stories.get(paper.select("title:lock")[0].id)
    mark(paper, story, "since the great storm")
    paper.select("title:lock")
    add(paper, StoryDraft(story.title, HARBOUR.text.partition("Fishermen")[0], lang="en"))
    paper.search.catch_up()
    assert titles(paper, "is:unplaced") == {"lock:highlight"}
    (hit,) = (hit for hit in paper.search.find("storm").hits if hit.kind == "highlight")
    assert (hit.start, hit.end) == (None, None)
    assert [story.title for story in paper.select("is:unplaced")] == ["The lock of Vell"]


def test_a_hit_says_where_and_shows_the_passage_with_its_words_marked(paper: Library) -> None:
    (hit,) = paper.search.find('"new lock" monday').hits
    story = paper.stories.get(hit.story.id)
    assert hit.start is not None
    assert story.text[hit.start : hit.end] == "new lock"
    marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert marked == ["new lock", "Monday"]
    assert "\n" not in hit.snippet.text


def test_a_hit_in_a_title_alone_has_no_place(paper: Library) -> None:
    (hit,) = (hit for hit in paper.search.find("storm").hits if short(hit) == "budget")
    assert (hit.start, hit.end) == (None, None)
    assert hit.snippet.text.startswith("The council passed")
    assert hit.snippet.marks == ()


def test_a_word_in_the_title_comes_first(paper: Library) -> None:
    assert [short(hit) for hit in paper.search.find("storm").hits] == ["budget", "lock"]


def test_more_of_a_rare_word_in_a_short_text_comes_first(library: Library) -> None:
    filler = "and so it went on for a while until the evening came over the hills again " * 6
    add(
        library,
        StoryDraft("One", f"zebra {filler}", lang="en"),
        StoryDraft("Two", f"zebra zebra zebra {filler}", lang="en"),
        StoryDraft("Three", f"zebra {filler * 4}", lang="en"),
        StoryDraft("Four", filler, lang="en"),
    )
    hits = library.search.find("zebra evening").hits
    assert [hit.story.title for hit in hits] == ["Two", "One", "Three"]
    assert hits[0].score > hits[1].score > hits[2].score > 0


def test_the_exact_word_comes_before_its_inflections(library: Library) -> None:
    add(
        library,
        StoryDraft("A", "They organise an organ concert in the old church.", lang="en"),
        StoryDraft("B", "They run an organization at the old church square.", lang="en"),
    )
    assert [hit.story.title for hit in library.search.find("organization").hits] == ["B", "A"]
    assert [hit.story.title for hit in library.search.find("organ").hits] == ["A", "B"]


def test_the_newest_come_first_when_asked(paper: Library) -> None:
    newest = paper.search.find("* -lang:zh", sort="newest").hits
    assert [short(hit) for hit in newest] == ["budget", "lock", "café"]
    for sort, order in (("relevance", ["lock", "budget"]), ("newest", ["budget", "lock"])):
        hits = paper.search.find("lock OR harbour", sort=sort).hits  # type: ignore[arg-type]
        assert [short(hit) for hit in hits] == order


def test_the_total_counts_what_the_limit_leaves_out(paper: Library) -> None:
    result = paper.search.find("harbour", limit=1)
    assert (len(result.hits), result.total) == (1, 2)


def test_inflections_are_those_of_the_language_of_the_story(library: Library) -> None:
    add(
        library,
        StoryDraft("Englisch", "The gift was given to the guest.", lang="en"),
        StoryDraft("Deutsch", "Das Gift wirkt; viele Gifts gibt es nicht.", lang="de"),
        StoryDraft("Unbekannt", "The town gifted the hall to the school, and it is for all of us."),
    )
    titles = {hit.story.title for hit in library.search.find("gifts").hits}
    assert titles == {"Englisch", "Deutsch", "Unbekannt"}
    titles = {hit.story.title for hit in library.search.find("giving").hits}
    assert titles == set()
    titles = {hit.story.title for hit in library.search.find("gifting").hits}
    assert titles == {"Englisch", "Unbekannt"}


def test_while_typing_the_last_word_may_go_on(paper: Library) -> None:
    assert titles(paper, "harb", typing=True) == {"lock", "budget"}
    assert titles(paper, "harb ", typing=True) == set()
    assert titles(paper, "harb") == set()
    assert titles(paper, '"new lo', typing=True) == {"lock"}
    assert titles(paper, "section:pol", typing=True) == {"budget"}
    assert titles(paper, "harbour NOT lo", typing=True) == {"lock", "budget"}


def test_while_typing_one_or_two_letters_begin_a_title(paper: Library) -> None:
    assert titles(paper, "bu", typing=True) == {"budget"}
    assert titles(paper, "fi", typing=True) == set()
    assert titles(paper, "fis", typing=True) == {"lock"}
    assert titles(paper, "京", typing=True) == {"北京"}


def test_while_typing_a_beginning_too_short_for_texts_says_so(paper: Library) -> None:
    assert "in titles alone" in paper.search.find("h* ", typing=True).partial
    assert paper.search.find("hou* ", typing=True).partial == ""
    assert paper.search.find("h*").partial == ""


def test_while_typing_a_prefix_is_capped_and_says_so(library: Library) -> None:
    for part in range(4):
        words = " ".join(f"word{part}x{number}" for number in range(100))
        add_story(library, f"Part {part}", words, name=f"part {part}")
    library.search.catch_up()
    typed = library.search.find("word", typing=True)
    assert "300 most frequent words" in typed.partial
    assert typed.total == 3
    found = library.search.find("word*")
    assert (found.partial, found.total) == ("", 4)


def test_while_typing_a_mistake_is_told_and_the_rest_is_searched(paper: Library) -> None:
    result = paper.search.find("is:lost harbour", typing=True)
    assert result.total == 2
    assert "is: does not know 'lost'" in result.wrong
    assert paper.search.find("is:", typing=True).total == 0


def test_a_wrong_query_is_refused(paper: Library) -> None:
    for ask in (paper.search.find, paper.search.story_keys, paper.search.highlight_keys):
        with pytest.raises(QueryError, match="not closed"):
            ask('say "harbour')


def test_matches_are_marked_in_any_text_by_the_rules_of_the_index(library: Library) -> None:
    text = "Running is fun. He ran; they RUN — a run of runs in “Ruń”, 北京大学."
    found = [text[start:end] for start, end in library.search.spans("running 京大", text, "en")]
    assert found == ["Running", "RUN", "run", "runs", "Ruń", "京大"]
    found = [text[start:end] for start, end in library.search.spans('"a run of" fu*', text, "de")]
    assert found == ["fun", "a run of"]
    assert library.search.spans("is:unread (", text) == []


def test_a_removed_story_is_not_found_although_the_index_has_not_seen_it(paper: Library) -> None:
    lock = paper.select("title:lock")[0]
    mark(paper, paper.stories.get(lock.id), "the great storm")
    paper.search.catch_up()
    paper.stories.remove(lock.id)
    result = paper.search.find("harbour OR storm", typing=True)
    assert {short(hit) for hit in result.hits} == {"budget"}
    assert (result.total, result.pending) == (1, 1)
    paper.search.catch_up()
    assert titles(paper, "storm") == {"budget"}
    paper.history.undo()
    paper.search.catch_up()
    assert titles(paper, "storm") == {"budget", "lock", "lock:highlight"}


def test_a_new_text_replaces_the_old_one(paper: Library) -> None:
    add(paper, StoryDraft(HARBOUR.title, HARBOUR.text.replace("Monday", "Thursday"), lang="en"))
    paper.search.catch_up()
    assert titles(paper, "thursday") == {"lock"}
    assert titles(paper, "opened monday") == set()


def test_what_the_index_has_not_seen_is_counted(paper: Library) -> None:
    add_story(paper, "News", "A zebra in the harbour.", name="second")
    result = paper.search.find("zebra", typing=True)
    assert (result.total, result.pending) == (0, 1)
    assert paper.search.find("is:unread").pending == 0


def test_a_list_and_an_export_wait_for_the_index(paper: Library) -> None:
    add_story(paper, "News", "A zebra in the harbour.", name="second")
    assert [story.title for story in paper.select("zebra")] == ["News"]


def test_a_search_that_nobody_waits_for_ends(paper: Library) -> None:
    stop = threading.Event()
    stop.set()
    result = paper.search.find("h*", stop=stop)
    assert (result.total, len(result.hits)) == (0, 0)


def test_a_search_without_time_says_that_there_may_be_more(paper: Library) -> None:
    result = paper.search.find("h*", seconds=0)
    assert "there may be more" in result.partial


def test_hits_far_down_are_made_when_they_are_looked_at(library: Library) -> None:
    add(library, *(StoryDraft(f"Story {number}", "A zebra.", lang="en") for number in range(60)))
    result = library.search.find("zebra", limit=40)
    assert (len(result.hits), result.total) == (40, 60)
    assert len({hit.story.id for hit in result.hits}) == 40
    assert result.hits[-1] == result.hits[39] == result.hits[39:][0]
    with pytest.raises(IndexError):
        result.hits[40]


def test_a_hit_whose_story_was_taken_away_meanwhile_says_so(library: Library) -> None:
    add(library, *(StoryDraft(f"Story {number}", "A zebra.") for number in range(30)))
    result = library.search.find("zebra")
    library.history.undo()
    assert result.hits[29].story.title == "(no longer in the library)"


def test_searches_run_on_several_threads_while_the_index_grows(library: Library) -> None:
    stop, failures = threading.Event(), list[BaseException]()

    def search() -> None:
        try:
            while not stop.is_set():
                result = library.search.find("zebra*", typing=True)
                assert len(result.hits) == result.total
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(12):
        add_story(library, f"Story {number}", f"A zebra{number} walks.", name=f"file {number}")
        library.search.catch_up()
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert library.search.find("zebra*").total == 12


def test_states_are_listed_without_the_search_engine(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from db import Library
library = Library(Path(sys.argv[1]))
assert len(library.select("is:unread section:general date:2024")) == 0
library.close()
assert not [name for name in sys.modules if name.startswith("whoosh")]
"""
    subprocess.run([sys.executable, "-c", code, tmp_path / "library"], check=True, cwd=ROOT)  # noqa: S603 -- code of our own
