"""Where templates lie, and which files may be one.

Owns the look-up in the template folders. Must not know what is in a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from os.path import isfile, join
from pathlib import Path

from jinja2 import BaseLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.environment import Environment

from briefgen.errors import shown
from briefgen.inputs import Note, State, state, unnoted
from briefgen.render.grammar import MAX_TEMPLATE, at

SUFFIX = ".j2"
# Names that Windows keeps for devices, whatever stands behind the first dot.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)

# Jinja asks the loader, and hands on nothing of who asked.
_NOTE: ContextVar[Note] = ContextVar("note", default=unnoted)


@contextmanager
def noting(note: Note) -> Iterator[None]:
    """Name every path at which a template is looked for meanwhile, also by `examine`."""
    token = _NOTE.set(note)
    try:
        yield
    finally:
        _NOTE.reset(token)


class Templates(BaseLoader):
    """Finds templates in the roots, the first that has one; remembers what it read.

    `read` gives for each the path that people are told, and its source.
    """

    def __init__(self, roots: tuple[Path, ...]) -> None:
        """Take the folders of templates, the first to be looked into first."""
        self.roots = roots
        self.read: dict[str, tuple[str, str]] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template; the last part says whether it is still what it was."""
        path = self.find(template)
        if path is None:
            self.read.pop(template, None)
            raise TemplateNotFound(template)
        seen = state(path)
        try:
            if path.stat().st_size > MAX_TEMPLATE:
                # Known by its name all the same: a fault is placed in it.
                self.read[template] = (shown(path), "")
                raise TemplateSyntaxError(
                    f"larger than {MAX_TEMPLATE // 1000} kB", at(1, 1), template, shown(path)
                )
            raw = path.read_bytes()
        except OSError:
            raise TemplateNotFound(template) from None
        try:
            source = raw.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            before = raw[: fault.start].decode("utf-8-sig", "replace")
            self.read[template] = (shown(path), before)
            place = at(before.count("\n") + 1, len(before) - before.rfind("\n"))
            what = f"byte 0x{raw[fault.start]:02X} is not UTF-8"
            raise TemplateSyntaxError(what, place, template, shown(path)) from None
        self.read[template] = (shown(path), source)
        return source, shown(path), lambda: self._stands(template, path, seen)

    def _stands(self, template: str, path: Path, seen: State) -> bool:
        """Say whether a template that was read is still the one, and as it was."""
        note = _NOTE.get()
        for _, candidate in self._candidates(template):
            note(candidate)
            if candidate == str(path) or isfile(candidate):  # noqa: PTH113
                return candidate == str(path) and state(path) == seen
        return False

    def find(self, template: str) -> Path | None:
        """Give the file of a template; none outside the roots, also not through links."""
        note = _NOTE.get()
        for root, candidate in self._candidates(template):
            note(candidate)
            if isfile(candidate):  # noqa: PTH113
                path = Path(candidate)
                target = path.resolve()
                if target.suffix == SUFFIX and target.is_relative_to(root.resolve()):
                    return path
        return None

    def _candidates(self, template: str) -> Iterator[tuple[Path, str]]:
        """Give where a template may lie. As text: most of what is asked for is not there."""
        if parts := _parts(template):
            for root in self.roots:
                yield root, join(root, *parts)  # noqa: PTH118


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[str, ...]:
    """Take the name of a template apart; nothing where it can be none."""
    parts = template.replace("\\", "/").split("/")
    # Only templates are read: what else lies below a root may be an issue, unfiltered.
    return tuple(parts) if template.endswith(SUFFIX) and all(map(_is_name, parts)) else ()


def _is_name(part: str) -> bool:
    """Say whether a part of a path names a file, and nothing else, on every system."""
    if not part or part[0] == "." or part[-1] in ". " or not part.isprintable():
        return False
    return not set(part) & set(':*?"<>|') and part.split(".")[0].strip().lower() not in _DEVICES
