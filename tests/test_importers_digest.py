"""A plain-text digest becomes the stories that a reader sees in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import StoryDraft
from reader.importers import BadPattern, UnreadableSource, read
from tests.benchmarks.bench_digest import measure
from tests.data import SAMPLES, shared_data

BODY = (
    "The council met on Monday and agreed that the old bridge should be mended before the winter "
    "sets in, at a cost of two million."
)
MORE = "Work begins in May, the engineer said, and the ferry will run twice an hour until then."


def split(path: Path, text: str, **wishes: str) -> list[StoryDraft]:
    """The stories of a digest with this text."""
    path.write_text(text, "utf-8")
    with read(path, format="digest", **wishes) as loaded:
        return list(loaded.drafts)


def headings(story: StoryDraft) -> list[str]:
    """The subheads of a story."""
    return [story.text[s.start : s.end] for s in story.markup if s.kind == "heading"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "digest.txt"


def test_the_first_digest_gives_its_ten_stories_whole() -> None:
    path = shared_data("digests/000_1338b711ae34d42c.txt")
    with read(path) as loaded:
        stories = list(loaded.drafts)
        assert list(loaded.notices) == []
    assert [len(story.text.split("\n\n")) for story in stories] == [4, 3, 6, 4, 3, 4, 3, 3, 5, 3]
    blocks = [block for block in path.read_text("utf-8").split("\n\n") if block.strip()]
    found = [block for story in stories for block in (story.title, *story.text.split("\n\n"))]
    assert found == [block.strip() for block in blocks]
    assert [headings(story) for story in stories if story.markup] == [
        ["Why does this matter?"],
        ["Why does it matter?"],
    ]
    assert {story.section for story in stories} == {""}


def test_the_built_digests_are_split_as_well_as_they_were() -> None:
    scores = measure(shared_data("digests/built"))
    for layout, score in scores.items():
        if layout[0] in "ACDEFGH":
            assert score.exact == score.files, layout
    standing = scores["B-title-blank-paras-1nl"]
    assert standing.titles / standing.found > 0.75
    assert standing.titles / standing.wanted > 0.9
    assert scores["all"].titles / scores["all"].found > 0.96


def test_a_weekly_comes_in_with_sections_subheads_lists_and_credits() -> None:
    with read(SAMPLES / "weekly.txt") as loaded:
        bakery, library, weather = loaded.drafts
        assert list(loaded.notices) == [
            "The lines above the first title were left out: “The Pellow Weekly”."
        ]
    assert (bakery.section, library.section, weather.section) == ("Town", "Town", "Weather")
    assert bakery.title == "Bakery moves its oven across the river"
    assert (bakery.byline, bakery.published) == ("Nell Farrow", "2024-05-03")
    assert bakery.text.startswith("The oven of the old bakery")
    assert headings(bakery) == ["What happens to the bread?", "Why it matters"]
    assert headings(library) == ["Why it matters"]
    assert "\n\n- their card\n- a cup, for" in library.text
    assert weather.text.count("\n\n") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"== Tech ==\n\nA bridge\n\n{BODY}\n\n== World ==\n\nWhat is new?\n\n{MORE}",
            [("Tech", "A bridge"), ("World", "What is new?")],
            id="equals signs, and a question where a title must be",
        ),
        pytest.param(
            f"== Tech ==\nA bridge\n{BODY}\n{MORE}\n\nA ferry\n{BODY}",
            [("Tech", "A bridge"), ("Tech", "A ferry")],
            id="no blank lines at all",
        ),
        pytest.param(
            f"# Tech\n\nA bridge\n\n{BODY}\n\nA ferry\n\n{MORE}\n",
            [("Tech", "A bridge"), ("Tech", "A ferry")],
            id="a hash",
        ),
        pytest.param(
            f"# Tech\n\n## A bridge\n\n{BODY}\n\nA short line\n\n{MORE}\n\n## A ferry\n{BODY}",
            [("Tech", "A bridge"), ("Tech", "A ferry")],
            id="hashes for titles",
        ),
        pytest.param(
            f"# A bridge\n\n{BODY}\n\n# A ferry\n\n{MORE}",
            [("", "A bridge"), ("", "A ferry")],
            id="a section that holds text alone is a title",
        ),
        pytest.param(
            f"TECH\n\nA bridge\n\n{BODY}\n\nA ferry\n\n{MORE}\n\nWORLD\n\nA boat\n\n{BODY}",
            [("TECH", "A bridge"), ("TECH", "A ferry"), ("WORLD", "A boat")],
            id="capitals over two titles and more",
        ),
        pytest.param(
            f"A BRIDGE\n\n{BODY}\n\nA FERRY\n\n{MORE}",
            [("", "A BRIDGE"), ("", "A FERRY")],
            id="capitals over text are titles",
        ),
        pytest.param(
            f"A BRIDGE\n\n{BODY}\n\nA BOAT\n\n{BODY}\n\nA FERRY\n\nAt last\n\n{MORE}\n\n"
            f"And more\n\n{MORE}",
            [("", "A BRIDGE"), ("", "A BOAT"), ("", "A FERRY"), ("", "And more")],
            id="capitals over a subhead, where they are titles",
        ),
        pytest.param(
            f"NATO\n\n{BODY}\n\nA bridge\n\n{MORE}\n\nA ferry\n\n{MORE}",
            [("", "NATO"), ("", "A bridge"), ("", "A ferry")],
            id="a title that is an acronym",
        ),
        pytest.param(
            f"Tech\n====\n\nA bridge\n--------\n\n{BODY}\n\nA ferry\n-------\n\n{MORE}",
            [("Tech", "A bridge"), ("Tech", "A ferry")],
            id="underlined on two levels",
        ),
        pytest.param(
            f"[Tech]\nA bridge\n{BODY}\n\n[World]\nA ferry\n{MORE}",
            [("Tech", "A bridge"), ("World", "A ferry")],
            id="brackets",
        ),
        pytest.param(
            f"1. A bridge\n\n{BODY}\n\n2. A ferry.\n\n{MORE}",
            [("", "A bridge"), ("", "A ferry.")],
            id="numbers",
        ),
        pytest.param(
            f"Two ways over\n\n{BODY}\n\n1. A bridge\n\n{MORE}\n\n2. A ferry\n\n{MORE}",
            [("", "Two ways over")],
            id="numbered subheads of one story",
        ),
        pytest.param(
            f"A bridge\n\n{BODY}\n\n---\n\nA ferry\n\n{MORE}\n\nAt last\n\n{BODY}",
            [("", "A bridge"), ("", "A ferry")],
            id="a rule between stories",
        ),
        pytest.param(
            f"A bridge\n\n{BODY}\n\n* * *\n\n{MORE}",
            [("", "A bridge")],
            id="a scene break is no story",
        ),
        pytest.param(
            f"A bridge\n\n{BODY}\n\nAt last\n\n{MORE}\n\n\n\nWhat is new?\n\n{BODY}",
            [("", "A bridge"), ("", "What is new?")],
            id="wide gaps",
        ),
        pytest.param(
            f"A bridge\n\n    {BODY}\n\n    At last\n\n    {MORE}\n\nA ferry\n\n    {BODY}",
            [("", "A bridge"), ("", "A ferry")],
            id="paragraphs indented",
        ),
        pytest.param(
            f"A bridge\n\nA long wait ends\n\n{BODY}\n\nA ferry\n\nAgain\n\n{MORE}",
            [("", "A bridge"), ("", "A ferry")],
            id="a second short line is a subhead",
        ),
        pytest.param(
            "".join(
                f"{title}\n\n{BODY}\n\nWhy it matters\n\n{MORE}\n\n"
                for title in ["The council agrees on a bridge at last, and a ferry"] * 2
            ),
            [("", "The council agrees on a bridge at last, and a ferry")] * 2,
            id="a label comes back, and so does a title",
        ),
        pytest.param(
            f"What is a bridge?\n\n{BODY}\n\nWhy now?\n\n{MORE}",
            [("", "What is a bridge?")],
            id="a question is a title only where the file begins",
        ),
        pytest.param(
            f"A bridge in the U.S.\n\n{BODY}\n\nThis is one sentence.\n\n{MORE}",
            [("", "A bridge in the U.S.")],
            id="a final stop, and initials",
        ),
        pytest.param(
            "芯片展会开幕\n\n多家公司展示了产品。参会者很多。\n\n出租车受欢迎\n\n司机们却不高兴。",
            [("", "芯片展会开幕"), ("", "出租车受欢迎")],
            id="Chinese",
        ),
        pytest.param("A bridge", [("", "digest")], id="a line and nothing else is a text"),
        pytest.param(f"{BODY}\n\n{MORE}", [("", "digest")], id="no title: the file's name"),
        pytest.param(
            f"A plain statement.\n\n{BODY}",
            [("", "A plain statement.")],
            id="no title: a first line",
        ),
    ],
)
def test_titles_and_sections(file: Path, text: str, expected: list[tuple[str, str]]) -> None:
    stories = split(file, text)
    assert [(story.section, story.title) for story in stories] == expected
    assert split(file, text.replace("\n", "\r\n")) == stories


def test_a_short_line_above_text_is_a_heading_and_a_signature_is_not(file: Path) -> None:
    story = split(file, f"## T\n\n{BODY}\n\nAt last\n\n{MORE}\n\nAnn Lee, Mill Lane\n")[0]
    assert headings(story) == ["At last"]
    story = split(file, f"## T\n\n{BODY}\n\nAnn Lee, Mill Lane\n\nAt last\n\n{MORE}\n")[0]
    assert headings(story) == ["At last"]


@pytest.mark.parametrize(
    ("line", "byline", "published", "stays"),
    [
        ("By Ann Lee", "Ann Lee", "", False),
        ("by Ann Lee and Bo van Dyk, 3 June 2024", "Ann Lee and Bo van Dyk", "2024-06-03", False),
        ("By Ann Lee (June 3, 2024)", "Ann Lee", "2024-06-03", False),
        ("Monday, June 3, 2024", "", "2024-06-03", True),
        ("By Friday the rain had stopped.", "", "", True),
    ],
)
def test_a_line_under_the_title_tells_who_and_when(
    file: Path, line: str, byline: str, published: str, stays: bool
) -> None:
    story = split(file, f"## A bridge\n\n{line}\n\n{BODY}")[0]
    assert (story.byline, story.published) == (byline, published)
    assert (line in story.text) == stays


@pytest.mark.parametrize("above", ["[Tech]\nA bridge\n", "## A bridge\n", "A bridge\n--------\n"])
def test_a_byline_squeezed_between_title_and_text_is_found(file: Path, above: str) -> None:
    story = split(file, f"{above}By Ann Lee | 2024-06-03\n{BODY}\n\n{MORE}")[0]
    assert (story.title, story.byline, story.text) == ("A bridge", "Ann Lee", f"{BODY}\n\n{MORE}")


def test_a_long_digest_tells_subheads_by_what_is_usual_in_it(file: Path) -> None:
    stories = [
        f"The council agrees on bridge number {word} at last\n\n" + f"{BODY}\n\n" * 4
        for word in ("one", "two", "three", "four", "five")
    ]
    stories[2] += f"What we learned\n\n{MORE}\n\n"
    found = split(file, "".join(stories))
    assert len(found) == 5
    assert headings(found[2]) == ["What we learned"]


def test_a_pattern_decides_alone_what_a_title_is(file: Path) -> None:
    text = f"== Tech ==\n* A bridge.\n{BODY}\n\nA short line\n\n{MORE}\n* A ferry\n{BODY}"
    stories = split(file, text, title_pattern=r"^\* (.+)")
    assert [(s.section, s.title) for s in stories] == [("Tech", "A bridge."), ("Tech", "A ferry")]
    assert headings(stories[0]) == ["A short line"]


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("(", "The title pattern “(” is not a regular expression: missing )"),
        ("^zzz", "digest.txt fits the title pattern “^zzz”: nothing was added"),
    ],
)
def test_a_wrong_pattern_is_told(file: Path, pattern: str, sentence: str) -> None:
    with pytest.raises(BadPattern) as error:
        split(file, f"A bridge\n\n{BODY}", title_pattern=pattern)
    assert sentence in str(error.value)


def test_a_pattern_for_what_is_no_digest_is_not_silently_dropped() -> None:
    with read(SAMPLES / "article.md", title_pattern="^x") as loaded:
        assert next(iter(loaded.notices)).startswith("The title pattern was not used for")


def test_one_story_may_be_asked_for(file: Path) -> None:
    file.write_text(f"A bridge\n\n{BODY}\n\nAt last\n\n{MORE}\n\nA ferry\n\n{BODY}", "utf-8")
    with read(file, format="text") as loaded:
        (story,) = loaded.drafts
    assert story.title == "A bridge"
    assert headings(story) == ["At last", "A ferry"]


@pytest.mark.parametrize("text", [" \n\n\t\n", "\ufeff", "\n"])
def test_a_file_of_blanks_holds_nothing(file: Path, text: str) -> None:
    with pytest.raises(UnreadableSource, match="holds no text"):
        split(file, text)


words = st.text(alphabet="abcdefghijäöé漢字", min_size=1, max_size=8)
titles = st.lists(words, min_size=2, max_size=9).map(lambda found: " ".join(found)[:90].strip())
prose = st.lists(words, min_size=3, max_size=60).map(lambda found: "X" + " ".join(found) + ".")
papers = st.lists(
    st.tuples(titles, st.lists(prose, min_size=1, max_size=3)), min_size=1, max_size=6
)


@given(papers)
def test_no_paragraph_of_a_marked_digest_is_lost(
    tmp_path_factory: pytest.TempPathFactory, stories: list[tuple[str, list[str]]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "paper.txt"
    text = "\n\n".join(f"## {title}\n\n" + "\n\n".join(body) for title, body in stories)
    found = split(file, text)
    assert [(story.title, story.text.split("\n\n")) for story in found] == stories


@given(st.text(alphabet="aB .?=#-*[]1\n\t>漢\x1b\u202e", max_size=200))
def test_any_text_is_split_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.txt"
    try:
        stories = split(file, text)
    except UnreadableSource:
        return
    for story in stories:
        assert story.title
        assert not {"\x1b", "\u202e", "\t"} & {*story.title, *story.text}
        assert all(0 <= span.start < span.end <= len(story.text) for span in story.markup)
