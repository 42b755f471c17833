"""The command line: thin Typer commands, one file a group.

Owns options, their help and the exit codes. Must not know how briefings are made:
a command makes an order, passes it on and shows what came of it.
"""

from briefgen.cli.app import main

__all__ = ["main"]
