"""What Word itself asks for, beyond the schemas: how it counts, what refers to what, its limits."""

from __future__ import annotations

import io
import posixpath
import re
import socket
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from briefgen.document import (
    BulletList,
    Callout,
    Cell,
    Column,
    Link,
    NoteList,
    NumberedList,
    Paragraph,
    Table,
)
from briefgen.errors import InputError, Location
from briefgen.theme import Theme
from briefgen.writers.docx import write
from tests.unpacked import W, docx_part, every_byte
from tests.writers.docx.outputs import NAMES, deep, nested, outputs
from tests.writers.docx.parts import Element, bytes_of, find, has, note, style, text, value
from tests.writers.specimens import cell, document, plain, words

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
# What a part refers to by its being there, and never by the id of the relation.
IMPLICIT = {"styles", "settings", "fontTable", "numbering", "theme"}


def parts(content: bytes) -> Iterator[tuple[str, Element]]:
    """Give the parts with text."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
                yield name, ElementTree.fromstring(packed.read(name))


# --- how Word counts ----------------------------------------------------------------


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


# --- what refers to what --------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_relation_is_there_and_used(name: str) -> None:
    content = outputs()[name]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        there = set(packed.namelist())
    relations = {one.get("Id"): one for one in docx_part(content, "word/_rels/document.xml.rels")}
    used = {
        number
        for _, root in parts(content)
        for node in root.iter()
        for key, number in node.items()
        if key.startswith(R)
    }
    named = {
        key
        for key, one in relations.items()
        if (one.get("Type") or "").rpartition("/")[2] not in IMPLICIT
    }
    assert used == named
    for one in relations.values():
        target = one.get("Target") or ""
        if one.get("TargetMode") == "External":
            assert re.match("https?://|mailto:", target)
        else:
            assert posixpath.join("word", target) in there
    # The parts around the text refer to nothing: they have no relations of their own.
    assert {part for part in there if part.endswith(".rels")} == {
        "_rels/.rels",
        "word/_rels/document.xml.rels",
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_part_has_a_type_and_every_type_a_part(name: str) -> None:
    content = outputs()[name]
    types = docx_part(content, "[Content_Types].xml")
    overrides = [one.get("PartName") for one in types.iter(f"{TYPES}Override")]
    defaults = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        there = {f"/{part}" for part in packed.namelist()} - {"/[Content_Types].xml"}
    assert len(set(overrides)) == len(overrides)
    assert set(overrides) <= there
    rest = {part.rpartition(".")[2] for part in there - set(overrides)}
    assert rest == defaults - {"xml"}


@pytest.mark.parametrize("name", NAMES)
def test_every_bookmark_ends_where_it_began_and_every_link_has_one(name: str) -> None:
    root = docx_part(outputs()[name])
    for p in root.iter(f"{W}p"):
        starts = [node.get(f"{W}id") for node in p.iter(f"{W}bookmarkStart")]
        assert starts == [node.get(f"{W}id") for node in p.iter(f"{W}bookmarkEnd")]
    names = [node.get(f"{W}name") or "" for node in root.iter(f"{W}bookmarkStart")]
    assert all(0 < len(one) <= 40 for one in names)
    assert max(Counter(one.lower() for one in names).values(), default=1) == 1
    anchors = {node.get(f"{W}anchor") for node in root.iter(f"{W}hyperlink")} - {None}
    assert anchors <= set(names)


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_has_an_id_and_words(name: str) -> None:
    drawn = [node for _, root in parts(outputs()[name]) for node in root.iter(f"{WP}docPr")]
    ids = [int(node.get("id") or 0) for node in drawn]
    assert ids == list(range(1, len(ids) + 1))
    assert all(node.get("descr") for node in drawn)


# --- what stands in the parts ---------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_in_runs_alone(name: str) -> None:
    for part, root in parts(outputs()[name]):
        for node in root.iter():
            kind = node.tag.rpartition("}")[2]
            if kind not in ("t", "instrText"):
                assert not (node.text or "").strip(), (part, kind)
            assert not (node.tail or "").strip(), (part, kind)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_one_that_word_can_read_out(name: str) -> None:
    """One header row, the first, which repeats; as many cells in each row; none blank."""
    for table in docx_part(outputs()[name]).iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [has(row, "trPr/tblHeader") for row in rows] == [True, *[False] * (len(rows) - 1)]
        assert all(has(row, "trPr/cantSplit") for row in rows)
        look = {key: value(table, "tblPr/tblLook", key) for key in ("firstRow", "firstColumn")}
        assert set(look.values()) == {"1"}
        assert not has(table, "tblPr/tblpPr")  # floating
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in rows:
            cells = row.findall(f"{W}tc")
            assert len(cells) == columns
            for one in cells:
                assert text(one).strip() or next(one.iter(f"{W}drawing"), None) is not None
                assert one[-1].tag == f"{W}p"
        assert not [n for kind in ("gridSpan", "vMerge", "hMerge") for n in table.iter(W + kind)]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_briefing_has_a_caption_and_says_what_it_holds(name: str) -> None:
    for table in docx_part(outputs()[name]).iter(f"{W}tbl"):
        if not name.startswith(("odd", "nested", "spanish", "annotated", "sourced")):
            assert value(table, "tblPr/tblCaption")
            assert value(table, "tblPr/tblDescription")


@pytest.mark.parametrize("name", NAMES)
def test_fields_have_results_and_nothing_asks_on_opening(name: str) -> None:
    content = outputs()[name]
    for _, root in parts(content):
        state, result = "end", "-"
        for run in root.iter(f"{W}r"):
            kind = value(run, "fldChar", "fldCharType")
            if kind:
                assert (state, kind) in {
                    ("end", "begin"),
                    ("begin", "separate"),
                    ("separate", "end"),
                }
                assert kind != "end" or result
                assert find(run, "fldChar") is not None
                state, result = kind, ""
            elif state == "separate":
                result += text(run)
        assert state == "end"
        assert not [node for node in root.iter(f"{W}fldChar") if node.get(f"{W}dirty")]
    settings = docx_part(content, "word/settings.xml")
    assert [node.tag.rpartition("}")[2] for node in settings] == [
        "zoom",
        "defaultTabStop",
        "characterSpacingControl",
        "compat",
        "themeFontLang",
        "decimalSymbol",
        "listSeparator",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_no_chain_of_what_keeps_together_fills_a_page(name: str) -> None:
    """Word gives up on a chain that no page can hold, and breaks it anywhere."""
    content = outputs()[name]
    kept = {
        one.get(f"{W}styleId")
        for one in docx_part(content, "word/styles.xml").iter(f"{W}style")
        if has(one, "pPr/keepNext")
    }
    longest = run = 0
    for node in docx_part(content)[0]:
        for line in [node] if node.tag != f"{W}tbl" else list(node.iter(f"{W}tr")):
            whole = list(line.iter(f"{W}p"))
            keeps = bool(whole) and all(style(p) in kept or has(p, "pPr/keepNext") for p in whole)
            run = run + 1 if keeps else 0
            longest = max(longest, run)
    assert longest <= 20


@pytest.mark.parametrize("name", NAMES)
def test_the_properties_are_said_once_and_name_no_machine_and_no_person(name: str) -> None:
    content = outputs()[name]
    core = docx_part(content, "docProps/core.xml")
    said = [node.tag.rpartition("}")[2] for node in core]
    assert sorted(said) == sorted(set(said))
    assert {"title", "creator", "language", "created", "modified"} <= set(said)
    for node in core:
        if node.tag.endswith(("created", "modified")):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", node.text or "")
    (only,) = docx_part(content, "docProps/app.xml")
    assert only.text == "briefgen"
    everything = b"\n".join(every_byte(content))
    here = (socket.gethostname(), str(Path.home()), str(Path.cwd()), str(Path(__file__).parents[3]))
    for one in here:
        assert len(one) < 4 or one.encode() not in everything
    assert not re.search(rb"rsid|Template|attachedT|w:author|w:initials|python-docx", everything)


@pytest.mark.parametrize("name", NAMES)
def test_pictures_hold_nothing_but_pixels(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(outputs()[name])) as packed:
        for part in packed.namelist():
            if part.startswith("word/media/"):
                assert set(_chunks(packed.read(part))) == {b"IHDR", b"IDAT", b"IEND"}


def _chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        yield png[at + 4 : at + 8]
        at += 12 + int.from_bytes(png[at : at + 4], "big")


# --- Word's limits --------------------------------------------------------------------

PLACE = Location("data/bridge.yaml", 7, 3)


def columned(count: int) -> Table:
    columns = tuple(Column(words(f"c{n}")) for n in range(count))
    return Table(columns, ((cell("x"),) * count,), words("Years"), origin=PLACE)


def test_a_table_of_more_columns_than_word_opens_is_refused() -> None:
    assert len(bytes_of(document(columned(63)))) > 1000
    with pytest.raises(InputError) as caught:
        write(document(Callout((columned(64),))), Theme())
    (found,) = caught.value.diagnostics
    assert (found.code, found.location) == ("docx.too-many-columns", PLACE)
    assert "'Years' has 64 columns" in found.message


def test_a_list_that_counts_further_than_word_is_refused() -> None:
    two = ((plain("x"),), (plain("y"),))
    assert counted(bytes_of(document(NumberedList(two, 32_766))))[1] == ("32767.", "y")
    with pytest.raises(InputError) as caught:
        write(document(NumberedList(two, 32_767, origin=PLACE)), Theme())
    (found,) = caught.value.diagnostics
    assert (found.code, found.location) == ("docx.number-too-high", PLACE)


def test_an_address_that_is_too_long_for_word_is_words_and_a_warning() -> None:
    start = "https://example.org/"
    fits, over = (start + "a" * (length - len(start)) for length in (2_079, 2_080))
    written = write(
        document(*(Paragraph((Link(one, words("the map")),)) for one in (fits, over))), Theme()
    )
    assert [found.code for found in written.diagnostics] == ["docx.link-length"]
    assert len(list(docx_part(written.content).iter(f"{W}hyperlink"))) == 1
    assert text(docx_part(written.content)) == "the mapthe map"
