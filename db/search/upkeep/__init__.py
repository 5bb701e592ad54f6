"""Keeping the index up to date with the library: when, how much at once, and in which process."""
