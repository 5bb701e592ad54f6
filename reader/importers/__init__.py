"""What comes in: a registry and a file for each format."""

from __future__ import annotations

from pathlib import Path

from reader.importers import registry
from reader.importers.errors import BadPattern, UnknownEncoding, UnreadableSource
from reader.importers.files import STDIN, expand, open_file, open_sample, open_stdin, stem
from reader.importers.material import Loaded, Material, Notices, SourceDraft
from reader.importers.outline import OutlineRow, outline
from reader.importers.registry import Format, detect, formats

__all__ = [
    "STDIN",
    "BadPattern",
    "Format",
    "Loaded",
    "Notices",
    "OutlineRow",
    "SourceDraft",
    "UnknownEncoding",
    "UnreadableSource",
    "detect",
    "files",
    "formats",
    "outline",
    "read",
    "read_sample",
]


def files(where: str | Path) -> tuple[str | Path, ...]:
    """What to `read` for a path: itself, or the known files of a folder, sorted; `-` is itself.

    Raises:
        UnreadableSource: there is nothing there to read.
    """
    return (STDIN,) if where == STDIN else expand(where, registry.endings())


def read(
    where: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the name that the command line gives it
    encoding: str | None = None,
    title_pattern: str | None = None,
) -> Loaded:
    """Begin to read one file, or standard input for `-`; close what comes back.

    `format` is a name from `formats()`, `encoding` a Python codec; both are told from the file
    where they are None. `title_pattern` is a regular expression that finds the titles of a digest.

    Raises:
        UnreadableSource: nothing can be read from it; the message says what to do.
    """
    file, source = open_stdin() if where == STDIN else open_file(where)
    material = Material(
        file,
        source.title if where == STDIN else str(where),
        stem="" if where == STDIN else stem(source.title),
        encoding=encoding,
        title_pattern=title_pattern,
    )
    return _load(material, source, format)


def read_sample() -> Loaded:
    """Begin to read the paper that ships with the program."""
    file, source = open_sample()
    return _load(Material(file, source.title), source, "digest")


def _load(material: Material, source: SourceDraft, name: str | None) -> Loaded:
    try:
        chosen = registry.named(name) if name else detect(material.name, material.head())
        if material.title_pattern and chosen.name != "digest":
            material.notices.add(
                f"The title pattern was not used for {material.name}, which is {chosen.title}."
            )
        return Loaded(source, chosen.name, chosen.read(material), material.notices, material)
    except BaseException:
        material.close()
        raise
