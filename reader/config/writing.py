"""From a `Config` to a settings file that says what each setting means."""

from __future__ import annotations

import json
import os
from pathlib import Path

from reader.config.fields import SETTINGS, TABLES, Setting
from reader.config.values import Config


def as_toml(config: Config) -> str:
    """A whole settings file with a comment on each setting; `parse` reads it back alike."""
    parts = ["# Settings of Broadsheet\n"]
    parts += [_line(config, setting) for setting in SETTINGS if len(setting.path) == 1]
    for table, comment in TABLES.items():
        parts.append(f"\n# {comment}\n")
        parts += _body(config, table[0])
    return "".join(parts)


def _body(config: Config, table: str) -> list[str]:
    if table == "colours":
        rows = [f"{_quoted(name)} = {_quoted(own)}\n" for name, own in config.colours.items()]
        return ["[colours]\n", *rows]
    if table == "keys":
        return _keys(config)
    inner = [_line(config, setting) for setting in SETTINGS if setting.path[0] == table]
    return [f"[{table}]\n", *inner]


def _keys(config: Config) -> list[str]:
    """A table for each context, in the order in which they first come."""
    lines: list[str] = []
    for context in dict.fromkeys(override.context for override in config.keys):
        lines.append(f"[keys.{_quoted(context)}]\n")
        lines += [
            f"{_quoted(override.key)} = {_quoted(override.command)}\n"
            for override in config.keys
            if override.context == context
        ]
    return lines


def _line(config: Config, setting: Setting) -> str:
    value = getattr(config, setting.field)
    shown = json.dumps(value, ensure_ascii=False) if isinstance(value, int) else _quoted(value)
    return f"{setting.path[-1]} = {shown}  # {setting.comment}\n"


def _quoted(text: str) -> str:
    """A TOML basic string; its escapes are those of JSON, and DEL must be one too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def with_setting(text: str, name: str, value: str) -> str:
    """A settings file with one setting of its top level changed or added; the rest stays.

    Raises:
        ValueError: `text` is no TOML, or the setting there runs over several lines.
    """
    import tomllib

    from reader.config.lines import line_numbers

    tomllib.loads(text)
    place = line_numbers(text).get((name,))
    wanted = f"{name} = {_quoted(value)}"
    lines = text.split("\n")
    if place is None:
        return "\n".join([wanted, *lines])
    try:
        tomllib.loads(lines[place - 1])
    except tomllib.TOMLDecodeError:
        raise ValueError(f"{name} in line {place} runs over several lines") from None
    comment = _comment(lines[place - 1])
    lines[place - 1] = f"{wanted}  {comment}" if comment else wanted
    return "\n".join(lines)


def _comment(line: str) -> str:
    """The comment at the end of a line whose value is one string without a hash in it."""
    value, sign, rest = line.partition("#")
    return f"{sign}{rest}" if sign and value.count('"') % 2 == 0 else ""


def keep_setting(path: Path, name: str, value: str) -> None:
    """Write one setting into the settings file, which need not exist; whole or not at all.

    Raises:
        OSError: the file cannot be read or written.
        ValueError: as `with_setting`.
    """
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text(with_setting(text, name, value), encoding="utf-8", newline="\n")
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o777)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
