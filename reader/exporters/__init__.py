"""What goes out: a registry and a file for each format."""

from __future__ import annotations

from reader.exporters.export import annotated, as_documents, export_to, whole
from reader.exporters.model import Document, Exported, ExportError, Format
from reader.exporters.quote import markdown_annotation, markdown_quote
from reader.exporters.registry import DEFAULT, FORMATS, format_named

__all__ = [
    "DEFAULT",
    "FORMATS",
    "Document",
    "ExportError",
    "Exported",
    "Format",
    "annotated",
    "as_documents",
    "export_to",
    "format_named",
    "markdown_annotation",
    "markdown_quote",
    "whole",
]
