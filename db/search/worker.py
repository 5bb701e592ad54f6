"""The process that indexes: started by `beside`, says line by line how far it is, can be killed.

Its lines are JSON objects: `notice`, a sentence; `done` and `total`; at last `left`, or `error`,
another sentence. It stops between two batches when its input ends; killed, it leaves a batch that
is repeated.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path

from db.errors import BroadsheetError
from db.search.search import Search
from db.store import Store

NICE = 10
"""What it gives up of its share of the processor, so that keys stay quick."""
WAIT_SECONDS = 5.0
"""For a batch to end, once whoever started this is gone."""


def main(file: Path, folder: Path) -> int:
    """Bring the index in a folder up to date with a library file; the exit code."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_input, args=(stop,), daemon=True).start()
    os.nice(NICE)
    try:
        store = Store(file, create=False)
        search = Search(store, folder)
        left = search.catch_up(
            stop=stop,
            progress=lambda done, total: _tell(stop, done=done, total=total),
            notice=lambda sentence: _tell(stop, notice=sentence),
        )
        search.close()
        store.close()
    except BroadsheetError as error:
        _tell(stop, error=str(error))
        return 1
    _tell(stop, left=left)
    return 0


def _tell(stop: threading.Event, **line: object) -> None:
    try:
        os.write(sys.stdout.fileno(), json.dumps(line).encode() + b"\n")
    except OSError:
        stop.set()


def _end_with_input(stop: threading.Event) -> None:
    """Stop when whoever started this closes its end, or is gone."""
    # Not `sys.stdin`: the interpreter cannot end while a thread holds its buffer.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()
    threading.Event().wait(WAIT_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
