"""Files that appear whole or not at all, and files that a person edited."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from briefgen import record
from briefgen.errors import OutputError
from briefgen.record import JOURNAL, LOCK, PART, RECORD, save


def files(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name not in (RECORD, LOCK)
    }


def test_files_are_written_and_remembered(tmp_path: Path) -> None:
    saved = save({"a/a.pdf": b"1", "a/a.docx": b"2"}, tmp_path)
    assert saved.paths == (tmp_path / "a/a.pdf", tmp_path / "a/a.docx")
    assert saved.faults == ()
    assert files(tmp_path) == {"a/a.pdf": b"1", "a/a.docx": b"2"}
    kept = json.loads((tmp_path / RECORD).read_bytes())
    assert set(kept["files"]) == {"a/a.pdf", "a/a.docx"}
    assert save({"a/a.pdf": b"3"}, tmp_path).faults == ()
    assert files(tmp_path)["a/a.pdf"] == b"3"


def test_an_edited_file_is_kept_and_named_unless_forced(tmp_path: Path) -> None:
    save({"a.docx": b"built", "b.docx": b"built"}, tmp_path)
    (tmp_path / "a.docx").write_bytes(b"edited in Word")
    saved = save({"a.docx": b"new", "b.docx": b"new"}, tmp_path)
    (fault,) = saved.faults
    assert fault.code == "output.edited"
    assert "edited since" in fault.message
    assert "--force" in fault.hint
    assert saved.paths == (tmp_path / "b.docx",)
    assert files(tmp_path) == {"a.docx": b"edited in Word", "b.docx": b"new"}
    assert save({"a.docx": b"new"}, tmp_path, force=True).faults == ()
    assert files(tmp_path)["a.docx"] == b"new"


def test_a_file_of_somebody_else_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"not ours")
    (fault,) = save({"a.docx": b"new"}, tmp_path).faults
    assert "not built here" in fault.message
    assert save({"a.docx": b"not ours"}, tmp_path).faults == ()


def test_an_edit_that_was_taken_back_is_no_edit(tmp_path: Path) -> None:
    save({"a.docx": b"built"}, tmp_path)
    (tmp_path / "a.docx").write_bytes(b"edited")
    (tmp_path / "a.docx").write_bytes(b"built")
    assert save({"a.docx": b"new"}, tmp_path).faults == ()


def test_a_record_that_cannot_be_read_trusts_nothing(tmp_path: Path) -> None:
    save({"a.docx": b"built"}, tmp_path)
    (tmp_path / RECORD).write_text("{", encoding="utf-8")
    assert [d.code for d in save({"a.docx": b"new"}, tmp_path).faults] == ["output.edited"]
    assert files(tmp_path)["a.docx"] == b"built"


def test_a_full_disk_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save({"a.docx": b"old", "b.docx": b"old"}, tmp_path)
    whole = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "a.docx" + PART:
            whole(self, data[:1])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return whole(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    saved = save({"a.docx": b"new", "b.docx": b"new"}, tmp_path)
    (fault,) = saved.faults
    assert fault.code == "output.cannot-write"
    assert "no space left" in fault.message
    assert "make room" in fault.hint
    assert files(tmp_path) == {"a.docx": b"old", "b.docx": b"new"}
    monkeypatch.undo()
    assert save({"a.docx": b"new"}, tmp_path).faults == ()


def test_a_full_disk_before_the_record_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save({"a.docx": b"old"}, tmp_path)
    whole = Path.open

    def full(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == JOURNAL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return whole(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutputError) as caught:
        save({"a.docx": b"new"}, tmp_path)
    assert caught.value.diagnostics[0].code == "output.cannot-write"
    assert files(tmp_path) == {"a.docx": b"old"}


def test_a_run_that_could_not_close_leaves_its_journal_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save({"a.docx": b"old"}, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(record.Output, "close", lambda self: None)
        save({"a.docx": b"new", "b.docx": b"new"}, tmp_path)
    with (tmp_path / JOURNAL).open("ab") as journal:
        journal.write(b'{"a.docx": ["cut o')  # killed in the middle of a line
    with monkeypatch.context() as patch:  # killed once more, behind a whole line
        patch.setattr(record.Output, "close", lambda self: None)
        assert save({"a.docx": b"newer", "b.docx": b"newer"}, tmp_path).faults == ()
    assert save({"a.docx": b"newest", "b.docx": b"newest"}, tmp_path).faults == ()
    assert files(tmp_path) == {"a.docx": b"newest", "b.docx": b"newest"}
    assert not (tmp_path / JOURNAL).exists()
    assert len(json.loads((tmp_path / RECORD).read_bytes())["files"]) == 2


def test_a_folder_that_a_run_has_open_is_busy_for_others(tmp_path: Path) -> None:
    with record.opened(tmp_path) as output:
        output.save({"a.docx": b"1"})
        with pytest.raises(OutputError) as caught:
            save({"b.docx": b"1"}, tmp_path)
        assert caught.value.diagnostics[0].code == "output.busy"
        output.save({"b.docx": b"2"})
    assert files(tmp_path) == {"a.docx": b"1", "b.docx": b"2"}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_run_cut_off_around_the_rename_is_not_taken_for_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    save({"a.docx": b"old"}, tmp_path)
    rename = Path.replace

    class Killed(BaseException):
        pass

    def killed(self: Path, target: Path) -> Path:
        if target.name == "a.docx":
            if moment == "after":
                rename(self, target)
            raise Killed
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(Killed):
        save({"a.docx": b"new"}, tmp_path)
    monkeypatch.undo()
    assert files(tmp_path)["a.docx"] == (b"old" if moment == "before" else b"new")
    assert save({"a.docx": b"newer"}, tmp_path).faults == ()
    assert files(tmp_path) == {"a.docx": b"newer"}


def test_stale_parts_of_recorded_files_are_swept_and_no_others(tmp_path: Path) -> None:
    save({"a/a.docx": b"old", "b.docx": b"old"}, tmp_path)
    for name in ("a/a.docx", RECORD, "mine"):
        (tmp_path / f"{name}{PART}").write_bytes(b"half")
    save({"b.docx": b"new"}, tmp_path)
    assert files(tmp_path) == {"a/a.docx": b"old", "b.docx": b"new", f"mine{PART}": b"half"}


@pytest.mark.parametrize(
    "name", ["../victim", "a/../../victim", "/etc/victim", "C:/victim", "a\\b", "nul\x00", "\ud800"]
)
def test_a_record_cannot_name_files_elsewhere(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    save({"a.docx": b"old"}, out)
    (tmp_path / f"victim{PART}").write_bytes(b"somebody's")
    marks = {"files": {name: ["x"]}, "version": 1}
    (out / RECORD).write_text(json.dumps(marks), encoding="utf-8")
    (out / JOURNAL).write_text(json.dumps({name: ["x"]}), encoding="utf-8")
    save({"b.docx": b"new"}, out)
    assert (tmp_path / f"victim{PART}").read_bytes() == b"somebody's"
    assert set(json.loads((out / RECORD).read_bytes())["files"]) == {"b.docx"}


def test_a_folder_in_the_way_of_one_file_stops_that_one(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    saved = save({"a.docx": b"new", "b.docx": b"new"}, tmp_path)
    assert [fault.code for fault in saved.faults] == ["output.cannot-write"]
    assert saved.paths == (tmp_path / "b.docx",)


def test_a_disk_that_is_full_at_the_last_line_hides_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save({"a.docx": b"old"}, tmp_path)
    calls = iter([record.Output._note])

    def full(self: record.Output, marks: Any) -> None:
        if (note := next(calls, None)) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        note(self, marks)

    monkeypatch.setattr(record.Output, "_note", full)
    saved = save({"a.docx": b"new"}, tmp_path)
    monkeypatch.undo()
    assert saved.paths == (tmp_path / "a.docx",)
    assert [fault.code for fault in saved.faults] == ["output.cannot-write"]
    assert files(tmp_path) == {"a.docx": b"new"}
    assert save({"a.docx": b"newest"}, tmp_path).faults == ()


def test_two_runs_in_one_folder_do_not_mix(tmp_path: Path) -> None:
    with FileLock(tmp_path / LOCK), pytest.raises(OutputError) as caught:
        save({"a.docx": b"new"}, tmp_path)
    assert caught.value.diagnostics[0].code == "output.busy"
    assert files(tmp_path) == {}


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(OutputError) as caught:
        save({"a.docx": b"new"}, tmp_path / "out")
    assert "a file stands where a folder is needed" in caught.value.diagnostics[0].hint


def test_a_writer_killed_in_the_middle_leaves_whole_files(tmp_path: Path) -> None:
    # Killed for real, once in each of a few places of a large write.
    script = (
        "import sys; from pathlib import Path; from briefgen.record import save\n"
        "out = Path(sys.argv[1]); n = 0\n"
        "while True:\n"
        "    n += 1\n"
        "    save({'a.pdf': bytes([n % 256]) * 3_000_000}, out)\n"
        "    print(n, flush=True)\n"
    )
    for turns in (1, 2, 3):
        run = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        for _ in range(turns):
            assert run.stdout.readline()
        run.kill()
        run.wait()
        run.stdout.close()
        content = (tmp_path / "a.pdf").read_bytes()
        assert len(content) == 3_000_000
        assert len(set(content)) == 1
    assert save({"a.pdf": b"last"}, tmp_path).faults == ()
    assert files(tmp_path) == {"a.pdf": b"last"}


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    save({"a.docx": b"same"}, tmp_path)
    before = (tmp_path / "a.docx").stat().st_mtime_ns
    os.utime(tmp_path / "a.docx", ns=(before, before - 10**9))
    save({"a.docx": b"same"}, tmp_path)
    assert (tmp_path / "a.docx").stat().st_mtime_ns == before - 10**9


def test_the_record_says_which_version_it_is_of(tmp_path: Path) -> None:
    save({"a.docx": b"same"}, tmp_path)
    assert json.loads((tmp_path / RECORD).read_bytes())["version"] == record.VERSION


def test_two_failures_in_a_row_are_not_taken_for_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save({"a.docx": b"one"}, tmp_path)
    rename = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.name == "a.docx":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    for content in (b"two", b"three"):
        (fault,) = save({"a.docx": content}, tmp_path).faults
        assert fault.code == "output.cannot-write"
    monkeypatch.undo()
    assert save({"a.docx": b"four"}, tmp_path).faults == ()
    assert files(tmp_path) == {"a.docx": b"four"}


def test_parts_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / f"movie.mp4{PART}").write_bytes(b"a download under way")
    save({"a.docx": b"new"}, tmp_path)
    assert files(tmp_path)[f"movie.mp4{PART}"] == b"a download under way"
