"""How fast stories are read: records of JSON Lines, and the text of a long digest."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from reader.importers import read
from tests.data import data_folder


def records_a_second(path: Path) -> tuple[int, float]:
    """How many stories a file holds, and how many are read in a second."""
    started = time.perf_counter()
    with read(path) as loaded:
        count = sum(1 for _ in loaded.drafts)
    return count, count / (time.perf_counter() - started)


def main() -> None:
    """Print the figures."""
    news = data_folder() / "news" / "news.safe.jsonl.gz"
    digest = data_folder() / "digests" / "000_1338b711ae34d42c.txt"
    if not news.exists() or not digest.exists():
        sys.exit(f"There is no news in {data_folder()}: set BROADSHEET_DATA to the shared data.")
    count, speed = records_a_second(news)
    print(f"JSON Lines: {count:,} stories, {speed:,.0f} a second")
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder, "long.txt")
        long.write_text((digest.read_text("utf-8") + "\n\n") * 200, "utf-8")
        started = time.perf_counter()
        count, _ = records_a_second(long)
        spent = time.perf_counter() - started
        print(f"Digest: {long.stat().st_size / 2**20:.1f} MB, {count:,} stories, {spent:.2f} s")


if __name__ == "__main__":
    main()
