"""How the page is set: justified or ragged, close or wide, dimmed or not, until the end."""

from __future__ import annotations

from dataclasses import replace

from reader.config.values import MOST_SPACING
from reader.screens.commanding import Call
from reader.screens.library.taking import Taking


class Setting(Taking):
    """Commands that change how text is set; the settings file says how it begins."""

    def do_toggle_justify(self, call: Call) -> None:
        """Stretch lines, or let them end as they come."""
        now = not self.page.options.justify
        self.page.options = replace(self.page.options, justify=now)
        self.say("Lines are justified." if now else "Lines end as they come.")

    def do_toggle_hyphens(self, call: Call) -> None:
        """Break words where the text says they may be broken, or never."""
        now = not self.page.options.hyphens
        self.page.options = replace(self.page.options, hyphens=now)
        self.say("Words break at soft hyphens." if now else "Words stay whole.")

    def do_line_spacing(self, call: Call) -> None:
        """So many rows a line; alone, the next of what there is."""
        typed = call.argument.strip() or str(self.page.options.spacing % MOST_SPACING + 1)
        if typed not in map(str, range(1, MOST_SPACING + 1)):
            self.say(f"Lines take 1 to {MOST_SPACING} rows; not “{typed}”.")
            return
        self.page.options = replace(self.page.options, spacing=int(typed))
        self.say("Lines stand close." if typed == "1" else f"A line every {typed} rows.")

    def do_toggle_dim(self, call: Call) -> None:
        """Show what is not focused fainter, or all alike."""
        now = not self.page.options.dim
        self.page.options = replace(self.page.options, dim=now)
        self.say("What is not focused is fainter." if now else "Everything is shown alike.")
