"""The fields of a header or footer: numbers of pages stay, what would fetch is refused.

Owns which fields there are. Must not know where one stands. A field is marks, an
instruction and a result between runs, and may hold others: marks are followed in the order
of the text, across runs and links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefgen.letterheads.faults import Refused, too_large
from briefgen.letterheads.tree import Element

# With how the number looks, and nothing else.
_NUMBER = re.compile(
    r'\s*(PAGE|NUMPAGES|SECTIONPAGES)(\s+\\[*#]\s*(\w+|"[\w ,.#]+"))*\s*', re.IGNORECASE
)
_FETCHING = frozenset(
    (
        *("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK", "IMPORT"),
        *("DATABASE", "MACROBUTTON", "EMBED", "HTMLACTIVEX", "CONTROL"),
    )
)
MAX_FIELDS = 500  # of one header or footer
MAX_DEPTH = 10
_AS_WORDS = "HYPERLINK"


@dataclass(slots=True)
class _Field:
    """A field while it is followed: its instruction, and whether its result has begun."""

    parts: list[Element] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)
    in_result: bool = False
    inner: bool = False


def settle(root: Element) -> None:
    """Keep the fields that number pages, take out all others. Raises Refused.

    What a field said that is taken out goes with it: an author, the name of a file, a
    heading of the text. Words of a link stay, as words.
    """
    fields = _Fields()
    for run in root.iter("w:r"):
        for kid in list(run):
            if kid.tag == "w:fldChar":
                fields.mark(run, kid)
            elif kid.tag != "w:rPr":
                fields.take(kid)
    fields.end()
    for run in root.iter("w:r"):
        run[:] = [kid for kid in run if kid not in fields.gone]
    for holder in root.iter():
        holder[:] = [kid for kid in holder if not _is_empty(kid)]


def _is_empty(element: Element) -> bool:
    return element.tag == "w:r" and all(kid.tag == "w:rPr" for kid in element)


@dataclass(slots=True)
class _Fields:
    """The fields that the text is inside of, and all that is to be taken out."""

    opened: list[_Field] = field(default_factory=list)
    gone: set[Element] = field(default_factory=set)
    count: int = 0

    def take(self, kid: Element) -> None:
        """Note what stands in a run for every field around it."""
        for one in self.opened:
            (one.result if one.in_result else one.parts).append(kid)
        if kid.tag == "w:instrText":
            if self.opened:
                self.opened[-1].code.append(kid.text or "")
            else:
                self.gone.add(kid)

    def mark(self, run: Element, mark: Element) -> None:
        """Follow the marks of a field."""
        kind = mark.get("w:fldCharType")
        if kind == "begin":
            self.count += 1
            if self.count > MAX_FIELDS or len(self.opened) == MAX_DEPTH:
                raise too_large("more fields in a header or footer than are read")
            for one in self.opened:
                one.inner = True
            self.opened.append(_Field())
        elif not self.opened or kind not in ("separate", "end"):
            self.gone.add(mark)
            return
        for outer in self.opened[:-1]:
            (outer.result if outer.in_result else outer.parts).append(mark)
        one = self.opened[-1]
        one.parts.append(mark)
        if kind == "separate":
            one.in_result = True
        elif kind == "end":
            self.opened.pop()
            self._close(one, run, mark)

    def _close(self, one: _Field, run: Element, end: Element) -> None:
        code = "".join(one.code)
        _judge(code)
        if _NUMBER.fullmatch(code) and not one.inner:
            _give_result(one, run, end)
            return
        self.gone.update(one.parts)
        if code.split()[:1] != [_AS_WORDS]:
            self.gone.update(one.result)

    def end(self) -> None:
        """Take the words of what was never ended for words."""
        for one in self.opened:
            _judge("".join(one.code))
            self.gone.update(one.parts)


def _judge(code: str) -> None:
    name = (code.split() or [""])[0].upper()
    if name in _FETCHING:
        hint = "take the field out: it would run or fetch something when the document is opened"
        raise Refused("field", f"a field in its header or footer is {name}", hint)


def _give_result(one: _Field, run: Element, end: Element) -> None:
    """Give a number without a result one: Word takes a field without for damaged."""
    if any(kid.tag == "w:t" and kid.text for kid in one.result):
        return
    at = list(run).index(end)
    if not one.in_result:
        run.insert(at, Element("w:fldChar", {"w:fldCharType": "separate"}))
        at += 1
    said = Element("w:t")
    said.text = "1"
    run.insert(at, said)
