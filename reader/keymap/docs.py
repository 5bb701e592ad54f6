"""`docs/keys.md`, made from the table of commands and the presets."""

from __future__ import annotations

from collections.abc import Iterator

from reader.commands import CONTEXT_TITLES, CONTEXTS, Command, Context, names
from reader.keymap.keymap import Keymap, Row, bind
from reader.keymap.presets import PRESETS, Preset

_ABOUT = """\
# Keys

<!-- Made from the table of commands by `python -m reader.keymap > docs/keys.md`. -->

Every command has a name. It can be given by its key, from the palette (`ctrl+p`), or by its name
after `:`. `?` shows the keys of the place one is in. Keys written with a blank between them are
typed one after the other: `g g`. After the first, a moment's pause shows what can follow, and
`esc` forgets it. A number typed before a command marked with # is its count: `5 j`.
"""

_SETTINGS = """\
## Keys of your own

In `config.toml` (`broadsheet config path` says where it is), choose a preset and give keys to
commands in a context: `library`, `reader` (the page), `visual` (while selecting), `margin` (the
notes beside the page), `annotations` (the list of highlights and notes), `checking` (while
checking placements), `recall` (while reviewing past highlights), `versions` (while comparing
versions), `search` (the results of a search), `query` (while typing a search), `notes` (while
writing a note) or `prompt`.

```toml
preset = "vim"

[keys.reader]
"x" = "highlight"      # x marks as well as H
"D D" = ""             # nothing has D D any more
```

A key of your own wins over the program's. Only where a command would be left without any key does
it keep its own, and a notice at start names both; give it another key as well, and both are as you
want them. `broadsheet keys` lists the keys in force.
"""


def keys_page() -> str:
    """The whole page as Markdown."""
    parts = [_ABOUT]
    keymap = bind()
    parts += [_context(keymap, context) for context in CONTEXTS]
    parts += [_command_line(keymap), _presets(), _SETTINGS]
    return "\n".join(parts)


def _context(keymap: Keymap, context: Context) -> str:
    lines = [f"## {CONTEXT_TITLES[context]} (`{context}`)", ""]
    for section in keymap.for_context(context):
        lines += [f"### {section.title}", "", "| keys | command | what it does |", "|---|---|---|"]
        lines += [_row(row) for row in section.rows]
        lines.append("")
    return "\n".join(lines)


def _row(row: Row) -> str:
    name = f"`{row.command.id}`{' #' if row.command.takes_count else ''}"
    return f"| {_keys(row.keys)} | {name} | {_cell(row.command.help)} |"


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{_cell(key)}`" for key in keys)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _command_line(keymap: Keymap) -> str:
    """The commands that take something after their name, or have a shorter one."""
    rows = [_line(command) for command in keymap.commands if command.argument or command.names]
    head = "Any command can be given by its name; these have a shorter one, or take something more."
    return "\n".join(
        ["## After `:`", "", head, "", "| line | what it does |", "|---|---|", *rows, ""]
    )


def _line(command: Command) -> str:
    argument = f" {command.argument}" if command.argument else ""
    spoken = [name for name in (*command.names, command.id) if name in names()]
    lines = ", ".join(f"`:{name}{argument}`" for name in spoken)
    return f"| {lines} | {_cell(command.help)} |"


def _presets() -> str:
    lines = ["## Presets", ""]
    for preset in PRESETS.values():
        lines += [f"### {preset.name}", "", preset.summary, "", *_changes(preset)]
    return "\n".join(lines)


def _changes(preset: Preset) -> Iterator[str]:
    """A table of the keys that a preset changes."""
    if not preset.changes:
        return
    yield from ("| where | command | keys |", "|---|---|---|")
    for context, changes in preset.changes.items():
        for command, keys in changes.items():
            yield f"| {CONTEXT_TITLES[context].lower()} | `{command}` | {_keys(keys)} |"
    yield ""
