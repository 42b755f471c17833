"""HTML for the body of a mail, as mail programs understand it.

Owns the page around the words of a mail. `blocks` makes the words, `looks` the styles. Must
not know where a document came from, nor what a message is.

Each element carries its own style. Gmail drops a style sheet as soon as it dislikes one line
of it, and Outlook's older versions lay mails out with Word: no flex, no grid, no variables,
no grounds. So this is not the web page of `writers.html` with its sheet moved into attributes
by a library (css-inline does that well, at the price of a binary for every platform): little
of that sheet would be left. What is here is some twenty styles.

No text has a colour and nothing has a ground, but for rules and bars, which are decoration.
Programs that turn a mail dark each do so in a way of their own, and there is nothing that
they could turn wrong: what is not said cannot be left half as it was. There are no pictures,
which many programs hide and some fetch from elsewhere: a logo says nothing that does not stand
in words too. There are no names for places inside a mail, since web mail renames them: a
reference to a note is its number, and leads nowhere.
"""

from __future__ import annotations

from briefgen.document import Document
from briefgen.errors import warning
from briefgen.theme import Theme
from briefgen.writers import Written
from briefgen.writers.characters import check_characters
from briefgen.writers.elements import escape, lang_of
from briefgen.writers.mail.blocks import Body
from briefgen.writers.mail.looks import WIDTH, looks

__all__ = ["write"]

# Of HTML, of which Gmail shows no more without being asked.
CLIPPED_FROM = 102 * 1024

_HEAD = (
    '<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    '<meta name="supported-color-schemes" content="light dark">\n'
)
# Word knows no greatest width; a table around the text is its only way to a short line.
_FOR_WORD = (
    '<!--[if mso]><table role="presentation" align="center" border="0" cellpadding="0"'
    f' cellspacing="0" width="{WIDTH}"><tr><td><![endif]-->\n'
)
_AFTER_WORD = "<!--[if mso]></td></tr></table><![endif]-->\n"


def write(document: Document, theme: Theme) -> Written:
    """Write a document as the HTML of a mail, UTF-8; the same input gives the same bytes.

    Raises InputError for a character that no page may hold. A link that may not be followed
    is written as words and reported in the diagnostics, as is what is too long for Gmail.
    """
    lang = lang_of(document.meta.language)
    body = Body(looks(theme))
    words = body.write(document.blocks)
    page = (
        # The language stands on the text too: web mail takes what is around it away.
        f"<!DOCTYPE html>\n<html{lang}>\n<head>\n{_HEAD}"
        f"<title>{escape(document.meta.title)}</title>\n</head>\n"
        f'<body style="margin:0;padding:0">\n{_FOR_WORD}'
        f'<div{lang} style="{body.looks.page}">\n{words}\n</div>\n{_AFTER_WORD}</body>\n</html>\n'
    )
    check_characters(document, (page,))
    content, found = page.encode(), body.diagnostics
    if len(content) > CLIPPED_FROM:
        found.append(
            warning(
                "mail.clipped",
                f"the text of the mail has {len(content) // 1024} kB",
                hint=f"Gmail shows {CLIPPED_FROM // 1024} kB; say less in email.md.j2, and "
                "leave the rest to what is attached",
            )
        )
    return Written(content, tuple(found))
