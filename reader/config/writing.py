"""From a `Config` to a settings file that says what each setting means."""

from __future__ import annotations

import json

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
