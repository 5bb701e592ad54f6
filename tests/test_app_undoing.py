"""Undoing what this window did, what was done before it opened, and what another did."""

from __future__ import annotations

from pathlib import Path

from db import Library
from tests.apps import PAPER, Reader, reading
from tests.library import add, opened

ASKS = "u again undoes what"


def before(folder: Path, stars: int) -> None:
    """The paper, and as many stars, each a step, as an earlier session left them."""
    with opened(folder / "library") as library:
        add(library, *PAPER)
        star(library, stars)
        with library._store.write() as connection:
            connection.execute("UPDATE history SET at = '2024-01-01T00:00:00.000Z'")


def star(library: Library, stars: int) -> None:
    """Star the first stories of the list."""
    for head in list(library.select())[:stars]:
        library.stories.set_starred(head.id, True)


def stars(reader: Reader) -> int:
    return sum(head.starred for head in reader.library.select())


async def test_steps_of_before_are_asked_about_once(tmp_path: Path) -> None:
    before(tmp_path, 3)
    async with reading(tmp_path) as reader:
        await reader.press("u")
        assert reader.message == f"{ASKS} was done earlier: Starred “Rain at the fair”"
        assert stars(reader) == 3
        await reader.press("u")
        assert (stars(reader), reader.message) == (2, "Undone: Starred “Rain at the fair”")
        await reader.press("u", "u")
        assert stars(reader) == 0
        await reader.press("g", "u", "u")
        assert reader.library.stories.count() == 0


async def test_after_more_work_what_was_done_before_it_is_asked_about_again(
    tmp_path: Path,
) -> None:
    before(tmp_path, 2)
    async with reading(tmp_path) as reader:
        await reader.press("u", "u", "g", "g", "s", "u")
        assert reader.message.startswith("Undone: ")
        assert stars(reader) == 1
        await reader.press("u")
        assert reader.message.startswith(ASKS)
        assert stars(reader) == 1


async def test_each_step_of_another_window_is_asked_about(tmp_path: Path) -> None:
    before(tmp_path, 0)
    async with reading(tmp_path) as reader:
        with opened(tmp_path / "library") as other:
            star(other, 3)
        await reader.press("u")
        assert reader.message.startswith(f"{ASKS} this window did not do: Starred")
        await reader.press("u")
        assert stars(reader) == 2
        await reader.press("u")
        assert reader.message.startswith(f"{ASKS} this window did not do: Starred")
        assert stars(reader) == 2


async def test_agreeing_to_what_is_older_is_not_agreeing_to_what_another_did(
    tmp_path: Path,
) -> None:
    before(tmp_path, 3)
    async with reading(tmp_path) as reader:
        await reader.press("u", "u")
        with opened(tmp_path / "library") as other:
            star(other, 3)
        await reader.press("u")
        assert reader.message.startswith(f"{ASKS} this window did not do")
        await reader.press("u", "u")
        assert reader.message.startswith(f"{ASKS} was done earlier")
        assert stars(reader) == 2
