"""Values as the content and the attributes of HTML elements: what the page and the mail share.

Owns the escaping of every value that goes into HTML. Must not know an element.
"""

from __future__ import annotations

from html import escape as _escape

# What a link may start with; it is checked where it enters, and here once more.
SCHEMES = ("https:", "http:", "mailto:")


def escape(text: str) -> str:
    """Give the text as the content of an element."""
    return _escape(text, quote=False)


def attribute(text: str) -> str:
    """Give the text as the value of an attribute in double quotes."""
    return _escape(text)


def lang_of(lang: str) -> str:
    """Give the attribute that names a language, or nothing for none."""
    return f' lang="{attribute(lang)}"' if lang else ""
