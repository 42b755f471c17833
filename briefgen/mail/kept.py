"""What lies under `out/sent/`: files on disk for certain, and the lock of whoever sends.

Owns the names of kept messages, writing that outlives a power cut, and the run's lock.
Must not know what the ledger says of a message.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from briefgen.errors import Location, OutputError, error, shown

LOCK = ".sending.lock"
PART = ".part"
_LONGEST = 60  # characters of an address in a file's name


def name(issue: str, audience: str, recipient: str, mark: str, turn: int) -> str:
    """Give the name of a kept message, below `out/sent/`; `mark` makes it the only one.

    `turn` counts how often a message whose fate is unknown was sent anew: what may have
    arrived is not written over.
    """
    again = f"-{turn + 1}" if turn else ""
    short = hashlib.sha256(mark.encode()).hexdigest()[:10]
    file = f"{_safe(audience)}-{_safe(recipient.replace('@', '-at-'))}-{short}{again}.eml"
    return f"{_safe(issue)}/{file}"


def _safe(text: str) -> str:
    """Write a text in letters that a file's name may have on every system."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    # No dot at either end: "..", ".git", and what Windows drops.
    return re.sub(r"[^A-Za-z0-9._-]+", "_", plain)[:_LONGEST].strip("._") or "_"


def write(path: Path, content: bytes) -> None:
    """Write a file that is whole and on the disk, whatever happens next."""
    folders(path.parent)
    part = path.with_name(path.name + PART)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            _sync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def folders(path: Path) -> None:
    """Make a folder and those above it, each on the disk."""
    if path.is_dir():
        return
    folders(path.parent)
    path.mkdir(exist_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Put a folder's list of names on the disk; Windows does that with the file."""
    if os.name == "nt":
        return
    number = os.open(path, os.O_RDONLY)
    try:
        # Some network drives cannot, and say so: they put names on the disk at once.
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)


def _sync(number: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # fsync there leaves the bytes in the drive's own memory.
        with suppress(OSError):
            fcntl.fcntl(number, fcntl.F_FULLFSYNC)
            return
    os.fsync(number)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for one sender; raises OutputError where another has it.

    The lock is SQLite's, on a file of its own that stays empty: the ledger itself must be
    free for readers. The system gives it up when the process ends, however it ends.
    """
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise OutputError(
                error(
                    "mail.busy",
                    "another run is sending from this folder",
                    Location(shown(folder)),
                    "wait until it is done; 'briefgen mail status' shows how far it is",
                )
            ) from None
        yield
