"""How well digests are split: precision and recall of titles and first lines, by layout."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.importers.digest import split
from reader.importers.digest.stories import draft
from tests.data import data_folder


@dataclass(slots=True)
class Score:
    """Counts over some files."""

    files: int = 0
    exact: int = 0
    """Files whose titles, first lines and paragraph counts are all right, and no others."""
    wanted: int = 0
    found: int = 0
    titles: int = 0
    """Right ones."""
    starts: int = 0
    """Right first lines."""
    paragraphs: int = 0
    """Stories with the right title and the right number of paragraphs."""

    def row(self, name: str) -> str:
        """A line of the table."""
        shares = [
            self.titles / max(1, self.found),
            self.titles / max(1, self.wanted),
            self.starts / max(1, self.found),
            self.starts / max(1, self.wanted),
            self.paragraphs / max(1, self.wanted),
        ]
        figures = " ".join(f"{100 * share:7.1f}" for share in shares)
        return f"{name:26} {self.exact:3}/{self.files:<3} {self.wanted:4} {self.found:4} {figures}"


def measure(folder: Path) -> dict[str, Score]:
    """Scores by layout, and of all together under `all`."""
    scores: dict[str, Score] = defaultdict(Score)
    for truth in sorted(folder.glob("*.truth.json")):
        expected = json.loads(truth.read_text("utf-8"))
        stories = list(_split(truth.with_name(truth.name.replace(".truth.json", ".txt"))))
        for name in (expected["layout"], "all"):
            _count(scores[name], expected["stories"], stories)
    return dict(sorted(scores.items(), key=lambda item: (item[0] == "all", item[0])))


def _split(path: Path) -> Iterator[tuple[str, int, int]]:
    """Title, first line, and number of paragraphs of each story."""
    found, setting = split(path.read_text("utf-8-sig"))
    for part in found:
        story = draft(part, setting, path.stem)
        yield story.title, part.line, len(story.text.split("\n\n"))


def _count(
    score: Score, wanted: list[dict[str, object]], found: list[tuple[str, int, int]]
) -> None:
    lines = {story["first_line"] for story in wanted}
    sizes = {_key(str(story["title"])): story["paragraphs"] for story in wanted}
    titles = sum(_key(title) in sizes for title, _, _ in found)
    starts = sum(line in lines for _, line, _ in found)
    whole = sum(sizes.get(_key(title)) == size for title, _, size in found)
    score.files += 1
    score.wanted += len(wanted)
    score.found += len(found)
    score.titles += titles
    score.starts += starts
    score.paragraphs += whole
    score.exact += titles == starts == whole == len(wanted) == len(found)


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


def main() -> None:
    """Print the table."""
    folder = data_folder() / "digests" / "built"
    if not folder.is_dir():
        sys.exit(f"There are no digests in {folder}: set BROADSHEET_DATA to the shared data.")
    print(f"{'':26} exact   want  got  titles P       R  starts P       R   paras")
    for name, score in measure(folder).items():
        print(score.row(name))


if __name__ == "__main__":
    main()
