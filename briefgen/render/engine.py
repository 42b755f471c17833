"""One run of a template: what it is given, where it is found, how it fails."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from os.path import isfile, join
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.environment import Environment
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError

from briefgen.cut import Cut, Said, View
from briefgen.errors import BriefgenError, Diagnostic, Location, TemplateError, error, shown
from briefgen.markup import Flaw, Value
from briefgen.render.filters import filters
from briefgen.render.labels import Labels
from briefgen.render.sandbox import LEDGER, Ledger, Sandbox, TemplateFault
from briefgen.render.tables import table_function

MAX_TEMPLATE = 1_000_000
SUFFIX = ".j2"
# Sections that show a list of another name, whose intro serves them too.
_LIST_OF = {"positions": "stakeholders"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a template is run with."""

    view: View
    labels: Labels
    roots: tuple[Path, ...]
    recipient: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Markdown, the values of its placeholders, and how to find a piece of it again."""

    markdown: str
    values: tuple[Value, ...]
    place: Callable[[Flaw], Location]
    cites: bool


class _Templates(BaseLoader):
    """Finds templates in the roots, the first that has one; remembers what it read."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self.roots = roots
        self.read: dict[str, tuple[str, str]] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        LEDGER.get().spend(10)
        if path := self.find(template):
            try:
                if path.stat().st_size > MAX_TEMPLATE:
                    raise TemplateSyntaxError("larger than 1 MB", 1, template, shown(path))
                source = path.read_bytes().decode("utf-8-sig")
                changed = path.stat().st_mtime_ns
            except UnicodeDecodeError:
                raise TemplateSyntaxError("not UTF-8", 1, template, shown(path)) from None
            except OSError:
                raise TemplateNotFound(template) from None
            self.read[template] = (shown(path), source)
            return source, shown(path), lambda: path.stat().st_mtime_ns == changed
        raise TemplateNotFound(template)

    def find(self, template: str) -> Path | None:
        """Give the file of a template; none outside the roots, also not through links."""
        parts = template.replace("\\", "/").split("/")
        # Only templates are read: what else lies below a root may be an issue, unfiltered.
        if any(part in ("", ".", "..") for part in parts) or ":" in template:
            return None
        if not template.endswith(SUFFIX):
            return None
        for root in self.roots:
            # Most of what a section may have is not there: asked for without making a path.
            if isfile(join(root, *parts)):  # noqa: PTH113, PTH118
                path = root.joinpath(*parts)
                if path.resolve().is_relative_to(root.resolve()):
                    return path
        return None


@lru_cache(maxsize=16)
def _environment(roots: tuple[Path, ...]) -> tuple[Sandbox, _Templates]:
    loader = _Templates(roots)
    return Sandbox(loader, filters()), loader


def render(name: str, setting: Setting) -> Rendered:
    """Run a template of the audience, such as `briefing.md.j2`.

    Raises TemplateError with file, line, column and expression of what went wrong.
    """
    environment, loader = _environment(setting.roots)
    data = setting.view.data
    ledger = Ledger(setting.labels.language, str(data["timezone"]))
    token = LEDGER.set(ledger)
    main = setting.labels.audience.template(name)
    try:
        template = environment.get_template(main)
        pieces = []
        for piece in template.generate(_context(setting)):
            ledger.spend(0, len(piece))
            pieces.append(piece)
    except BriefgenError:
        raise
    except Exception as fault:
        raise TemplateError(_diagnosis(fault, loader, main)) from None
    finally:
        LEDGER.reset(token)
    return Rendered(
        "".join(pieces),
        tuple(ledger.values),
        lambda flaw: _place(flaw, loader, main),
        ledger.cites,
    )


def _context(setting: Setting) -> dict[str, Any]:
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
        "recipient": _Row(setting.recipient),
        "table": table_function(data, labels),
    }


