"""`briefgen mail`: `draft`, `send` and `status`."""

from __future__ import annotations

import typer

from briefgen.cli.mail import draft, send, status

app = typer.Typer(
    help="Attach briefings to emails: drafts to send by hand, or sending, once to each.",
    no_args_is_help=True,
)
app.command("draft", epilog=draft.EXAMPLES)(draft.draft)
app.command("send", epilog=send.EXAMPLES)(send.send)
app.command("status", epilog=status.EXAMPLES)(status.status)
