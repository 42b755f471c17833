"""`briefgen mail send`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import answering
from briefgen.cli.mail import options

if TYPE_CHECKING:
    from briefgen.mail.secrets import Login
    from briefgen.mail.smtp import Connection
    from briefgen.recipients import Recipient

EXAMPLES = """
[bold]Examples[/bold]

briefgen mail send data/bridge.yaml -a press -r press.csv   [dim]show who would get what[/dim]

briefgen mail send data/bridge.yaml -a press -r press.csv --test-to me@example.org

briefgen mail send data/bridge.yaml -a press -r press.csv --yes

[dim]with the server in the variable BRIEFGEN_SMTP, or as --smtp smtp://mail.example.org:587[/dim]
"""

SERVER_PANEL = "The server, and how to log in"
HELD_PANEL = "What is held back otherwise"
USER, SECRET, SERVER = "BRIEFGEN_SMTP_USER", "BRIEFGEN_SMTP_SECRET", "BRIEFGEN_SMTP"


def send(
    issues: options.Issues = None,
    audience: options.Audiences = None,
    recipients: options.Recipients = None,
    to: options.To = None,
    smtp: Annotated[
        str | None,
        typer.Option(
            "--smtp",
            metavar="URL",
            rich_help_panel=SERVER_PANEL,
            help=f"The server: smtp://host:587 or smtps://host. Else what {SERVER} says.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send, and do not ask.")] = False,
    test_to: Annotated[
        str | None,
        typer.Option("--test-to", metavar="ADDRESS", help="Send one message, marked TEST, here."),
    ] = None,
    attach: options.Attach = None,
    language: options.Language = None,
    out: options.Out = None,
    date: options.Date = None,
    sender: options.From = None,
    reply_to: options.ReplyTo = None,
    cc: options.Cc = None,
    subject: options.Subject = None,
    rate: Annotated[
        float,
        typer.Option(
            "--rate",
            metavar="NUMBER",
            min=0,
            rich_help_panel=SERVER_PANEL,
            help="Messages a minute; 0: no limit.",
        ),
    ] = 30,
    max_size: Annotated[
        float,
        typer.Option(
            "--max-size",
            metavar="MB",
            min=0.01,
            max=1_000,
            rich_help_panel=HELD_PANEL,
            help="The largest message that may be sent.",
        ),
    ] = 10,
    use_edited: options.UseEdited = False,
    allow_draft: Annotated[
        bool,
        typer.Option(
            "--allow-draft", rich_help_panel=HELD_PANEL, help="Send an issue whose status is draft."
        ),
    ] = False,
    under_embargo: Annotated[
        bool,
        typer.Option(
            "--under-embargo",
            rich_help_panel=HELD_PANEL,
            help="Send before the embargo is over; the body says so.",
        ),
    ] = False,
    retry_unknown: Annotated[
        list[str] | None,
        typer.Option(
            "--retry-unknown",
            metavar="ADDRESS",
            rich_help_panel=HELD_PANEL,
            help="Send again to this address, which may have it already; may be repeated.",
        ),
    ] = None,
    retry_refused: Annotated[
        bool,
        typer.Option(
            "--retry-refused",
            rich_help_panel=HELD_PANEL,
            help="Try those again whom the server refused before.",
        ),
    ] = False,
    user_env: Annotated[
        str | None,
        typer.Option(
            "--user-env",
            metavar="NAME",
            rich_help_panel=SERVER_PANEL,
            help=f"The environment variable with the user to log in as. Else {USER}.",
        ),
    ] = None,
    secret_env: Annotated[
        str | None,
        typer.Option(
            "--secret-env",
            metavar="NAME",
            rich_help_panel=SERVER_PANEL,
            help=f"The environment variable with the secret. Else {SECRET}.",
        ),
    ] = None,
    keyring: Annotated[
        str | None,
        typer.Option(
            "--keyring",
            metavar="SERVICE",
            rich_help_panel=SERVER_PANEL,
            help="Take the secret from the system's keyring.",
        ),
    ] = None,
    token_command: Annotated[
        str | None,
        typer.Option(
            "--token-command",
            metavar="COMMAND",
            rich_help_panel=SERVER_PANEL,
            help="Log in by OAuth (XOAUTH2), with the token that this command prints.",
        ),
    ] = None,
    ca_file: Annotated[
        Path | None,
        typer.Option(
            "--ca-file",
            metavar="FILE",
            rich_help_panel=SERVER_PANEL,
            help="Trust the certificates in this file.",
        ),
    ] = None,
    insecure: Annotated[
        int,
        typer.Option(
            "--insecure",
            count=True,
            rich_help_panel=SERVER_PANEL,
            help="Send without encryption; say it twice if not to this machine.",
        ),
    ] = 0,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """Send briefings by mail, each recipient once; without --yes, show who would get what."""
    from dataclasses import replace

    from briefgen.cli.mail.sending import Manner, run
    from briefgen.errors import UsageError, error
    from briefgen.mailing.order import MEGABYTE
    from briefgen.recipients import addressed
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering(json=json):
        workspace = find(Path.cwd(), is_language)
        if not (recipients or to or test_to):
            hint = "add --recipients FILE, --to ADDRESS, or --test-to ADDRESS"
            raise UsageError(error("mail.nobody", "nobody is named to send this to", hint=hint))
        asked = options.Asked(
            issues,
            audience,
            recipients,
            to,
            attach,
            language,
            out,
            date,
            sender,
            reply_to,
            cc,
            subject,
            use_edited,
        )
        test = addressed(test_to) if test_to else None
        if test and not (recipients or to):
            asked = replace(asked, to=test_to)
        order = replace(
            options.order(asked, workspace),
            allow_draft=allow_draft,
            under_embargo=under_embargo,
            max_size=round(max_size * MEGABYTE),
            retried=frozenset(addressed(one).key for one in retry_unknown or ()),
            retry_refused=retry_refused,
        )
        asks = _Access(smtp or os.environ.get(SERVER, ""), insecure, ca_file)
        secrets = _Secrets(user_env, secret_env, keyring, token_command)
        connection = _connection(asks, secrets, order.sender)
        manner = Manner(connection, rate, yes, json, test)
        raise typer.Exit(run(order, workspace, manner))


@dataclass(frozen=True, slots=True)
class _Access:
    url: str
    insecure: int
    ca_file: Path | None


@dataclass(frozen=True, slots=True)
class _Secrets:
    user_env: str | None
    secret_env: str | None
    keyring: str | None
    token_command: str | None


def _connection(asks: _Access, secrets: _Secrets, sender: Recipient | None) -> Connection | None:
    """Make a connection that is not opened yet; None where no server is named."""
    from briefgen.mail.smtp import Connection, server

    if not asks.url:
        return None
    found = server(asks.url, insecure=asks.insecure, authority=asks.ca_file)
    # Which name this machine gives is known once the sender is: see the run.
    return Connection(found, "", _login(secrets, sender))


def _login(secrets: _Secrets, sender: Recipient | None) -> Login | None:
    """Say who logs in, if anybody: as the options say, or the variables of the usual names."""
    from briefgen.errors import UsageError, error
    from briefgen.mail.secrets import Login, from_command, from_environment, from_keyring

    ways = [secrets.secret_env, secrets.keyring, secrets.token_command]
    if sum(way is not None for way in ways) > 1:
        what = "--secret-env, --keyring and --token-command do not go together"
        raise UsageError(error("usage.options", what, hint="name one of them"))
    user = os.environ.get(secrets.user_env or USER, "") or (sender.address if sender else "")
    if secrets.keyring or secrets.token_command:
        if secrets.user_env and secrets.user_env not in os.environ:
            from_environment(secrets.user_env, secrets.user_env)  # says that it is not set
        if not user:
            hint = f"add --from, or put the user into {USER}"
            raise UsageError(error("mail.no-user", "nobody is named to log in as", hint=hint))
    if service := secrets.keyring:
        # Opened when the server asks: who only looks unlocks nothing.
        return Login(user, lambda: from_keyring(service, user).secret())
    if secrets.token_command:
        return from_command(user, secrets.token_command)
    if secrets.user_env or secrets.secret_env or {USER, SECRET} & os.environ.keys():
        return from_environment(secrets.user_env or USER, secrets.secret_env or SECRET)
    return None
