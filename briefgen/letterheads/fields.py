"""The fields of a header or footer: numbers of pages stay, what would fetch is refused.

Owns which fields there are. Must not know where one stands. A field is marks, an
instruction and a result between runs, and may hold others: marks are followed in the order
of the text, across runs and links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefgen.letterheads.faults import Refused
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
_AS_WORDS = "HYPERLINK"


@dataclass(slots=True)
class _Field:
    """A field while it is followed: its instruction, and whether its result has begun."""

    parts: list[tuple[Element, Element]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    result: list[tuple[Element, Element]] = field(default_factory=list)
    in_result: bool = False
    inner: int = 0


def settle(root: Element) -> None:
    """Keep the fields that number pages, take out all others. Raises Refused.

    What a field said that is taken out goes with it: an author, the name of a file, a
    heading of the text. Words of a link stay, as words.
    """
    opened: list[_Field] = []
    for run in list(root.iter("w:r")):
        for kid in [kid for kid in run if kid.tag != "w:rPr"]:
            if kid.tag == "w:fldChar":
                _mark(run, kid, opened)
            else:
                _take(run, kid, opened)
    for one in opened:  # never ended: its words are taken for words
        _judge("".join(one.code))
        _take_out(one.parts)
    for holder in list(root.iter()):
        for kid in list(holder):
            if kid.tag == "w:r" and all(inner.tag == "w:rPr" for inner in kid):
                holder.remove(kid)


def _take(run: Element, kid: Element, opened: list[_Field]) -> None:
    """Note what stands in a run for every field around it."""
    for one in opened:
        (one.result if one.in_result else one.parts).append((run, kid))
    if kid.tag == "w:instrText":
        if opened:
            opened[-1].code.append(kid.text or "")
        else:
            run.remove(kid)


def _mark(run: Element, mark: Element, opened: list[_Field]) -> None:
    kind = mark.get("w:fldCharType")
    if kind == "begin":
        for one in opened:
            one.inner += 1
        opened.append(_Field())
    elif not opened or kind not in ("separate", "end"):
        run.remove(mark)
        return
    one = opened[-1]
    for outer in opened[:-1]:
        (outer.result if outer.in_result else outer.parts).append((run, mark))
    one.parts.append((run, mark))
    if kind == "separate":
        one.in_result = True
    elif kind == "end":
        opened.pop()
        _close(one, run, mark)


def _close(one: _Field, run: Element, end: Element) -> None:
    code = "".join(one.code)
    _judge(code)
    if _NUMBER.fullmatch(code) and not one.inner:
        _give_result(one, run, end)
        return
    _take_out(one.parts)
    if code.split()[:1] != [_AS_WORDS]:
        _take_out(one.result)


def _judge(code: str) -> None:
    name = (code.split() or [""])[0].upper()
    if name in _FETCHING:
        hint = "take the field out: it would run or fetch something when the document is opened"
        raise Refused("field", f"a field in its header or footer is {name}", hint)


def _give_result(one: _Field, run: Element, end: Element) -> None:
    """Give a number without a result one: Word takes a field without for damaged."""
    if any(kid.tag == "w:t" and kid.text for _, kid in one.result):
        return
    at = list(run).index(end)
    if not one.in_result:
        run.insert(at, Element("w:fldChar", {"w:fldCharType": "separate"}))
        at += 1
    said = Element("w:t")
    said.text = "1"
    run.insert(at, said)


def _take_out(parts: list[tuple[Element, Element]]) -> None:
    for run, kid in parts:
        if kid in list(run):
            run.remove(kid)
