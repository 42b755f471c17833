"""The bytes of a file that a person named, read within a bound.

Owns what is said of a file that cannot be opened or is too large. Must not know what
the bytes mean.
"""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from briefgen.errors import InputError, Location, UsageError, error


def content(path: Path, name: str, limit: int, hint: str = "") -> bytes:
    """Read a file's bytes, at most `limit` of them; `name` is what diagnostics call it.

    Raises UsageError where it cannot be opened, InputError where it is larger; `hint` is
    the remedy for the latter.
    """
    location = Location(name)
    try:
        # Looked at before it is opened: opening a pipe waits for somebody to write.
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UsageError(error("file.not-a-file", "this is no ordinary file", location))
        if path.is_dir():
            raise UsageError(
                error(
                    "file.is-folder", "this is a folder, not a file", location, "name a file in it"
                )
            )
        with open(path, "rb", opener=_at_once) as handle:
            before = os.fstat(handle.fileno())
            raw = handle.read(limit + 1)
            after = os.fstat(handle.fileno())
    except FileNotFoundError:
        raise UsageError(
            error("file.missing", "no such file", location, "check the path and its spelling")
        ) from None
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        raise UsageError(
            error("file.unreadable", f"cannot read this file: {reason}", location)
        ) from None
    if not S_ISREG(before.st_mode):  # it was put in the file's place just now
        raise UsageError(error("file.not-a-file", "this is no ordinary file", location))
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        # Half of a list is as good a list as the whole: nobody would see what is missing.
        raise UsageError(
            error(
                "file.changed",
                "this file changed while it was read",
                location,
                "run briefgen again once it is saved",
            )
        )
    if len(raw) > limit:
        raise InputError(
            error("file.too-large", f"larger than {limit // 1_000_000} MB", location, hint)
        )
    return raw


def _at_once(name: str, flags: int) -> int:
    """Open a file without waiting, should it be a pipe after all."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
