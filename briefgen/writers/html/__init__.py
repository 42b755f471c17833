"""The HTML writer: one self-contained page of a document, in the looks of a theme.

Owns everything about HTML. Must not know where a document came from, another format,
a file system or a clock. `blocks` and `inline` make the words, `tables` the tables,
`sheet` and `paper` the looks; this file puts the page together. There is no script in it and
nothing that is fetched from elsewhere, and the page forbids both to itself.
"""

from __future__ import annotations

from briefgen.document import Document, Meta
from briefgen.theme import Theme
from briefgen.writers import Written
from briefgen.writers.characters import check_characters
from briefgen.writers.elements import attribute, escape, lang_of
from briefgen.writers.html.blocks import Body
from briefgen.writers.html.names import MAIN
from briefgen.writers.html.paper import paper
from briefgen.writers.html.sheet import sheet
from briefgen.writers.shortened import PLACEHOLDER

__all__ = ["write"]

# Were a value ever to become markup, it could still neither run nor fetch anything.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def write(document: Document, theme: Theme) -> Written:
    """Write a document as one page, UTF-8; the same document and theme give the same bytes.

    Raises InputError for a character that no page may hold. A link that may not be
    followed is written as words and reported in the diagnostics.
    """
    body = Body(theme)
    main = body.write(document.blocks)
    page = "".join(
        (
            f"<!DOCTYPE html>\n<html{lang_of(document.meta.language)}>\n",
            _head(document.meta, theme),
            f'<body>\n<a class="skip" href="#{MAIN}">{escape(document.meta.running.skip)}</a>\n',
            f'<main id="{MAIN}">\n{main}\n</main>\n',
            _footer(document.meta),
            _descriptions(body),
            "</body>\n</html>\n",
        )
    )
    around = document.meta.running  # on paper these stand in the style sheet, escaped
    check_characters(document, (page, around.head_start, around.head_end, around.page_of))
    return Written(page.encode(), tuple(body.words.diagnostics))


def _head(meta: Meta, theme: Theme) -> str:
    """Give the head: what is known of the document, the looks, and nothing else."""
    about = (
        ("author", meta.creator),
        ("description", meta.subject),
        ("dcterms.date", meta.date.isoformat() if meta.date else ""),
        ("dcterms.identifier", meta.identifier),
    )
    known = "".join(
        f'<meta name="{name}" content="{attribute(value)}">\n' for name, value in about if value
    )
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(meta.title)}</title>\n{known}"
        f"<style>\n{sheet(theme)}{paper(theme, meta.running)}</style>\n</head>\n"
    )


def _footer(meta: Meta) -> str:
    """Give what a paged format says at the foot of every page, once; no page has a number."""
    running = meta.running
    said = (running.foot_start, running.page_of)
    words = [escape(text) for text in said if text and not PLACEHOLDER.search(text)]
    if running.draft:
        words.append(f"<strong>{escape(running.draft)}</strong>")
    return f"<footer>\n<p>{' '.join(words)}</p>\n</footer>\n" if words else ""


def _descriptions(body: Body) -> str:
    """Give what is said of tables to those who cannot see them; no words of the text."""
    if not body.descriptions:
        return ""
    lines = "\n".join(body.descriptions)
    return f"<div hidden>\n{lines}\n</div>\n"
