"""All highlights and notes of the library: the list, and what is done from it."""

from __future__ import annotations

from reader.screens.annotations.base import View
from reader.screens.annotations.screen import AnnotationsScreen

__all__ = ["AnnotationsScreen", "View"]
