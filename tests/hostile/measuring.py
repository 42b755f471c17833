"""Build in many folders, one after the other, and say of each what it took.

Run as a script with the folders as arguments: one process for all, since starting one
for each would take longer than they do. The peak is set back before each, so that one
that eats memory is known by name.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from pathlib import Path

_RESET, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def _peak() -> int:
    """Give the peak since it was set back, in megabytes; 0 where nobody tells."""
    for line in _STATUS.read_text().splitlines() if _STATUS.exists() else ():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


def _set_back() -> None:
    # Some systems do not let it be set back; then the peak is that of all so far.
    with contextlib.suppress(OSError):
        _RESET.write_text("5")


def main() -> None:
    """Print a line of JSON for each folder."""
    from briefgen.cli import main as command

    home = Path.cwd()
    for name in sys.argv[1:]:
        os.chdir(home / name)
        sys.argv = ["briefgen", "build", "issue.yaml", "-a", "press", "--json"]
        out, err, code = io.StringIO(), io.StringIO(), -1
        _set_back()
        start = time.process_time()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                command()
            except SystemExit as ended:
                code = int(ended.code or 0)
        took = time.process_time() - start
        print(
            json.dumps(
                {
                    "name": name,
                    "code": code,
                    "seconds": took,
                    "peak": _peak(),
                    "out": out.getvalue(),
                    "err": err.getvalue(),
                    "written": sorted(p.name for p in Path("out").rglob("*")),
                }
            ),
            flush=True,
        )
        os.chdir(home)


if __name__ == "__main__":
    main()
