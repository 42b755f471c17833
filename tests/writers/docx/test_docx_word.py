"""What Word itself asks for, beyond the schemas: what refers to what, no questions, its limits."""

from __future__ import annotations

import getpass
import io
import platform
import posixpath
import re
import socket
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from briefgen.document import (
    Callout,
    Column,
    Link,
    Paragraph,
    Table,
)
from briefgen.errors import InputError, Location
from briefgen.theme import Theme
from briefgen.writers.docx import write
from briefgen.writers.docx.shell import shell
from tests.unpacked import W, docx_part, every_byte
from tests.writers import specimens
from tests.writers.docx.outputs import NAMES, outputs
from tests.writers.docx.parts import Element, bytes_of, find, has, style, text, value
from tests.writers.specimens import cell, document, words

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
    for path in (Path.cwd(), Path(__file__).parents[3]):
        assert str(path).encode() not in everything
    assert not re.search(rb"rsid|Template|attachedT|w:author|w:initials|python-docx", everything)


def test_another_machine_and_another_user_write_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "HOME", "HOSTNAME", "USERNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, "zqx")
    monkeypatch.setattr(socket, "gethostname", lambda: "zqx")
    monkeypatch.setattr(platform, "node", lambda: "zqx")
    monkeypatch.setattr(getpass, "getuser", lambda: "zqx")
    shell.cache_clear()
    content = bytes_of(specimens.sourced())
    assert not any(b"zqx" in piece for piece in every_byte(content))
    assert content == outputs()["sourced"]


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


def test_an_address_that_is_too_long_for_word_is_words_and_a_warning() -> None:
    start = "https://example.org/"
    fits, over = (start + "a" * (length - len(start)) for length in (2_079, 2_080))
    written = write(
        document(*(Paragraph((Link(one, words("the map")),)) for one in (fits, over))), Theme()
    )
    assert [found.code for found in written.diagnostics] == ["docx.link-length"]
    assert len(list(docx_part(written.content).iter(f"{W}hyperlink"))) == 1
    assert text(docx_part(written.content)) == "the mapthe map"
