"""What went wrong in a run, as diagnostics: place, words, expression, and the way there.

Owns how a fault of a template is told. Must not know how templates are run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateRuntimeError

from briefgen.errors import Diagnostic, Location, error, shown
from briefgen.render.filters import filters, tests
from briefgen.render.grammar import At
from briefgen.render.ledger import BUDGET, Noted, Spot, TemplateFault, names_in, spots_of
from briefgen.render.loader import SUFFIX
from briefgen.render.places import Places
from briefgen.render.wording import NAME, SYNTAX, near, translated
from briefgen.yamlfile import quoted

_LONGEST_CHAIN = 6
REFUSED = "template.refused"


def noted(found: Iterable[Noted], places: Places, main: str) -> Iterator[Diagnostic]:
    """Tell of what was noted on the way."""
    for item in found:
        yield _told(item.fault, item.trail, item.names, places, main)


def raised(fault: Exception, places: Places, main: str) -> Diagnostic:
    """Tell of what ended a run."""
    trail = spots_of(fault.__traceback__)
    said = _words(fault)
    if isinstance(fault, TemplateSyntaxError):
        return told_syntax(fault, places, main, trail)
    return _told(said, trail, _names(fault), places, main)


def _names(fault: Exception) -> tuple[str, ...]:
    frame = None
    traceback = fault.__traceback__
    while traceback:
        if "__jinja_template__" in traceback.tb_frame.f_globals:
            frame = traceback.tb_frame
        traceback = traceback.tb_next
    return names_in(frame) if frame else ()


def _told(
    fault: TemplateFault,
    trail: tuple[Spot, ...],
    names: tuple[str, ...],
    places: Places,
    main: str,
) -> Diagnostic:
    message, hint = str(fault.message), fault.hint
    if fault.code == NAME:
        hint = near(message.split("'")[1], names, "names here are")
    steps = [found for spot in trail if (found := places.found(spot))]
    location, expression = steps[0] if steps else (main_place(places, main), "")
    way = chain(location for location, _ in steps[1:])
    return told(fault.code, message, location, expression, hint, way)


def told(
    code: str, message: str, location: Location, expression: str, hint: str, way: str
) -> Diagnostic:
    """Put a diagnostic together."""
    if expression:
        message = f"{message} in {expression}"
    return error(code, message, location, "; ".join(filter(None, (hint, way))))


def chain(way: Iterable[Location]) -> str:
    """Say through which templates it came to a place, the nearest first."""
    return reached(list(dict.fromkeys(f"{place.path}:{place.line}" for place in way)))


def reached(names: list[str]) -> str:
    """Say a way in words; of a long one the first steps and the last."""
    if len(names) > _LONGEST_CHAIN:
        names = [*names[: _LONGEST_CHAIN - 2], "…", names[-1]]
    return f"reached from {', '.join(names)}" if names else ""


def told_syntax(
    fault: TemplateSyntaxError, places: Places, main: str, trail: tuple[Spot, ...] = ()
) -> Diagnostic:
    """Tell of a template that cannot be read."""
    said = _words(fault)
    line, column = int(fault.lineno), fault.lineno.column if isinstance(fault.lineno, At) else 0
    name = fault.name or ""
    by_path = {path: known for known, (path, _) in places.loader.read.items()}
    name = by_path.get(fault.filename or "", name)
    path = places.loader.read.get(name, (fault.filename or main, ""))[0]
    expression = places.atlas(name).tag(line, column) if name in places.loader.read else ""
    location = Location(path, line, column or 1)
    way = chain(found[0] for spot in trail if (found := places.found(spot)))
    return told(said.code, str(said.message), location, expression, said.hint, way)


def main_place(places: Places, main: str) -> Location:
    """Give the file that a run starts with."""
    path = places.loader.find(main)
    return Location(shown(path) if path else main, 1, 1)


def _words(fault: Exception) -> TemplateFault:
    match fault:
        case TemplateFault():
            return fault
        case TemplateNotFound():
            return missing(*getattr(fault, "templates", (fault.name,)))
        case TemplateSyntaxError():
            return _syntax(str(fault.message))
        case SecurityError():
            return TemplateFault(str(translated(str(fault.message)).message), "", REFUSED)
        case RecursionError():
            hint = "a template or macro calls itself without end"
            return TemplateFault("the template goes too deep", hint, BUDGET)
        case MemoryError():
            return TemplateFault("the template needs too much memory", "", BUDGET)
        case TemplateRuntimeError():
            return translated(str(fault.message), filters(), tests())
        case _:
            text = str(fault) or type(fault).__name__
            return TemplateFault(f"{text[:1].lower()}{text[1:200]}".rstrip("."))


def missing(*names: object) -> TemplateFault:
    """Say that there is no template of a name, or of any of several."""
    texts = list(map(str, names))
    known = [quoted(text) for text in texts[:4]]
    if len(texts) > 1:
        message = f"there is none of the templates {', '.join(known)}"
    else:
        message = f"there is no template {known[0] if known else quoted('')}"
    hint = "templates lie in the audience's folder and in _shared, and nowhere else"
    if texts and not texts[-1].endswith(SUFFIX):
        hint = f"a template's name ends in {SUFFIX}; {hint}"
    return TemplateFault(message, hint, "template.missing")


def _syntax(said: str) -> TemplateFault:
    found = translated(said, filters(), tests())
    if found.code != SYNTAX:
        hint = "check the braces, and that each {% if %} and {% for %} has its end"
        return TemplateFault(str(found.message), hint, SYNTAX)
    return found
