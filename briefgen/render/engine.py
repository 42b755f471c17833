"""One run of a template: what it is given, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefgen.audience import COLUMNS
from briefgen.cut import Cut, Said, View
from briefgen.errors import BriefgenError, Diagnostic, Location, TemplateError
from briefgen.inputs import Note, unnoted
from briefgen.markup import Flaw, Value
from briefgen.render import faults
from briefgen.render.examine import Examiner
from briefgen.render.filters import filters, tests
from briefgen.render.labels import Labels
from briefgen.render.ledger import LEDGER, MAX_CHARACTERS, MAX_STEPS, Ledger
from briefgen.render.loader import Templates, noting
from briefgen.render.places import Marking, Origins, Places, origins
from briefgen.render.row import Row
from briefgen.render.sandbox import Sandbox
from briefgen.render.shapes import of_context
from briefgen.render.tables import table_function

# Sections that show a list of another name, whose intro serves them too.
_LIST_OF = {"positions": "stakeholders"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a template is run with. `more` are names that not every template has."""

    view: View
    labels: Labels
    roots: tuple[Path, ...]
    recipient: dict[str, str] = field(default_factory=dict)
    note: Note = unnoted
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Markdown, the values of its placeholders, and how to find a piece of it again.

    `asked` are the columns of the recipient's row that were read; the empty name is among
    them where the whole row was looked through.
    """

    markdown: str
    values: tuple[Value, ...]
    place: Callable[[Flaw], Location]
    cites: bool
    asked: frozenset[str]


@lru_cache(maxsize=16)
def _environment(roots: tuple[Path, ...]) -> tuple[Sandbox, Templates]:
    loader = Templates(roots)
    return Sandbox(loader, filters(), tests()), loader


def render(name: str, setting: Setting) -> Rendered:
    """Run a template of the audience, such as `briefing.md.j2`.

    Raises TemplateError with every fault that was met, each with its file, line, column and
    expression.
    """
    environment, loader = _environment(setting.roots)
    main = setting.labels.audience.template(name)
    ledger = _ledger(setting)
    found: list[Diagnostic] = []
    places = Places(environment, loader)
    row = Row(setting.recipient)
    try:
        markdown = _run(environment, main, setting, ledger, row)
    except BriefgenError:
        raise
    except Exception as fault:
        found.append(faults.raised(fault, places, main))
    if ledger.noted or found:
        before = list(faults.noted(ledger.noted.values(), places, main))
        lines = {_line(d) for d in before}
        # What ended the run on a line that had a fault already came of that one.
        before += [d for d in found if _line(d) not in lines]
        known = {(d.code, d.location) for d in before}
        more = _examined(name, setting, _own_tables(setting), places)
        raise TemplateError((*before, *(d for d in more if (d.code, d.location) not in known)))
    finder = _Finder(name, setting, markdown)
    return Rendered(markdown, tuple(ledger.values), finder, ledger.cites, frozenset(row.asked))


def _line(diagnostic: Diagnostic) -> tuple[str, int]:
    place = diagnostic.location
    return (place.path, place.line) if place else ("", 0)


def examine(
    setting: Setting, names: Iterable[str], tables: frozenset[str]
) -> tuple[Diagnostic, ...]:
    """Look at templates of the audience without running them: what is wrong whatever the data.

    `tables` are the ids of the issues' own tables. The data of the setting's view is not
    looked at: that of an empty issue will do.
    """
    places = Places(*_environment(setting.roots))
    found = [d for name in names for d in _examined(name, setting, tables, places)]
    return tuple(dict.fromkeys(found))


def _examined(
    name: str, setting: Setting, tables: frozenset[str], places: Places
) -> tuple[Diagnostic, ...]:
    audience = setting.labels.audience
    columns = {table: tuple(c.name for c in audience.columns(table)) for table in COLUMNS}
    context = of_context(_context(setting, Row({})))
    with noting(setting.note):
        return Examiner(places, context, tables, columns).examine(audience.template(name))


def _own_tables(setting: Setting) -> frozenset[str]:
    return frozenset(str(item["id"]) for item in setting.view.data["tables"])


def _ledger(setting: Setting) -> Ledger:
    return Ledger(setting.labels.language, str(setting.view.data["timezone"]))


def _run(environment: Sandbox, main: str, setting: Setting, ledger: Ledger, row: Row) -> str:
    token = LEDGER.set(ledger)
    try:
        pieces = []
        with noting(setting.note):
            for piece in environment.get_template(main).generate(_context(setting, row)):
                ledger.spend(0, len(piece))
                pieces.append(piece)
        return "".join(pieces)
    finally:
        LEDGER.reset(token)


class _Finder:
    """Finds the piece of a template that a flaw of its Markdown speaks of.

    The template is run once more for it, with marks in its output: only who has a flaw
    pays for its place.
    """

    def __init__(self, name: str, setting: Setting, markdown: str) -> None:
        self.main = setting.labels.audience.template(name)
        self.setting = setting
        self.markdown = markdown
        self.loader = Templates(setting.roots)
        self.origins: Origins | None = None

    def __call__(self, flaw: Flaw) -> Location:
        if self.origins is None:
            self.origins = self._trace()
        lines = self.markdown.split("\n")
        start = sum(len(line) + 1 for line in lines[: flaw.line])
        at = self.markdown.find(flaw.snippet, start) if flaw.snippet else -1
        if at < 0:
            at = start + len(lines[flaw.line]) - len(lines[flaw.line].lstrip())
        mark = self.origins.place(at)
        if mark is None:
            return faults.main_place(
                Places(_environment(self.setting.roots)[0], self.loader), self.main
            )
        path, _ = self.loader.read[mark.template]
        return Location(path, mark.line, mark.column)

    def _trace(self) -> Origins:
        environment = Marking(self.loader, filters(), tests())
        ledger = _ledger(self.setting)
        # The marks count as text: what was within the budget without them may go on.
        ledger.steps, ledger.characters = 2 * MAX_STEPS, 50 * MAX_CHARACTERS
        try:
            row = Row(self.setting.recipient)
            markdown = _run(environment, self.main, self.setting, ledger, row)
            found = origins(markdown, environment.marked)
        except Exception:  # the files may have changed since: then there is no place to give
            return Origins("", (), ())
        return found if found.markdown == self.markdown else Origins("", (), ())


def _context(setting: Setting, row: Row) -> dict[str, Any]:
    labels, data = setting.labels, setting.view.data
    audience = labels.audience
    sections = [
        Cut(
            name=entry.name,
            heading=labels.heading(entry),
            intro=data["intros"].get(entry.name)
            or data["intros"].get(_LIST_OF.get(entry.name, ""), ""),
            files=[f"{place}/{entry.name}.md.j2" for place in (*audience.lineage, "_shared")],
        )
        for entry in audience.config.sections
    ]
    return {
        "issue": data,
        "audience": Cut(id=audience.id, name=labels.name, document_type=labels.document_type),
        "sections": sections,
        "words": Cut({name: Said(text) for name, text in labels.language.words.items()}),
        "recipient": row,
        "table": table_function(data, labels),
        **setting.more,
    }
