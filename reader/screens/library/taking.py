"""Taking something away: copies, links, Markdown."""

from __future__ import annotations

from urllib.parse import urlsplit

from reader.screens.commanding import Call
from reader.screens.copying import Copying
from reader.screens.exporting import Exporting
from reader.screens.library.finding import Finding


class Taking(Copying, Exporting, Finding):
    """Commands that copy, open in the browser, and export."""

    def do_copy(self, call: Call) -> None:
        """The selection, the paragraph, or from the list the title and link."""
        head = self.subject()
        if head is None:
            return
        if self.on_page and self.story is not None and (span := self.page.passage()):
            self.copy_text(self.story.text[span[0] : span[1]])
        else:
            self.copy_text("\n".join(part for part in (head.title, head.url) if part))

    def do_copy_link(self, call: Call) -> None:
        """The story's web address."""
        head = self.subject()
        if head is None or not head.url:
            self.say("This story has no web address.")
        else:
            self.copy_text(head.url)

    def do_copy_markdown(self, call: Call) -> None:
        """The passage as a quotation with its source."""
        from reader.exporters import markdown_quote

        span = self.page.passage()
        if self.story is not None and span is not None:
            self.copy_text(markdown_quote(self.story, *span))

    def do_open_in_browser(self, call: Call) -> None:
        """Open the story's web address, http and https only, without a shell."""
        head = self.subject()
        if head is not None:
            self.open_url(head.url)

    def open_url(self, url: str) -> None:
        """Open an address in the reader's browser."""
        if urlsplit(url).scheme not in ("http", "https"):
            self.say("There is no web address to open here.")
            return
        self.app.open_url(url)
        self.say(f"Opened {url}")

    def do_export(self, call: Call) -> None:
        """Write the story's notes as Markdown into a folder, which is asked for once."""
        head = self.subject()
        if head is not None:
            self.export_to_folder(call.argument, lambda: (head.id,))
