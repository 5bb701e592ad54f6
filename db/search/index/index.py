"""The index on disk: opening it, writing to it, and making it anew.

The library says, in its table `meta`, which index is its own and how far that had come when the
last changes were cleared. An index that is older than that, or another library's, is not believed.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex, LockError

from db.search.engine import Clock
from db.search.faults import Busy, Unusable, makes_sense
from db.search.index.changes import Batch
from db.search.index.disk import Folder, checksum, locked, refusals, sync
from db.search.index.known import META, Known, told
from db.search.index.layout import VERSION, schema
from db.search.index.reading import WhooshSnapshot
from db.search.index.segments import Segment
from db.search.index.writing import Interrupted, Writer
from db.store import Store

_RETRIES = 5
_GLANCE = 0.02
_NAME = re.compile(r"words(\d+)-[0-9a-f]{8}")
_OWN_FILE = re.compile(rf"_?({_NAME.pattern})[_.]")

_READ_WHOLE = ".col"
"""How the names of files end that are read whole as soon as a segment is opened: it costs little to
compare them then, and one wrong byte would show other stories than those found."""

_ALL_CHANGES = (
    "DELETE FROM changes",
    """INSERT INTO changes (kind, target) SELECT 'highlight', highlights.key
       FROM highlights JOIN stories ON stories.key = story
       WHERE highlights.removed IS NULL AND stories.removed IS NULL ORDER BY highlights.key""",
    """INSERT INTO changes (kind, target)
       SELECT 'story', key FROM stories WHERE removed IS NULL ORDER BY dated, key DESC""",
)


class Index:
    """The index of a library; its methods raise `IndexUnavailable` when the disk refuses."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._guard = threading.Lock()
        self._open: tuple[Known, WhooshSnapshot] | None = None
        self._segments: dict[str, Segment] = {}
        self._sound: set[str] = set()

    def snapshot(self) -> WhooshSnapshot:
        """The newest generation; raises `Unusable`."""
        with self._guard:
            for _ in range(_RETRIES):
                try:
                    return self._newest()
                except FileNotFoundError:
                    # Perhaps another program has written a generation and deleted this one's files.
                    time.sleep(_GLANCE)
            raise Unusable("damaged")

    def doubt(self) -> None:
        """Forget what was read."""
        with self._guard:
            self._open = None
            self._segments.clear()
            self._sound.clear()

    def check(self, most: float) -> None:
        """Compare files of up to `most` bytes in all with their checksums; raises `Unusable`."""
        known = self._known()
        toc = self._toc(known, self._generation(known))
        sums = {name: each for segment in toc.segments for name, each in segment.sums.items()}
        if sum(size for size, _ in sums.values()) > most:
            return
        for name in sums.keys() - self._sound:
            try:
                self._compare(name, sums[name])
            except OSError:
                raise Unusable("damaged") from None

    def locked(
        self, clock: Clock, waits: Callable[[], None] | None = None
    ) -> AbstractContextManager[None]:
        """Keep other programs and threads from writing; see `disk.locked`."""
        return locked(self._folder, clock, waits)

    def start_over(self) -> None:
        """Begin an empty index and have every story and highlight put into it; hold the lock."""
        known = Known(f"words{VERSION}-{secrets.token_hex(4)}", 0)
        with refusals():
            TOC(schema(), [], 0).write(Folder(str(self._folder)), known.name)
            sync(self._folder)
        with self._store.write() as connection:
            for statement in _ALL_CHANGES:
                connection.execute(statement)
            self._set_known(known)
        self.doubt()
        self._delete_others(known)

    def write(self, batch: Batch) -> None:
        """Put a batch into the index, durably, and then clear its changes; hold the lock."""
        with self._writer() as writer:
            writer.take_out(batch.out)
            for document in batch.documents:
                writer.add(document)
            writer.finish()
        with self._store.write() as connection:
            connection.execute(
                "DELETE FROM changes WHERE seq IN (SELECT value FROM json_each(:done))",
                {"done": json.dumps(batch.done)},
            )
            self._set_known(Known(writer.indexname, writer.generation))

    def tidy(self, largest: float, clock: Clock) -> bool:
        """Merge segments of up to `largest` documents; whether any were. Hold the lock."""
        if not self.worth_merging(largest):
            return False
        with self._writer() as writer:
            try:
                writer.finish(largest, lambda: clock.over)
            except Interrupted:
                return False
        self._set_known(Known(writer.indexname, writer.generation))
        return True

    def worth_merging(self, largest: float) -> bool:
        """Whether `tidy` would merge anything; raises `Unusable`."""
        known = self._known()
        toc = self._toc(known, self._generation(known))
        return bool(Writer.mergeable(toc.segments, largest))

    def size(self) -> int:
        """Bytes on disk."""
        try:
            return sum(path.stat().st_size for path in self._folder.iterdir() if path.is_file())
        except OSError:
            return 0

    def _newest(self) -> WhooshSnapshot:
        known = self._known()
        newest = Known(known.name, self._generation(known))
        if self._open is not None and self._open[0] == newest:
            return self._open[1]
        toc = self._toc(known, newest.generation)
        storage = Folder(str(self._folder))
        segments = [self._segment(storage, segment) for segment in toc.segments]
        self._segments = {segment.name: segment for segment in segments}
        self._open = (newest, WhooshSnapshot(segments))
        return self._open[1]

    def _segment(self, storage: Folder, segment: Any) -> Segment:
        old = self._segments.get(segment.segment_id())
        if old is not None and old.gone == frozenset(segment.deleted_docs()):
            return old
        with makes_sense():
            for name, (size, _) in segment.sums.items():
                if (self._folder / name).stat().st_size != size:
                    raise Unusable("damaged")
                if name.endswith(_READ_WHOLE) and name not in self._sound:
                    self._compare(name, segment.sums[name])
            return Segment(storage, segment)

    def _compare(self, name: str, expected: tuple[int, int]) -> None:
        """See whether a file is as it was written; raises `Unusable`."""
        if checksum(self._folder / name) != expected:
            raise Unusable("damaged")
        self._sound.add(name)

    def _known(self) -> Known:
        about = told(self._store)
        if not about:
            raise Unusable("missing")
        with makes_sense():
            known = Known(**json.loads(about))
            match = _NAME.fullmatch(known.name)
        if match is None or int(match[1]) != VERSION:
            raise Unusable("outdated")
        return known

    def _set_known(self, known: Known) -> None:
        with self._store.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta (name, value) VALUES (:name, :value)",
                {"name": META, "value": json.dumps(asdict(known))},
            )

    def _generation(self, known: Known) -> int:
        try:
            generation = int(TOC._latest_generation(Folder(str(self._folder)), known.name))
        except OSError:
            generation = -1
        if generation < known.generation:
            raise Unusable("missing" if generation < 0 else "damaged")
        return generation

    def _toc(self, known: Known, generation: int) -> Any:
        with makes_sense():
            toc = TOC.read(Folder(str(self._folder)), known.name, generation, schema())
            for segment in toc.segments:
                segment.sums.items()
            return toc

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        known = self._known()
        with refusals():
            try:
                writer = Writer(FileIndex(Folder(str(self._folder)), schema(), known.name))
            except LockError as error:
                raise Busy("Another program is writing the search index.") from error
            try:
                yield writer
            finally:
                if not writer.is_closed:
                    writer.abandon()

    def _delete_others(self, known: Known) -> None:
        """Delete what earlier indexes left behind, and nothing that is not ours."""
        for path in self._folder.iterdir():
            match = _OWN_FILE.match(path.name)
            if match is None or match[1] == known.name:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
