"""The objects of archive files: every breach is found by the check of its clause alone."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, String

from briefgen.audit.pdf.checks import archive
from tests.audit import test_audit_archive as others
from tests.audit.breaches import (
    Breaches,
    Change,
    asked,
    attached,
    broken_rules,
    changed_intent,
    commented,
    composite,
    cut,
    drawn,
    dropped,
    entries,
    form,
    image,
    in_bookmark,
    inherited,
    ink,
    jpeg2000,
    layered,
    listed,
    mapped_by,
    note,
    of_font,
    overprinted,
    packed,
    page,
    profile,
    remapped,
    root,
    rounded,
    simple,
    spoken,
    standard_remapped,
    strange_tag,
    two_inks,
    two_intents,
    unexplained,
    wide,
    without_intent,
)
from tests.audit.made import changed_pdf

SETTINGS = Dictionary(Type=Name.ExtGState, TR=Name.Identity)
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

OBJECTS: Breaches = {
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
    "a map that builds on nobody's": (mapped_by("/Bridge-H"), "pdfa.font-parts", "'Bridge-H'"),
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
    codes = {
        code for made in (others.BYTES, others.METADATA, OBJECTS) for _, code, _ in made.values()
    }
    assert codes == {check.code for check in archive.CHECKS}


SOUND: dict[str, Change] = {
    "an attachment that is named": attached(F=String("a.pdf"), UF=String("a.pdf")),
    "a layer that is named": layered(Name="Usual"),
    "a note with its appearance": commented(),
    "widths without fractions": of_font(rounded),
    "a map that builds on one that readers have": mapped_by("/Identity-H"),
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
