"""The table of formats: what can be written, and which room writes it.

A writer is a function `(Document, Theme) -> Written`. Writers know neither each
other nor where the document came from, open no file and read no clock. A format's
room is imported when the format is asked for, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from briefgen.document import Document
from briefgen.errors import Diagnostic
from briefgen.theme import Theme


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file, and what its writer has to say of it."""

    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


Writer = Callable[[Document, Theme], Written]

FORMATS = {
    "docx": "briefgen.writers.docx",
    "pdf": "briefgen.writers.pdf",
    "html": "briefgen.writers.html",
    "md": "briefgen.writers.markdown",
    "txt": "briefgen.writers.text",
    "mail": "briefgen.writers.mail",
}


def writer(name: str) -> Writer:
    """Give the writer of a format, importing its room; KeyError for no such format."""
    return cast(Writer, import_module(FORMATS[name]).write)
