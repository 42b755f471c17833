"""The command line: thin Typer commands, one file a group.

Owns options, their help and the exit codes. Must not know how briefings are made:
a command makes an order, passes it on and shows what came of it.
"""

from __future__ import annotations

from briefgen import console
from briefgen.errors import BriefgenError, ExitCode

__all__ = ["main"]


def main() -> None:
    """Run the command line; exits with one of `briefgen.errors.ExitCode`."""
    console.ready()
    try:
        # Loaded here: an interrupt while it loads is an interrupt like any other.
        from briefgen.cli.app import app

        app()
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.INTERRUPTED) from None
    except BriefgenError as fault:  # the version that could not be printed
        console.diagnostics(fault.diagnostics)
        raise SystemExit(fault.exit_code) from None
    except SystemExit as done:
        if isinstance(done.__context__, BrokenPipeError):  # help for a reader that went away
            raise SystemExit(ExitCode.OUTPUT) from None
        raise
    except OSError as fault:
        # Help that could not be printed, or what is wrong with the options.
        console.abandon()
        code = getattr(fault.__context__, "exit_code", ExitCode.OUTPUT)
        raise SystemExit(code) from None
