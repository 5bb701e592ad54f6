"""The library on disk: stories, highlights and notes in SQLite, and the search index beside it."""
