"""How files of ours are made to break PDF/A: changes to their objects and to what they draw."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.audit.made import elements, fonts, found, redrawn

Change = Callable[[Pdf], Any]
Breaches = dict[str, tuple[Change, str, str]]


def broken_rules(raw: bytes) -> dict[str, list[str]]:
    """Give what is found against PDF/A."""
    return {code: said for code, said in found("pdf", raw).items() if code.startswith("pdfa.")}


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


def mapped_by(base: str) -> Change:
    """Give the font a character map of its own, which builds on another."""
    content = (
        b"/CMapName /Own def begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 begincidrange <0000> <FFFF> 0 endcidrange endcmap"
    )

    def change(file: Pdf, outer: Any, held: Any) -> None:
        own = kept_stream(file, content)
        own.Type, own.CMapName, own.UseCMap = Name.CMap, Name.Own, Name(base)
        own.CIDSystemInfo = held.CIDSystemInfo
        outer.Encoding = own

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
