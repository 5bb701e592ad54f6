"""The app: what lives as long as it runs, and the screens over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter
from textual.screen import Screen

from db import Library
from db.errors import BroadsheetError
from db.rows import StoryRows
from reader.background import Background, Latest, Stopped
from reader.collecting import Collecting
from reader.completing import Words
from reader.config import Loaded, load
from reader.faults import FaultyApp
from reader.indexing import Indexing
from reader.keymap import bind, check
from reader.palette import CommandProvider
from reader.parting import hang_up, heed_signals, terminal_is_gone, write_down
from reader.screens.commanding import Call, CommandScreen
from reader.screens.library import LibraryScreen
from reader.screens.undoing import Consent
from reader.themes import add_themes, choose_theme, highlight_defaults, suited
from reader.widgets.bars import StatusBar
from reader.widgets.cells import said, use_plain
from reader.widgets.strips import let_strips_go

Result = TypeVar("Result")
Listed = tuple[StoryRows, frozenset[int]]
"""The stories of a list, and the keys of those that are new in it."""

STYLES = Path(__file__).with_name("reader.tcss")
WATCH_SECONDS = 1.0
"""Between two looks at whether another window or command has written to the library."""
TIDY_SECONDS = 20.0
"""After the start, before what nothing can bring back is let go of."""


class BroadsheetApp(FaultyApp):
    """One library, its background work, and the library screen."""

    TITLE = "Broadsheet"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self, library: Library, settings: Loaded, *, story: str = "", highlight: str = ""
    ) -> None:
        super().__init__()
        self.library = library
        self.settings = settings
        self.config = settings.config
        library.colour_names = lambda: self.config.colours
        self.keymap = bind(self.config.preset, self.config.keys)
        self.background = Background()
        self.newest_filter: Latest[Listed] = Latest(self.background.search)
        self.start_at = (story, highlight)
        self.words = Words()
        """What the fields of a query may be followed by, as it was when it was last asked for."""
        self.export_folder = self.config.export_folder
        """Where the last export went."""
        self.consent = Consent()
        self._seen = library.changed()
        self.collecting = Collecting(self, all_stays=self._shows_paper)
        self.indexing = Indexing(self)
        self.paper = LibraryScreen()
        let_strips_go()
        add_themes(self)
        self.theme, self._theme_problem = choose_theme(self.config.theme, self.available_themes)
        self._plain = self.config.signs == "ascii"
        use_plain(self._plain)
        self.set_class(self.no_color, "colourless")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The highlight colours, for themes that do not name any."""
        theme = self.current_theme
        return highlight_defaults(theme.dark, theme.ansi)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is changed in lines for this terminal."""
        from reader.themes.filters import filters

        usual = super().get_line_filters()
        return filters(usual, plain=self._plain, colourless=self.no_color)

    @property
    def has_few_colours(self) -> bool:
        """Whether the terminal shows sixteen colours at most."""
        return not self.is_headless and self.console.color_system in (None, "standard")

    def get_default_screen(self) -> Screen[Any]:
        """The paper."""
        # Not CSS_PATH: that is read before the theme is taken up, and parsed again then.
        self.stylesheet.read(STYLES)
        return self.paper

    def on_mount(self) -> None:
        """Suit the theme to the terminal."""
        self.theme = suited(self.current_theme, self.has_few_colours)
        if not self.is_headless:
            heed_signals(self)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.paper.put_in_panes()
        self.collecting.begin()
        self.set_interval(WATCH_SECONDS, self._watch)
        self.catch_up_soon()
        self.set_timer(TIDY_SECONDS, self._tidy)
        problems = [*self.settings.problems, *check(self.config.preset, self.config.keys)]
        if self._theme_problem:
            problems.append(self.settings.problem("theme", self._theme_problem))
        for problem in dict.fromkeys(problems):
            self.notify(str(problem), severity="warning", timeout=12, markup=False)

    def post_display_hook(self) -> None:
        """The screen has been painted."""
        self.collecting.painted()

    def _shows_paper(self) -> bool:
        """Whether nothing is open over the library screen."""
        return any(isinstance(screen, LibraryScreen) for screen in self.screen_stack[-1:])

    def run_job(
        self,
        action: Callable[[], Result],
        then: Callable[[Result], None] | None,
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do something slow on the jobs lane; `then` or `failed` hears of it on the screen's."""

        async def wait() -> None:
            try:
                result = await self.background.jobs.submit(lambda task: action())
            except Stopped:
                return
            except BroadsheetError as error:
                failed(error)
                return
            self.library_changed()
            if then is not None:
                then(result)

        self.run_worker(wait())

    def _tidy(self) -> None:
        """Let go of what nothing can bring back, beside the screen."""

        async def wait() -> None:
            try:
                await self.background.jobs.submit(lambda task: self.library.tidying.run(task.stop))
            except (Stopped, BroadsheetError):
                return  # the next start tries again

        try:
            if self.library.tidying.needed():
                self.run_worker(wait())
        except BroadsheetError:
            return  # as above

    def load_words(self, then: Callable[[], None]) -> None:
        """Read the names in the library beside the screen; `then` hears when `words` is new."""

        async def wait() -> None:
            try:
                self.words = await self.background.search.submit(
                    lambda task: Words.of(self.library.vocabulary())
                )
            except (Stopped, BroadsheetError):
                return  # then there is less to offer, and a write or a search will say why
            if self.is_running:
                then()

        self.run_worker(wait())

    def library_changed(self) -> None:
        """Call after a write of this window; the index follows.

        What the watch has seen stays: another's write may have come just before this one.
        """
        self.catch_up_soon()

    def catch_up_soon(self) -> None:
        """Let the search index catch up once nothing has changed for a moment."""
        self.indexing.soon()

    def catch_up(self) -> None:
        """Bring the search index up to date beside the screen, where there is anything to do."""
        self.indexing.go()

    def show_task(self, text: str) -> None:
        """Say in the status line what runs in the background."""
        for screen in self.screen_stack:
            for bar in screen.query(StatusBar):
                bar.running = text

    def _watch(self) -> None:
        """Show what another window or command has written; end when the terminal is gone."""
        if not self.is_running:
            # It is being left: its screens have let go of some of their parts.
            return
        if not self.is_headless and terminal_is_gone():
            hang_up(self)
        try:
            self._show_changes()
        except BroadsheetError as error:
            self.tell_fault(error)
        else:
            self.fault_is_over()

    def _show_changes(self) -> None:
        """Have the screens show what was written since they last could."""
        seen = self.library.changed()
        if seen != self._seen:
            self._renew_screens()
            self._seen = seen

    def _renew_screens(self) -> None:
        covered = False
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CommandScreen) and screen.is_mounted:
                screen.renew(covered=covered)
            covered = covered or not screen.is_modal

    async def action_quit(self) -> None:
        """Leave the program; what is not yet written down is, first."""
        if write_down(self):
            self.exit(0)

    async def do_quit(self, call: Call) -> None:
        """Leave the program."""
        await self.action_quit()

    def do_stop_indexing(self, call: Call) -> None:
        """End the work on the search index."""
        runs = self.indexing.runs
        self.indexing.stop()
        screen = self.screen
        if isinstance(screen, CommandScreen):
            screen.say(
                "Stopped: searches find what is indexed so far; “:index” goes on."
                if runs
                else "Nothing is being indexed; from now on nothing is until “:index” is given."
            )

    def do_index(self, call: Call) -> None:
        """See to the search index now, also when that was stopped."""
        self.indexing.resume()

    def do_help(self, call: Call) -> None:
        """Show the keys of what has the focus."""
        from reader.screens.help import HelpScreen  # not for the first screen

        screen = self.screen
        if isinstance(screen, CommandScreen):
            self.push_screen(HelpScreen(screen.context), lambda _: screen.context_changed())

    def do_command_palette(self, call: Call) -> None:
        """Open the palette."""
        self.action_command_palette()

    def action_command_palette(self) -> None:
        """The palette, with our words in it."""
        self.push_screen(CommandPalette(placeholder=said("Find a command …")))

    def on_unmount(self) -> None:
        """End the background work."""
        self.background.close()


def run(folder: Path, *, story: str = "", highlight: str = "") -> int:
    """Open the app on the library in `folder`, at a story or highlight; its exit code.

    Raises:
        LibraryError: the library cannot be opened, or cannot be read any more.
    """
    library = Library(folder)
    try:
        app = BroadsheetApp(library, load(), story=story, highlight=highlight)
        code = app.run()
        if app.fault is not None:
            raise app.fault
        return code or app.return_code or 0
    finally:
        library.close()
