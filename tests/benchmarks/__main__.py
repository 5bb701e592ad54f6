"""Every benchmark, one after another: `python -m tests.benchmarks [NAME ...]`."""

from __future__ import annotations

import os
import pkgutil
import platform
import subprocess
import sys
from pathlib import Path

PREFIX = "bench_"


def names() -> list[str]:
    """The benchmarks there are, without their prefix."""
    folder = str(Path(__file__).parent)
    found = (module.name for module in pkgutil.iter_modules([folder]))
    return sorted(name.removeprefix(PREFIX) for name in found if name.startswith(PREFIX))


def main() -> int:
    """Run those that were named, or all; each in a process of its own, so none warms another."""
    wanted = sys.argv[1:] or names()
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}")
    failed = 0
    for name in wanted:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{PREFIX}{name}"]
        failed += subprocess.run(command, check=False).returncode != 0  # noqa: S603 - our own
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
