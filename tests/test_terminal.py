"""The whole way, in a real terminal, with the command as it is installed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data import shared_data
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

BROADSHEET = Path(sys.executable).parent / "broadsheet"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An empty home folder, and nothing of the machine's own settings."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "PYTHONUTF8": "1",
        "TEXTUAL_ANIMATIONS": "none",
        "BROADSHEET_LIBRARY": str(tmp_path / "library"),
    }


def command(env: dict[str, str], *arguments: str) -> list[dict[str, object]]:
    """What the command line prints as JSON."""
    done = subprocess.run(  # noqa: S603 - our own command
        [BROADSHEET, *arguments, "--json"], env=env, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def rows(library: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of the library as another program would read them."""
    connection = sqlite3.connect(f"file:{library / 'library.db'}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_from_a_digest_to_annotated_markdown_in_one_sitting(
    tmp_path: Path, env: dict[str, str]
) -> None:
    digest = shared_data("digests/000_1338b711ae34d42c.txt")
    library, notes = tmp_path / "library", tmp_path / "notes"
    (added,) = command(env, "add", str(digest))
    assert (added["added"], added["error"]) == (10, None)
    with Terminal([str(BROADSHEET)], env) as app:
        app.wait_for("Alipay launches tap-and-pay")
        app.press("j", "j", "enter")
        app.wait_for("Alipay, China’s leading mobile payment")
        app.press("down", "H")
        app.wait_for("Highlighted")
        assert rows(library, "SELECT count(*) FROM highlights") == [(1,)]
        app.press("a")
        app.wait_for("ctrl+s")
        app.press("Worth a closer look: **2,300** brands.", "ctrl+s")
        app.wait_for("Note saved")
        app.press("t", "payments, china", "enter")
        app.wait_for("Tagged payments, china")
        app.press("/", "near-field", "enter")
        app.wait_for("1/1")
        app.press("v", "e", "e", "H")
        app.wait_for("Highlighted")
        app.press("q")
        app.wait_for("2 marked")
        app.press("g", "/")
        app.wait_for("Type to search")
        app.press("legacy chips")
        app.wait_for("EU probes industry")
        app.press("enter")
        app.wait_for("The European Commission has initiated")
        app.press("V", "H")
        app.wait_for("Highlighted")
        app.press("E")
        app.wait_for("Export to folder")
        app.press(*["backspace"] * 30, str(notes), "enter")
        app.wait_for("Created")
        app.press("Q")
        assert app.wait() == 0
    assert rows(library, "SELECT count(*) FROM highlights WHERE removed IS NULL") == [(3,)]
    assert rows(library, "SELECT note FROM highlights WHERE note <> ''") == [
        ("Worth a closer look: **2,300** brands.",)
    ]
    names = "SELECT name FROM tags JOIN highlight_tags ON tag = tags.key ORDER BY name"
    assert rows(library, names) == [("china",), ("payments",)]
    (exported,) = notes.glob("*.md")
    text = exported.read_text(encoding="utf-8")
    assert "EU probes industry on China’s chip production" in text
    assert "^h-" in text
    assert "> " in text
    command(env, "export", "--to", str(notes))
    (alipay,) = notes.glob("*lipay*.md")
    page = alipay.read_text(encoding="utf-8")
    assert "Worth a closer look: **2,300** brands." in page
    assert "payments" in page


def test_an_empty_library_offers_the_sample_paper_and_nothing_comes_in_unasked(
    tmp_path: Path, env: dict[str, str]
) -> None:
    with Terminal([str(BROADSHEET)], env) as app:
        app.wait_for("This library is empty")
        assert str(tmp_path / "library") in "".join(app.text().split())
        app.press("enter")
        app.wait_for("Add them?")
        assert rows(tmp_path / "library", "SELECT count(*) FROM stories") == [(0,)]
        app.press("enter")
        app.wait_for("words")
        app.press("Q")
        assert app.wait() == 0
    assert 6 <= len(command(env, "list")) <= 10


def test_the_reading_place_survives_a_restart(tmp_path: Path, env: dict[str, str]) -> None:
    story = tmp_path / "long.txt"
    body = "\n\n".join(f"Paragraph number {number} of the story goes on." for number in range(200))
    story.write_text(f"A long story\n\n{body}\n", encoding="utf-8")
    command(env, "add", str(story))
    with Terminal([str(BROADSHEET)], env) as app:
        app.wait_for("A long story")
        app.press("enter")
        app.wait_for("Paragraph number 0 ")
        app.press("1", "0", "0", "down")
        app.wait_for("Paragraph number 100 ")
        app.press("Q")
        assert app.wait() == 0
    with Terminal([str(BROADSHEET)], env, columns=60) as app:
        app.wait_for("A long story")
        app.press("enter")
        app.wait_for("Paragraph number 100 ")


def test_no_byte_of_a_hostile_story_steers_the_terminal(
    tmp_path: Path, env: dict[str, str]
) -> None:
    hostile = tmp_path / "hostile.jsonl"
    attack = "\x1b]52;c;aGFjaw==\x07 \x1b[2J\x1b]0;owned\x07 \x9b31m [bold]x[/] [@click=app.quit]q"
    record = {"title": f"Title {attack}", "text": f"Before {attack} after.", "tags": [attack]}
    hostile.write_text(json.dumps(record) + "\n", encoding="utf-8")
    command(env, "add", str(hostile))
    with Terminal([str(BROADSHEET)], env) as app:
        app.wait_for("Title")
        app.press("enter")
        app.wait_for("Before")
        assert b"]52;" not in app.raw
        assert b"owned" not in app.raw
        assert "[bold]x[/]" in app.text()
        app.press("Q")
        assert app.wait() == 0


def test_a_file_that_is_no_text_is_refused_in_one_sentence(
    tmp_path: Path, env: dict[str, str]
) -> None:
    binary = tmp_path / "picture.txt"
    binary.write_bytes(bytes(range(256)) * 8)
    done = subprocess.run(  # noqa: S603 - our own command
        [BROADSHEET, "add", str(binary)], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
