"""Issue files that are no files, that change while they are read, or that are oddly named."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest

from briefgen import content
from tests.hostile.conftest import Command
from tests.hostile.runs import process
from tests.made import SMALL

PRESS = ("--json", "-a", "press", "-f", "docx")


def link(path: Path, target: str) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no symbolic links")


def test_junk_in_the_data_folder_stops_nothing(command: Command, folder: Path) -> None:
    data = folder / "data"
    data.mkdir()
    (data / "bridge.yaml").write_text(SMALL, encoding="utf-8")
    (data / "folder.yaml").mkdir()
    link(data / "dangling.yaml", "nowhere.yaml")
    link(data / "loop.yaml", "loop.yaml")
    link(data / "here", ".")
    os.mkfifo(data / "pipe.yaml")
    for name in (
        "bridge.yaml~",
        "#bridge.yaml#",
        "bridge.yaml.bak",
        "bridge",
        ".DS_Store",
        "a.txt",
    ):
        (data / name).write_bytes(b"\x00\xff")
    done = command("build", *PRESS)
    assert (done.code, done.found) == (0, [])
    assert done.paths == [str(Path("out") / "bridge" / "bridge-press.docx")]
    assert command("check").code == 0


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("folder.yaml", "file.is-folder", "a folder"),
        ("dangling.yaml", "file.missing", "no such file"),
        ("pipe.yaml", "file.not-a-file", "no ordinary file"),
        ("nothing.yaml", "file.missing", "no such file"),
        ("issue.yaml/below.yaml", "file.unreadable", "not a directory"),
        ("x" * 5_000, "file.unreadable", "file name too long"),
        ("", "file.is-folder", "a folder"),
        (os.devnull, "file.not-a-file", "no ordinary file"),
    ],
)
def test_what_is_no_file_is_refused(
    command: Command, folder: Path, name: str, code: str, said: str
) -> None:
    (folder / "issue.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "folder.yaml").mkdir()
    link(folder / "dangling.yaml", "nowhere.yaml")
    os.mkfifo(folder / "pipe.yaml")
    done = command("build", name, *PRESS)
    assert done.code == 2
    (fault,) = done.found
    assert (fault["code"], fault["file"]) == (code, name or ".")
    assert said in fault["message"]
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EACCES, "permission denied"), (errno.EIO, "input/output error")]
)
def test_a_file_that_cannot_be_read_is_named(
    build: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def refused(path: Path) -> Changing:
        raise OSError(number, os.strerror(number), str(path))

    when_opened(monkeypatch, refused)
    done = build(SMALL)
    assert done.code == 2
    (fault,) = done.found
    assert (fault["code"], fault["file"]) == ("file.unreadable", "issue.yaml")
    assert fault["message"] == f"cannot read this file: {said}"
    assert not (folder / "out").exists()


class Changing:
    """An open file to which something happens just before it is read."""

    def __init__(self, handle: io.BufferedReader, happens: Callable[[], object]) -> None:
        self.handle, self.happens = handle, happens

    def __enter__(self) -> Changing:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.handle.close()

    def fileno(self) -> int:
        return self.handle.fileno()

    def read(self, size: int) -> bytes:
        self.happens()
        return self.handle.read(size)


def when_opened(monkeypatch: pytest.MonkeyPatch, opened: Callable[[Path], Changing]) -> None:
    """Open issue.yaml in a way of one's own, and all other files as ever."""

    def either(
        path: Path, mode: str, *, opener: Callable[[str, int], int]
    ) -> io.BufferedReader | Changing:
        return opened(path) if path.name == "issue.yaml" else open(path, "rb", opener=opener)

    monkeypatch.setattr(content, "open", either, raising=False)


