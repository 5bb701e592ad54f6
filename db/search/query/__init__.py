"""Pure: the query language, from what a reader types to a tree and back."""
