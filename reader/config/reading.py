"""From the settings file to a `Config`: what is wrong is left out and named, never fatal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.config.fields import COLOURS, SETTINGS, TABLES, Value, check_text
from reader.config.places import config_path
from reader.config.values import Config, KeyOverride, Problem

Table = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings as read, what was wrong with them, and where each of them stands."""

    config: Config
    path: Path
    problems: tuple[Problem, ...] = ()
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    def problem(self, setting: str, sentence: str) -> Problem:
        """A problem found later with a field of `Config`, for example a theme that is not there."""
        path = next((known.path for known in SETTINGS if known.field == setting), (setting,))
        return Problem(_where(self.path, self.lines, path), sentence)


def load(path: Path | None = None) -> Loaded:
    """The settings in `path`, by default where `config_path` says; a missing file is all defaults.

    Never raises for what the file holds or for how it can be read.
    """
    path = path or config_path()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Loaded(Config(), path)
    except UnicodeDecodeError:
        return _unread(path, "it is not UTF-8 text, so every setting is the default")
    except OSError as error:
        return _unread(path, f"it cannot be read ({error.strerror}), so every setting is default")
    return parse(text, path)


def parse(text: str, path: Path) -> Loaded:
    """The settings in `text`, which came from `path`."""
    import tomllib  # 10 ms, and only for those who have a settings file

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _broken(path, str(error))
    from reader.config.lines import line_numbers

    lines = line_numbers(text)
    reading = _Reading(path, lines)
    config = reading.config(table)
    return Loaded(config, path, tuple(reading.problems), lines)


class _Reading:
    """One walk over the table of a settings file."""

    def __init__(self, path: Path, lines: Mapping[tuple[str, ...], int]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []

    def config(self, table: Table) -> Config:
        """Every right setting of `table` over the defaults."""
        changes: dict[str, object] = {}
        self._unknown(table)
        for setting in SETTINGS:
            holder: Value = table
            for name in setting.path[:-1]:
                holder = holder.get(name) if isinstance(holder, dict) else None
            if not isinstance(holder, dict) or setting.path[-1] not in holder:
                continue
            value = holder[setting.path[-1]]
            if complaint := setting.check(value):
                self._say(setting.path, f"{complaint}, not {_shown(value)}; the default is used")
            else:
                changes[setting.field] = value
        changes["colours"] = dict(self._colours(table))
        changes["keys"] = tuple(self._keys(table))
        return replace(Config(), **changes)  # type: ignore[arg-type]  # checked field by field

    def _unknown(self, table: Table) -> None:
        """Names each setting and table that there is none of, and tables that are not tables."""
        known = {setting.path for setting in SETTINGS} | set(TABLES)
        for path, value in _nodes(table):
            if path in TABLES and not isinstance(value, dict):
                self._say(path, f"is a table; write [{path[0]}] and its settings below")
            elif path not in known and path[0] not in ("keys", "colours"):
                self._say(path, f"there is no such setting{_meant(path, known)}")

    def _colours(self, table: Table) -> Iterator[tuple[str, str]]:
        """The names given to colours."""
        for colour, name in _table(table, "colours").items():
            path = ("colours", colour)
            if colour not in COLOURS:
                self._say(path, f"there is no such colour; there are {', '.join(COLOURS)}")
            elif complaint := check_text(name):
                self._say(path, f"{complaint}, not {_shown(name)}")
            else:
                yield colour, str(name)

    def _keys(self, table: Table) -> Iterator[KeyOverride]:
        """The keys given to commands, as written; `keymap` knows contexts and commands."""
        for context, keys in _table(table, "keys").items():
            if not isinstance(keys, dict):
                self._say(
                    ("keys", context), "stands under no context; write [keys.reader] above it"
                )
                continue
            for key, command in keys.items():
                path = ("keys", context, key)
                if complaint := check_text(context + key) or check_text(command):
                    self._say(path, f"a key and its command {complaint}")
                else:
                    where = _where(self.path, self.lines, path)
                    yield KeyOverride(context, key, str(command), where)

    def _say(self, path: tuple[str, ...], sentence: str) -> None:
        stop = "" if sentence.endswith("?") else "."
        self.problems.append(Problem(_where(self.path, self.lines, path), sentence + stop))


def _table(table: Table, name: str) -> Table:
    value = table.get(name)
    return value if isinstance(value, dict) else {}


def _nodes(table: Table) -> Iterator[tuple[tuple[str, ...], Value]]:
    """Every setting and table in the two levels there are."""
    for name, value in table.items():
        yield (name,), value
        if isinstance(value, dict) and (name,) in TABLES:
            for inner, held in value.items():
                yield (name, inner), held


def _where(path: Path, lines: Mapping[tuple[str, ...], int], key: tuple[str, ...]) -> str:
    """File, line and key, as far as they are known."""
    number = lines.get(key) or next((lines[key[:end]] for end in (2, 1) if key[:end] in lines), 0)
    at = f"{path}, line {number}" if number else str(path)
    name = key[-1] if len(key) == 1 else f"[{'.'.join(key[:-1])}] {key[-1]}"
    return f"{at}, {_printable(name)}"


def _meant(path: tuple[str, ...], known: set[tuple[str, ...]]) -> str:
    """The nearest setting that there is, as the end of a sentence."""
    from difflib import get_close_matches

    near = get_close_matches(".".join(path), [".".join(one) for one in known], n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _shown(value: Value) -> str:
    text = _printable(f'"{value}"' if isinstance(value, str) else repr(value))
    return text if len(text) <= 40 else f"{text[:39]}…"


def _printable(text: str) -> str:
    """What a file holds may be anything; what is told about it must not act on a terminal."""
    return "".join(char if char.isprintable() else "�" for char in text)


def _unread(path: Path, sentence: str) -> Loaded:
    return Loaded(Config(), path, (Problem(str(path), f"{sentence}."),))


def _broken(path: Path, message: str) -> Loaded:
    """A file that is not TOML; Python tells the line inside its message."""
    found = re.fullmatch(r"(.*?) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    where = f"{path}, line {found[2]}, column {found[3]}" if found else str(path)
    reason = found[1] if found else message
    sentence = f"this is not TOML ({reason}), so every setting is the default."
    return Loaded(Config(), path, (Problem(where, sentence),))