def when_read(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    when_opened(monkeypatch, lambda path: Changing(path.open("rb"), happens))


@pytest.mark.parametrize("change", ["cut", "grown", "touched"])
def test_a_file_that_changes_while_it_is_read_is_not_believed(
    build: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = folder / "issue.yaml"

    def happens() -> None:
        stood = path.stat()
        match change:
            case "cut":
                os.truncate(path, 20)
            case "grown":
                with path.open("a", encoding="utf-8") as file:
                    file.write("place: Here\n")
            case _:
                path.write_text(SMALL.replace("Peace", "Quiet"), encoding="utf-8")
                os.utime(path, ns=(stood.st_atime_ns, stood.st_mtime_ns + 1_000_000))

    when_read(monkeypatch, happens)
    done = build(SMALL)
    assert done.code == 2
    (fault,) = done.found
    assert (fault["code"], fault["file"]) == ("file.changed", "issue.yaml")
    assert "once it is saved" in fault["hint"]
    assert not (folder / "out").exists()


@pytest.mark.parametrize("change", ["deleted", "replaced"])
def test_a_file_that_goes_while_it_is_read_was_read_whole(
    build: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path, other = folder / "issue.yaml", folder / "other.yaml"
    other.write_text("id: [", encoding="utf-8")
    when_read(monkeypatch, path.unlink if change == "deleted" else lambda: other.replace(path))
    done = build(SMALL)
    assert (done.code, done.found) == (0, [])


def test_a_pipe_put_in_the_place_of_a_file_keeps_nobody_waiting(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder / "issue.yaml")
    # When it was looked at, it was a file.
    monkeypatch.setattr(Path, "is_file", lambda path: path.name == "issue.yaml")
    done = command("check", "issue.yaml", "--json")
    assert done.code == 2
    assert [fault["code"] for fault in done.found] == ["file.not-a-file"]


def test_the_second_file_of_an_id_is_refused_and_the_first_is_built(
    command: Command, folder: Path
) -> None:
    for name in ("one.yaml", "two.yaml"):
        text = SMALL.replace("Peace", name.removesuffix(".yaml"))
        (folder / name).write_text(text, encoding="utf-8")
    done = command("build", "two.yaml", "one.yaml", *PRESS)
    assert done.code == 7
    (fault,) = done.found
    assert (fault["code"], fault["file"], fault["line"]) == ("issue.same-id", "one.yaml", 1)
    assert "two.yaml" in fault["message"]
    assert "another id" in fault["hint"]
    assert len(done.paths) == 1


NAMES = ["the bridge.yaml", 'bridge\'s "new".yaml', "Brücke–橋.yaml", "-x.yaml", "a%20b&c.yaml"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_name(command: Command, folder: Path, name: str) -> None:
    place = folder / "the 'old' ünder"
    place.mkdir()
    path = place / name
    path.write_text(SMALL, encoding="utf-8")
    done = command("build", f"the 'old' ünder/{name}", *PRESS, "--out", "-o ü")
    assert (done.code, done.found) == (0, [])
    assert [Path(found) for found in done.paths] == [Path("-o ü") / "bridge" / "bridge-press.docx"]
    assert (folder / done.paths[0]).is_file()
    path.write_text("id: X\n", encoding="utf-8")
    done = command("build", "--", f"the 'old' ünder/{name}")
    assert done.code == 3
    assert f"{path.relative_to(folder)}:1:5: error: 'X' is no id" in done.err


def test_a_name_moves_no_cursor_and_breaks_no_line(command: Command, folder: Path) -> None:
    name = "a\n\x1b[31m\u202eb.yaml"
    (folder / name).write_text("id: X\n", encoding="utf-8")
    done = command("check", name)
    assert done.code == 3
    assert "a\\n\\x1b[31m\\u202eb.yaml:1:5: error: 'X' is no id" in done.err.splitlines()
    assert command("check", name, "--json").found[0]["file"] == name


def test_paths_are_printed_as_they_are_on_the_disk(folder: Path) -> None:
    (folder / "issue.yaml").write_text(SMALL, encoding="utf-8")
    out = os.fsdecode("öut ".encode() + b"\xfe")
    done = process(
        folder,
        *("build", "issue.yaml", "-a", "press", "-f", "docx", "--out", out),
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
        TERM="dumb",
    )
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{out}/bridge/bridge-press.docx\n"
    assert (folder / done.out.rstrip()).is_file()
