"""JSON Lines come in record by record; a bad line is named and harms no other."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from db.models import StoryDraft
from reader.importers import Loaded, UnreadableSource, jsonl, read
from tests.data import SAMPLES, shared_data


def stories(path: Path, data: str | bytes, encoding: str | None = None) -> list[StoryDraft]:
    """The stories of a file with this content."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with read(path, encoding=encoding) as loaded:
        return list(loaded.drafts)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stories.jsonl"


def test_all_real_stories_come_in() -> None:
    with read(shared_data("news/news.safe.jsonl.gz")) as loaded:
        assert loaded.format == "jsonl"
        found = list(loaded.drafts)
        assert list(loaded.notices) == []
    assert len(found) == 6221
    assert all(story.title and story.ref and story.lang for story in found)
    assert len({story.ref for story in found}) == 6221


def test_every_key_has_its_place_and_bad_lines_are_named() -> None:
    with read(SAMPLES / "stories.jsonl") as loaded:
        first, second, bare, stars = loaded.drafts
        notices = [notice.partition(" of ")[0] + notice.rpartition(" left out")[2]
                   for notice in loaded.notices]  # fmt: skip
    assert first == StoryDraft(
        title="Bakery moves its oven", text="Nine tonnes.\n\nFour hours.", section="Town",
        byline="Nell Farrow", published="2024-05-03", url="https://weekly.example/1", lang="en",
        tags=("bread", "river"), ref="w-1", label="The Weekly",
    )  # fmt: skip
    assert (second.ref, second.byline, second.published) == ("2", "The gauge", "2024")
    assert second.title == "It did not rain for twenty-six days, and then it…"
    assert second.tags == ("rain", "weather")
    assert (bare.title, bare.text) == ("No text at all", "")
    assert stars.text == "# Not a heading\n\n*not* <b>bold</b> &amp;"
    assert notices == [
        "Line 4: it is not JSON (Expecting value at column 1).",
        "Line 6: it is not an object in braces.",
        "Line 7: its “text” is not text.",
    ]


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"title": 7, "text": "Words here"}, "title", "7"),
        ({"title": None, "text": "Words here"}, "title", "Words here"),
        ({"title": ["a"], "text": ["One.", "Two."]}, "text", "One.\n\nTwo."),
        ({"text": 5, "body": "Words"}, "text", "Words"),
        ({"text": "w", "author": ["Ann", "Bo"]}, "byline", "Ann, Bo"),
        ({"text": "w", "by": {"name": "Ann"}}, "byline", ""),
        ({"text": "w", "tags": {"a": 1}}, "tags", ()),
        ({"text": "w", "tags": ["#a", 3, None, "a", " "]}, "tags", ("a", "3")),
        ({"text": "w", "url": "javascript:alert(1)"}, "url", ""),
        ({"text": "w", "url": " https://e.example/x "}, "url", "https://e.example/x"),
        ({"text": "w", "lang": "pt_BR"}, "lang", "pt-BR"),
        ({"text": "w", "lang": "not a language"}, "lang", ""),
        ({"text": "w", "date": "someday", "published": "2024-07"}, "published", "2024-07"),
        ({"text": "w", "id": True}, "ref", ""),
        ({"title": "a\x1b[2Jb\nc", "text": "\ud800w"}, "title", "ab c"),
    ],
)
def test_wrong_types_do_no_harm(
    file: Path, record: dict[str, object], field: str, value: object
) -> None:
    (story,) = stories(file, json.dumps(record))
    assert getattr(story, field) == value


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'\xef\xbb\xbf{"text": "caf\xc3\xa9"}\n', id="with a mark"),
        pytest.param('{"text": "café"}\n'.encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param('{"text": "café"}\r\n'.encode("utf-16-le"), id="UTF-16 without one"),
        pytest.param(gzip.compress('{"text": "café"}'.encode()), id="packed, though not named so"),
        pytest.param('{"text": "café\u2028"}'.encode(), id="a line separator ends no line"),
    ],
)
def test_unicode_in_every_form(file: Path, data: bytes) -> None:
    assert [story.text for story in stories(file, data)] == ["café"]


def test_another_encoding_is_named(file: Path) -> None:
    data = b'{"text": "caf\xe9"}\n{"text": "plain"}'
    assert [story.text for story in stories(file, data, "windows-1252")] == ["café", "plain"]
    with read(file) as loaded:
        assert [story.text for story in loaded.drafts] == ["plain"]
        assert "is not utf-8; name its encoding with --encoding" in next(iter(loaded.notices))


def test_records_are_read_as_they_are_taken(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[StoryDraft] = []
    make = jsonl.story

    def count(record: object) -> StoryDraft:
        made.append(make(record))
        return made[-1]

    monkeypatch.setattr(jsonl, "story", count)
    file.write_text('{"text": "words"}\n' * 1000, "utf-8")
    with read(file) as loaded:
        next(loaded.drafts)
        assert len(made) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("\n \n", "holds no records: there is nothing to add"),
        ("[1]\nnonsense\n", "has no story in it; JSON Lines has an object"),
        ("{" * 100_000, "has no story in it"),
        ("[" * 100_000, "has no story in it"),
    ],
)
def test_a_file_without_a_record_is_an_error(file: Path, data: str, sentence: str) -> None:
    with pytest.raises(UnreadableSource) as error:
        stories(file, data)
    assert sentence in str(error.value)


def test_an_endless_line_is_passed_over(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 2**20)
    long = json.dumps({"text": "x" * 2**21})
    file.write_text(f'{{"text": "a"}}\n{long}\n{{"text": "b"}}\n', "utf-8")
    with read(file) as loaded:
        assert [story.text for story in loaded.drafts] == ["a", "b"]
        assert "Line 2" in next(iter(loaded.notices))


def test_a_damaged_archive_is_refused_before_anything_comes_in(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(b'{"text": "story %d"}\n' % n for n in range(9999)))
    for data in (packed[:-500], packed[:2000] + b"\0" * 50 + packed[2050:]):
        file = tmp_path / "stories.jsonl.gz"
        file.write_bytes(data)
        with pytest.raises(UnreadableSource, match="is damaged"):
            read(file)


def test_an_archive_that_grows_without_bound_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.jsonl.gz"
    with gzip.open(file, "wb", compresslevel=9) as bomb:
        for _ in range(80):
            bomb.write(b" " * 2**20)
    with pytest.raises(UnreadableSource, match="unpacks to more than"):
        read(file)


def test_many_bad_lines_are_counted_not_kept(file: Path) -> None:
    file.write_text("nonsense\n" * 5000 + '{"text": "a"}\n', "utf-8")
    with read(file) as loaded:
        assert len(list(loaded.drafts)) == 1
        notices = list(loaded.notices)
    assert len(notices) == 201
    assert notices[-1] == "There is more of the kind: 4800 further notices."


def test_a_pipe_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "a"}\n')))
    loaded: Loaded
    with read("-") as loaded:
        assert loaded.format == "jsonl"
        assert loaded.source.kind == "stdin"
        assert [story.text for story in loaded.drafts] == ["a"]
