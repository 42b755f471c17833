"""What something was made from: the paths that were read or looked for, each as it stood.

Owns how the state of a path is told from another. Must not know what files mean. A room
that reads takes a `Note` and calls it with every path *before* it reads or looks, also
with those that are not there: what appears in their place later would change the result.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_ISDIR

# A file by its size and times, a folder by the names in it, None where there is nothing.
State = tuple[int, ...] | tuple[str, ...] | None
Note = Callable[[str | Path], object]


def unnoted(path: str | Path) -> None:
    """Take a path for nobody: most runs end before anything changes."""


def state(path: str | Path) -> State:
    """Tell how a path stands, its links followed."""
    try:
        found = os.stat(path)  # noqa: PTH116 - once for each input and look
        if S_ISDIR(found.st_mode):
            # Its own times move also with what other programs, and briefgen, hide in it.
            return tuple(sorted(name for name in os.listdir(path) if name[:1] != "."))  # noqa: PTH208
    except (OSError, ValueError):  # not there, not to be read, or no name for a file
        return None
    # The time of change is new also where a copy keeps the time of writing; Windows has the
    # time of creation under that name. Numbers of files are left out: some network drives
    # give one file another number at every look.
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def is_file(state: State) -> bool:
    """Say whether a file stands there."""
    return bool(state and isinstance(state[0], int))


def is_whole(state: State) -> bool:
    """Say whether what stands there may be all: a program that saves first empties or removes."""
    return state is not None and state[:1] != (0,)


class Inputs:
    """The paths that something was made from, each as it stood when it was first named."""

    __slots__ = ("states",)

    def __init__(self) -> None:
        """Begin with none."""
        self.states: dict[str, State] = {}

    def note(self, path: str | Path) -> None:
        """Remember a path that is about to be read or looked for."""
        path = os.path.abspath(path)  # noqa: PTH100 - links stay: they may come to lead elsewhere
        if path not in self.states:
            self.states[path] = state(path)
