"""Every breach of PDF/A-2 that a program can find is found, by the check of its clause alone."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from briefgen.audit.pdf.checks import archive
from tests.audit.made import changed_pdf, elements, every, fonts, found, judged, own, redrawn

Change = Callable[[Pdf], Any]


def broken_rules(raw: bytes) -> dict[str, list[str]]:
    """Give what is found against PDF/A."""
    return {code: said for code, said in found("pdf", raw).items() if code.startswith("pdfa.")}


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
    assert report.summary == "3 pages, which says that it is PDF/A-2a and PDF/UA-1"


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


def packet(old: bytes, new: bytes) -> Change:
    def change(file: Pdf) -> None:
        held = file.Root.Metadata
        content = held.read_bytes()
        assert old in content, old
        made = file.make_stream(content.replace(old, new))
        made.Type, made.Subtype = Name.Metadata, Name.XML
        file.Root.Metadata = made

    return change


def beside(entry: bytes) -> Change:
    """Put a property beside those of the packet."""
    return packet(b"<dc:format>", entry + b"<dc:format>")


KEYWORDS = b"<pdf:Keywords><rdf:Bag><rdf:li>bridge</rdf:li></rdf:Bag></pdf:Keywords>"


def untyped(file: Pdf) -> None:
    file.Root.Metadata = file.make_stream(file.Root.Metadata.read_bytes())


METADATA: dict[str, tuple[Change, str, str]] = {
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


# --- objects ----------------------------------------------------------------------------


def root(key: str, value: Any) -> Change:
    def change(file: Pdf) -> None:
        file.Root[key] = value(file) if callable(value) else value

    return change


def page(key: str, value: Any) -> Change:
    def change(file: Pdf) -> None:
        file.pages[0].obj[key] = value(file) if callable(value) else value

    return change


def note(key: str, value: Any) -> Change:
    def change(file: Pdf) -> None:
        file.pages[0].Annots[0][key] = value(file) if callable(value) else value

    return change


def drawn(code: bytes, **resources: Callable[[Pdf], Any]) -> Change:
    """Draw something more on the first page, as decoration, with resources called X."""

    def change(file: Pdf) -> None:
        held = file.pages[0].Resources
        for kind, value in resources.items():
            if f"/{kind}" not in held:
                held[f"/{kind}"] = Dictionary()
            held[f"/{kind}"]["/X"] = value(file)
        redrawn(file, 0, rb"\Z", b"\n/Artifact BMC " + code + b" EMC")

    return change


def entries(**values: Any) -> Callable[[Pdf], Any]:
    return lambda file: Dictionary(**values)


def kept_stream(file: Pdf, content: bytes = b"", **values: Any) -> Any:
    made = file.make_stream(content)
    for key, value in values.items():
        made[f"/{key}"] = value
    return made


def form(**values: Any) -> Callable[[Pdf], Any]:
    def made(file: Pdf) -> Any:
        box = Array([0, 0, 9, 9])
        return kept_stream(file, Type=Name.XObject, Subtype=Name.Form, BBox=box, **values)

    return made


def image(content: bytes = b"\0", **values: Any) -> Callable[[Pdf], Any]:
    size = {"Width": 1, "Height": 1, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}

    def made(file: Pdf) -> Any:
        kind = {"Type": Name.XObject, "Subtype": Name.Image}
        return kept_stream(file, content, **kind, **{**size, **values})

    return made


def jpeg2000(components: int) -> bytes:
    head = struct.pack(">IIHBBBB", 1, 1, components, 7, 7, 0, 0)
    boxes = struct.pack(">I4s", 22, b"ihdr") + head
    boxes += struct.pack(">I4sBBBI", 15, b"colr", 1, 0, 0, 16)
    return struct.pack(">I4s", 8 + len(boxes), b"jp2h") + boxes


def profile(file: Pdf, **parts: bytes) -> Any:
    """Give the profile of the output intent with a part of its head changed."""
    content = bytearray(file.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    for key, value in parts.items():
        at = {"version": 8, "kind": 12, "space": 16}[key]
        content[at : at + len(value)] = value
    return kept_stream(file, bytes(content), N=3)


def changed_intent(file: Pdf) -> None:
    file.Root.OutputIntents[0].DestOutputProfile = profile(file, kind=b"link")


def two_intents(file: Pdf) -> None:
    other = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, DestOutputProfile=profile(file))
    file.Root.OutputIntents.append(other)


def ink(file: Pdf, name: str, tint: int) -> Array:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[tint, 0, 0], N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceRGB, function])


def two_inks(file: Pdf) -> None:
    drawn(b"/X cs 1 scn", ColorSpace=lambda file: ink(file, "Brigton", 0))(file)
    file.pages[0].Resources.ColorSpace.Y = ink(file, "Brigton", 1)
    redrawn(file, 0, rb"\Z", b"\n/Y cs 1 scn")


def unexplained(file: Pdf) -> Array:
    names = Array([Name.Brigton])
    return Array([Name.DeviceN, names, Name.DeviceRGB, ink(file, "Brigton", 0)[3]])


def of_inks(file: Pdf) -> Array:
    content = bytearray(profile(file, space=b"CMYK").read_bytes())
    return Array([Name.ICCBased, kept_stream(file, bytes(content), N=4)])


def overprinted(file: Pdf) -> None:
    state = entries(Type=Name.ExtGState, OP=True, OPM=1)
    drawn(b"/X gs /X cs 0 0 0 1 scn 0 0 9 9 re f", ExtGState=state, ColorSpace=of_inks)(file)


def inherited(file: Pdf) -> None:
    for one in file.pages:
        file.Root.Pages.Resources = one.obj.Resources
        del one.obj["/Resources"]


def without_intent(file: Pdf) -> None:
    """See through something, and do not say how it is mixed; all else has its own space."""
    file.Root.OutputIntents[0].S = Name.GTS_PDFX
    space = Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))])
    for one in file.pages:
        one.Resources.ColorSpace = Dictionary(DefaultRGB=space)
    drawn(b"/X gs", ExtGState=entries(ca=0.5))(file)


def inner(file: Pdf) -> Any:
    return fonts(file)[0].DescendantFonts[0]


def of_font(change: Callable[[Pdf, Any, Any], Any]) -> Change:
    def made(file: Pdf) -> None:
        change(file, fonts(file)[0], inner(file))

    return made


def dropped(holder: Callable[[Any, Any], Any], key: str) -> Change:
    def change(file: Pdf, outer: Any, held: Any) -> None:
        del holder(outer, held)[key]

    return of_font(change)


def wide(file: Pdf, outer: Any, held: Any) -> None:
    held.W[1] = Array([one + 3 for one in held.W[1]])


def rounded(file: Pdf, outer: Any, held: Any) -> None:
    held.W[1] = Array([round(one) for one in held.W[1]])


def listed(file: Pdf, outer: Any, held: Any) -> None:
    held.FontDescriptor.CIDSet = kept_stream(file, b"\x80")


def cut(file: Pdf, outer: Any, held: Any) -> None:
    content = held.FontDescriptor.FontFile2.read_bytes()
    held.FontDescriptor.FontFile2 = kept_stream(file, content[:200], Length1=200)


def remapped(words: bytes) -> Change:
    """Let the code for an e stand for something else."""

    def change(file: Pdf, outer: Any, held: Any) -> None:
        content = outer.ToUnicode.read_bytes()
        assert b" <0065>" in content
        outer.ToUnicode = kept_stream(file, content.replace(b" <0065>", b" <" + words + b">"))

    return of_font(change)


def composite(code: bytes, *, mode: int = 0, **changes: Any) -> Change:
    """Set a code in a composite font whose codes are its glyphs."""

    def made(file: Pdf) -> Any:
        held = {
            "Type": Name.Font,
            "Subtype": Name.CIDFontType2,
            "BaseFont": Name.Old,
            "CIDSystemInfo": Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            "CIDToGIDMap": Name.Identity,
            "FontDescriptor": inner(file).FontDescriptor,
        }
        kept = {key: value for key, value in {**held, **changes}.items() if value is not None}
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.Old,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([Dictionary(**kept)]),
            ToUnicode=kept_stream(file, b"1 beginbfchar <" + code + b"> <0041> endbfchar"),
        )

    return drawn(b"BT %d Tr /X 9 Tf <%s> Tj ET" % (mode, code), Font=made)


def simple(file: Pdf) -> None:
    """Set a letter in a TrueType font of single bytes, without an encoding."""
    program = inner(file).FontDescriptor.FontFile2
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Old, Flags=32, FontFile2=program
    )
    held = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name.Old,
        FirstChar=65,
        LastChar=65,
        Widths=Array([722.168]),
        FontDescriptor=descriptor,
        ToUnicode=kept_stream(file, b"1 beginbfchar <41> <0041> endbfchar"),
    )
    drawn(b"BT 3 Tr /X 9 Tf (A) Tj ET", Font=lambda _: held)(file)


def attached(**names: Any) -> Change:
    def change(file: Pdf) -> None:
        held = kept_stream(file, b"%PDF-1.7 and so on", Type=Name.EmbeddedFile)
        made = Dictionary(Type=Name.Filespec, EF=Dictionary(F=held), **names)
        names_of = Dictionary(Names=Array([String("a"), file.make_indirect(made)]))
        file.Root.Names.EmbeddedFiles = names_of

    return change


def layered(**usual: Any) -> Change:
    def change(file: Pdf) -> None:
        group = file.make_indirect(Dictionary(Type=Name.OCG, Name="Plan"))
        file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(**usual))

    return change


def asked(file: Pdf) -> None:
    file.Root.AcroForm = Dictionary(Fields=Array([]), NeedAppearances=True)


def commented(**values: Any) -> Change:
    def change(file: Pdf) -> None:
        kept = {"Subtype": Name.Text, "Rect": Array([9, 9, 20, 20]), "F": 4, "Contents": "See"}
        kept["AP"] = Dictionary(N=form()(file))
        made = Dictionary(Type=Name.Annot, **{**kept, **values})
        file.pages[0].Annots.append(file.make_indirect(made))

    return change


def in_bookmark(action: Dictionary) -> Change:
    def change(file: Pdf) -> None:
        del file.Root.Outlines.First["/Dest"]
        file.Root.Outlines.First.A = action

    return change


def strange_tag(file: Pdf) -> None:
    elements(file, "P")[0].S = Name.Absatz


def standard_remapped(file: Pdf) -> None:
    file.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.Absatz, Absatz=Name.P)


def spoken(tag: str) -> Change:
    def change(file: Pdf) -> None:
        elements(file, "P")[0].Lang = String(tag)

    return change


def packed(file: Pdf) -> Any:
    return kept_stream(file, b"x", Filter=Name.BrigtonDecode)


SETTINGS = Dictionary(Type=Name.ExtGState, TR=Name.Identity)
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

OBJECTS: dict[str, tuple[Change, str, str]] = {
    # 6.1
    "packed as nobody does": (root("/X", packed), "pdfa.filters", "BrigtonDecode"),
    "half a byte": (drawn(b"BT 3 Tr <001> Tj ET"), "pdfa.hex-strings", "odd number"),
    "a sign that is no digit": (
        drawn(b"BT 3 Tr <00!01> Tj ET"),
        "pdfa.hex-strings",
        "no digits",
    ),
    "a large number": (root("/X", 2**31), "pdfa.limits", "too large"),
    "a number near 0": (
        drawn(b"0." + b"0" * 40 + b"1 w"),
        "pdfa.limits",
        "close to 0",
    ),
    "a long string": (root("/X", String("a" * 32_768)), "pdfa.limits", "32,767"),
    "a long name": (root("/X", Name("/" + "a" * 128)), "pdfa.limits", "127"),
    "many states": (drawn(b"q " * 29 + b"Q " * 29), "pdfa.content", "more than 28"),
    "a small page": (page("/TrimBox", Array([0, 0, 2, 9])), "pdfa.page-sizes", "2 by 9"),
    "a large page": (page("/MediaBox", Array([0, 0, 15_000, 9_000])), "pdfa.page-sizes", "15000"),
    "permissions": (
        root("/Perms", Dictionary(FieldMDP=Dictionary())),
        "pdfa.permissions",
        "do not know",
    ),
    # 6.2
    "an operator of nobody": (drawn(b"1 2 bridge"), "pdfa.content", "'bridge'"),
    "inherited resources": (inherited, "pdfa.resources", "Font F1"),
    "a profile for no output": (changed_intent, "pdfa.output-intent", "none for output"),
    "two profiles": (two_intents, "pdfa.output-intent", "different"),
    "no output intent": (
        lambda f: f.Root.__delitem__("/OutputIntents"),
        "pdfa.device-colours",
        "no output intent",
    ),
    "inks of a device": (drawn(b"0 0 0 1 k"), "pdfa.device-colours", "CMYK"),
    "inks beneath a palette": (
        drawn(
            b"/X cs 0 scn",
            ColorSpace=lambda f: Array([Name.Indexed, Name.DeviceCMYK, 0, String("abcd")]),
        ),
        "pdfa.device-colours",
        "CMYK",
    ),
    "inks to mix in": (
        page("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
        "pdfa.device-colours",
        "CMYK",
    ),
    "a profile of version 5": (
        drawn(
            b"/X cs 0 0 0 scn",
            ColorSpace=lambda f: Array([Name.ICCBased, profile(f, version=b"\5")]),
        ),
        "pdfa.profiles",
        "none that archives know",
    ),
    "overprinted": (overprinted, "pdfa.overprint", "mode 1"),
    "two inks of one name": (two_inks, "pdfa.spot-colours", "'Brigton'"),
    "an ink without explanation": (
        drawn(b"/X cs 1 scn", ColorSpace=unexplained),
        "pdfa.spot-colours",
        "not explained",
    ),
    "a transfer function": (
        drawn(b"/X gs", ExtGState=lambda _: SETTINGS),
        "pdfa.states",
        "key TR",
    ),
    "a halftone of type 6": (
        drawn(b"/X gs", ExtGState=entries(HT=Dictionary(HalftoneType=6))),
        "pdfa.states",
        "type 6",
    ),
    "an intent of nobody": (drawn(b"/Best ri"), "pdfa.rendering-intents", "'Best'"),
    "a smooth image": (
        drawn(b"/X Do", XObject=image(Interpolate=True)),
        "pdfa.images",
        "smoothed",
    ),
    "a smooth image within": (
        drawn(b"BI /W 1 /H 1 /BPC 8 /CS /G /I true ID a EI"),
        "pdfa.images",
        "smoothed",
    ),
    "an image of 3 bits": (
        drawn(b"/X Do", XObject=image(BitsPerComponent=3)),
        "pdfa.images",
        "3 bits",
    ),
    "an image packed with LZW": (
        drawn(b"BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID a EI"),
        "pdfa.inline-images",
        "LZW",
    ),
    "an image of five colours": (
        drawn(b"/X Do", XObject=image(jpeg2000(5), Filter=Name.JPXDecode)),
        "pdfa.jpeg2000",
        "5 channels",
    ),
    "PostScript": (drawn(b"/X Do", XObject=form(PS=1)), "pdfa.forms-drawn", "PostScript"),
    "a drawing elsewhere": (
        drawn(b"/X Do", XObject=form(Ref=Dictionary())),
        "pdfa.forms-drawn",
        "elsewhere",
    ),
    "a way to blend of nobody": (
        drawn(b"/X gs", ExtGState=entries(BM=Name.Bridge)),
        "pdfa.transparency",
        "'Bridge'",
    ),
    "seen through": (without_intent, "pdfa.transparency", "how colours are mixed"),
    # 6.2.11
    "a font of no type": (dropped(lambda outer, _: outer, "/Type"), "pdfa.font-types", "a font"),
    "a font without a name": (
        dropped(lambda outer, _: outer, "/BaseFont"),
        "pdfa.font-types",
        "no name",
    ),
    "no glyph map": (
        composite(b"0001", mode=3, CIDToGIDMap=None),
        "pdfa.font-parts",
        "CIDToGIDMap",
    ),
    "not embedded": (
        dropped(lambda _, held: held.FontDescriptor, "/FontFile2"),
        "pdfa.font-embedded",
        "not embedded",
    ),
    "a font cut off": (of_font(cut), "pdfa.font-programs", "cannot be read"),
    "a list of few": (of_font(listed), "pdfa.font-subsets", "CID 1"),
    "no encoding": (simple, "pdfa.font-encoding", "no encoding"),
    "a glyph that is not there": (composite(b"0FFF"), "pdfa.font-glyphs", "FFF"),
    "too wide": (of_font(wide), "pdfa.font-widths", "wide in the file"),
    "a box": (composite(b"0000"), "pdfa.font-notdef", "empty box"),
    "no ToUnicode": (
        dropped(lambda outer, _: outer, "/ToUnicode"),
        "pdfa.font-unicode",
        "what is meant",
    ),
    "no character": (remapped(b"FEFF"), "pdfa.font-unicode", "no characters"),
    "a private character": (remapped(b"E000"), "pdfa.private-characters", "replacement text"),
    # 6.3 to 6.5
    "a sound": (commented(Subtype=Name.Sound), "pdfa.annotation-types", "'Sound'"),
    "a hidden note": (note("/F", 6), "pdfa.annotations", "not printed"),
    "no flags": (lambda f: f.pages[0].Annots[0].__delitem__("/F"), "pdfa.annotations", "printed"),
    "no appearance": (commented(AP=Dictionary()), "pdfa.appearances", "other appearances"),
    "an appearance for the mouse": (
        commented(AP=Dictionary(N=Dictionary())),
        "pdfa.appearances",
        "no drawing",
    ),
    "a form to be made up": (asked, "pdfa.forms", "make up"),
    "a script on opening": (root("/OpenAction", SCRIPT), "pdfa.actions", "JavaScript"),
    "a script behind a link": (note("/A", SCRIPT), "pdfa.actions", "JavaScript"),
    "a script that follows": (
        note("/A", Dictionary(S=Name.URI, URI=String("https://example.org"), Next=SCRIPT)),
        "pdfa.actions",
        "JavaScript",
    ),
    "a script behind a bookmark": (in_bookmark(SCRIPT), "pdfa.actions", "a bookmark"),
    "a page that acts": (page("/AA", Dictionary()), "pdfa.actions", "acts by itself"),
    "a command": (note("/A", Dictionary(S=Name.Named, N=Name.Print)), "pdfa.actions", "'Print'"),
    # 6.7 to 6.11
    "not marked": (
        lambda f: f.Root.MarkInfo.__setitem__("/Marked", False),
        "pdfa.tagged",
        "Marked",
    ),
    "a tag of nobody": (strange_tag, "pdfa.tag-types", "'Absatz'"),
    "a standard tag mapped": (standard_remapped, "pdfa.tag-types", "'P'"),
    "no language": (spoken("en_US"), "pdfa.language-tags", "'en_US'"),
    "an attachment of one name": (attached(F=String("a.pdf")), "pdfa.embedded-files", "names"),
    "a layer without a name": (layered(), "pdfa.layers", "no name"),
    "a layer that is not listed": (
        layered(Name="Usual", Order=Array([])),
        "pdfa.layers",
        "does not list",
    ),
    "steps": (page("/PresSteps", Dictionary()), "pdfa.alternates", "steps"),
    "requirements": (root("/Requirements", Array([])), "pdfa.alternates", "requires"),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_breaches_of_objects_are_found(name: str) -> None:
    change, code, message = OBJECTS[name]
    findings = broken_rules(changed_pdf(change))
    assert list(findings) == [code], findings
    assert any(message in one for one in findings[code]), findings


def test_every_check_has_a_breach_that_it_finds() -> None:
    codes = {code for made in (BYTES, METADATA, OBJECTS) for _, code, _ in made.values()}
    assert codes == {check.code for check in archive.CHECKS}


SOUND: dict[str, Change] = {
    "an attachment that is named": attached(F=String("a.pdf"), UF=String("a.pdf")),
    "a layer that is named": layered(Name="Usual"),
    "a note with its appearance": commented(),
    "widths without fractions": of_font(rounded),
    "an image within": drawn(b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI"),
    "an image in JPEG 2000": drawn(b"/X Do", XObject=image(jpeg2000(3), Filter=Name.JPXDecode)),
    "one ink": drawn(b"/X cs 1 scn", ColorSpace=lambda file: ink(file, "Brigton", 0)),
    "28 states": drawn(b"q " * 28 + b"Q " * 28),
    "no language": spoken(""),
    "a drawing with its resources": drawn(b"/X Do", XObject=form(Resources=Dictionary())),
    "the next page": note("/A", Dictionary(S=Name.Named, N=Name.NextPage)),
    "seen through, with an output intent": drawn(b"/X gs", ExtGState=entries(ca=0.5)),
    "a resource that nothing uses": lambda file: file.pages[0].Resources.__setitem__(
        "/ColorSpace", Dictionary(X=Array([Name.Indexed, Name.DeviceCMYK, 0, String("abcd")]))
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_archives_allow_is_not_found(name: str) -> None:
    assert broken_rules(changed_pdf(SOUND[name])) == {}


def test_level_b_needs_no_tags_and_no_unicode() -> None:
    def change(file: Pdf) -> None:
        packet(b"conformance>A", b"conformance>B")(file)
        del file.Root["/StructTreeRoot"]
        del fonts(file)[0]["/ToUnicode"]

    raw = changed_pdf(change)
    assert broken_rules(raw) == {}
    assert "PDF/A-2b" in judged("pdf", raw).summary


def test_pdf_a_4_is_not_held_against_pdf_a_2() -> None:
    report = judged("pdf", changed_pdf(packet(b"part>2</pdfaid", b"part>4</pdfaid")))
    assert any("PDF/A-4" in what for what in report.unread)
