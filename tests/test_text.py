"""Canonical text: safe, stable, and the same however often it is made."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import (
    canonical,
    clean_line,
    clean_note,
    count_words,
    grapheme_end,
    grapheme_start,
    name_key,
    strip_controls,
    text_hash,
)
from tests.data import shared_data


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("plain", "plain"),
        ("a\x1b[31mred\x1b[0mb", "aredb"),
        ("x\x1b]52;c;ZWNobw==\x07y", "xy"),
        ("x\x1b]0;title\x1b\\y", "xy"),
        ("x\x1b]0;never ended\nLast", "x]0;never ended\nLast"),
        ("a\x9b2Jb", "ab"),
        ("a\rb\r\nc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("tab\there", "tab here"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("nul\x00bs\x08", "nulbs"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("lone \ud800 half", "lone  half"),
        ("keep \u200d\u00ad\u00a0\u200f", "keep \u200d\u00ad\u00a0\u200f"),
    ],
)
def test_what_could_steer_a_terminal_is_taken_out(raw: str, clean: str) -> None:
    assert strip_controls(raw) == clean


def test_no_hostile_file_leaves_a_control_character_behind() -> None:
    import tarfile

    folder = shared_data("hostile/cases.json").parent
    names = {case["file"] for case in json.loads((folder / "cases.json").read_text())}
    seen = 0
    with tarfile.open(folder / "cases.tar.gz") as archive:
        for member in archive:
            base = member.name.rsplit("/", 1)[-1]
            if base.startswith("term-") and base in names:
                handle = archive.extractfile(member)
                assert handle is not None
                text = canonical(handle.read().decode("utf-8", "replace"))
                odd = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
                assert not odd, base
                assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e"), base
                seen += 1
    assert seen > 20


def test_blocks_are_parted_by_one_blank_line() -> None:
    assert canonical("\n\n a \n\n\n\nb  \nc\n \n") == " a\n\nb\nc"


@given(st.text())
def test_canonical_text_stays_as_it_is(raw: str) -> None:
    text = canonical(raw)
    assert canonical(text) == text
    assert "\n\n\n" not in text
    assert not any(line.endswith(" ") for line in text.split("\n"))


@given(st.text())
def test_a_title_is_one_safe_line(raw: str) -> None:
    line = clean_line(raw, 40)
    assert len(line) <= 40
    assert "\n" not in line
    assert clean_line(line, 40) == line


def test_a_note_keeps_its_markdown() -> None:
    assert clean_note("- a\n    - b  \n\n\n\tcode\n") == "- a\n    - b\n\n\n    code"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("It’s 5 o'clock.", 3), ("世界地図", 4), ("a_b naïve", 2), ("Grüße, Welt", 2)],
)
def test_words_are_counted_as_a_reader_would(text: str, words: int) -> None:
    assert count_words(text) == words


def test_names_that_differ_only_in_case_or_width_are_one() -> None:
    assert name_key("Policy") == name_key(" ｐｏｌｉｃｙ ")


def test_the_hash_tells_texts_apart() -> None:
    assert text_hash("a") != text_hash("b")
    assert len(text_hash("a")) == 16


@given(st.text(alphabet="ae\u0301\u0308🇬🇧👩\u200d漢\n각ᄀ", max_size=40), st.integers(0, 40))
def test_offsets_snap_outward_to_whole_clusters(text: str, offset: int) -> None:
    start, end = grapheme_start(text, offset), grapheme_end(text, offset)
    assert start <= min(offset, len(text)) <= end
    assert grapheme_start(text, start) == start
    assert grapheme_end(text, end) == end
