"""The files that an issue names: found inside the workspace, and read where they are shown.

Owns where such a file may lie, and what of it goes into the issue: the picture of a logo,
the rows of a table.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.document import Image
from briefgen.errors import BriefgenError, Diagnostic, Location, error, shown
from briefgen.inputs import Note, State, state, unnoted
from briefgen.issue import Attachment, Issue, OwnTable, TableColumn
from briefgen.schema import FileRef
from briefgen.schema.literals import near, nearest
from briefgen.yamlfile import quoted

if TYPE_CHECKING:
    from briefgen.sheets import Sheet

_NEIGHBOURS = 1_000  # files of a folder that are looked through for one of a like name
_HINT = "write its path inside the workspace, or put it beside the file that names it"


@dataclass(slots=True)
class Files:
    """Finds files below two folders: that of the issue, and the workspace's."""

    folder: Path
    root: Path
    note: Note = unnoted
    faults: list[Diagnostic] = field(default_factory=list)

    def found(self, issue: Issue, usual_logo: FileRef | None = None) -> Issue:
        """Give an issue with its files found and read; `faults` says which were not.

        The usual logo is the workspace's, which lies beside the workspace's file.
        """
        logo = issue.organization.logo
        if logo:
            logo = self._picture(logo, self.root if logo is usual_logo else self.folder)
            issue = replace(issue, organization=replace(issue.organization, logo=logo))
        return replace(
            issue,
            attachments=tuple(self._attachment(item) for item in issue.attachments),
            tables=tuple(self._table(item) for item in issue.tables),
        )

    def _attachment(self, item: Attachment) -> Attachment:
        return replace(item, file=self._located(item.file)) if item.file else item

    def _picture(self, ref: FileRef, beside: Path) -> FileRef:
        ref = self._located(ref, beside)
        if ref.path:
            try:
                image = _image(ref.path, shown(ref.path), state(ref.path))
                return replace(ref, image=image)
            except BriefgenError as fault:
                self._named(fault, ref)
        return ref

    # --- tables ---

    def _table(self, table: OwnTable) -> OwnTable:
        first: dict[str, TableColumn] = {}
        for column in table.columns:
            if first.setdefault(column.key_, column) is not column:
                self._fault(
                    "issue.duplicate-column",
                    f"a second column has the key '{column.key_}'",
                    column.origin,
                    "give each column a key of its own",
                )
        if not isinstance(table.rows, FileRef):
            return table
        ref = self._located(table.rows)
        if ref.path is None:
            return table
        # Imported when a file is named: most issues name none, and pay for no library.
        from briefgen import sheets

        try:
            sheet = sheets.read(ref.path, shown(ref.path))
        except BriefgenError as fault:
            self._named(fault, ref)
            return table
        return replace(table, rows=self._rows(sheet, table))

    def _rows(self, sheet: Sheet, table: OwnTable) -> tuple[tuple[Any, ...], ...]:
        """Give the cells of a sheet in the order of the table's columns; others stay out."""
        places = []
        for column in table.columns:
            if column.key_ in sheet.header:
                places.append(sheet.header.index(column.key_))
            else:
                self._fault(
                    "issue.no-such-column",
                    f"the first row of {sheet.path} has no '{column.key_}'",
                    column.origin,
                    _column_like(column.key_, sheet.header),
                )
        if len(places) < len(table.columns):
            return ()
        return tuple(tuple([row.cells[place] for place in places]) for row in sheet.rows)

    # --- where they lie ---

    def _located(self, ref: FileRef, beside: Path | None = None) -> FileRef:
        """Find a file; one that is not there, or lies outside, is a fault."""
        name = ref.name.replace("\\", "/")
        if Path(name).is_absolute() or name.startswith("/") or name[1:2] == ":":
            self._fault(
                "issue.file-outside",
                f"{quoted(ref.name)} is not inside the workspace",
                ref.location,
                _HINT,
            )
            return ref
        for base in dict.fromkeys((beside or self.folder, self.root)):
            path = base / name
            self.note(path)
            try:
                if not path.exists():
                    continue
                if not self._inside(path):
                    self._fault(
                        "issue.file-outside",
                        f"{quoted(ref.name)} leads out of the workspace",
                        ref.location,
                        _HINT,
                    )
                    return ref
                if path.is_file():
                    return replace(ref, path=path)
            except (OSError, ValueError):  # a name too long, a loop of links
                continue
            what = f"{quoted(ref.name)} is no ordinary file"
            self._fault("issue.not-a-file", what, ref.location, "name a file in it")
            return ref
        self._fault(
            "issue.no-file", f"there is no file {quoted(ref.name)}", ref.location, self._like(name)
        )
        return ref

    def _like(self, name: str) -> str:
        """Say what may have been meant by the name of a file that is not there."""
        if "://" in name or name.startswith("file:"):
            return "a file of this computer is expected: save it inside the workspace"
        wanted = Path(name)
        for base in dict.fromkeys((self.folder, self.root)):
            with suppress(OSError, ValueError):
                beside = [p.name for p in islice((base / wanted.parent).iterdir(), _NEIGHBOURS)]
                folded = {other.lower(): other for other in beside}
                if close := folded.get(wanted.name.lower()) or nearest(wanted.name, beside):
                    return f"did you mean '{(wanted.parent / close).as_posix()}'?"
        return _HINT

    def _inside(self, path: Path) -> bool:
        """Say whether a path lies below one of the folders, its links followed."""
        real = path.resolve()
        return any(real.is_relative_to(base.resolve()) for base in (self.folder, self.root))

    def _fault(self, code: str, message: str, place: Location | None, hint: str = "") -> None:
        self.faults.append(error(code, message, place, hint))

    def _named(self, fault: BriefgenError, ref: FileRef) -> None:
        """Take over a file's faults; the first says where the file is named."""
        first, *others = fault.diagnostics
        named = f"named in {ref.location}"
        hint = f"{first.hint}; {named}" if first.hint else named
        self.faults.extend((replace(first, hint=hint), *others))


def _column_like(key: str, header: tuple[str, ...]) -> str:
    """Say which column may have been meant; capitals and spaces are what differs most."""
    for name in header:
        if name.casefold().replace(" ", "-") == key.casefold().replace("_", "-"):
            return f"did you mean '{name}'? keys are compared with capitals and spaces"
    return near(key, header)


@lru_cache(maxsize=16)
def _image(path: Path, name: str, seen: State) -> Image:
    """Read a picture once a run: a hundred issues have one logo. `seen` tells changes."""
    from briefgen.images import read_image

    return read_image(path, name)
