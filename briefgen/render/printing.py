"""What a template prints, and what stands for a value that is not there.

Whatever is not the template's own text becomes a numbered placeholder; the value itself
waits in the ledger of the run (`briefgen.markup` puts it in). What is faulty is noted
there, counts as nothing, and the run goes on: it ends as a fault, with all that was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Undefined
from jinja2.utils import missing
from markupsafe import Markup

from briefgen import markup
from briefgen.cut import Passage, Picture, Said
from briefgen.document import Figure
from briefgen.render.ledger import LEDGER, TemplateFault, here
from briefgen.render.wording import (
    a_kind,
    missing_value,
    refused_field,
    unknown_field,
    unknown_name,
)


class Unknown(Undefined):
    """A name that stands for nothing. Using it is a fault, which is noted once.

    After that it counts as an empty value, so that the run can go on.
    """

    __slots__ = ("made", "noted")

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = TemplateRuntimeError,
    ) -> None:
        """Take what Jinja knows of it."""
        super().__init__(hint, obj, name, exc)
        self.noted = False
        self.made = here()

    def fault(self) -> TemplateFault:
        """Say what is wrong."""
        name = str(self._undefined_name)
        if self._undefined_exception is SecurityError:
            return refused_field(a_kind(self._undefined_obj), name)
        if self._undefined_hint:
            return missing_value(str(self._undefined_hint))
        if self._undefined_obj is missing:
            return unknown_name(name)
        return unknown_field(self._undefined_obj, self._undefined_name)

    def note(self) -> None:
        """Say that it was used. A fault is said once, however often it is used."""
        if not self.noted:
            self.noted = True
            LEDGER.get().note(self.fault(), self.made)

    def _used(self, *_: Any) -> Any:
        self.note()
        return self

    def _false(self, *_: Any) -> bool:
        self.note()
        return False

    def _zero(self) -> int:
        self.note()
        return 0

    def __str__(self) -> str:
        self.note()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self.note()
        return iter(())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._used()

    def __hash__(self) -> int:
        return id(type(self))

    __bool__ = __contains__ = __eq__ = __ne__ = _false
    __lt__ = __le__ = __gt__ = __ge__ = _false  # type: ignore[assignment]
    __len__ = __int__ = __index__ = _zero  # type: ignore[assignment]
    __call__ = __getitem__ = __neg__ = __pos__ = _used


def nothing(fault: TemplateFault) -> Unknown:
    """Note a fault and give what stands in the place of a value."""
    LEDGER.get().note(fault)
    empty = Unknown()
    empty.noted = True
    return empty


def printed(value: Any) -> Markup:  # noqa: C901 - one case a kind of value
    """Turn what a template prints into its own text or a placeholder.

    An empty value has one too: `**{{ it }}**` is then nothing, not four asterisks.
    """
    ledger = LEDGER.get()
    if isinstance(value, Markup):
        ledger.spend(1, len(value))
        return value
    ledger.spend(1)
    match value:
        case Undefined():
            str(value)  # notes that it is unknown
            return Markup()
        case Said():
            ledger.spend(0, len(value))
            return ledger.put(markup.Words(str(value), value.lang))
        case str():
            ledger.spend(0, len(value))
            return ledger.put(markup.Words(value))
        case Passage(blocks, name):
            return ledger.put(markup.Passage(blocks, f"'{name}'"))
        case markup.Inset() | markup.Phrase():
            return ledger.put(value)
        case Picture(image, alternative, lang):
            return ledger.put(markup.Inset((Figure(image, alternative, lang),), "the picture"))
        case bool():
            raise TemplateFault("true or false cannot be printed", "ask with {% if … %}")
        case int() | float():
            return Markup(value)
        case datetime():
            return ledger.put(markup.Words(ledger.language.moment(value, ledger.zone)))
        case date():
            return ledger.put(markup.Words(ledger.language.long_date(value)))
        case None:
            return Markup()
        case dict():
            fields = ", ".join(sorted(map(str, value))[:12])
            raise TemplateFault(
                "a group of fields cannot be printed", f"name one of its fields: {fields}"
            )
        case list() | tuple():
            raise TemplateFault("a list cannot be printed", "write a loop, or use |listed")
        case _:
            raise TemplateFault(f"{a_kind(value)} cannot be printed")


def shown(value: Any) -> Markup:
    """Print a value; one that cannot be printed is noted."""
    try:
        return printed(value)
    except TemplateFault as fault:
        LEDGER.get().note(fault)
        return Markup()
