"""An output folder that is in the way, full, not ours, or used by somebody else."""

from __future__ import annotations

import errno
import io
import os
import signal
import zipfile
from pathlib import Path
from typing import IO, Any

import pytest

from briefgen.record import JOURNAL, LOCK, PART, RECORD
from tests.hostile.conftest import Command
from tests.hostile.runs import interrupt, interruptible, process
from tests.made import SMALL

NAME = "out/bridge/bridge-press.docx"
OTHER = SMALL.replace("Peace", "Quiet")


def left(folder: Path) -> set[str]:
    """Give what stands in out/, but for what briefgen keeps for itself."""
    out = folder / "out"
    own = (RECORD, JOURNAL, LOCK)
    return {p.relative_to(out).as_posix() for p in out.rglob("*") if p.name not in own}


@pytest.mark.parametrize(
    ("file", "at", "hint"),
    [
        ("out", "out", "a file stands where a folder is needed"),
        ("out/bridge", "out/bridge", "a file stands where a folder is needed"),
    ],
)
def test_a_file_where_a_folder_is_needed_is_kept(
    build: Command, folder: Path, file: str, at: str, hint: str
) -> None:
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text("mine", encoding="utf-8")
    done = build(SMALL)
    assert (done.code, done.paths) == (5, [])
    (fault,) = done.found
    assert fault["code"] == "output.cannot-write"
    assert Path(fault["file"]).as_posix().startswith(at)
    assert hint in fault["hint"]
    assert (folder / file).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", [NAME, NAME + PART, f"out/{RECORD}", f"out/{LOCK}"])
