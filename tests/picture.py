"""Draw the picture in the README from the running app: `python -m tests.picture`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from db import Library
from reader.app import BroadsheetApp
from reader.config import parse
from tests.data import ROOT

PICTURE = ROOT / "docs" / "images" / "broadsheet.svg"
SIZE = (140, 36)


async def draw(folder: Path) -> str:
    """Open the sample paper, mark, note and tag as a reader would, and take the picture."""
    from reader.screens.library.reading import Reading

    library = Library(folder)
    try:
        Reading().add(library, "General")
        app = BroadsheetApp(library, parse("", folder / "config.toml"))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press("j", "enter", "down", "H")
            await pilot.press("a", *"Worth quoting", "ctrl+s")
            await pilot.press("down", "right_parenthesis", "c", "b", "H", "up")
            await pilot.pause(7)
            return app.export_screenshot(title="Broadsheet")
    finally:
        library.close()


def main() -> None:
    """Write the picture, without the address of a web font."""
    with tempfile.TemporaryDirectory() as folder:
        svg = asyncio.run(draw(Path(folder)))
    svg = re.sub(r"\s*@font-face \{[^}]*\}", "", svg)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
