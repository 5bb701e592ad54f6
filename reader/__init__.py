"""Broadsheet: a reader and annotator for stories in the terminal."""

__version__ = "0.1.0"
