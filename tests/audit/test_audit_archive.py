"""The bytes and the metadata of archive files: our own are sound, and every breach is found."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Name, Pdf

from briefgen.audit.pdf.checks import archive
from tests.audit.breaches import Breaches, Change, beside, broken_rules, packet
from tests.audit.made import changed_pdf, every, fonts, judged, own

# --- our own files --------------------------------------------------------------------

# What a briefing of ours has nothing of.
ABSENT = {
    "pdfa.xref",
    "pdfa.permissions",
    "pdfa.embedded-files",
    "pdfa.layers",
    "pdfa.profiles",
    "pdfa.overprint",
    "pdfa.spot-colours",
    "pdfa.states",
    "pdfa.rendering-intents",
    "pdfa.transparency",
    "pdfa.forms-drawn",
    "pdfa.inline-images",
    "pdfa.jpeg2000",
    "pdfa.font-encoding",
    "pdfa.font-subsets",
}


def test_every_clause_of_importance_is_looked_at_in_our_own_file() -> None:
    report = judged("pdf", own("pdf", "sourced"))
    looked = {c.check.code: c.looked for c in report.checks}
    codes = [check.code for check in archive.CHECKS]
    assert {code for code in codes if not looked[code]} == ABSENT
    assert looked["pdfa.font-widths"] > 50
    assert looked["pdfa.tag-types"] > 100
    assert report.claims == ("PDF/UA-1", "PDF/A-2a")
    assert "PDF/A-2 (ISO 19005-2)" in report.against


@pytest.mark.parametrize(("issue", "audience"), [*every(), ("sourced", "")])
def test_our_own_files_are_still_sound_when_written_by_another_hand(
    issue: str, audience: str
) -> None:
    with pikepdf.open(io.BytesIO(own("pdf", issue, audience))) as file:
        buffer = io.BytesIO()
        file.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    report = judged("pdf", buffer.getvalue())
    assert report.faults == 0
    assert {c.check.code: c.looked for c in report.checks}["pdfa.xref"] == 1


# --- bytes ------------------------------------------------------------------------------


def laid_out() -> bytes:
    """Give a file of ours with a table of cross references, every object on its own."""
    with pikepdf.open(io.BytesIO(own("pdf", "sourced"))) as file:
        buffer = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.disable
        file.save(buffer, object_stream_mode=mode, qdf=True, fix_metadata_version=False)
        return buffer.getvalue()


def put(old: bytes, new: bytes, raw: bytes | None = None) -> bytes:
    """Put as many bytes in place of some, so that all else stays where it is."""
    raw = own("pdf", "sourced") if raw is None else raw
    assert old in raw and len(old) == len(new), old
    return raw.replace(old, new, 1)


def packed_with_lzw() -> bytes:
    with pikepdf.open(io.BytesIO(own("pdf", "sourced"))) as file:
        file.Root.X = file.make_stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")
        file.Root.X.Filter = Name.LZWDecode
        buffer = io.BytesIO()
        undecoded = pikepdf.StreamDecodeLevel.none
        file.save(buffer, stream_decode_level=undecoded, compress_streams=False)
        return buffer.getvalue()


BYTES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a version of its own": (lambda: put(b"%PDF-1.7", b"%PDF-1.9"), "pdfa.header", "%PDF-1."),
    "no binary comment": (lambda: put(b"%\xe2\xe3\xcf\xd3", b"%abcd"), "pdfa.header", "above 127"),
    "something before": (lambda: b"\n" + laid_out(), "pdfa.header", "does not begin"),
    "something behind": (lambda: own("pdf") + b"\n ", "pdfa.trailer", "follows the end"),
    "no identifier": (lambda: put(b"/ID[", b"/Id["), "pdfa.trailer", "no identifier"),
    "a table on the same line": (
        lambda: laid_out().replace(b"\nxref\n0", b"\nxref \n0"),
        "pdfa.xref",
        "next line",
    ),
    "two blanks in a header": (
        lambda: re.sub(rb"(?m)^(\d+) 0 obj\n<<", rb"\1 0 obj <<", laid_out(), count=1),
        "pdfa.objects",
        "does not begin",
    ),
    "an end on the same line": (
        lambda: put(b"\nendstream\nendobj", b"\nendstream endobj"),
        "pdfa.objects",
        "does not end",
    ),
    "a stream without a last line": (
        lambda: put(b"\nendstream", b" endstream"),
        "pdfa.streams",
        "length",
    ),
    "another length": (
        lambda: re.sub(
            rb"(Type/Metadata.{,40}/Length )(\d+)",
            lambda m: m[1] + b"%d" % (int(m[2]) - 1),
            own("pdf", "sourced"),
            count=1,
        ),
        "pdfa.streams",
        "length",
    ),
    "LZW": (packed_with_lzw, "pdfa.filters", "LZWDecode"),
    "a name that is no text": (
        lambda: re.sub(rb"(?<=/BaseFont /.{7})L", b"\xe9", laid_out()),
        "pdfa.names",
        "UTF-8",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_out_of_place_are_found(name: str) -> None:
    make, code, message = BYTES[name]
    findings = broken_rules(make())
    assert list(findings) == [code], findings
    assert message in findings[code][0]


# --- metadata ---------------------------------------------------------------------------

KEYWORDS = b"<pdf:Keywords><rdf:Bag><rdf:li>bridge</rdf:li></rdf:Bag></pdf:Keywords>"


def untyped(file: Pdf) -> None:
    file.Root.Metadata = file.make_stream(file.Root.Metadata.read_bytes())


METADATA: Breaches = {
    "a level that there is not": (
        packet(b"conformance>A", b"conformance>Q"),
        "pdfa.identifier",
        "PDF/A-2q",
    ),
    "no part": (packet(b"<pdfaid:part>2</pdfaid:part>", b""), "pdfa.identifier", "not said"),
    "another prefix": (packet(b"pdfaid", b"archive"), "pdfa.identifier", "'archive'"),
    "no type": (untyped, "pdfa.metadata", "no metadata"),
    "bytes in the header": (
        packet(b'begin="', b'bytes="99" begin="'),
        "pdfa.metadata",
        "has bytes",
    ),
    "not well-formed": (packet(b"</dc:format>", b"</dc:fromat>"), "pdfa.metadata", "mismatched"),
    "not UTF-8": (packet(b"application/pdf", b"application/p\xe9f"), "pdfa.metadata", ""),
    "a property of nobody": (
        beside(b'<o:bridge xmlns:o="http://example.org/">old</o:bridge>'),
        "pdfa.metadata-properties",
        "'bridge' is not described",
    ),
    "a list in place of a text": (beside(KEYWORDS), "pdfa.metadata-properties", "no text"),
    "a text in place of a list": (
        beside(b"<dc:subject>bridge</dc:subject>"),
        "pdfa.metadata-properties",
        "no list of text",
    ),
    "no date": (
        packet(b"CreateDate>2026-11-23T", b"CreateDate>23.11.2026T"),
        "pdfa.metadata-properties",
        "no date",
    ),
    "a title without a language": (
        packet(b'<rdf:li xml:lang="x-default">Closing', b"<rdf:li>Closing"),
        "pdfa.metadata-properties",
        "text in languages",
    ),
    "a schema without a description": (
        packet(b"<pdfaProperty:category>internal</pdfaProperty:category>", b""),
        "pdfa.extension-schemas",
        "pdfaProperty:category",
    ),
    "a category that there is not": (
        packet(b">internal<", b">inside<"),
        "pdfa.extension-schemas",
        "neither internal nor external",
    ),
    "a type that there is not": (
        packet(b"valueType>Integer", b"valueType>Bridge"),
        "pdfa.extension-schemas",
        "'Bridge' is not described",
    ),
    "a schema under another prefix": (
        packet(b"pdfaSchema", b"schema"),
        "pdfa.extension-schemas",
        "'schema'",
    ),
}


@pytest.mark.parametrize("name", METADATA)
def test_breaches_of_metadata_are_found(name: str) -> None:
    change, code, message = METADATA[name]
    findings = broken_rules(changed_pdf(change))
    assert list(findings) == [code], findings
    assert any(message in one for one in findings[code]), findings


def test_a_property_that_a_schema_describes_is_known() -> None:
    prefix = b'<o:bridges xmlns:o="http://example.org/">'
    described = (
        b'</rdf:li><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Ours</pdfaSchema:schema>'
        b"<pdfaSchema:namespaceURI>http://example.org/</pdfaSchema:namespaceURI>"
        b"<pdfaSchema:prefix>o</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
        b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>bridges</pdfaProperty:name>'
        b"<pdfaProperty:valueType>Seq Integer</pdfaProperty:valueType><pdfaProperty:category>"
        b"external</pdfaProperty:category><pdfaProperty:description>How many"
        b"</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    )

    def change(values: bytes) -> Change:
        def both(file: Pdf) -> None:
            packet(b"</rdf:li></rdf:Bag></pdfaE", described + b"</rdf:li></rdf:Bag></pdfaE")(file)
            beside(prefix + b"<rdf:Seq>" + values + b"</rdf:Seq></o:bridges>")(file)

        return both

    assert broken_rules(changed_pdf(change(b"<rdf:li>7</rdf:li>"))) == {}
    findings = broken_rules(changed_pdf(change(b"<rdf:li>seven</rdf:li>")))
    assert list(findings) == ["pdfa.metadata-properties"]


# --- levels -----------------------------------------------------------------------------


def test_level_b_needs_no_tags_and_no_unicode() -> None:
    def change(file: Pdf) -> None:
        packet(b"conformance>A", b"conformance>B")(file)
        del file.Root["/StructTreeRoot"]
        del fonts(file)[0]["/ToUnicode"]

    raw = changed_pdf(change)
    assert broken_rules(raw) == {}
    assert "PDF/A-2b" in judged("pdf", raw).claims


def test_pdf_a_4_is_not_held_against_pdf_a_2() -> None:
    report = judged("pdf", changed_pdf(packet(b"part>2</pdfaid", b"part>4</pdfaid")))
    assert any("PDF/A-4" in what for what in report.unread)
