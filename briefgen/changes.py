"""When something may have changed on disk: at once where the system tells, else by looking.

Owns the waiting, and watchfiles (its only home). Must not know what is waited for. What
an event says is not asked: it only wakes. Whether something changed is seen by looking,
which is the same on every system, whatever it calls a path, and after events that were
lost. Where none come (network drives, Windows drives in WSL, containers), a look every
half second finds what changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

from briefgen.inputs import State, is_whole

LOOK = 0.5  # seconds without an event until somebody looks all the same
QUIET = 0.05  # seconds: a program that saves does several things in a row
LONGEST = 30  # times QUIET, for a file that is written without a pause
PATIENCE = 6  # times QUIET, for a file that is gone or empty and may come back


def looks(folders: frozenset[Path]) -> Generator[bool, None, None]:
    """Yield whenever something may have changed in the folders; not below them.

    True is an event after which there was quiet, False a look without one.
    """
    yield from _told(folders)
    # No events here, or no more: the system has too few, or a folder went away.
    while True:
        time.sleep(LOOK)
        yield False


def _told(folders: frozenset[Path]) -> Iterator[bool]:
    from watchfiles import watch

    milliseconds = round(1000 * QUIET)
    try:
        for events in watch(
            *folders,
            watch_filter=None,
            debounce=LONGEST * milliseconds,
            step=milliseconds,
            rust_timeout=round(1000 * LOOK),
            yield_on_timeout=True,
            recursive=False,
            # Asking the files in turn is done here: only for what matters, on every system.
            force_polling=False,
            ignore_permission_denied=True,
        ):
            yield bool(events)
    except (OSError, RuntimeError):  # the latter is watchfiles' own for what the system refuses
        return


def settled(look: Callable[[], Mapping[str, State]], *, told: bool) -> Mapping[str, State]:
    """Look until what changed stays as it is; give what was seen last. See `looks` for `told`.

    Programs save by renaming, or empty a file before they write it: what is gone or empty
    may come back.
    """
    seen = look()
    if told and all(map(is_whole, seen.values())):
        return seen
    for turn in range(LONGEST):
        time.sleep(QUIET)
        now = look()
        if now == seen and (turn >= PATIENCE or all(map(is_whole, now.values()))):
            break
        seen = now
    return seen
