"""Markdown comes in as text with markup: one story, or a paper of many."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import StoryDraft
from db.text import canonical
from reader.importers import UnreadableSource, read
from tests.data import SAMPLES, shared_data


def stories(path: Path, text: str, form: str | None = None) -> list[StoryDraft]:
    """The stories of a file with this text."""
    path.write_text(text, "utf-8")
    with read(path, format=form) as loaded:
        return list(loaded.drafts)


def marked(story: StoryDraft) -> list[tuple[str, str, str]]:
    """The spans of a story with their words."""
    return [(s.kind, s.data, story.text[s.start : s.end]) for s in story.markup]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a_file.md"


def test_an_article_keeps_all_its_markup() -> None:
    with read(SAMPLES / "article.md") as loaded:
        (story,) = loaded.drafts
    assert story.title == "The gauge and its reader"
    assert story.text.split("\n\n") == [
        "Every morning at seven a man reads a rain gauge and writes a number into gauge.csv.",
        "Nobody asks me about it, except when it rains.",
        "Read.\nWrite.\nneatly\ntwice",
        "tail -n 1 gauge.csv",
        "  echo done",
        "Month | mm\nApril | 31\nMay | 2",
        "See a gauge, the rules, and the log[^1].",
        "Set in type\nby hand.",
        "[^1]: Yes.",
    ]
    assert marked(story) == [
        ("emphasis", "", "seven"),
        ("strong", "", "rain gauge"),
        ("code", "", "gauge.csv"),
        ("quote", "", "Nobody asks me about it, except when it rains."),
        ("list", "", "Read.\nWrite.\nneatly\ntwice"),
        ("item", "1.", "Read."),
        ("item", "2.", "Write.\nneatly\ntwice"),
        ("list", "", "neatly\ntwice"),
        ("item", "-", "neatly"),
        ("item", "-", "twice"),
        ("pre", "sh", "tail -n 1 gauge.csv\n\n  echo done"),
        ("strong", "", "Month"),
        ("strong", "", "mm"),
        ("image", "https://weekly.example/gauge.png", "a gauge"),
        ("link", "https://weekly.example/log", "the log"),
    ]


def test_a_paper_has_sections_and_stories() -> None:
    with read(SAMPLES / "paper.md") as loaded:
        found = list(loaded.drafts)
    assert [(story.section, story.title) for story in found] == [
        ("", "The Pellow Weekly"),
        ("Town", "Bakery moves its oven"),
        ("Town", "Library opens on Sundays"),
        ("Weather", "Weather"),
        ("Weather", "A dry May"),
    ]
    assert {(story.published, story.lang, story.tags) for story in found} == {
        ("2024-05-03", "en", ("weekly", "town"))
    }
    assert {story.url for story in found} == {""}, "the address is of the paper, not of a story"
    assert ("heading", "3", "What happens to the bread?") in marked(found[1])


@pytest.mark.parametrize(
    ("text", "form", "titles"),
    [
        ("# A\n\n## B\n\nb\n\n## C\n\nc", None, ["A"]),
        ("# A\n\n## B\n\nb\n\n# C\n\nc", None, ["A"]),
        ("# A\n\n## B\n\nb\n\n# C\n\n## D\n\nd", None, ["B", "D"]),
        ("# A\n\n## B\n\nb\n\n## C\n\nc", "paper", ["B", "C"]),
        ("# A\n\n## B\n\nb\n\n# C\n\n## D\n\nd", "markdown", ["B", "D"]),
        ("A\n=\n\nB\n-\n\nb\n\nC\n=\n\nD\n-\n\nd", None, ["B", "D"]),
        ("> # A\n>\n> ## B\n\nb\n\n> # C\n>\n> ## D", None, ["a file"]),
        ("## B\n\nno first level", None, ["a file"]),
        ("---\ntitle: T\n---\n# T\n\ntext", None, ["T"]),
        ("---\ntitle: T\n---\n# Other\n\ntext", None, ["T"]),
        ("text first\n\n# A *b* `c`\n\nmore", None, ["A b c"]),
    ],
)
def test_titles(file: Path, text: str, form: str | None, titles: list[str]) -> None:
    assert [story.title for story in stories(file, text, form)] == titles


def test_a_title_is_not_in_the_text_twice(file: Path) -> None:
    assert stories(file, "---\ntitle: T\n---\n# T\n\ntext")[0].text == "text"
    assert stories(file, "---\ntitle: T\n---\n# Other\n\ntext")[0].text == "Other\n\ntext"


def test_front_matter_fills_the_fields(file: Path) -> None:
    (story,) = stories(
        file,
        "---\r\nTitle: 'A: b'\r\nauthor:\r\n  - Ann Lee\r\n  - Bo\r\ndate: 2024-07\r\nsection: Town"
        "\r\ntags: one, two\r\nlink: https://e.example/a\r\nid: 7\r\nlang: de_AT\r\n"
        "source: Weekly\r\n---\r\ntext\r\n",
    )
    assert story == StoryDraft(
        title="A: b", text="text", section="Town", byline="Ann Lee, Bo", published="2024-07",
        url="https://e.example/a", lang="de-AT", tags=("one", "two"), ref="7", label="Weekly",
    )  # fmt: skip


@pytest.mark.parametrize(
    "block",
    ["title: [unclosed", "a: b: c", "\ttab: x", "x: !!python/object:os.system y", "[" * 5000],
)
def test_front_matter_that_is_no_yaml_harms_nothing(file: Path, block: str) -> None:
    file.write_text(f"---\n{block}\n---\ntext\n", "utf-8")
    with read(file) as loaded:
        (story,) = loaded.drafts
        assert "text" in story.text
        notices = list(loaded.notices)
    assert story.title == "a file"
    assert not notices or "front matter" in notices[0]


def test_aliases_do_not_blow_up(file: Path) -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    (story,) = stories(file, f"---\na0: &a0 [x]\n{levels}tags: *a11\ntitle: T\n---\ntext")
    assert (story.title, story.tags) == ("T", ())


@pytest.mark.parametrize(
    ("markdown", "text", "spans"),
    [
        ("[x](javascript:alert(1)) [y](/rel) [z](data:text/html,a)", "x y z", []),
        ("<mailto:a@b.example>", "mailto:a@b.example",
         [("link", "mailto:a@b.example", "mailto:a@b.example")]),
        ("![](https://e.example/a.png)x ![alt](../a.png)", "x alt", [("image", "", "alt")]),
        ("a <b>bold</b> <!-- no --> c<br/>d", "a bold c\nd", []),
        ("<script>alert('x')</script>\n\ntext", "text", []),
        ("<div>one<p>two &amp; three</p><!-- no --></div>", "one\n\ntwo & three", []),
        ("[^1]: Word\n\n[^1]", "[^1]: Word\n\n[^1]", []),
        ("See [the log][log] and [Issue #3][] of m[i][j].", "See the log and Issue #3 of m[i][j].",
         []),
        ("漢字\n漢字\nabc\ndef", "漢字漢字 abc def", []),
        ("hard\\\nbreak", "hard\nbreak", []),
        ("- a\n\n  b\n- c", "a\n\nb\n\nc",
         [("list", "", "a\n\nb\n\nc"), ("item", "-", "a\n\nb"), ("item", "-", "c")]),
        ("0) a\n1) b", "a\nb", [("list", "", "a\nb"), ("item", "0)", "a"), ("item", "1)", "b")]),
        ("a\n\n***\n\nb", "a\n\n* * *\n\nb", []),
        ("{% include x.md %}\n[a]: https://e.example\n\n[a]", "a",
         [("link", "https://e.example", "a")]),
        ("```\n{% raw %}\n```", "{% raw %}", [("pre", "", "{% raw %}")]),
        ("~~no~~", "no", [("strike", "", "no")]),
        ("\x1b[2J`\x1b]0;x\x07a` [b](https://e.example/\u202ex)", "a b",
         [("code", "", "a"), ("link", "https://e.example/%E2%80%AEx", "b")]),
    ],
)  # fmt: skip
def test_markdown_as_text_with_markup(
    file: Path, markdown: str, text: str, spans: list[tuple[str, str, str]]
) -> None:
    (story,) = stories(file, markdown)
    assert story.text == text
    assert marked(story) == spans


def test_real_newsletters_come_in_without_their_template_tags() -> None:
    folder = shared_data("digests/optech")
    for path in sorted(folder.glob("*.md")):
        with read(path) as loaded:
            (story,) = loaded.drafts
            assert not list(loaded.notices)
        assert "Optech" in story.title
        assert story.lang == path.name[:2]
        assert "{%" not in story.text
        assert canonical(story.text) == story.text


@pytest.mark.parametrize("text", ["", "---\ntitle: x\n---\n", "\n\n", "[a]: https://e.example\n"])
def test_a_file_without_text_is_refused(file: Path, text: str) -> None:
    with pytest.raises(UnreadableSource, match="nothing to add"):
        stories(file, text)


@given(st.text(alphabet="a *_`#>-[](){}!|<>~1.\n\t\\&;:漢\u0301\x1b", max_size=150))
def test_whatever_is_written_the_text_is_canonical(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.md"
    for form in ("markdown", "paper"):
        try:
            found = stories(file, text, form)
        except UnreadableSource:
            continue
        for story in found:
            assert canonical(story.text) == story.text
            assert all(0 <= span.start < span.end <= len(story.text) for span in story.markup)
