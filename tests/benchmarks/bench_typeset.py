"""Times setting a story in lines: `python -m tests.benchmarks.bench_typeset`.

Real stories are joined until they are long enough; without the shared data a written paragraph is
repeated. Figures are milliseconds of this thread's own time, so that a busy machine does not show.
"""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from functools import partial
from statistics import median
from time import thread_time

from reader.segments import Segments, Unit
from reader.typeset import Typesetter
from tests.data import data_folder

_PLAIN = (
    "The council met for six hours, and “nothing” was decided; its members re-elected Mr. Li, who "
    "left at 5 p.m. without a word. Outside, No. 5 of the old trams went by as it does every day."
)
_ROWS = 50


def _stories(lang: str, size: int) -> str:
    """Stories of one language in `size` code points."""
    path = data_folder() / "news" / "news.safe.jsonl.gz"
    bodies = []
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = map(json.loads, lines)
            bodies = [record["body"].strip() for record in records if record["lang"] == lang]
    text = "\n\n".join(bodies or [_PLAIN] * 100)
    return "\n\n".join([text] * (size // len(text) + 1))[:size].strip()


def _words(count: int) -> str:
    text = _stories("en", count * 8)
    return text[: len(" ".join(text.split(" ")[:count]))].strip()


def _took(action: Callable[[], object], times: int = 1) -> float:
    """Milliseconds that `action` takes at the median."""
    found = []
    for _ in range(times):
        start = thread_time()
        action()
        found.append((thread_time() - start) * 1000)
    return median(found)


def _open(text: str) -> Typesetter:
    typesetter = Typesetter(text, (), 70)
    typesetter.lines(0, _ROWS)
    return typesetter


def _resize(typesetter: Typesetter, width: int, caret: int) -> None:
    typesetter.resize(width)
    y = typesetter.settle(caret, _ROWS, _ROWS)
    typesetter.lines(y - _ROWS // 2, _ROWS)


def _slices(text: str) -> tuple[float, float, int]:
    """Of setting it all in slices of 8 ms: their sum, the longest, lines the estimate was off."""
    typesetter = _open(text)
    estimate, slices = typesetter.line_count, []
    while not typesetter.exact:
        slices.append(_took(lambda: typesetter.advance(0.008, len(text) // 2)))
    return sum(slices), max(slices, default=0.0), estimate - typesetter.line_count


def _scroll(typesetter: Typesetter) -> float:
    """The slowest of 300 views not seen before: what a jump has set and drawn from."""
    step = typesetter.line_count // 300 + 1
    views = range(0, typesetter.line_count, step)
    return max(_took(partial(typesetter.lines, y, _ROWS)) for y in views)


def _key(text: str) -> float:
    """The slowest of 200 keys: one line on, the view drawn again, the caret's line and cell."""
    typesetter = _open(text)
    y = typesetter.settle(len(text) // 2, _ROWS, 6 * _ROWS)

    def press(top: int) -> None:
        view = typesetter.lines(top, _ROWS)
        caret = view[20].caret_at(30)
        view[20].cell_of(caret)
        typesetter.line_of(caret)
        for line in view:
            line.shown(line.start, line.end)

    return max(_took(partial(press, y + step)) for step in range(200))


def _motions(text: str) -> float:
    """The slowest first step by word and sentence at 200 places."""
    segments = Segments(text)
    places = range(0, len(text), len(text) // 200 + 1)
    units: tuple[Unit, ...] = ("sentence", "word")
    return max(_took(partial(segments.next_start, unit, at)) for at in places for unit in units)


def _report(name: str, text: str) -> None:
    first = _took(lambda: _open(text), 5)
    typesetter = _open(text)
    caret = len(text) // 2
    widths = iter([60, 61, 62, 63, 64])
    resize = _took(lambda: _resize(typesetter, next(widths), caret), 5)
    jump, key = _scroll(_open(text)), _key(text)
    whole, longest, off = _slices(text)
    motion = _motions(text)
    print(
        f"{name:22}{len(text):>10}{first:>9.1f}{resize:>9.1f}{jump:>9.1f}{key:>9.2f}{motion:>9.1f}"
        f"{whole:>9.0f}{longest:>9.1f}{off:>9}"
    )


def _memory(text: str) -> float:
    """Megabytes that the whole line table takes, the text apart."""
    tracemalloc.start()
    typesetter = _open(text)
    typesetter.advance(600)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return used / 1e6


def main() -> None:
    """Print the table."""
    Typesetter("中 e\u0301", (), 2).lines(0, 9)  # loads wcwidth
    print(
        f"{'':22}{'length':>10}{'open':>9}{'resize':>9}{'jump':>9}{'key':>9}{'motion':>9}"
        f"{'all':>9}{'slice':>9}{'est. off':>9}"
    )
    for count in (5_000, 50_000, 200_000):
        _report(f"{count:,} words", _words(count))
    english = _stories("en", 3_000_000)
    _report("3 MB English", english)
    for lang in ("ja", "zh", "ru"):
        _report(f"1 M characters, {lang}", _stories(lang, 1_000_000))
    _report("3 MB, one paragraph", english.replace("\n", " "))
    _report("3 MB, one word", "x" * 3_000_000)
    print(f"line table of 3 MB: {_memory(english):.1f} MB")


if __name__ == "__main__":
    main()
