"""Any file, folder or pipe is read, or refused in one sentence that helps."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BroadsheetError
from reader.importers import (
    UnknownEncoding,
    UnreadableSource,
    detect,
    files,
    formats,
    outline,
    read,
    read_sample,
)
from reader.importers.encodings import decode
from tests.data import ROOT, SAMPLES

TEXT = "Café à la carte\n\nZoë’s naïve façade cost €5 – “so little”, she said.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "digest.txt"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_an_encoding_is_told_from_the_bytes(file: Path, encoding: str) -> None:
    file.write_bytes(TEXT.encode(encoding))
    with read(file) as loaded:
        (story,) = loaded.drafts
    assert (story.title, story.text) == tuple(TEXT.strip().split("\n\n"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Съешь ещё этих мягких французских булок, да выпей чаю.", "cp1251"),
        ("Съешь ещё этих мягких французских булок, да выпей чаю.", "koi8-r"),
        ("Zażółć gęślą jaźń, rzekł źrebak do żółwia.", "iso-8859-2"),
        ("Zażółć gęślą jaźń, rzekł źrebak do żółwia.", "cp1250"),
        ("彼は東京へ行った。それから帰ってこなかった。", "shift_jis"),
        ("彼は東京へ行った。それから帰ってこなかった。", "euc_jp"),
        ("他昨天去了上海，今天还没有回来。", "gb18030"),
        ("Le café de la mère était fermé après le dîner.", "mac_roman"),
        ("Le café de la mère était fermé après le dîner.", "cp850"),
    ],
)
def test_an_encoding_that_cannot_be_told_must_be_named(
    file: Path, text: str, encoding: str
) -> None:
    file.write_bytes(f"{text}\n".encode(encoding) * 5)
    with pytest.raises(UnknownEncoding, match="Name it with --encoding") as error:
        read(file)
    assert "digest.txt" in str(error.value)
    with read(file, encoding=encoding) as loaded:
        assert text in next(loaded.drafts).text


def test_chinese_in_utf_16_without_a_mark(file: Path) -> None:
    text = "芯片展会\n\n多家公司在 2024 年展示了产品。\n"
    file.write_bytes(text.encode("utf-16-be"))
    with read(file) as loaded:
        assert next(loaded.drafts).title == "芯片展会"


def test_a_few_broken_bytes_do_not_spoil_a_file(file: Path) -> None:
    file.write_bytes("Ein Satz über Möwen und Bären.\n".encode() * 20 + b"\n\xff\xfe tail\n")
    with read(file) as loaded:
        assert "� tail" in next(loaded.drafts).text
        assert "is UTF-8 but for 1 places" in next(iter(loaded.notices))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "is empty: there is nothing to add"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "is a PDF, not text"),
        ("a.txt", b"PK\x03\x04\x14\0", "is a ZIP archive, an ebook or an office document"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "is a picture"),
        ("a.txt", bytes(range(256)) * 20, "is a binary file, not text"),
        ("a.txt", b"abc\0\0\0\0\0\0\0\0\0\0\0def", "is a binary file"),
        ("a.txt", b"caf\xe9 \0 x", "is a binary file"),
        ("a.html", b"<!DOCTYPE html><p>x", "is a web page or a feed"),
        ("a", b"<?xml version='1.0'?><rss/>", "is a web page or a feed"),
        ("a.txt.gz", gzip.compress(b"text" * 999, mtime=0)[:-9], "is damaged"),
        ("a.txt.gz", b"\x1f\x8bnonsense", "is damaged"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableSource) as error:
        read(tmp_path / name)
    assert sentence in str(error.value)
    assert name in str(error.value)
    assert str(error.value).endswith((".", "!"))
    assert isinstance(error.value, BroadsheetError)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("nowhere/at/all.txt", "There is no file or folder nowhere/at/all.txt"),
        ("https://weekly.example/1", "is an address: save the page"),
        ("/dev/null", "is a device, not a file"),
        ("a\0b", "There is no file or folder"),
        ("x" * 5000, "There is no file or folder"),
        ("~nobody-of-that-name/x", "There is no file or folder"),
    ],
)
def test_what_is_not_there_is_named(where: str, sentence: str) -> None:
    with pytest.raises(UnreadableSource) as error:
        read(where)
    assert sentence in str(error.value)
    with pytest.raises(UnreadableSource):
        read(files(where)[0])


def test_wrong_names_of_formats_and_encodings_are_told(file: Path) -> None:
    file.write_text("text", "utf-8")
    with pytest.raises(UnreadableSource, match="no format called “epub”; there are digest, text"):
        read(file, format="epub")
    for encoding in ("klingon", "base64", "rot13"):
        with pytest.raises(UnknownEncoding, match=f"no encoding called “{encoding}”"):
            read(file, encoding=encoding)
    file.write_bytes(b"caf\xe9")
    with pytest.raises(UnknownEncoding, match="is not utf-8: byte 4 does not fit"):
        read(file, encoding="utf-8")


def test_a_file_that_may_not_be_read_is_told(file: Path) -> None:
    file.write_text("text", "utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(UnreadableSource, match="cannot be read: Permission denied"):
        read(file)


def test_a_folder_stands_for_its_files_in_order(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a.txt",
        ".hidden.txt",
        "c.jsonl.gz",
        "d.png",
        "e.json",
        "sub/E.TXT",
        ".git/f.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [Path(path).relative_to(tmp_path).as_posix() for path in files(tmp_path)]
    assert found == ["a.txt", "b.md", "c.jsonl.gz", "sub/E.TXT"]
    with pytest.raises(UnreadableSource, match="is a folder: give a file in it"):
        read(tmp_path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    with pytest.raises(UnreadableSource, match="nothing to read in the folder"):
        files(tmp_path)


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.txt", b"# not markdown here", "digest"),
        ("A.TXT", b"", "digest"),
        ("a.md", b"", "markdown"),
        ("a.markdown.gz", b"", "markdown"),
        ("a.jsonl", b"", "jsonl"),
        ("a.jsonl.gz", b"", "jsonl"),
        ("standard input", b'{"text": "a"}\n{"te', "jsonl"),
        ("standard input", b'\xef\xbb\xbf{"text": "a"}', "jsonl"),
        ("standard input", b'{"text": "' + b"a" * 70_000, "jsonl"),
        ("standard input", b"{braces} in prose\n", "digest"),
        ("standard input", b"---\ntitle: x\n---\n", "markdown"),
        ("standard input", b"--- a rule\n", "digest"),
        ("README", b"plain", "digest"),
    ],
)
def test_a_format_is_told_by_name_then_by_content(name: str, head: bytes, expected: str) -> None:
    assert detect(name, head[: 2**16]).name == expected


def test_every_format_is_described_and_loads() -> None:
    names = [known.name for known in formats()]
    assert names == ["digest", "text", "markdown", "paper", "jsonl"]
    for known in formats():
        assert known.title
        with read(SAMPLES / "stories.jsonl", format=known.name) as loaded:
            assert loaded.format == known.name
            assert next(loaded.drafts).title


def test_a_source_is_known_by_its_resolved_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "digest.txt").write_text(TEXT, "utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "digest.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    locators = set()
    for where in ("digest.txt", "./x/../digest.txt", "link.txt", "~/digest.txt"):
        (tmp_path / "x").mkdir(exist_ok=True)
        with read(where) as loaded:
            locators.add((loaded.source.kind, loaded.source.locator))
    assert locators == {("file", str((tmp_path / "digest.txt").resolve()))}


def test_standard_input_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(TEXT.encode()))))
    with read("-") as loaded:
        assert (loaded.source.kind, loaded.source.locator) == ("stdin", "-")
        assert next(loaded.drafts).title == "Café à la carte"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(UnreadableSource, match="Standard input is empty"):
        read("-")


def test_a_named_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(TEXT, "utf-8"))
    writer.start()
    with read(pipe) as loaded:
        assert next(loaded.drafts).title == "Café à la carte"
    writer.join()


def test_a_text_that_is_too_large_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.txt.gz"
    with gzip.open(bomb, "wb") as packed:
        for _ in range(65):
            packed.write(b"a " * 2**19)
    with pytest.raises(UnreadableSource, match="holds more than 64 MB of text"):
        read(bomb)


def test_a_preview_tells_what_would_be_added() -> None:
    with read(SAMPLES / "weekly.txt") as loaded:
        rows = list(outline(loaded.drafts))
    assert [(row.section, row.paragraphs, row.words) for row in rows] == [
        ("Town", 5, 71),
        ("Town", 4, 45),
        ("Weather", 2, 27),
    ]
    assert rows[0].begins == "The oven of the old bakery weighs nine tonnes, and it crossed"


def test_nothing_slow_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, reader.importers as i; i.read(sys.argv[1]).close(); "
        "print({'markdown_it', 'yaml', 'html.parser', 'textual', 'rich'} & set(sys.modules))"
    )
    printed = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code, str(SAMPLES / "weekly.txt")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert printed.stdout == "set()\n"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "x")
    except UnknownEncoding:
        return
    assert decoded.broken or decoded.text.encode(decoded.encoding) == data


@given(st.text(min_size=1, max_size=200))
def test_what_is_utf_8_is_read_as_it(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    try:
        decoded = decode(data, "x")
    except UnknownEncoding:
        assert any(ord(character) < 32 for character in text)
        return
    if decoded.encoding == "utf-8":
        assert decoded.text == data.decode()


def test_the_sample_paper_teaches_in_order() -> None:
    with read_sample() as loaded:
        assert loaded.source.kind == "sample"
        found = list(loaded.drafts)
        assert list(loaded.notices) == []
    sections = list(dict.fromkeys(story.section for story in found))
    assert sections == ["Front Page", "Harbour", "Science", "Letters"]
    assert len(found) == 8
    for story in found:
        headings = [story.text[s.start : s.end] for s in story.markup if s.kind == "heading"]
        assert headings[-1] == "Try it"
        assert 150 < len(story.text.split()) < 300
    for later in (" g n", " g a", " g o"):
        assert not any(later in story.text for story in found)
