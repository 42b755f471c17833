"""`briefgen build --watch` as its users meet it: a process that stays, its streams, its end."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.made import SMALL

SCHOOL = SMALL.replace("id: bridge", "id: school")
DEADLINE = 60.0  # seconds for one line: of a test that would otherwise hang
# Whoever runs the tests in the background has SIGINT ignored, and a child inherits that.
HEEDING = (
    "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "sys.argv[0] = 'briefgen'; runpy.run_module('briefgen', run_name='__main__')"
)


class Watch:
    """A running `briefgen build --watch`, its lines as they come."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.run = subprocess.Popen(
            [sys.executable, "-c", HEEDING, "build", "--watch", *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        self.out, self.err = self._lines(self.run.stdout), self._lines(self.run.stderr)

    @staticmethod
    def _lines(stream: IO[str] | None) -> queue.Queue[str]:
        assert stream is not None
        lines: queue.Queue[str] = queue.Queue()

        def read() -> None:
            with stream:
                for line in stream:
                    lines.put(line.rstrip("\n"))
            lines.put("<the end>")

        threading.Thread(target=read, daemon=True).start()
        return lines

    def until(self, start: str) -> list[str]:
        """Give the lines of stderr up to one that starts so, and that one."""
        lines: list[str] = []
        while not lines or not lines[-1].startswith(start):
            assert not lines or lines[-1] != "<the end>", lines
            lines.append(self.err.get(timeout=DEADLINE))
        return lines

    def paths(self) -> list[str]:
        """Give the lines of stdout that are there."""
        found = []
        while not self.out.empty():
            found.append(self.out.get().replace(os.sep, "/"))
        return found

    def stop(self, number: int = signal.SIGINT) -> tuple[int, list[str]]:
        """Interrupt it; give its exit code and what it still said."""
        self.run.send_signal(number)
        code = self.run.wait(timeout=DEADLINE)
        return code, self.until("<the end>")[:-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bridge.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "data" / "school.yaml").write_text(SCHOOL, encoding="utf-8")
    (tmp_path / "briefgen.yaml").write_text("audiences: [press]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def watches() -> Iterator[list[Watch]]:
    started: list[Watch] = []
    yield started
    for watch in started:
        watch.run.kill()
        watch.run.wait()


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def replaced(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def like_vim(path: Path, text: str) -> None:
    (path.parent / "4913").touch()
    (path.parent / "4913").unlink()
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


def like_word(path: Path, text: str) -> None:
    owner, beside = path.with_name(f"~${path.name}"), path.with_name("~WRD0001.tmp")
    owner.touch()
    beside.write_text(text, encoding="utf-8")
    path.rename(path.with_name("~WRL0002.tmp"))
    beside.rename(path)
    path.with_name("~WRL0002.tmp").unlink()
    owner.unlink()


def test_however_a_file_is_saved_its_briefings_and_no_others_follow(
    folder: Path, watches: list[Watch]
) -> None:
    watches.append(watch := Watch(folder, "--format", "md"))
    built, watching = watch.until("watching")
    assert built.startswith("built 2 files in ")
    assert watching.endswith(" files of 2 issues; stop with Ctrl-C")
    assert watch.paths() == ["out/bridge/bridge-press.md", "out/school/school-press.md"]
    issue = folder / "data" / "school.yaml"
    page = folder / "out" / "school" / "school-press.md"
    for turn, save in enumerate((in_place, replaced, like_vim, like_word)):
        (folder / "data" / "notes.txt").write_text(f"{turn}", encoding="utf-8")  # of no account
        save(issue, SCHOOL.replace("is old", f"is {turn} years old"))
        (line,) = watch.until("built")
        assert line.startswith("built 1 file in ")
        assert f"is {turn} years old" in page.read_text(encoding="utf-8")
        assert watch.paths() == ["out/school/school-press.md"]
    assert watch.stop() == (130, ["stopped watching"])


def test_a_faulty_state_keeps_the_last_good_files(folder: Path, watches: list[Watch]) -> None:
    watches.append(watch := Watch(folder, "--format", "md"))
    watch.until("watching")
    watch.paths()
    issue, page = folder / "data" / "bridge.yaml", folder / "out" / "bridge" / "bridge-press.md"
    good = page.read_bytes()
    in_place(issue, SMALL + "summry: x\nbackgrund: y\n")
    *found, last = watch.until("kept")
    place = str(Path("data", "bridge.yaml"))
    assert last == f"kept the last good files: {place} has 2 faults"
    assert [line for line in found if "error" in line] == [
        f"{place}:8:1: error: unknown key 'summry'",
        f"{place}:9:1: error: unknown key 'backgrund'",
    ]
    assert page.read_bytes() == good
    shared = folder / "briefgen.yaml"
    in_place(shared, f"# a remark\n{shared.read_text(encoding='utf-8')}")
    still = "nothing to build: the faults above still stand with briefgen.yaml"
    assert watch.until("nothing") == [still]
    in_place(issue, SMALL)
    watch.until("built 1 file")
    in_place(issue, f"# a remark\n{SMALL}")
    assert watch.until("nothing") == [f"nothing to build: no briefing changes with {place}"]
    new = folder / "templates" / "press"
    new.mkdir(parents=True)  # and watched from now on
    in_place(new / "briefing.md.j2", "# {{ issue.title }}, by ourselves\n")
    watch.until("built 2 files")
    assert "by ourselves" in page.read_text(encoding="utf-8")
    issue.unlink()
    (line,) = watch.until(place)
    assert line.startswith(f"{place}: warning: this issue is gone; ")
    assert watch.paths()[-2:] == ["out/bridge/bridge-press.md", "out/school/school-press.md"]
    page = folder / "out" / "school" / "school-press.md"
    page.write_text("by hand", encoding="utf-8")
    in_place(folder / "data" / "school.yaml", SCHOOL.replace("bridge", "bridge there"))
    assert "was edited since it was built" in watch.until("  hint")[0]
    assert page.read_text(encoding="utf-8") == "by hand"
    assert watch.run.poll() is None


def test_options_hold_for_every_build_and_json_is_one_object_a_line(
    folder: Path, watches: list[Watch]
) -> None:
    text = SMALL.replace("{id: talk,", "{id: talk, audiences: [press],")
    in_place(folder / "data" / "bridge.yaml", text)
    options = ["data/bridge.yaml", "-a", "city-council", "-f", "md", "-o", "my drafts"]
    options += ["--date", "2030-01-02", "--explain", "--json"]
    in_place(folder / "briefgen.yaml", "contacts: [{name: Ann}]\n")
    watches.append(watch := Watch(folder, *options))
    assert "not built" in watch.until("watching")[-2]  # the council's memo needs some of them
    first = json.loads(watch.out.get(timeout=DEADLINE))
    assert (first["version"], first["paths"]) == (1, [])
    assert [d["code"] for d in first["diagnostics"]] == ["issue.required"]
    assert [o["audience"] for o in first["omissions"]] == ["city-council"]
    in_place(folder / "data" / "bridge.yaml", SMALL)
    second = json.loads(watch.out.get(timeout=DEADLINE))
    path = Path("my drafts", "bridge", "bridge-city-council.md")
    assert (second["paths"], second["diagnostics"]) == ([str(path)], [])
    assert "January 2, 2030" in (folder / path).read_text(encoding="utf-8")
    assert "\x1b" not in "".join(watch.until("built"))
    assert not (folder / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals for one process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_the_middle_of_a_build_with_whole_files(
    folder: Path, watches: list[Watch], number: int
) -> None:
    for n in range(30):
        in_place(folder / "data" / f"more-{n}.yaml", SMALL.replace("id: bridge", f"id: more-{n}"))
    watches.append(watch := Watch(folder))
    watch.out.get(timeout=DEADLINE)  # the first files are there, and most are not
    assert watch.stop(number) == (130, ["stopped watching"])
    assert not list(folder.rglob("*.part"))
    done = subprocess.run(  # the folder is free, and all in it is known to be built
        [sys.executable, "-m", "briefgen", "build", "data/bridge.yaml"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "message"),
    [(["data/brige.yaml"], "no such file"), (["-a", "nobody"], "no audience is called 'nobody'")],
)
def test_what_no_change_mends_ends_it(folder: Path, options: list[str], message: str) -> None:
    watch = Watch(folder, *options)
    assert watch.run.wait(timeout=DEADLINE) == 2
    said = watch.until("<the end>")
    assert message in said[0]
    assert not any(line.startswith("watching") for line in said)


def test_only_who_watches_pays_for_watching(folder: Path) -> None:
    script = (
        "import sys; from briefgen.cli.app import app\n"
        "app(['build', '--format', 'md'], standalone_mode=False)\n"
        "print(sorted({'watchfiles', 'anyio', 'briefgen.rebuild'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
