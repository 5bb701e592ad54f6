"""What is slow to import waits until it is needed; each check is a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db import models
from tests.data import ROOT
from tests.library import add_story, opened

SLOW = ("whoosh", "sqlite_utils", "markdown_it", "html.parser", "sentencex", "pyperclip", "yaml")
NOT_YET = (
    "hashlib",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
    "db.anchoring",
    "db.annotations",
    "db.cases",
    "db.comparing",
    "db.history",
    "db.intake",
    "db.joining",
    "db.many",
    "db.models.additions",
    "db.models.annotations",
    "db.models.matches",
    "db.models.recalls",
    "db.models.searching",
    "db.models.steps",
    "db.models.tags",
    "db.recalls",
    "db.revising",
    "db.search",
    "db.story_versions",
    "db.tidying",
    "db.vocabulary",
    "reader.changes",
    "reader.cli",
    "reader.clipboard",
    "reader.exporters",
    "reader.find",
    "reader.importers",
    "reader.motions",
    "reader.screens.annotations",
    "reader.screens.search",
    "reader.screens.versions",
    "reader.segments",
    "reader.selection",
    "reader.typeset",
    "reader.widgets.margin.widget",
    "reader.widgets.page.widget",
)
"""What the first paint does not show, and so is loaded behind it."""
SCREEN = ("textual", "rich")

_FIRST_SCREEN = """
import asyncio, sys
from pathlib import Path
from db import Library
from reader.app import BroadsheetApp
from reader.config import parse

class Painted(BroadsheetApp):
    def _after_first_paint(self):
        self.loaded = set(sys.modules)

async def main():
    library = Library(Path(sys.argv[1]))
    app = Painted(library, parse("", Path("config.toml")))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
    library.close()
    return app.loaded

print("\\n".join(sorted(asyncio.run(main()))))
"""


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The modules that are loaded after some code ran in a new interpreter."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def command(*words: str) -> str:
    """Code that runs a command line and then names the modules that it loaded."""
    return (
        "import sys\n"
        f"sys.argv = ['broadsheet', *{list(words)!r}]\n"
        "from reader.__main__ import main\n"
        "import io, contextlib\n"
        "try:\n"
        "    with contextlib.redirect_stdout(io.StringIO()):\n"
        "        main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('\\n'.join(sorted(sys.modules)))\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with a story in it."""
    with opened(tmp_path / "library") as library:
        add_story(library)
    return tmp_path / "library"


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("list", "--json"), ("sections",)])
def test_the_command_line_loads_no_screen_and_no_search(
    folder: Path, words: tuple[str, ...]
) -> None:
    loaded = loaded_by(command("--library", str(folder), *words))
    assert "click" in loaded
    assert not {name for name in (*SLOW, *SCREEN) if name in loaded}


def test_every_model_is_found_by_its_name() -> None:
    for name in models.__all__:
        assert getattr(models, name) is not None
    assert not hasattr(models, "Stroy")


def test_the_first_paint_loads_nothing_that_it_does_not_show(folder: Path) -> None:
    loaded = loaded_by(_FIRST_SCREEN, str(folder))
    assert "textual.app" in loaded
    assert not {*SLOW, *NOT_YET} & loaded


def test_a_library_that_is_only_read_does_not_load_the_migrations(folder: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom db import Library\n"
        "Library(Path(sys.argv[1])).select()\nprint('\\n'.join(sys.modules))"
    )
    assert "sqlite_utils" not in loaded_by(code, str(folder))


def test_titles_in_latin_letters_are_listed_without_the_tables_of_wide_ones() -> None:
    code = (
        "import sys\nfrom reader.cli.layout import cells, clipped\n"
        "assert cells('Zoë’s “café”') == 12\n"
        "assert clipped('Zoë’s café – again', 8) == 'Zoë’s c…'\n"
        "print('\\n'.join(sys.modules))"
    )
    assert "wcwidth" not in loaded_by(code)
