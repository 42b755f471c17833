"""Every fault of a PDF that a machine can find is found, and said where it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.audit.made import changed_pdf, elements, fonts, found, judged, own, redrawn

Change = Callable[[Pdf], Any]


def metadata(old: bytes, new: bytes) -> Change:
    def change(file: Pdf) -> None:
        packet = file.Root.Metadata.read_bytes()
        assert old in packet
        file.Root.Metadata = file.make_stream(packet.replace(old, new))

    return change


def without(holder: Callable[[Pdf], Any], *keys: str) -> Change:
    def change(file: Pdf) -> None:
        held = holder(file)
        for key in keys:
            del held[key]

    return change


def with_value(holder: Callable[[Pdf], Any], key: str, value: Any) -> Change:
    def change(file: Pdf) -> None:
        holder(file)[key] = value

    return change


def first(tag: str, number: int = 0) -> Callable[[Pdf], Any]:
    return lambda file: elements(file, tag)[number]


def root(file: Pdf) -> Any:
    return file.Root


def page(file: Pdf) -> Any:
    return file.pages[0].obj


def link(file: Pdf) -> Any:
    return file.pages[0].Annots[0]


def font(file: Pdf) -> Any:
    return fonts(file)[0]


def drop_kid(tag: str) -> Change:
    """Take an element out of its parent's kids."""

    def change(file: Pdf) -> None:
        element = elements(file, tag)[0]
        kids = [kid for kid in element.P.K if kid.objgen != element.objgen]
        assert len(kids) < len(element.P.K)
        element.P.K = Array(kids)

    return change


def bite_tail(file: Pdf) -> None:
    element = elements(file, "Table")[0]
    element.K.append(file.Root.StructTreeRoot.K)


def doubled(file: Pdf) -> None:
    notes = elements(file, "Note")
    notes[1].ID = notes[0].ID


def only_image(file: Pdf) -> None:
    """Call a figure a paragraph, without words."""
    figure = elements(file, "Figure")[0]
    figure.S = Name.P
    del figure["/Alt"]


def unmapped(file: Pdf) -> None:
    mapping = font(file).ToUnicode
    content = mapping.read_bytes().replace(b"beginbfchar\n<0001>", b"beginbfchar\n<0FFF>", 1)
    assert content != mapping.read_bytes()
    font(file).ToUnicode = file.make_stream(content)


def scripted(file: Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def numbered(file: Pdf) -> None:
    """Make the bullets of a list numbers."""
    made = elements(file, "L")[0]
    del made["/A"]
    for number, item in enumerate(made.K, 1):
        item.K[0].ActualText = String(f"{number}.")


def commented(file: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), F=4, Contents="See"
    )
    file.pages[0].Annots.append(file.make_indirect(note))


def field(file: Pdf) -> None:
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, Rect=Array([10, 10, 30, 30]), F=4, FT=Name.Tx
    )
    made = file.make_indirect(widget)
    file.pages[0].Annots.append(made)
    file.Root.AcroForm = Dictionary(Fields=Array([made]))


def all_data(file: Pdf) -> None:
    for cell in elements(file, "TH"):
        cell.S = Name.TD


def idle(file: Pdf) -> None:
    elements(file, "Link")[0].ActualText = String("Click here")


