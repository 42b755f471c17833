"""Files that appear whole or not at all, and the memory of what was written.

Owns the output folder: temporary names, the lock, and `.briefgen.json`, which keeps
a digest of every file written, so that a file which somebody edited since is kept.
Must not know what the files say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from briefgen.errors import Diagnostic, Location, OutputError, error, shown

RECORD, LOCK, PART = ".briefgen.json", ".briefgen.lock", ".part"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a set of files: those that are now as asked, and the faults."""

    paths: tuple[Path, ...]
    faults: tuple[Diagnostic, ...]


def save(files: Mapping[str, bytes], out: Path, *, force: bool = False) -> Saved:
    """Write files under `out`, each whole or not at all.

    Names are relative, with `/`. A file that somebody edited since it was written,
    or that briefgen never wrote, is kept and named among the faults, unless `force`.
    Raises OutputError when the folder cannot be used at all.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            return _save(files, out, force)
    except OSError as fault:
        raise OutputError(_cannot(out, fault)) from None


def _save(files: Mapping[str, bytes], out: Path, force: bool) -> Saved:
    record = _read(out)
    # What a killed run left half written; others' files of such names are not touched.
    for name in (*record, *files, RECORD):
        with suppress(OSError):
            (out / f"{name}{PART}").unlink(missing_ok=True)
    faults: list[Diagnostic] = []
    wanted: dict[str, bytes] = {}
    for name, content in files.items():
        if not force and _edited(out / name, record.get(name, ()), content):
            faults.append(_was_edited(out / name, known=name in record))
        else:
            wanted[name] = content
    # The record knows the old and the new digest before a file changes: whenever the
    # run is cut off, what lies there is known to be ours.
    for name, content in wanted.items():
        record[name] = tuple(dict.fromkeys((*_present(out / name), _digest(content))))
    if wanted:
        _write(out / RECORD, _dump(record))
    done: list[Path] = []
    for name, content in wanted.items():
        try:
            _write(out / name, content)
        except OSError as fault:
            faults.append(_cannot(out / name, fault))
            continue
        record[name] = (_digest(content),)
        done.append(out / name)
    if wanted:
        _write(out / RECORD, _dump(record))
    return Saved(tuple(done), tuple(faults))


def create(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole. Raises OutputError where it is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise OutputError(
                error(
                    "output.exists",
                    "this file is there already; it was kept",
                    Location(shown(path)),
                    "choose another name, or move it away",
                )
            )
        _write(path, content)
    except OSError as fault:
        raise OutputError(_cannot(path, fault)) from None


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    lock = FileLock(out / LOCK)
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout:
        raise OutputError(
            error(
                "output.busy",
                "another run is writing to this folder",
                Location(shown(out)),
                "wait until it is done, or choose another folder with --out",
            )
        ) from None


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    try:
        part.write_bytes(content)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _present(path: Path) -> tuple[str, ...]:
    """Give the digest of what lies there now; it was found to be ours, or is given up."""
    try:
        return (_digest(path.read_bytes()),)
    except OSError:
        return ()


def _edited(path: Path, known: tuple[str, ...], content: bytes) -> bool:
    try:
        present = path.read_bytes()
    except FileNotFoundError:
        return False
    return present != content and _digest(present) not in known


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(out: Path) -> dict[str, tuple[str, ...]]:
    try:
        kept = json.loads((out / RECORD).read_bytes())
        return {str(name): tuple(map(str, marks)) for name, marks in kept["files"].items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        # A record that cannot be read knows nothing: files that differ are then kept.
        return {}


def _dump(record: dict[str, tuple[str, ...]]) -> bytes:
    files = {name: list(record[name]) for name in sorted(record)}
    return (json.dumps({"version": VERSION, "files": files}, indent=1) + "\n").encode()


def _was_edited(path: Path, *, known: bool) -> Diagnostic:
    what = "was edited since it was built" if known else "is there and was not built here"
    return error(
        "output.edited",
        f"this file {what}; it was kept",
        Location(shown(path)),
        "move it away to keep it, or build with --force to replace it",
    )


def _cannot(path: Path, fault: OSError) -> Diagnostic:
    reason = (fault.strerror or str(fault)).lower()
    hints = {
        "no space left on device": "make room on the disk, or choose another folder with --out",
        "permission denied": "close the file if it is open in Word, or choose another folder",
        "read-only file system": "choose another folder with --out",
        "not a directory": "a file stands where a folder is needed; choose another with --out",
        "file exists": "a file stands where a folder is needed; choose another with --out",
    }
    place = (
        Path(fault.filename) if fault.filename and not str(fault.filename).endswith(PART) else path
    )
    return error(
        "output.cannot-write",
        f"cannot write: {reason}",
        Location(shown(place)),
        hints.get(reason, ""),
    )
