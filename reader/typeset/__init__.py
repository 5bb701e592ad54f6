"""Pure: a text set in lines for a terminal, and which cell of them is which offset."""

from __future__ import annotations

from reader.typeset.lines import Line, LineKind, Look
from reader.typeset.structure import Signs
from reader.typeset.typesetter import Options, Typesetter

__all__ = ["Line", "LineKind", "Look", "Options", "Signs", "Typesetter"]
