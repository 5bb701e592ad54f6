"""What can be wrong with an input; the message says what, where and what to do."""

from __future__ import annotations

from db.errors import BroadsheetError


class UnreadableSource(BroadsheetError):
    """A file, folder or stream that no story could be read from."""


class UnknownEncoding(UnreadableSource):
    """Text whose encoding cannot be told, or that is not in the encoding that was named."""


class BadPattern(UnreadableSource):
    """A `--title-pattern` that is no regular expression, or that no line fits."""
