"""Catching up in a process of its own, which takes neither the interpreter lock nor memory here."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from db.errors import IndexUnavailable

if TYPE_CHECKING:
    from db.search.upkeep.catching import Notice, Progress

_GLANCE = 0.05
"""Seconds between two looks at the stop flag."""
_PATIENCE = 1.0
"""Seconds for the batch under way to end, once the process is to stop; then it is killed."""
_ROOT = Path(__file__).resolve().parents[3]


def catch_up_beside(
    file: Path,
    folder: Path,
    *,
    stop: threading.Event | None = None,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> None:
    """Have another process bring the index up to date, and wait until it has or is stopped.

    Args:
        file: the library.
        folder: of its index.
        stop: set it to stop; what is in the index by then stays.
        progress: called after each batch with how many of how many are done.
        notice: called with a sentence when the index is made anew.

    Raises:
        IndexUnavailable: it could not be written, or the process ended by itself.
        OSError: no process could be started.
    """
    stop = stop or threading.Event()
    with tempfile.TemporaryFile() as errors, _started(file, folder, errors) as process:
        try:
            last = {}
            for last in _lines(process, stop):
                if progress is not None and "total" in last:
                    progress(last["done"], last["total"])
                if notice is not None and "notice" in last:
                    notice(last["notice"])
        finally:
            _end(process)
        if "error" in last:
            raise IndexUnavailable(last["error"])
        if "left" not in last and not stop.is_set():
            raise IndexUnavailable(
                f"Indexing ended by itself ({_reason(process, errors)}): it goes on with the next"
                " change, or with “broadsheet index catch-up”."
            )


def _started(file: Path, folder: Path, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    if not sys.executable:
        raise FileNotFoundError("Python does not know its own program")
    return subprocess.Popen(  # noqa: S603 -- our own module, no shell
        # -P: what lies in the present folder is not imported.
        [sys.executable, "-P", "-m", "db.search.worker", file.absolute(), folder.absolute()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,
    )


def _lines(process: subprocess.Popen[bytes], stop: threading.Event) -> Iterator[dict[str, Any]]:
    """What the process says, until it ends or is to stop."""
    if process.stdout is None:
        raise AssertionError("it was started with a pipe")
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        rest = b""
        while not stop.is_set():
            if not selector.select(_GLANCE):
                continue
            data = os.read(process.stdout.fileno(), 1 << 16)
            if not data:
                return
            *whole, rest = (rest + data).split(b"\n")
            yield from map(json.loads, whole)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Have the process stop after its batch, or kill it, which costs that batch alone."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _reason(process: subprocess.Popen[bytes], errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"code {process.returncode}"