class _Row(Cut):
    """A recipient's row: a column that is not there is empty, since rows differ."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return ""


# --- faults ------------------------------------------------------------------

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def _diagnosis(fault: Exception, loader: _Templates, main: str) -> Diagnostic:
    """Say what went wrong in a template, where, and in which expression."""
    code, message, hint = _words_of(fault)
    places = _places(fault, loader, main)
    path, line = places[-1]
    column, expression = _expression(loader, path, line, message)
    if expression:
        message = f"{message} in {expression}"
    if len(places) > 1:
        chain = ", ".join(f"{name}:{number}" for name, number in reversed(places[:-1]))
        hint = "; ".join(filter(None, (hint, f"reached from {chain}")))
    return error(code, message, Location(path, line, column), hint)


def _words_of(fault: Exception) -> tuple[str, str, str]:
    match fault:
        case TemplateFault():
            return fault.code, str(fault.message), fault.hint
        case UndefinedError():
            message, _, hint = str(fault.message).partition("\n")
            if match := re.fullmatch(r"'(.+)' is undefined", message):
                message = f"unknown name '{match.group(1)}'"
                hint = "templates know issue, audience, sections, words, recipient and table"
            return "template.unknown-field", message, hint
        case TemplateNotFound():
            return (
                "template.missing",
                f"there is no template '{fault.name}'",
                "templates lie in the audience's folder and in _shared, and nowhere else",
            )
        case TemplateSyntaxError():
            text = str(fault.message)
            hint = "check the braces, and that each {% if %} and {% for %} has its end"
            if match := re.fullmatch(r"No filter named '(.+)'\.?", text):
                text, hint = f"no filter is called '{match.group(1)}'", _near_filter(match.group(1))
            return "template.syntax", text[:1].lower() + text[1:].rstrip("."), hint
        case SecurityError():
            text = str(fault.message)
            return "template.refused", text[:1].lower() + text[1:].rstrip("."), ""
        case RecursionError():
            return "template.budget", "a template or macro that calls itself without end", ""
        case TemplateRuntimeError():
            text = str(fault.message)
            return "template.fault", text[:1].lower() + text[1:].rstrip("."), ""
        case _:
            text = str(fault) or type(fault).__name__
            return "template.fault", f"{text[:1].lower()}{text[1:]}".rstrip("."), ""


def _near_filter(name: str) -> str:
    from briefgen.schema.literals import near

    return near(name, [known for known in filters() if not known.startswith("_")])


def _places(fault: Exception, loader: _Templates, main: str) -> list[tuple[str, int]]:
    """Give the templates that were being run, the innermost last."""
    files = {path for path, _ in loader.read.values()}
    found = [
        (frame.filename, frame.lineno or 1)
        for frame in traceback.extract_tb(fault.__traceback__)
        if frame.filename in files
    ]
    found = [place for n, place in enumerate(found) if not n or place != found[n - 1]]
    if isinstance(fault, TemplateSyntaxError):
        place = (fault.filename or main, fault.lineno)
        found = [*[other for other in found if other != place], place]
    if len(found) > 6:  # a macro without end: its first turns say it all
        found = [*found[:2], found[-1]]
    if not found:
        path = loader.find(main)
        found = [(shown(path) if path else main, 1)]
    return found


def _expression(loader: _Templates, path: str, line: int, message: str) -> tuple[int, str]:
    """Find the expression of a line that a message speaks of: its column and itself."""
    for name, source in loader.read.values():
        if name != path:
            continue
        lines = source.split("\n")
        text = lines[line - 1] if line <= len(lines) else ""
        named = re.search(r"'([^']+)'", message)
        found = list(_EXPRESSION.finditer(text))
        for match in found:
            if named and named.group(1) in match.group():
                return match.start() + 1, match.group()
        if found:
            return found[0].start() + 1, found[0].group()
    return 0, ""


def _place(flaw: Flaw, loader: _Templates, main: str) -> Location:
    """Find the piece of a template that a flaw of its Markdown speaks of."""
    path = loader.find(main)
    if flaw.snippet:
        # The audience's own templates first: those of others were read in this process too.
        folder = main.partition("/")[0] + "/"
        known = [key for key in loader.read if key.startswith((folder, "_shared/"))]
        for key in sorted(known, key=lambda key: not key.startswith(folder)):
            name, source = loader.read[key]
            if (at := source.find(flaw.snippet)) >= 0:
                line = source.count("\n", 0, at) + 1
                return Location(name, line, at - source.rfind("\n", 0, at))
    return Location(shown(path) if path else main)
