"""How Word counts: one count for each level of a definition, whatever else is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from briefgen.document import BulletList, Callout, Cell, Column, NoteList, NumberedList, Table
from briefgen.errors import InputError, Location
from briefgen.theme import Theme
from briefgen.writers.docx import write
from tests.unpacked import W, docx_part
from tests.writers.docx.outputs import NAMES, deep, nested, outputs
from tests.writers.docx.parts import bytes_of, note, text, value
from tests.writers.specimens import document, plain, words

PLACE = Location("data/bridge.yaml", 7, 3)


def letters(number: int) -> str:
    return chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    said = ""
    for worth, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        said += sign * (number // worth)
        number %= worth
    return said


def unsaid(_: int) -> str:
    return ""


SAYS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": letters,
    "lowerRoman": roman,
    "bullet": unsaid,
    "none": unsaid,
}


def counted(content: bytes) -> list[tuple[str, str]]:
    """Give mark and text of every item as Word numbers them.

    It keeps one count for each level of a *definition*, however many instances count by it.
    The first item of an instance that overrides the start takes that; an item of a higher
    level takes back those below it.
    """
    numbering = docx_part(content, "word/numbering.xml")
    definitions = {
        one.get(f"{W}abstractNumId"): list(one.iter(f"{W}lvl"))
        for one in numbering.iter(f"{W}abstractNum")
    }
    instances = {one.get(f"{W}numId"): one for one in numbering.iter(f"{W}num")}
    counts: dict[tuple[str, int], int] = {}
    begun: set[str | None] = set()
    found = []
    for p in docx_part(content).iter(f"{W}p"):
        instance = value(p, "pPr/numPr/numId")
        if instance is None:
            continue
        level = int(value(p, "pPr/numPr/ilvl") or 0)
        definition = value(instances[instance], "abstractNumId") or ""
        form = definitions[definition][level]
        start = value(instances[instance], "lvlOverride/startOverride")
        if start is not None and instance not in begun:
            assert value(instances[instance], "lvlOverride", "ilvl") == str(level)
            counts[definition, level] = int(start)
        else:
            counts[definition, level] = counts.get((definition, level), 0) + 1
        begun.add(instance)
        for key in [key for key in counts if key[0] == definition and key[1] > level]:
            del counts[key]
        said = SAYS[value(form, "numFmt") or ""](counts[definition, level])
        mark = (value(form, "lvlText") or "").replace(f"%{level + 1}", said)
        found.append((mark, text(p)))
    return found


def test_word_counts_every_list_by_itself() -> None:
    inner = NumberedList(((plain("x"),), (plain("y"),), (plain("z"),)))
    inside = Table((Column(words("A")),), ((Cell((inner,)),), (Cell((inner,)),)))
    whole = document(
        NumberedList(((plain("a"), inner), (plain("b"), inside), (plain("c"),))),
        NumberedList(((plain("d"),),), start=7),
        Callout((NumberedList(((plain("e"), inside), (plain("f"),))),)),
        BulletList(((plain("g"), NumberedList(((plain("h"), inside), (plain("i"),)))),)),
        NoteList((note(1), note(2, inner), note(3))),
    )
    said = [f"{mark}{text}".strip("\u00a0") for mark, text in counted(bytes_of(whole))]
    block = ["1.x", "2.y", "3.z"]
    assert said == [
        *("1.a", "a.x", "b.y", "c.z", "2.b", *block, *block, "3.c"),
        "7.d",
        *("1.e", *block, *block, "2.f"),
        *("•g", "a.h", *block, *block, "b.i"),
        *("1.Note 1", "2.", "a.x", "b.y", "c.z", "3.Note 3"),
    ]


def test_lists_deeper_than_word_goes_count_by_themselves() -> None:
    said = counted(bytes_of(document(deep(NumberedList, 12))))
    second = ["2.", "b.", "ii."] * 3 + ["ii."] * 2  # the ninth level is the last
    assert [mark for mark, text in said if text.startswith("after")] == second[::-1]
    assert len(counted(bytes_of(nested()))) > 50


@pytest.mark.parametrize("name", NAMES)
def test_no_mark_is_longer_than_word_takes(name: str) -> None:
    numbering = docx_part(outputs()[name], "word/numbering.xml")
    for level in numbering.iter(f"{W}lvl"):
        longest = {"lowerRoman": "lxxxviii", "lowerLetter": "aaaa", "decimal": "32767"}
        said = longest.get(value(level, "numFmt") or "", "")
        written = re.sub(r"%\d", said, value(level, "lvlText") or "")
        assert 0 < len(written) <= 31
        assert 0 <= int(level.get(f"{W}ilvl") or -1) <= 8
    ids = [one.get(f"{W}abstractNumId") for one in numbering.iter(f"{W}abstractNum")]
    names = [value(one, "nsid") for one in numbering.iter(f"{W}abstractNum")]
    assert len(set(ids)) == len(ids) == len(set(names))


def test_a_list_that_counts_further_than_word_is_refused() -> None:
    two = ((plain("x"),), (plain("y"),))
    assert counted(bytes_of(document(NumberedList(two, 32_766))))[1] == ("32767.", "y")
    with pytest.raises(InputError) as caught:
        write(document(NumberedList(two, 32_767, origin=PLACE)), Theme())
    (found,) = caught.value.diagnostics
    assert (found.code, found.location) == ("docx.number-too-high", PLACE)
