"""`briefgen mail status`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import answering
from briefgen.cli.mail import options

if TYPE_CHECKING:
    from briefgen.mail.ledger import Entry

EXAMPLES = """
[bold]Examples[/bold]

briefgen mail status   [dim]who got what, and who did not[/dim]

briefgen mail status --json
"""


def status(
    out: options.Out = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of a table.")
    ] = False,
) -> None:
    """Show what was sent to whom, and what the server said."""
    from zoneinfo import ZoneInfo

    from briefgen import console
    from briefgen.mail import ledger
    from briefgen.mailing import sent_folder
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering(json=json):
        workspace = find(Path.cwd(), is_language)
        with ledger.opened(sent_folder(out or workspace.out), sending=False) as book:
            entries = book.entries()
        if json:
            console.envelope((), sends=[_described(entry) for entry in entries])
        elif entries:
            zone = ZoneInfo(workspace.settings.timezone or "UTC")
            console.results(_table(entries, zone))
        else:
            console.remarks(["nothing was sent from here yet"])


def _described(entry: Entry) -> dict[str, str]:
    send = entry.send
    return {
        "recipient": send.recipient,
        "audience": send.audience,
        "issue": send.issue,
        "edition": send.edition,
        "state": entry.state.value,
        "at": entry.at,
        "message_id": send.message_id,
        "reply": entry.reply,
    }


def _table(entries: Sequence[Entry], zone: tzinfo) -> Iterator[str]:
    """Give a line for each entry, by issue, edition and audience, and the sums at the end."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries:
        send = entry.send
        groups.setdefault((send.issue, send.edition, send.audience), []).append(entry)
    room = max(len(entry.send.recipient) for entry in entries)
    wide = max(len(_time(entry.at, zone)) for entry in entries)
    for (issue, edition, audience), found in groups.items():
        yield f"{issue}, edition {edition}, {audience}"
        for entry in sorted(found, key=lambda one: one.send.recipient):
            at = _time(entry.at, zone)
            line = f"  {entry.state:8} {at:{wide}}  {entry.send.recipient:{room}}  {entry.reply}"
            yield line.rstrip()
        yield ""
    sums = Counter(entry.state.value for entry in entries)
    yield ", ".join(f"{number} {state}" for state, number in sorted(sums.items()))


def _time(at: str, zone: tzinfo) -> str:
    """Give when something befell, in the workspace's zone; empty where nothing was tried."""
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M %Z}" if at else ""
