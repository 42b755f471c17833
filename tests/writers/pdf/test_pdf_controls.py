"""Controls: the checkers of other hands, as they are run here, do find what is broken.

A checker that is called the wrong way finds nothing in any file, and every test of what
the writer makes would pass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.audit.made import changed_pdf, elements, fonts, redrawn
from tests.writers.pdf.checkers import Findings, judged

Change = Callable[[Pdf], Any]


def entry(tag: str, key: str, value: Any, number: int = 0) -> Change:
    """Change an entry of an element, or take it out with None."""

    def change(file: Pdf) -> None:
        _set(elements(file, tag)[number], key, value)

    return change


def of_root(key: str, value: Any, *below: str) -> Change:
    def change(file: Pdf) -> None:
        held = file.Root
        for name in below:
            held = held[name]
        _set(held, key, value)

    return change


def of_link(key: str, value: Any) -> Change:
    return lambda file: _set(file.pages[0].Annots[0], key, value)


def _set(held: Any, key: str, value: Any) -> None:
    if value is None:
        del held[key]
    else:
        held[key] = value


def without_kid(tag: str, number: int, place: int) -> Change:
    """Take a kid out of an element."""

    def change(file: Pdf) -> None:
        element = elements(file, tag)[number]
        kids = list(element.K)
        del kids[place]
        element.K = Array(kids)

    return change


def in_metadata(old: bytes, new: bytes) -> Change:
    def change(file: Pdf) -> None:
        packet = file.Root.Metadata.read_bytes()
        assert old in packet
        file.Root.Metadata = file.make_stream(packet.replace(old, new))

    return change


def drawing(old: bytes, new: bytes) -> Change:
    return lambda file: redrawn(file, 0, old, new)


def all_as(old: str, new: Name) -> Change:
    def change(file: Pdf) -> None:
        for element in elements(file, old):
            element.S = new

    return change


def title_gone(file: Pdf) -> None:
    in_metadata(b"Closing the old bridge", b"")(file)
    del file.docinfo["/Title"]


def tree_gone(file: Pdf) -> None:
    del file.Root["/StructTreeRoot"]


def same_note(file: Pdf) -> None:
    one, other = elements(file, "Note")[:2]
    other.ID = one.ID


def piece_twice(file: Pdf) -> None:
    """Let two paragraphs own one piece of a page."""
    one, other = elements(file, "P")[:2]
    other.K = one.K


def heads_more_than_cells(file: Pdf) -> None:
    for cell in elements(file, "TD")[:20]:
        cell.S = Name.TH
        cell.A = Dictionary(O=Name.Table, Scope=Name.Row)


def head_alone(file: Pdf) -> None:
    """Take the body of a table away."""
    table = elements(file, "Table")[0]
    table.K = Array([kid for kid in table.K if Name.TBody != kid.S])


def role_loop(file: Pdf) -> None:
    elements(file, "P")[0].S = Name.A1
    file.Root.StructTreeRoot.RoleMap = Dictionary(A1=Name.B1, B1=Name.A1)


def order_turned(file: Pdf) -> None:
    """Read the document from its end."""
    root = file.Root.StructTreeRoot.K
    root.K = Array(list(reversed(list(root.K))))


def unlinked(file: Pdf) -> None:
    del elements(file, "Link")[0].K[-1]
    del file.pages[0].Annots[0]["/StructParent"]


def footer_read(file: Pdf) -> None:
    """Let the footers of all pages be paragraphs that nothing owns."""
    for number, _ in enumerate(file.pages):
        redrawn(
            file,
            number,
            rb"/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
            b"/P<</MCID 900>>BDC",
        )
        page = file.pages[number].obj
        element = file.make_indirect(
            Dictionary(S=Name.P, P=file.Root.StructTreeRoot.K, Pg=page, K=900)
        )
        file.Root.StructTreeRoot.K.K.append(element)


BROKEN: dict[str, tuple[Change, dict[str, set[str]]]] = {
    # --- the whole
    "tree gone": (tree_gone, {"outloud": {"DOC-002"}, "pdfua": {"UA-01-005"}}),
    "not marked": (
        of_root("/Marked", False, "/MarkInfo"),
        {"outloud": {"DOC-001"}, "pdfua": {"UA-01-002"}},
    ),
    "suspects": (of_root("/Suspects", True, "/MarkInfo"), {"outloud": {"DOC-003"}}),
    "no language": (of_root("/Lang", None), {"outloud": {"DOC-013"}, "pdfua": {"UA-06-001"}}),
    "no language tag": (of_root("/Lang", String("en_US!")), {"outloud": {"DOC-014"}}),
    "no title": (title_gone, {"outloud": {"DOC-010"}, "pdfua": {"UA-07-001"}}),
    "another title": (
        in_metadata(b"Closing the old", b"Opening the new"),
        {"outloud": {"DOC-015"}},
    ),
    "title not shown": (
        of_root("/DisplayDocTitle", False, "/ViewerPreferences"),
        {"outloud": {"DOC-011"}, "pdfua": {"UA-07-002"}},
    ),
    "no claim": (in_metadata(b"pdfuaid:part", b"pdfuaid:port"), {"outloud": {"DOC-012"}}),
    "no metadata": (
        of_root("/Metadata", None),
        {"outloud": {"DOC-012"}, "pdfua": {"UA-28-004"}},
    ),
    # --- content
    "untagged text": (
        drawing(rb"/P<</MCID 1>>BDC(.*?)EMC", rb"\1"),
        {"outloud": {"TAG-001"}, "pdfua": {"UA-01-003"}},
    ),
    "untagged image": (
        drawing(rb"/Figure<</MCID \d+>>BDC(.*?)EMC", rb"\1"),
        {"outloud": {"TAG-001"}, "pdfua": {"UA-01-003"}},
    ),
    "decoration in content": (
        drawing(rb"(/P<</MCID \d+>>BDC)(.*?)(EMC)", rb"\1 /Artifact BMC\2EMC EMC"),
        {"outloud": {"TAG-004"}},
    ),
    "content in decoration": (
        drawing(rb"(/P<</MCID \d+>>BDC.*?EMC)", rb"/Artifact BMC \1 EMC"),
        {"outloud": {"TAG-004"}},
    ),
    "a piece of two elements": (piece_twice, {"outloud": {"TAG-022"}}),
    "order turned": (order_turned, {"outloud": {"ORD-001"}}),
    "footers read": (footer_read, {"outloud": {"PAG-001"}}),
    # --- the tree
    "strange tag": (entry("P", "/S", Name.Absatz), {"outloud": {"TAG-010"}}),
    "role map in a circle": (role_loop, {"outloud": {"TAG-011"}}),
    "standard tag remapped": (
        of_root("/RoleMap", Dictionary(P=Name.Span), "/StructTreeRoot"),
        {"outloud": {"TAG-012"}},
    ),
    "element without parent": (entry("P", "/P", None), {"outloud": {"TAG-023"}}),
    "element without content": (entry("P", "/K", None), {"outloud": {"TAG-020"}}),
    # --- headings
    "level skipped": (
        entry("H2", "/S", Name.H4),
        {"outloud": {"HDG-001"}},
    ),
    "first level missing": (entry("H1", "/S", Name.P), {"outloud": {"HDG-002"}}),
    "kinds mixed": (entry("H2", "/S", Name.H), {"outloud": {"HDG-003"}}),
    # --- tables
    "no headers": (all_as("TH", Name.TD), {"outloud": {"TBL-001"}, "pdfua": {"UA-15-003"}}),
    "no scope": (entry("TH", "/A", None), {"outloud": {"TBL-002"}}),
    "cell outside a row": (entry("TR", "/S", Name.Div, 1), {"outloud": {"TBL-003"}}),
    "a row too short": (without_kid("TR", 3, -1), {"outloud": {"TBL-004"}}),
    "a head without a body": (head_alone, {"outloud": {"TBL-005"}}),
    "more headers than cells": (heads_more_than_cells, {"outloud": {"TBL-010"}}),
    # --- lists
    "item outside a list": (entry("L", "/S", Name.Div), {"outloud": {"LST-001"}}),
    "item without body": (entry("LBody", "/S", Name.P), {"outloud": {"LST-002"}}),
    "paragraph in a list": (entry("LI", "/S", Name.P), {"outloud": {"LST-003"}}),
    # --- figures, links, notes
    "no alternative": (
        entry("Figure", "/Alt", None),
        {"outloud": {"FIG-001"}, "pdfua": {"UA-13-004"}},
    ),
    "alternative blank": (entry("Figure", "/Alt", String(" ")), {"outloud": {"FIG-002"}}),
    "alternative a file": (entry("Figure", "/Alt", String("image1.png")), {"outloud": {"FIG-010"}}),
    "link outside the tree": (unlinked, {"outloud": {"LNK-001"}}),
    "link without description": (
        of_link("/Contents", None),
        {"outloud": {"LNK-002"}, "pdfua": {"UA-18-005"}},
    ),
    "link not printed": (of_link("/F", 0), {"outloud": {"LNK-004"}}),
    "tab order": (
        lambda file: _set(file.pages[0].obj, "/Tabs", Name.R),
        {"outloud": {"LNK-005"}},
    ),
    "note without identifier": (entry("Note", "/ID", None), {"outloud": {"NOTE-001"}}),
    "two notes of one identifier": (same_note, {"outloud": {"NOTE-004"}}),
    # --- fonts
    "face not embedded": (
        lambda file: _set(fonts(file)[0].DescendantFonts[0].FontDescriptor, "/FontFile2", None),
        {"outloud": {"TXT-001"}},
    ),
    "no ToUnicode": (
        lambda file: _set(fonts(file)[0], "/ToUnicode", None),
        {"outloud": {"TXT-002"}},
    ),
    "a box for a glyph": (drawing(rb"Td<[0-9A-F]{4}", b"Td<0000"), {"outloud": {"TXT-005"}}),
    "no map of glyphs": (
        lambda file: _set(fonts(file)[0].DescendantFonts[0], "/CIDToGIDMap", None),
        {"outloud": {"TXT-007"}},
    ),
}
BASES = ("sourced", "harbour")
CASES = [(name, tool) for name, (_, wanted) in BROKEN.items() for tool in wanted]


def base(name: str) -> str:
    """Give what is broken: outloud has a wrong opinion of the order in the first already."""
    return BASES[name == "order turned"]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    contents = {name: changed_pdf(change, base(name)) for name, (change, _) in BROKEN.items()} | {
        name: changed_pdf(lambda file: None, name) for name in BASES
    }
    return judged(tmp_path_factory.mktemp("broken"), contents)


@pytest.mark.parametrize(("name", "tool"), CASES)
def test_a_checker_finds_what_is_broken(
    verdicts: dict[str, Findings], name: str, tool: str
) -> None:
    _, wanted = BROKEN[name]
    new = set(verdicts[tool][name]) - set(verdicts[tool][base(name)])
    assert wanted[tool] <= new, verdicts[tool][name]


def test_a_file_that_is_none_is_no_pass(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(AssertionError):
        judged(tmp_path_factory.mktemp("none"), {"none": b"%PDF-1.7\nnothing"})
