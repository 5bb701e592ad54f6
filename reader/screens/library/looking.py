"""How it all looks: the theme of this session, and of the next ones."""

from __future__ import annotations

from reader.config.writing import keep_setting
from reader.screens.commanding import Call
from reader.screens.library.marking import MarkingCommands
from reader.widgets.prompt import Question


class Looking(MarkingCommands):
    """Commands that change the colours."""

    def theme_names(self, typed: str = "") -> list[str]:
        """The themes whose names begin so, ours first."""
        names = sorted(self.app.available_themes, key=lambda one: ("broadsheet" not in one, one))
        return [name for name in names if name.startswith(typed)]

    def do_theme(self, call: Call) -> None:
        """Take up the theme named, or ask which, showing each as it is typed."""
        if call.argument:
            self._use_theme(call.argument)
            return
        before = self.app.theme

        def left(answer: str | None) -> None:
            if answer is None:
                self.app.theme = before

        question = Question(
            "",
            left,
            hint=f"now {before}; Tab shows the next",
            complete=self.theme_names,
            changed=self._show_theme,
        )
        self.ask("Theme", self._use_theme, question)

    def _show_theme(self, typed: str) -> None:
        if typed in self.app.available_themes:
            self.app.theme = typed

    def _use_theme(self, name: str) -> None:
        name = name.strip()
        if name in self.app.available_themes:
            self.app.theme = name
            self.say(f"The theme is {name}; keep-theme keeps it for the next sessions.")
        elif name:
            self.say(f"There is no theme “{name}”; Tab shows those that there are.")

    def do_keep_theme(self, call: Call) -> None:
        """Write the theme into the settings file; nothing else there is changed."""
        path = self.program.settings.path
        try:
            keep_setting(path, "theme", self.app.theme)
        except (OSError, ValueError) as error:
            self.say(f"{path} could not be written: {error}")
            return
        self.say(f"{self.app.theme} is the theme from now on; it is set in {path}.")
