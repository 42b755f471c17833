"""Files that say they are archives and are out of measure get an answer, and soon."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from briefgen.audit.pdf import allowance, programs, runner
from tests.audit.made import fonts, judged, own
from tests.audit.test_audit_hostile import PAGES, Objects, packed, pdf, stream

PACKET = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    b'syntax-ns#"><rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2"'
    b' pdfaid:conformance="A"/></rdf:RDF></x:xmpmeta>'
)
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Annots[3 0 R]/Resources<<"
    b"/XObject<</F 6 0 R>>/Pattern<</P 7 0 R>>/Font<</T 8 0 R>>/ExtGState<</G 9 0 R>>"
    b"/ColorSpace<</C 10 0 R>>>>>>"
)


def archived(content: bytes, more: Objects | None = None, catalog: bytes = b"") -> bytes:
    """Give a file that says it is PDF/A, with a page of a content."""
    head = b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R" + catalog + b">>"
    metadata = stream(PACKET, b"/Type/Metadata/Subtype/XML")
    return pdf({1: head, 2: PAGES, 3: PAGE, 4: content, 5: metadata, **(more or {})})


def within_a_string(count: int = 20_000) -> bytes:
    """Give objects that stand in the string of one of them, which has no end."""
    nested = b"".join(b"%d 0 obj\n(\n" % number for number in range(7, count))
    raw = archived(stream(b""), {6: b"(" + nested})
    places = [raw.index(b"(7 0 obj") + 1]
    for number in range(8, count):
        places.append(raw.index(b"\n%d 0 obj" % number, places[-1]) + 1)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    changed = raw.replace(b"xref\n0 7\n", b"xref\n0 %d\n" % count)
    return changed.replace(b"trailer<</Size 7", rows + b"trailer<</Size %d" % count)


LOOPING: Objects = {
    6: stream(b"/F Do /F Do /P scn", b"/Subtype/Form/Group<</S/Transparency/CS 10 0 R>>"),
    7: stream(b"/P scn /Pattern cs /P scn /F Do", b"/PatternType 1/Resources 7 0 R"),
    8: b"<</Type/Font/Subtype/Type3/CharProcs<</a 4 0 R>>/Encoding<</Differences[97/a]>>"
    b"/FirstChar 97/LastChar 97/Widths[9]/Resources 8 0 R>>",
    9: b"<</HT<</HalftoneType 5/Cyan 9 0 R>>/SMask<</G 6 0 R>>/Font[8 0 R 1]/BM[9 0 R]>>",
    10: b"[/Indexed 10 0 R 0 10 0 R]",
}
LOOPING_CATALOG = (
    b"/OutputIntents[1 0 R]/OCProperties<</D<</Order[11 0 R]>>/OCGs 11 0 R>>"
    b"/AcroForm<</Fields 12 0 R>>/OpenAction 13 0 R/Perms<</DocMDP 1 0 R>>"
)
LOOPING_MORE: Objects = {
    11: b"[11 0 R 11 0 R]",
    12: b"[<</Kids 12 0 R>>]",
    13: b"<</S/URI/Next[13 0 R 13 0 R]>>",
}

ANSWERED: dict[str, tuple[Callable[[], bytes], str]] = {
    "everything in itself": (
        lambda: archived(
            stream(b"/F Do /G gs /C cs /Pattern cs /P scn /T 9 Tf (aaa) Tj"),
            LOOPING | LOOPING_MORE,
            LOOPING_CATALOG,
        ),
        "",
    ),
    "millions of operators": (
        lambda: archived(packed(b"q Q\n" * 26_000, 10)),
        "more than 500,000 drawing operators",
    ),
    "states without end": (lambda: archived(stream(b"q " * 2_000)), "more than 1,000 states"),
    "numbers without end": (lambda: archived(stream(b"9" * 1_000_000 + b" w")), ""),
    "names without end": (lambda: archived(stream(b"/" + b"a" * 1_000_000 + b" gs")), ""),
    "hexadecimal without end": (lambda: archived(stream(b"<" + b"0" * 1_000_001)), ""),
    "brackets without end": (lambda: archived(stream(b"<[(" * 300_000)), ""),
    "images without end": (lambda: archived(stream(b"BI /W 1 ID " * 100_000)), ""),
    "objects in a string": (within_a_string, "numbers, names and words"),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_a_hostile_archive_is_answered(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "MAX_OPERATORS", 500_000)
    monkeypatch.setattr(allowance, "MAX_OPERATORS", 600_000)
    make, unread = ANSWERED[name]
    report = judged("pdf", make())
    assert any(f.check.code.startswith("pdfa.") for f in report.findings)
    assert any(unread in what for what in report.unread) if unread else not report.unread


def face() -> bytes:
    with pikepdf.open(io.BytesIO(own("pdf"))) as file:
        program: bytes = fonts(file)[0].DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        return program


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\1\0\4\1" + b"\xff" * 4_000,
        b"\1\0\4\1" + b"\0\1\1\1\2" * 20,
        b"OTTO" + b"\xff" * 4_000,
        b"\0\1\0\0" + b"\0" * 4_000,
        b"%!PS-AdobeFont eexec " + b"\xff" * 4_000,
        b"eexec " + b"30" * 4_000,
        b"/CharStrings " * 4_000,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_font_is_none(content: bytes) -> None:
    assert programs.read(content) is None


@pytest.mark.parametrize("kept", [0.99, 0.5, 0.1, 0.01])
def test_a_font_that_is_cut_off_is_read_or_none(kept: float) -> None:
    whole = face()
    held = programs.read(whole)
    assert held is not None and held.count > 90
    assert 200 < (held.width(1) or 0) < 1_000
    part = programs.read(whole[: int(len(whole) * kept)])
    assert part is None or part.count <= held.count