def test_a_folder_where_a_file_is_needed_is_kept(build: Command, folder: Path, name: str) -> None:
    (folder / name / "mine").mkdir(parents=True)
    done = build(SMALL)
    assert (done.code, done.paths) == (5, [])
    (fault,) = done.found
    assert fault["code"] == "output.cannot-write"
    assert Path(fault["file"]).as_posix() == name.removesuffix(PART)
    assert "a folder stands where a file is needed" in fault["hint"]
    assert (folder / name / "mine").is_dir()
    assert not (folder / NAME).is_file()


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"[]",
        b"null",
        b'{"files": 3}',
        b'{"files": {"a": null}}',
        b'{"files": {"../../x": ["a"], "/etc/passwd": ["b"]}}',
        b"\xff\x00" * 500,
        b"[" * 100_000,
    ],
)
def test_a_record_of_junk_trusts_nothing_and_breaks_nothing(
    build: Command, folder: Path, junk: bytes
) -> None:
    assert build(SMALL).code == 0
    before = (folder / NAME).read_bytes()
    for name in (RECORD, JOURNAL):
        (folder / "out" / name).write_bytes(junk)
    done = build(OTHER)
    assert done.code == 5
    assert [fault["code"] for fault in done.found] == ["output.edited"]
    assert (folder / NAME).read_bytes() == before
    assert build(OTHER, "--force").code == 0
    assert build(SMALL).code == 0  # it was built here: the record says so again


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.EROFS, "--out"),
        (errno.EACCES, "another folder"),
        (errno.ENOSPC, "make room"),
        (errno.EDQUOT, ""),
    ],
)
def test_a_folder_that_cannot_be_made_is_named(
    build: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    made = Path.mkdir

    def refused(path: Path, mode: int = 0o777, **options: bool) -> None:
        if "out" in path.parts:
            raise OSError(number, os.strerror(number), str(path))
        made(path, mode, **options)

    monkeypatch.setattr(Path, "mkdir", refused)
    done = build(SMALL)
    assert (done.code, done.paths) == (5, [])
    (fault,) = done.found
    assert (fault["code"], fault["file"]) == ("output.cannot-write", "out")
    assert fault["message"] == f"cannot write: {os.strerror(number).lower()}"
    assert hint in fault["hint"]
    assert not (folder / "out").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_is_full_leaves_the_old_files_whole(
    build: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    assert build(SMALL).code == 0
    before = (folder / NAME).read_bytes()
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name.endswith(".docx" + PART):
            write(path, content[:100])
            raise OSError(number, os.strerror(number), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    done = build(OTHER)
    assert (done.code, done.paths) == (5, [])
    (fault,) = done.found
    assert (fault["code"], Path(fault["file"])) == ("output.cannot-write", Path(NAME))
    assert (folder / NAME).read_bytes() == before
    assert left(folder) == {"bridge", "bridge/bridge-press.docx"}
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert build(OTHER).code == 0
    assert (folder / NAME).read_bytes() != before


def test_a_disk_that_is_full_for_the_journal_changes_no_file(
    build: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(SMALL).code == 0
    before = (folder / NAME).read_bytes()
    opened = Path.open

    def full(path: Path, mode: str = "r") -> IO[Any]:
        if path.name == JOURNAL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", full)
    done = build(OTHER)
    assert (done.code, done.paths) == (5, [])
    assert [fault["code"] for fault in done.found] == ["output.cannot-write"]
    assert "make room" in done.found[0]["hint"]
    assert (folder / NAME).read_bytes() == before


def test_nothing_is_renamed_from_one_file_system_to_another(
    build: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[tuple[Path, Path]] = []
    rename = Path.replace

    def watched(path: Path, target: Path) -> Path:
        moved.append((path, target))
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    assert build(SMALL, "-a", "city-council", "-f", "pdf").code == 0
    assert len(moved) >= 4
    for source, target in moved:
        assert (source.parent, source.name) == (target.parent, target.name + PART)


def test_a_link_to_a_folder_serves_as_one(build: Command, folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "out").symlink_to("real")
    assert build(SMALL).code == 0
    assert build(OTHER).code == 0
    assert (folder / "out").is_symlink()
    assert (folder / "real" / "bridge" / "bridge-press.docx").is_file()


@pytest.mark.parametrize("target", ["nowhere", "out"])
def test_a_link_to_nowhere_is_kept(build: Command, folder: Path, target: str) -> None:
    (folder / "out").symlink_to(target)
    done = build(SMALL)
    assert (done.code, done.paths) == (5, [])
    assert [fault["file"] for fault in done.found] == ["out"]
    assert (folder / "out").is_symlink()
    assert not (folder / "nowhere").exists()


@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_written_through_a_link(build: Command, folder: Path, there: bool) -> None:
    outside = folder / "outside.docx"
    if there:
        outside.write_bytes(b"mine")
    path = folder / NAME
    path.parent.mkdir(parents=True)
    path.symlink_to(outside)
    done = build(SMALL)
    assert done.code == (5 if there else 0)
    assert build(SMALL, "--force").code == 0
    assert not path.is_symlink()
    assert zipfile.is_zipfile(path)
    assert outside.exists() is there
    if there:
        assert outside.read_bytes() == b"mine"


def test_two_builds_at_once_and_an_interrupt_leave_whole_files(folder: Path) -> None:
    (folder / "data").mkdir()
    for n in range(30):
        text = SMALL.replace("id: bridge", f"id: bridge-{n:02}")
        (folder / "data" / f"{n:02}.yaml").write_text(text, encoding="utf-8")
    first = interruptible(folder, "build", "-a", "press")
    assert first.stdout is not None
    assert first.stdout.readline()
    first.send_signal(signal.SIGSTOP)  # in the middle, for as long as it takes
    second = process(folder, "build", "data/00.yaml", "-a", "city-council")
    first.send_signal(signal.SIGCONT)
    code, err = interrupt(first)
    assert (second.code, second.out) == (5, "")
    assert second.err.startswith("out: error: another run is writing to this folder\n  hint: wait")
    assert (code, err) == (130, "")
    names = left(folder)
    assert not [name for name in names if name.endswith(PART)]
    assert not [name for name in names if "city-council" in name]
    built = [folder / "out" / name for name in names if name.endswith(".docx")]
    assert 1 <= len(built) <= 30
    for path in built:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
            assert packed.testzip() is None
    done = process(folder, "build", "data/00.yaml", "-a", "press")
    assert (done.code, done.err) == (0, "")
