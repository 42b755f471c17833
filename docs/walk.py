"""Follow a page of these docs as its reader does, in an empty folder.

A page is a list of steps: commands (```sh), what they print (```text), files to write (```yaml or
```jinja, whose first line is a remark that names the file), and pictures. The remark says as much
to the reader as to this walk:

    # data/bridge.yaml                             the whole file
    # data/bridge.yaml, at the end                 lines to add
    # data/bridge.yaml, at the end of "concerns:"  lines to add below what stands there
    # data/bridge.yaml, in place of "status:"      the line that begins so, and what belongs to it

In what is printed a line of … stands for any lines. Must not know
which pages there are.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_STEPS = re.compile(r"^```(\w*)\n(.*?)^```$|!\[([^\]]*)\]\(pictures/([\w-]+)\.png\)", re.M | re.S)
_PLACE = re.compile(r'\{?# (\S+?)(?:, (at the end|in place)(?: of "([^"\n]+)")?)?(?: #\})?\n')

# What differs from run to run, or with files that come along, as it looks once it is escaped:
# times, how many files are watched, places behind a path at the end of a line, widths of columns.
_MOVING = (
    (r"in\\ \d+\\\.\d\\ s", r"in \\d+\\.\\d s"),
    (r"watching\\ \d+", r"watching \\d+"),
    (r":\d+:\d+\n", r":\\d+:\\d+\n"),
    (r"(?:\\ ){2,}", r"\\ {2,}"),
)


class AstrayError(Exception):
    """What a page says is not what happens."""


@dataclass(frozen=True, slots=True)
class Commands:
    """Lines for the terminal."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What the commands before it print."""

    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """Lines of a file, and where in it they go."""

    path: str
    text: str
    how: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of what was built so far."""

    name: str
    alternative: str


Step = Commands | Printed | Writing | Picture


def steps(page: str) -> Iterator[Step]:
    """Give the steps of a page in order. Raises AstrayError on a block that says nothing."""
    for kind, text, alternative, name in _STEPS.findall(page):
        match kind:
            case "sh":
                yield Commands(tuple(text.splitlines()))
            case "text":
                yield Printed(text)
            case "yaml" | "jinja":
                place = _PLACE.match(text)
                if place is None:
                    raise AstrayError(f"no file is named in the first line of\n{text}")
                path, how, line = place.groups(default="")
                yield Writing(path, text[place.end() :], how, line)
            case "":
                if not name:
                    raise AstrayError(f"nobody knows what this is\n{text}")
                yield Picture(name, alternative)
            case _:
                raise AstrayError(f"nobody follows a block of {kind}")


class Reader:
    """Whoever follows a page: types its commands, saves its files, looks at its pictures.

    Of a command that stays (`--watch`) it sees one build, and another after each save.
    """

    def __init__(self) -> None:
        """Begin with nothing that stays."""
        self._watched: list[str] | None = None

    def type(self, folder: Path, arguments: list[str]) -> tuple[int, str]:
        """Run briefgen in a folder; give its exit code and all that it printed."""
        if "--watch" in arguments:
            arguments = self._watched = [each for each in arguments if each != "--watch"]
        done = subprocess.run(
            [sys.executable, "-m", "briefgen", *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        return done.returncode, (done.stdout + done.stderr).replace(os.sep, "/")

    def saved(self, folder: Path) -> str:
        """Do what follows on a save; give what was printed."""
        return "" if self._watched is None else self.type(folder, self._watched)[1]

    def look(self, picture: Picture, folder: Path) -> None:
        """Look at a picture, in the folder of that moment."""

    def compare(self, said: str, printed: str) -> None:
        """Hold what a page says is printed against what was. Raises AstrayError."""
        if not re.fullmatch(_pattern(said), printed):
            raise AstrayError(f"the page says\n{said}\nand it prints\n{printed}")


def walk(page: str, folder: Path, reader: Reader) -> Path:
    """Follow a page and give the folder where it ends. Raises AstrayError where it is wrong."""
    printed = ""
    following = [*steps(page), None]
    for step, after in pairwise(following):
        match step:
            case Commands(lines):
                folder, code, printed = _typed(lines, folder, reader)
                told = isinstance(after, Printed) and " error: " in after.text
                if bool(code) is not told:
                    raise AstrayError(f"{lines} ends with {code}:\n{printed}")
            case Printed(text):
                reader.compare(text, printed)
            case Writing():
                _write(step, folder)
                printed = reader.saved(folder)
            case Picture():
                reader.look(step, folder)
            case None:
                pass
    return folder


def _typed(lines: tuple[str, ...], folder: Path, reader: Reader) -> tuple[Path, int, str]:
    code, printed = 0, ""
    for line in lines:
        match shlex.split(line, comments=True):
            case []:
                pass
            case ["cd", name]:
                folder = folder / name
                if not folder.is_dir():
                    raise AstrayError(f"there is no {name} to go to")
            case ["briefgen", *arguments]:
                code, text = reader.type(folder, arguments)
                printed += text
            case _:
                raise AstrayError(f"not every terminal knows: {line}")
    return folder, code, printed


def _pattern(text: str) -> str:
    """Give the pattern of what may be printed where a page says so."""
    lines = (
        r"(?:.*\n)*?" if line.strip() == "…" else f"{re.escape(line)}\n"
        for line in text.splitlines()
    )
    pattern = "".join(lines)
    for moving, any_ in _MOVING:
        pattern = re.sub(moving, any_, pattern)
    return pattern


def _write(step: Writing, folder: Path) -> None:
    path = folder / step.path
    if not step.how:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, encoding="utf-8", newline="\n")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first, last = len(lines), len(lines)
    if step.line:
        first, last = _part(lines, step.line, step.path)
    if step.how == "at the end":
        first = last
    lines[first:last] = step.text.splitlines(keepends=True)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def _part(lines: list[str], start: str, path: str) -> tuple[int, int]:
    """Find the one line that begins so, and the end of what is indented below it."""
    found = [number for number, line in enumerate(lines) if line.lstrip(" -").startswith(start)]
    if len(found) != 1:
        raise AstrayError(f"{len(found)} lines of {path} begin with {start}")
    first, end = found[0], found[0] + 1
    depth = _depth(lines[first])
    for number in range(end, len(lines)):
        if lines[number].strip():
            if _depth(lines[number]) <= depth:
                break
            end = number + 1
    return first, end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
