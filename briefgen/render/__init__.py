"""A template and a view -> Markdown with the values beside it.

Owns Jinja2 (its only home): the sandbox, what a template may use, and the place and
words of a template's faults. Must not know issue files, formats or where documents
go. Templates are somebody else's code: they get plain data, a budget, and nothing
that could open a file.
"""

from briefgen.render.engine import Rendered, Setting, examine, render
from briefgen.render.labels import Labels

__all__ = ["Labels", "Rendered", "Setting", "examine", "render"]
