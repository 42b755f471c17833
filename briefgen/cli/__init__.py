"""The command line: thin Typer commands, one file a group.

Owns options, their help and the exit codes. Must not know how briefings are made:
a command makes an order, passes it on and shows what came of it.
"""

from __future__ import annotations

from typing import Any

from briefgen import console
from briefgen.errors import BriefgenError, ExitCode, error

__all__ = ["main"]


def main() -> None:
    """Run the command line; exits with one of `briefgen.errors.ExitCode`."""
    console.ready()
    try:
        # Loaded here: an interrupt while it loads is an interrupt like any other.
        from briefgen.cli.app import app

        raise SystemExit(app(standalone_mode=False) or ExitCode.DONE)
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.INTERRUPTED) from None
    except BriefgenError as fault:  # the version that could not be printed
        console.diagnostics(fault.diagnostics)
        raise SystemExit(fault.exit_code) from None
    except SystemExit as done:
        if isinstance(done.__context__, BrokenPipeError):  # help for a reader that went away
            raise SystemExit(ExitCode.OUTPUT) from None
        raise
    except OSError:  # help that could not be printed
        console.abandon()
        raise SystemExit(ExitCode.OUTPUT) from None
    except Exception as fault:
        # Click's own, whose classes Typer keeps to itself: what is wrong with the options.
        if not hasattr(fault, "format_message"):
            raise
        _misused(fault)
        raise SystemExit(ExitCode.USAGE) from None


def _misused(fault: Any) -> None:
    """Say what is wrong with the options, as every other fault is said."""
    message = fault.format_message().rstrip(".").replace("Value error, ", "")
    context = getattr(fault, "ctx", None)
    if not message or context is None or type(fault).__name__ == "NoArgsIsHelpError":
        fault.show()
        return
    found = error(
        "usage.options",
        message[:1].lower() + " ".join(message[1:].split()),
        hint=f"{context.command_path} --help says what there is",
    )
    console.diagnostics([found])
