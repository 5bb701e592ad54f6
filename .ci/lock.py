"""Write requirements.lock: exact versions with hashes, what runs first, what develops after it.

Run by `make lock`. Addresses of registries stay out of the file, so that any mirror serves.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = "# Exact versions with hashes; `make lock` writes this file from pyproject.toml.\n# To run\n"
DEVELOP = "# To develop\n"
OPTIONS = (
    *("--quiet", "--generate-hashes", "--no-header", "--no-annotate", "--strip-extras"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--allow-unsafe"),
)


def compiled(*extras: str) -> dict[str, str]:
    """Each package's lines by its name, for the project with these extras."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "lock.txt"
        chosen = [part for extra in extras for part in ("--extra", extra)]
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *chosen]
        subprocess.run([*command, "-o", str(target), "pyproject.toml"], check=True)  # noqa: S603 - ours
        text = target.read_text(encoding="utf-8")
    blocks = re.findall(r"^[a-z0-9][^\n]*(?:\n    [^\n]*)*", text, flags=re.MULTILINE)
    return {block.partition("==")[0]: block for block in blocks}


def main() -> None:
    """Compile twice and write the parts one after another."""
    run, everything = compiled("build"), compiled("build", "dev")
    develop = [block for name, block in everything.items() if name not in run]
    text = HEAD + "\n".join(run.values()) + "\n" + DEVELOP + "\n".join(develop) + "\n"
    Path("requirements.lock").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
