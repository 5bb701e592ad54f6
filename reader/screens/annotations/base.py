"""The list itself: which rows it shows, in which order, and where one is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from textual import on

from db.annotation_rows import AnnotationRows
from db.annotations import ORDERS
from db.errors import BroadsheetError
from db.models import Annotation, Lacking
from reader.background import Latest
from reader.commands import Context
from reader.screens.commanding import Call
from reader.screens.filtering import Filtering
from reader.screens.listing import ListScreen
from reader.screens.selecting import SelectingScreen
from reader.widgets.annotation_list import AnnotationList
from reader.widgets.annotation_view import AnnotationView
from reader.widgets.bars import Masthead, StatusBar
from reader.widgets.prompt import Question
from reader.widgets.row_list import RowList

Result = TypeVar("Result")


@dataclass(slots=True)
class View:
    """Where one is in the list; it is kept while one is elsewhere."""

    query: str = ""
    sort: str = "newest"
    key: int = 0
    """Of the row under the cursor."""
    row: int = 0
    chosen: set[int] = field(default_factory=set)
    """Keys of the selected rows."""


class AnnotationsBase(Filtering, SelectingScreen, ListScreen):
    """The list, its filter and its order."""

    filter_hint = "words, or tag:policy  colour:green  has:note  is:unplaced"

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    @property
    def context(self) -> Context:
        """Its own, but for what is typed at the foot."""
        return "prompt" if self.prompt.is_open else "annotations"

    @property
    def rows(self) -> AnnotationList:
        """The list."""
        return self.query_one(AnnotationList)

    def focused_list(self) -> RowList:
        """The only one."""
        return self.rows

    def begin(self) -> None:
        """Show the rows; all of them in the order of time are there at once."""
        self._latest: Latest[AnnotationRows] = Latest(self.program.background.search)
        self.rows.chosen = self.view.chosen
        if not self.view.query and self.view.sort in ("newest", "oldest"):
            self._show(self._select(self.view))
        else:
            self.reload()

    def reload(self) -> None:
        """Show the rows as they now are, the cursor on the same one where it is still there."""
        self._load(typing=self.prompt.is_open)

    def index_changed(self) -> None:
        """What is filtered for by words may be found now."""
        if self.view.query:
            self.reload()

    def _load(self, *, typing: bool = False) -> None:
        view = View(self.view.query, self.view.sort)

        async def load() -> None:
            try:
                rows = await self._latest.run(lambda task: self._select(view, typing=typing))
            except BroadsheetError as error:
                self.rows.clear(str(error))
                self._tell_where()
            else:
                if rows is not None:
                    self._show(rows)

        self.beside(load())

    def _select(self, view: View, *, typing: bool = False) -> AnnotationRows:
        return self.library.select_annotations(view.query, sort=view.sort, typing=typing)

    def _show(self, rows: AnnotationRows) -> None:
        self.rows.empty = self._nothing(rows.lacking)
        self.rows.by = self.view.sort
        place = rows.place(self.view.key, self.view.row) if self.view.key else 0
        self.rows.show(rows, self.view.row if place is None else place)
        self._tell_where()

    def _nothing(self, lacking: Lacking) -> str:
        """What is said where there are no rows."""
        if self.view.query:
            in_what = " in what is searched so far" if lacking else ""
            return f"Nothing fits “{self.view.query}”{in_what}."
        highlight, note = (self.key_of(command, "reader") for command in ("highlight", "note"))
        return (
            f"Nothing is highlighted yet. On a page, {highlight} highlights what is focused,"
            f" and {note} writes a note on it; all of that is listed here."
        )

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._tell_where()

    def _tell_where(self) -> None:
        """Say in the masthead what is shown, at the foot which row it is, beside it all of it."""
        rows = self.rows
        count = rows.row_count
        if count:
            self.view.key, self.view.row = rows.key_at_cursor, rows.cursor
        told = f"Highlights and notes — {count:,}"
        if self.view.query:
            told += f" that fit “{self.view.query}”"
        masthead = self.query_one(Masthead)
        masthead.heading = told
        self.tell_selected()
        self.query_one(AnnotationView).show(rows.at_cursor)

    def tell_selected(self) -> None:
        """Say in the masthead how many rows are selected, at the foot which row this is."""
        rows = self.rows
        selected = rows.selected_count
        sort = self.view.sort
        self.query_one(Masthead).aside = "  ".join(
            part
            for part in (
                f"{selected:,} selected" if selected else "",
                "" if sort == "newest" else f"by {sort}",
            )
            if part
        )
        place = f"{rows.cursor + 1:,}/{rows.row_count:,}" if rows.row_count else ""
        self.query_one(StatusBar).place = place

    @property
    def present_filter(self) -> str:
        """The query of the list."""
        return self.view.query

    def show_fitting(self, query: str, *, typing: bool) -> None:
        """Show what fits a query."""
        self.view.query = query.strip()
        self._load(typing=typing)

    def do_sort_list(self, call: Call) -> None:
        """Sort by the order named, or ask which."""
        if call.argument:
            self._sort(call.argument)
            return
        self.ask(
            "Sort by",
            self._sort,
            Question(
                "",
                lambda answer: None,
                hint=", ".join(ORDERS),
                complete=lambda typed: self.choices("sort-list", typed),
            ),
        )

    def _sort(self, order: str) -> None:
        order = order.strip().lower()
        fitting = [one for one in ORDERS if order and one.startswith(order)]
        if len(fitting) != 1:
            self.say(f"Highlights are sorted by {', '.join(ORDERS)}; not by “{order}”.")
            return
        self.view.sort = fitting[0]
        self._load()

    def choices(self, command: str, typed: str) -> list[str]:
        """What may follow `sort-list`."""
        if command == "sort-list":
            return [order for order in ORDERS if order.startswith(typed)]
        return []

    def do_next_group(self, call: Call) -> None:
        """On to the next heading."""
        self._to_group(call.times)

    def do_previous_group(self, call: Call) -> None:
        """Back to a heading."""
        self._to_group(-call.times)

    def _to_group(self, by: int) -> None:
        if not self.rows.to_group(by):
            self.say(f"There are groups by story, tag, colour, section: {self._sort_key} sorts.")

    @property
    def _sort_key(self) -> str:
        return self.key_of("sort-list", "annotations")

    def subjects(self) -> list[int]:
        """The keys of what a command is about: what is selected, else the row under the cursor."""
        here = self.rows.at_cursor
        if here is None:
            self.say("There is nothing here.")
            return []
        return self.rows.selected or ([self.rows.key_at_cursor] if here.story else [])

    def annotations(self, keys: list[int]) -> list[Annotation]:
        """Those that are still there of these rows."""
        shown = self.rows.rows
        return [one for one in shown.of(keys) if one.story] if shown is not None else []

    def change(
        self,
        keys: list[int],
        action: Callable[[], Result],
        told: Callable[[Result], str],
        *,
        gone: bool = False,
    ) -> None:
        """Do something to rows: now, or beside the screen where they are many.

        Args:
            keys: of the rows.
            action: writes it, as one step.
            told: what is said when it is done.
            gone: whether the rows are not there any more then.
        """

        def done(result: Result) -> None:
            self.rows.let_go()
            if self.rows.rows is not None:
                left = self.rows.rows.anew(keys if gone else ())
                self.view.key = 0 if gone else self.view.key
                self.rows.show(left, min(self.view.row, max(0, len(left) - 1)))
                self._tell_where()
            self.reload()
            self.say(told(result))

        self.write_to(len(keys), action, done)


def one_or_many(count: int, one: str, many: str) -> str:
    """The sentence for one, or that for more, in which `{}` is how many."""
    return one if count == 1 else many.replace("{}", f"{count:,}")
