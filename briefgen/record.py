"""Files that appear whole or not at all, and the memory of what was written.

Owns the output folder: temporary names, the lock, and `.briefgen.json`, which keeps
a digest of every file written, so that a file which somebody edited since is kept.
Must not know what the files say.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from briefgen.errors import Diagnostic, Location, OutputError, error, shown

RECORD, JOURNAL, LOCK, PART = ".briefgen.json", ".briefgen.journal", ".briefgen.lock", ".part"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a set of files: those that are now as asked, and the faults."""

    paths: tuple[Path, ...]
    faults: tuple[Diagnostic, ...]
    unsaved: tuple[str, ...] = ()  # names that may be written later: open in Word, say


def save(files: Mapping[str, bytes], out: Path, *, force: bool = False) -> Saved:
    """Write one set of files under `out`; see `Output.save`."""
    with opened(out) as output:
        return output.save(files, force=force)


@contextmanager
def opened(out: Path) -> Iterator[Output]:
    """Open an output folder for a run, which has it for itself until the end.

    Raises OutputError when the folder cannot be used at all.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OutputError(_cannot(out, fault)) from None
    with _alone(out):
        output = Output(out)
        try:
            yield output
        finally:
            output.close()


class Output:
    """An output folder while a run has it.

    The record is one file, too large to be written for each of many issues: what changes
    goes line by line into a journal, which `close` puts into the record. A run that was
    cut off leaves its journal to the next.
    """

    def __init__(self, out: Path) -> None:
        """Take a folder whose lock is held; reads the record, sweeps what was cut off."""
        self.out = out
        try:
            self.record = _read(out)
            # What a killed run left half written; others' files of such names stay.
            for name in (*self.record, RECORD):
                with suppress(OSError):
                    (out / f"{name}{PART}").unlink(missing_ok=True)
        except OSError as fault:
            raise OutputError(_cannot(out, fault)) from None

    def save(self, files: Mapping[str, bytes], *, force: bool = False) -> Saved:
        """Write files, each whole or not at all.

        Names are relative, with `/`. A file that somebody edited since it was written,
        or that briefgen never wrote, is kept and named among the faults, unless `force`.
        Raises OutputError when the folder cannot be used at all.
        """
        try:
            return self._save(files, force)
        except OSError as fault:
            raise OutputError(_cannot(self.out, fault)) from None

    def _save(self, files: Mapping[str, bytes], force: bool) -> Saved:
        record, out = self.record, self.out
        faults: list[Diagnostic] = []
        unsaved: list[str] = []
        wanted: dict[str, bytes] = {}
        ahead: dict[str, tuple[str, ...]] = {}
        for name, content in files.items():
            try:
                known, present = record.get(name, ()), _present(out / name)
            except OSError as fault:
                faults.append(_cannot(out / name, fault))
                unsaved.append(name)
                continue
            if present and not force and present not in (*known, _digest(content)):
                faults.append(_was_edited(out / name, known=name in record))
                continue
            wanted[name] = content
            # The record knows the old and the new digest before a file changes: whenever
            # the run is cut off, what lies there is known to be ours.
            ahead[name] = tuple(dict.fromkeys(filter(None, (present, _digest(content)))))
        self._note({name: marks for name, marks in ahead.items() if record.get(name) != marks})
        done: list[Path] = []
        for name, content in wanted.items():
            try:
                if ahead[name] != (_digest(content),) or not (out / name).exists():
                    _write(out / name, content)
            except OSError as fault:
                faults.append(_cannot(out / name, fault))
                unsaved.append(name)
                continue
            done.append(out / name)
        marks = {
            name: (_digest(content),) for name, content in wanted.items() if out / name in done
        }
        try:
            self._note(marks)
        except OSError as fault:
            # The files are whole, and the record knows them with their old digests beside.
            faults.append(_cannot(out / JOURNAL, fault))
        return Saved(tuple(done), tuple(faults), tuple(unsaved))

    def _note(self, marks: Mapping[str, tuple[str, ...]]) -> None:
        """Put digests into the journal, and into the record once they are there."""
        marks = {name: kept for name, kept in marks.items() if self.record.get(name) != kept}
        if not marks:
            return
        line = json.dumps({name: list(kept) for name, kept in marks.items()})
        with (self.out / JOURNAL).open("ab") as journal:
            # A line that was cut off before is none: this one starts anew.
            journal.write(f"\n{line}\n".encode())
        self.record.update(marks)

    def close(self) -> None:
        """Put the journal into the record; where that fails, the next run has both."""
        journal = self.out / JOURNAL
        with suppress(OSError):
            if journal.exists():
                _write(self.out / RECORD, _dump(self.record))
                journal.unlink()


def create(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, each whole, all or none.

    Raises OutputError for those that are there, or where one cannot be written.
    """
    if known := [path for path in files if path.exists() or path.is_symlink()]:
        raise OutputError(
            error(
                "output.exists",
                "this file is there already; it was kept",
                Location(shown(path)),
                "choose another name, or move it away",
            )
            for path in known
        )
    made: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
            made.append(path)
    except OSError as fault:
        for other in made:
            other.unlink(missing_ok=True)
        raise OutputError(_cannot(path, fault)) from None


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    lock = FileLock(out / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise OutputError(
            error(
                "output.busy",
                "another run is writing to this folder",
                Location(shown(out)),
                "wait until it is done, or choose another folder with --out",
            )
        ) from None
    except OSError as fault:
        raise OutputError(_cannot(out / LOCK, fault)) from None
    try:
        yield
    finally:
        lock.release()


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


def _present(path: Path) -> str:
    """Give the digest of what lies there now; empty where nothing does."""
    try:
        return _digest(path.read_bytes())
    except FileNotFoundError:
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(out: Path) -> dict[str, tuple[str, ...]]:
    record: dict[str, tuple[str, ...]] = {}
    # What cannot be read knows nothing: files that differ are then kept.
    with suppress(
        FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError
    ):
        kept = json.loads((out / RECORD).read_bytes())
        record = _marks(kept["files"])
    with suppress(FileNotFoundError):
        for line in (out / JOURNAL).read_bytes().splitlines():
            with suppress(ValueError, TypeError, AttributeError, RecursionError):
                record |= _marks(json.loads(line))
    return record


def _marks(kept: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Take digests over, without names that lead out of the folder or are none."""
    return {name: tuple(map(str, marks)) for name, marks in kept.items() if _is_ours(name)}


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    odd = re.search(r"[\x00-\x1f\\:\ud800-\udfff]", name)
    return not odd and not any(part in ("", ".", "..") for part in parts)


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
        "is a directory": "a folder stands where a file is needed; move it away",
        "operation not permitted": "choose another folder with --out",
        "file name too long": "choose another folder with --out",
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
