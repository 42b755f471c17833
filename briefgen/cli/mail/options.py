"""The options that drafting and sending have in common, and the order they make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import day, known_language
from briefgen.errors import UsageError, error

if TYPE_CHECKING:
    from briefgen.mailing import MailOrder
    from briefgen.recipients import Recipient
    from briefgen.workspace import Workspace


class Attached(StrEnum):
    """The formats that may go along."""

    DOCX = "docx"
    PDF = "pdf"


Issues = Annotated[
    list[Path] | None,
    typer.Argument(metavar="ISSUE.yaml", help="Issue files; none: all of the data folder."),
]
Audiences = Annotated[
    list[str] | None,
    typer.Option("--audience", "-a", metavar="NAME", help="For this audience; may be repeated."),
]
Recipients = Annotated[
    Path | None,
    typer.Option("--recipients", "-r", metavar="FILE", help="A CSV or XLSX file, one row each."),
]
To = Annotated[
    str | None, typer.Option("--to", metavar="ADDRESS", help="One recipient, without a file.")
]
Attach = Annotated[
    list[Attached] | None,
    typer.Option(
        "--attach",
        metavar="docx|pdf",
        help="Attach this format; may be repeated. Usually both, as the audience's formats say.",
    ),
]
Language = Annotated[
    str | None,
    typer.Option("--language", "-l", metavar="TAG", help="In this language, such as es or es-MX."),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write below this folder.")
]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Use this date instead of the issue's."),
]
From = Annotated[
    str | None, typer.Option("--from", metavar="ADDRESS", help="Who it is from: 'Name <a@b.org>'.")
]
ReplyTo = Annotated[
    str | None, typer.Option("--reply-to", metavar="ADDRESS", help="Where answers are to go.")
]
Cc = Annotated[
    list[str] | None,
    typer.Option("--cc", metavar="ADDRESS", help="Gets a copy of each; may be repeated."),
]
Subject = Annotated[
    str | None, typer.Option("--subject", metavar="TEXT", help="Instead of the template's.")
]
UseEdited = Annotated[
    bool,
    typer.Option("--use-edited", help="Attach files as they were edited since they were built."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options in common say."""

    issues: list[Path] | None
    audience: list[str] | None
    recipients: Path | None
    to: str | None
    attach: list[Attached] | None
    language: str | None
    out: Path | None
    date: str | None
    sender: str | None
    reply_to: str | None
    cc: list[str] | None
    subject: str | None
    use_edited: bool


def order(asked: Asked, workspace: Workspace) -> MailOrder:
    """Make an order. Raises UsageError, and InputError for the recipients' file."""
    from briefgen.batch import Order
    from briefgen.mailing import MailOrder
    from briefgen.recipients import addressed

    people = _people(asked, workspace)
    formats = tuple(dict.fromkeys(kind.value for kind in asked.attach or ()))
    return MailOrder(
        Order(
            tuple(asked.issues or ()),
            tuple(dict.fromkeys(asked.audience or ())),
            formats,
            asked.out,
            day(asked.date) if asked.date else None,
            language=known_language(asked.language) if asked.language else "",
            recipients=people,
            sharing=True,
        ),
        sender=_one(asked.sender),
        reply_to=_one(asked.reply_to),
        cc=tuple(addressed(one) for one in asked.cc or ()),
        subject=" ".join((asked.subject or "").split()),
        use_edited=asked.use_edited,
    )


def _people(asked: Asked, workspace: Workspace) -> tuple[Recipient, ...] | None:
    from briefgen.recipients import addressed, read
    from briefgen.words import is_language

    if asked.recipients and asked.to:
        hint = "add the address as a row of the file, or leave the file out"
        what = "--recipients and --to do not go together"
        raise UsageError(error("usage.options", what, hint=hint))
    if asked.to:
        return (addressed(asked.to),)
    if asked.recipients:
        names = frozenset(workspace.surroundings.audiences)
        return read(asked.recipients, names, is_language, mail=True)
    return None


def _one(text: str | None) -> Recipient | None:
    from briefgen.recipients import addressed

    return addressed(text) if text else None
