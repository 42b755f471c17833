"""What can be said of words without understanding them: tags of languages, idle link texts.

Owns the lists that several formats share. Must not know a format.
"""

from __future__ import annotations

import re

# RFC 5646, 2.1: well-formed, whether or not the parts are registered. Words of 4 to 8 letters
# are kept for later there, and are what people write by mistake: "English".
_TAG = re.compile(
    r"""
    [a-z]{2,3}(?:-[a-z]{3}){0,3}
    (?: -[a-z]{4} )?
    (?: -(?:[a-z]{2}|[0-9]{3}) )?
    (?: -(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}) )*
    (?: -[0-9a-wy-z](?:-[a-z0-9]{2,8})+ )*
    (?: -x(?:-[a-z0-9]{1,8})+ )?
    | x(?:-[a-z0-9]{1,8})+
    | i-[a-z]{3,8}
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

# Said of every target alike, in the languages of the audiences that ask for it most.
_IDLE = """
click|click here|click this|click this link|here|link|this link|more|read more|learn more
find out more|see more|more info|more information|details|more details|continue|go|this
this page|download|download here|download now|view|view more|open|info|page|website|url
start|website here
aquí|haga clic aquí|haz clic aquí|clic aquí|pulse aquí|más|leer más|ver más|más información
enlace|ici|cliquez ici|lire la suite|en savoir plus|plus|lien|voir plus|détails
hier|hier klicken|klicken sie hier|mehr|weiterlesen|mehr erfahren|mehr lesen
weitere informationen|qui|clicca qui|leggi di più|aqui|clique aqui|saiba mais|leia mais
"""
_IDLE_WORDS = frozenset(_IDLE.strip().replace("\n", "|").split("|"))

_FILE_NAME = re.compile(
    r"[^/\\\n]{1,100}\.(?:png|jpe?g|gif|bmp|tiff?|svg|webp|emf|wmf|eps|pdf|heic|ico)", re.IGNORECASE
)
_PLACEHOLDER = re.compile(
    r"(?:an? )?(?:image|picture|photo|photograph|graphic|figure|img|imagen|bild|grafik|foto"
    r"|chart|diagram|logo|icon|alt|alt text|alternative text|untitled|placeholder|spacer"
    r"|temp|tbd|todo|null|none|undefined)[\s_-]*\d*",
    re.IGNORECASE,
)
# What Word and PowerPoint put behind the texts that they make up.
_MADE_UP = re.compile(r"automatically generated|AI-generated content", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc|dscn|dscf|pxl|screenshot|image|picture)[\s_-]*[\d_-]{2,}", re.I)
_TRIM = " \t\n\r\u00a0.…!?:;,»\u203a>\u2192\u2190«<[]()\"'“”‘’*|-–—"


def is_tag(tag: str) -> bool:
    """Say whether a tag of a language is well-formed (RFC 5646)."""
    return len(tag) < 80 and _TAG.fullmatch(tag) is not None


def is_idle(text: str) -> bool:
    """Say whether a link's words say nothing about where it leads ("click here")."""
    return len(text) < 60 and " ".join(text.split()).strip(_TRIM).casefold() in _IDLE_WORDS


def alternative_fault(text: str) -> str:
    """Say what makes an alternative text none: a file's name, a placeholder; else nothing.

    A text that a program made up counts as none until somebody has read it, and deleted
    the words that say so.
    """
    text = " ".join(text[:400].split())
    if _FILE_NAME.fullmatch(text) or _CAMERA.fullmatch(text):
        return "is a file's name"
    if _PLACEHOLDER.fullmatch(text):
        return "says nothing"
    if _MADE_UP.search(text):
        return "was made up by a program"
    return "" if any(character.isalnum() for character in text) else "has no words"