BROKEN: dict[str, tuple[Change, str, str]] = {
    "tree gone": (without(root, "/StructTreeRoot"), "pdf.tagged", "no tags"),
    "not marked": (without(root, "/MarkInfo"), "pdf.tagged", "does not say so"),
    "suspects": (
        with_value(lambda f: f.Root.MarkInfo, "/Suspects", True),
        "pdf.suspects",
        "doubts",
    ),
    "language gone": (without(root, "/Lang"), "pdf.language", "which language"),
    "text without language": (without(root, "/Lang"), "pdf.text-language", "not named"),
    "language no tag": (with_value(root, "/Lang", String("English")), "pdf.language-tags", "Eng"),
    "language of a part": (
        with_value(first("P"), "/Lang", String("Spanish")),
        "pdf.language-tags",
        "page 1, P 1: 'Spanish'",
    ),
    "title gone": (metadata(b"Closing the old bridge", b""), "pdf.title", "not in the XMP"),
    "file name shown": (
        with_value(lambda f: f.Root.ViewerPreferences, "/DisplayDocTitle", False),
        "pdf.title-shown",
        "file's name",
    ),
    "metadata gone": (without(root, "/Metadata"), "pdf.metadata", "no XMP"),
    "metadata broken": (metadata(b"</rdf:RDF>", b"</x>"), "pdf.metadata", "line"),
    "no identifier": (metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>"), "pdf.ua-identifier", "not"),
    "another part": (metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>7"), "pdf.ua-identifier", "'7'"),
    "layers unnamed": (
        with_value(root, "/OCProperties", Dictionary(D=Dictionary(), OCGs=Array())),
        "pdf.layers",
        "no name",
    ),
    "untagged text": (
        lambda f: redrawn(f, 0, rb"/P<</MCID 1>>BDC(.*?)EMC", rb"\1"),
        "pdf.content-tagged",
        "page 1: 1 piece of text outside the tags: 'City of Brigton, Department",
    ),
    "untagged image": (
        lambda f: redrawn(f, 0, rb"/Figure<</MCID \d+>>BDC(.*?)EMC", rb"\1"),
        "pdf.content-tagged",
        "1 image outside",
    ),
    "decoration in tags": (
        lambda f: redrawn(f, 0, rb"(/P<</MCID \d+>>BDC)(.*?)(EMC)", rb"\1 /Artifact BMC\2EMC EMC"),
        "pdf.content-nested",
        "inside tagged content",
    ),
    "tags in decoration": (
        lambda f: redrawn(f, 0, rb"(/P<</MCID \d+>>BDC.*?EMC)", rb"/Artifact BMC \1 EMC"),
        "pdf.content-nested",
        "inside decoration",
    ),
    "mark without end": (
        lambda f: redrawn(f, 0, rb"EMC\s*$", b""),
        "pdf.marks-ended",
        "not ended",
    ),
    "element lost": (drop_kid("H2"), "pdf.content-reached", "tree: 'What is known'"),
    "content lost": (
        lambda f: redrawn(f, 0, rb"/P<</MCID 1>>BDC", b"/P<</MCID 999>>BDC"),
        "pdf.content-there",
        "page 1, P 1: the element refers to content (MCID 1)",
    ),
    "parent tree gone": (
        without(lambda f: f.Root.StructTreeRoot, "/ParentTree"),
        "pdf.parent-tree",
        "page 1: ",
    ),
    "StructParents gone": (without(page, "/StructParents"), "pdf.parent-tree", "page 1: "),
    "strange tag": (with_value(first("P"), "/S", Name.Absatz), "pdf.tag-types", "'Absatz'"),
    "role map loops": (
        lambda f: (
            with_value(first("P"), "/S", Name.A1)(f),
            with_value(
                lambda g: g.Root.StructTreeRoot, "/RoleMap", Dictionary(A1=Name.B1, B1=Name.A1)
            )(f),
        ),
        "pdf.tag-types",
        "stands for itself",
    ),
    "standard tag remapped": (
        with_value(lambda f: f.Root.StructTreeRoot, "/RoleMap", Dictionary(P=Name.Span)),
        "pdf.tag-remapped",
        "tag 'P' is said to stand for 'Span'",
    ),
    "tree bites its tail": (bite_tail, "pdf.tree-sound", "elsewhere in the tree"),
    "row outside a table": (with_value(first("Table"), "/S", Name.Sect), "pdf.nesting", "THead"),
    "paragraph in a list": (with_value(first("LI"), "/S", Name.P), "pdf.nesting", "P stands in L"),
    "level skipped": (
        with_value(first("H2"), "/S", Name.H4),
        "pdf.heading-levels",
        "page 1, H4 1: H4 follows H1: 'What is known [2]'",
    ),
    "first level missing": (with_value(first("H1"), "/S", Name.P), "pdf.heading-levels", "H2"),
    "headings mixed": (with_value(first("H2"), "/S", Name.H), "pdf.heading-kinds", "H"),
    "heading empty": (with_value(first("H2"), "/ActualText", String("")), "pdf.heading-words", ""),
    "no header cells": (
        all_data,
        "pdf.table-headers",
        "no header cells in 8 rows",
    ),
    "a scope gone": (
        without(first("TH"), "/A"),
        "pdf.table-scope",
        "1 of 11 header cells have no scope: 'Ward",
    ),
    "a cell gone": (
        lambda f: elements(f, "TR")[3].K.__delitem__(-1),
        "pdf.table-regular",
        "row 4 has 3 columns, and others have 4",
    ),
    "a header that is not there": (
        with_value(first("TD"), "/A", Dictionary(O=Name.Table, Headers=Array([String("no")]))),
        "pdf.table-ids",
        "'no'",
    ),
    "numbers without numbering": (numbered, "pdf.list-numbering", "'1.'"),
    "note without ID": (without(first("Note"), "/ID"), "pdf.note-ids", "no identifier"),
    "one ID twice": (doubled, "pdf.note-ids", "not its own"),
    "alternative gone": (
        without(first("Figure"), "/Alt"),
        "pdf.figure-alternative",
        "page 1, Figure 1: the figure has no",
    ),
    "alternative empty": (
        with_value(first("Figure"), "/Alt", String(" ")),
        "pdf.figure-alternative",
        "Figure 1",
    ),
    "alternative a file's name": (
        with_value(first("Figure"), "/Alt", String("IMG_2034.png")),
        "pdf.alternative-words",
        "'IMG_2034.png' is a file's name",
    ),
    "box gone": (without(first("Figure"), "/A"), "pdf.figure-box", "where it is"),
    "image in a paragraph": (only_image, "pdf.image-tagged", "tagged as P"),
    "link not in the tree": (
        lambda f: elements(f, "Link")[0].K.__delitem__(-1),
        "pdf.link-tagged",
        "page 1, link 1",
    ),
    "link without description": (without(link, "/Contents"), "pdf.link-contents", "link 1"),
    "link's words idle": (idle, "pdf.link-words", "'Click here'"),
    "link to nothing": (
        with_value(lambda f: link(f).A, "/D", String("nowhere")),
        "pdf.link-target",
        "'nowhere'",
    ),
    "comment": (commented, "pdf.annotation-tagged", "no Annot element"),
    "form field": (field, "pdf.field", "no name"),
    "tab order": (without(page, "/Tabs"), "pdf.tab-order", "page 1"),
    "font not embedded": (
        without(lambda f: font(f).DescendantFonts[0].FontDescriptor, "/FontFile2"),
        "pdf.font-embedded",
        "LiberationSans",
    ),
    "ToUnicode gone": (without(font, "/ToUnicode"), "pdf.font-unicode", "which characters"),
    "a code unmapped": (unmapped, "pdf.font-unicode", "stands for no character"),
    "a box for a glyph": (
        lambda f: redrawn(f, 0, rb"Td<[0-9A-F]{4}", b"Td<0000"),
        "pdf.font-notdef",
        "empty box",
    ),
    "glyph map gone": (
        without(lambda f: font(f).DescendantFonts[0], "/CIDToGIDMap"),
        "pdf.font-parts",
        "CIDToGIDMap",
    ),
    "pale text": (
        lambda f: redrawn(f, 0, rb"0\.102 0\.102 0\.102 rg", b"0.7 0.7 0.7 rg"),
        "pdf.contrast",
        "#B2B2B2 on #FFFFFF",
    ),
    "output intent gone": (
        without(root, "/OutputIntents"),
        "pdfa.device-colours",
        "no output intent",
    ),
    "script": (scripted, "pdfa.actions", "JavaScript"),
    "no such PDF/A": (
        metadata(b"<pdfaid:conformance>A", b"<pdfaid:conformance>Q"),
        "pdfa.identifier",
        "PDF/A-2q",
    ),
    "annotation not printed": (with_value(link, "/F", 0), "pdfa.annotations", "not printed"),
    "bookmark without words": (
        with_value(lambda f: f.Root.Outlines.First, "/Title", String("")),
        "pdf.bookmark-words",
        "bookmark 1",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found_and_said_where(name: str) -> None:
    change, code, message = BROKEN[name]
    findings = found("pdf", changed_pdf(change))
    assert code in findings, findings
    assert any(message in one for one in findings[code]), findings[code]


def test_a_change_that_breaks_nothing_is_no_fault() -> None:
    assert found("pdf", changed_pdf(lambda file: None)) == {}


def test_a_long_document_without_bookmarks_is_named() -> None:
    def change(file: Pdf) -> None:
        del file.Root["/Outlines"]
        for _ in range(21):
            file.add_blank_page()

    assert list(found("pdf", changed_pdf(change))) == ["pdf.bookmarks"]


def test_an_untagged_file_has_one_fault_for_all_its_pages() -> None:
    findings = found("pdf", changed_pdf(without(root, "/StructTreeRoot"), "sourced"))
    assert len(findings["pdf.tagged"]) == 1
    assert not {"pdf.content-tagged", "pdf.tab-order", "pdf.link-tagged"} & set(findings)


def test_text_over_an_unknown_ground_is_not_judged() -> None:
    pale = rb"0\.102 0\.102 0\.102 rg"

    def change(file: Pdf) -> None:
        redrawn(file, 0, pale, b"0.7 0.7 0.7 rg", count=0)
        # A picture over the whole page, drawn before everything.
        redrawn(file, 0, rb"^", b"/Artifact BMC q 900 0 0 900 0 0 cm /I1 Do Q EMC\n")

    assert "pdf.contrast" not in found("pdf", changed_pdf(change))


def test_a_ground_of_its_own_is_what_text_is_held_against() -> None:
    def change(file: Pdf) -> None:
        dark = b"/Artifact BMC q 0.1 0.1 0.1 rg 0 0 900 900 re f Q EMC\n"
        redrawn(file, 0, rb"^", dark)

    messages = found("pdf", changed_pdf(change))["pdf.contrast"]
    assert any("on #1A1A1A" in message for message in messages)


def test_content_of_forms_is_looked_at() -> None:
    """A drawing within the page is as visible as what the page itself draws."""

    def change(file: Pdf) -> None:
        form = file.make_stream(b"0 0 m 10 10 l S")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        file.pages[0].Resources.XObject.Fm0 = form
        redrawn(file, 0, rb"$", b"\n/Fm0 Do")

    assert found("pdf", changed_pdf(change)) == {
        "pdf.content-tagged": ["page 1: 1 line or area outside the tags"]
    }


def test_a_pdf_of_no_claim_is_not_held_against_pdf_a() -> None:
    def change(file: Pdf) -> None:
        metadata(b"<pdfaid:part>2</pdfaid:part>", b"")(file)
        metadata(b"<pdfaid:conformance>A</pdfaid:conformance>", b"")(file)
        del file.Root["/OutputIntents"]

    report = judged("pdf", changed_pdf(change))
    assert report.faults == 0
    outcomes = {c.check.code: c.outcome for c in report.checks}
    assert outcomes["pdfa.device-colours"] == "nothing to check"
    assert report.claims == ("PDF/UA-1",)
    assert not any("PDF/A" in one for one in report.against)


def test_findings_of_one_check_are_bounded_and_counted() -> None:
    def change(file: Pdf) -> None:
        for element in elements(file):
            element.Lang = String("Nonsense")

    report = judged("pdf", changed_pdf(change))
    shown = [f for f in report.findings if f.check.code == "pdf.language-tags"]
    assert len(shown) == 25
    assert report.faults > 100


def test_the_gravest_findings_come_first() -> None:
    def change(file: Pdf) -> None:
        del file.Root["/Lang"]
        del elements(file, "Figure")[0]["/Alt"]
        file.Root.ViewerPreferences.DisplayDocTitle = False

    severities = [f.severity.value for f in judged("pdf", changed_pdf(change)).findings]
    assert severities == sorted(severities, key=["critical", "serious", "minor"].index)
    assert set(severities) == {"critical", "serious", "minor"}


def test_an_encrypted_file_is_not_read() -> None:
    from briefgen.errors import InputError

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(own("pdf"))) as file:
        rights = pikepdf.Permissions(accessibility=False)
        lock = pikepdf.Encryption(owner="a", user="", R=4, allow=rights)
        file.save(buffer, encryption=lock)
    with pytest.raises(InputError) as caught:
        judged("pdf", buffer.getvalue())
    (fault,) = caught.value.diagnostics
    assert fault.code == "pdf.encrypted"
