"""One run of a template: what it has printed, what is left of its budget, what went wrong.

Owns the limits of a run. Must not know Jinja's syntax nor where templates lie.
"""

from __future__ import annotations

import sys
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from jinja2 import Template
from jinja2.exceptions import TemplateRuntimeError
from markupsafe import Markup

from briefgen import markup
from briefgen.words import Language

MAX_STEPS = 500_000
MAX_CHARACTERS = 2_000_000  # some 600 pages; with ten million a run took nine seconds
MAX_CALLS = 40  # macros inside each other
MAX_INCLUDES = 20  # templates inside each other
MAX_WORDS = 50_000  # words and signs in the tags of all templates of a run
MAX_FAULTS = 50

BUDGET = "template.budget"
_MARK = "__jinja_template__"  # what Jinja calls a template among the globals of its code


class TemplateFault(TemplateRuntimeError):
    """Something that a template asked for and cannot have; `hint` is the remedy."""

    def __init__(self, message: str, hint: str = "", code: str = "template.fault") -> None:
        """Take what was found, the remedy, and the stable word for it."""
        super().__init__(message)
        self.hint = hint
        self.code = code


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the code of a template stands: which instruction of which code."""

    template: Template
    code: CodeType
    instruction: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A fault that did not stop the run, and the spots that led to it, the innermost first."""

    fault: TemplateFault
    trail: tuple[Spot, ...]
    names: tuple[str, ...]  # that stood for something there


@dataclass(slots=True)
class Ledger:
    """One run: the values printed so far, and what is left of the budget."""

    language: Language
    zone: str = ""
    values: list[markup.Value] = field(default_factory=list)
    steps: int = MAX_STEPS
    characters: int = MAX_CHARACTERS
    calls: int = 0  # how many macros are running
    cites: bool = False  # whether there are notes, or references to them
    words: dict[str, int] = field(default_factory=dict)  # of each template that was used
    noted: dict[object, Noted] = field(default_factory=dict)

    def spend(self, steps: int = 1, characters: int = 0) -> None:
        """Take from the budget; a template that has used it up is stopped."""
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0 or self.characters < 0:
            raise TemplateFault(
                "the template does too much and was stopped",
                "look for a loop inside a loop, or a macro that calls itself",
                BUDGET,
            )

    def put(self, value: markup.Value) -> Markup:
        """Keep a value and give the placeholder that stands for it."""
        self.values.append(value)
        return Markup(markup.placeholder(len(self.values) - 1))

    def use(self, name: str, words: int) -> None:
        """Count a template that is used: together they have a limit, like each alone."""
        if name not in self.words:
            self.words[name] = words
            if sum(self.words.values()) > MAX_WORDS:
                raise TemplateFault(
                    f"the templates have more than {MAX_WORDS:,} words and signs in their tags",
                    "put what is data into the issue, and loop over it",
                    BUDGET,
                )

    def note(self, fault: TemplateFault, made: Spot | None = None) -> None:
        """Keep a fault and go on, so that one run tells of them all.

        `made` is where the value was made that turned out to be faulty. Raises the fault
        where there are too many, or nothing may go on.
        """
        if fault.code == BUDGET:
            raise fault
        self.spend(20)
        key = (fault.code, fault.message, made or here())
        if key in self.noted:
            return  # of an earlier turn of the loop
        trail, names = _trail(), _names()
        if made:
            codes = [spot.code for spot in trail]
            outer = trail[codes.index(made.code) + 1 :] if made.code in codes else ()
            trail = (made, *outer)
        self.noted[key] = Noted(fault, trail, names)
        if len(self.noted) >= MAX_FAULTS:
            raise TemplateFault(
                f"more than {MAX_FAULTS} faults", "mend those above, then run it again", BUDGET
            )


LEDGER: ContextVar[Ledger] = ContextVar("ledger")


def here() -> Spot | None:
    """Give the spot of the template that is running, if one is."""
    return next(_spots(sys._getframe(1)), None)


def depth() -> int:
    """Say how many templates and macros are running inside each other."""
    found = 0
    frame: FrameType | None = sys._getframe(1)
    while frame:
        if _MARK in frame.f_globals:
            found += 1
        frame = frame.f_back
    return found


def _spots(frame: FrameType | None) -> Any:
    while frame:
        template = frame.f_globals.get(_MARK)
        if template is not None:
            yield Spot(template, frame.f_code, frame.f_lasti)
        frame = frame.f_back


def _trail() -> tuple[Spot, ...]:
    return tuple(_spots(sys._getframe(1)))


def _names() -> tuple[str, ...]:
    """Give the names that stand for something where the template is running."""
    frame: FrameType | None = sys._getframe(1)
    while frame and _MARK not in frame.f_globals:
        frame = frame.f_back
    return names_in(frame) if frame else ()


def names_in(frame: FrameType) -> tuple[str, ...]:
    """Give the names that stand for something in a frame of a template, the nearest first."""
    missing = frame.f_globals.get("missing")
    own: dict[str, None] = {}
    for key, value in reversed(frame.f_locals.items()):
        level, _, name = key[2:].partition("_")
        if key.startswith("l_") and level.isdigit() and name and value is not missing:
            own.setdefault(name)
    context = frame.f_locals.get("context")
    if context is not None:
        own.update(dict.fromkeys((*context.vars, *context.parent)))
    return tuple(name for name in own if not name.startswith("_"))


def spots_of(traceback: Any) -> tuple[Spot, ...]:
    """Give the spots that a traceback went through, the innermost first."""
    found = []
    while traceback:
        template = traceback.tb_frame.f_globals.get(_MARK)
        if template is not None:
            found.append(Spot(template, traceback.tb_frame.f_code, traceback.tb_lasti))
        traceback = traceback.tb_next
    return tuple(reversed(found))
