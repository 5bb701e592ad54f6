"""The command `broadsheet`, also `python -m reader`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    from reader.cli.edge import run

    sys.exit(run())


if __name__ == "__main__":
    main()
