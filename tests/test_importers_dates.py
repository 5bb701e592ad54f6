"""Dates come in at the precision that they were written with, and nothing else passes as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers.dates import is_date_line, iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-07", "2024-07"),
        ("2024-7-1", "2024-07-01"),
        ("2024-07-01T08:30", "2024-07-01T08:30"),
        ("2024-07-01 08:30:05.25 +0200", "2024-07-01T08:30:05+02:00"),
        ("2024-07-01t08:30:00z", "2024-07-01T08:30:00Z"),
        ("2024/07/01", "2024-07-01"),
        ("July 1, 2024", "2024-07-01"),
        ("Monday, 1 July 2024", "2024-07-01"),
        ("1st Jul 2024", "2024-07-01"),
        ("Jul 2024", "2024-07"),
        ("2024年7月1日", "2024-07-01"),
        ("Mon, 01 Jul 2024 08:30:00 GMT", "2024-07-01T08:30:00Z"),
        ("Mon, 01 Jul 2024 08:30:00 -0500", "2024-07-01T08:30:00-05:00"),
        (1719822600, "2024-07-01T08:30:00Z"),
        (1719822600000, "2024-07-01T08:30:00Z"),
        ("2024-13-01", ""),
        ("2024-02-30", ""),
        ("yesterday", ""),
        ("Judy 1, 2024", ""),
        (True, ""),
        (12, ""),
        (1e300, ""),
        (float("nan"), ""),
        (None, ""),
        (["2024"], ""),
    ],
)
def test_dates(written: object, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "line", ["Monday, June 3, 2024", "3 June 2024", "(2024-06-03)", "May 2024"]
)
def test_a_line_that_is_a_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["2024", "May", "On 3 June 2024", "1984 in June 2024"])
def test_a_line_that_is_none(line: str) -> None:
    assert not is_date_line(line)


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats()))
def test_nothing_written_breaks_it(written: object) -> None:
    found = iso_date(written)
    assert found == "" or iso_date(found) == found
