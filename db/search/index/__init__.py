"""The full-text engine: the index on disk, written and read. Whoosh is known here alone."""
