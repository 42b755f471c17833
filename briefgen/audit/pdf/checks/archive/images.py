"""Whether images of an archive file are shown alike by every reader.

Owns the checks of ISO 19005-2, 6.1.10 and 6.2.8. Must not know where they are drawn.
"""

from __future__ import annotations

from typing import Any

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import jpeg2000
from briefgen.audit.pdf.checks.archive.graphics import INTENTS, RENDERING
from briefgen.audit.pdf.open import File, as_name, raw_data
from briefgen.audit.pdf.usage import Image, Usage
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

INLINE = Check(
    "pdfa.inline-images",
    "images within content are packed only as archives may have it",
    Severity.MINOR,
    (Rule(PDFA, "6.1.10"),),
    "have the file written as PDF/A anew, without LZW",
)
IMAGES = Check(
    "pdfa.images",
    "images are whole in the file, and not smoothed as readers please",
    Severity.MINOR,
    (Rule(PDFA, "6.2.8"),),
    "put the image in anew, without alternates, OPI and interpolation",
)
JPEG2000 = Check(
    "pdfa.jpeg2000",
    "images in JPEG 2000 say what their colours are",
    Severity.MINOR,
    (Rule(PDFA, "6.2.8.3"),),
    "put the image in anew, as PNG or JPEG",
)

CHECKS = (INLINE, IMAGES, JPEG2000)

_INLINE_NAMES = (
    "ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode DCTDecode"
    " AHx A85 Fl RL CCF DCT"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_DEPTHS = (1, 2, 4, 8, 16)
_CIEJAB = 19


def examine(file: File, usage: Usage, ledger: Ledger) -> None:
    """Check every image that is drawn."""
    for image in usage.images.values():
        if image.inline:
            _inline(image, ledger)
        else:
            _image(file, image, ledger)


def _inline(image: Image, ledger: Ledger) -> None:
    entries, place = image.entries, image.place
    filters = entries.get("F", entries.get("Filter", []))
    for name in filters if isinstance(filters, list) else [filters]:
        ledger.hold(INLINE, str(name) in _INLINE, f"an image is packed with {name}", place)
    smoothed = entries.get("I", entries.get("Interpolate")) is True
    ledger.hold(IMAGES, not smoothed, "an image is smoothed (Interpolate)", place)
    if "Intent" in entries:
        _intent(str(entries["Intent"]), place, ledger)
    mask = entries.get("IM", entries.get("ImageMask")) is True
    _depth(entries.get("BPC", entries.get("BitsPerComponent")), mask, place, ledger)


def _image(file: File, image: Image, ledger: Ledger) -> None:
    entries, place = image.entries, image.place
    ledger.hold(IMAGES, "/Alternates" not in entries, "an image has alternates", place)
    ledger.hold(IMAGES, "/OPI" not in entries, "an image stands for one elsewhere (OPI)", place)
    smoothed = file.flag(entries, "/Interpolate")
    ledger.hold(IMAGES, not smoothed, "an image is smoothed (Interpolate)", place)
    if "/Intent" in entries:
        _intent(file.word(entries, "/Intent"), place, ledger)
    mask = file.flag(entries, "/ImageMask")
    _depth(file.number(entries, "/BitsPerComponent"), mask, place, ledger)
    filters = [as_name(file.value(one)) for one in file.several(entries, "/Filter")[:20]]
    if filters == ["JPXDecode"]:
        _jpeg2000(file, image, ledger)


def _intent(name: str, place: Place, ledger: Ledger) -> None:
    ledger.hold(INTENTS, name in RENDERING, f"there is no rendering intent {name[:40]!r}", place)


def _depth(bits: Any, mask: bool, place: Place, ledger: Ledger) -> None:
    if bits is not None:
        message = f"an image has {bits:g} bits a component"
        ledger.hold(IMAGES, bits in ((1,) if mask else _DEPTHS), message, place)


def _jpeg2000(file: File, image: Image, ledger: Ledger) -> None:
    place = image.place
    header = jpeg2000.read(raw_data(image.entries))
    if not ledger.hold(JPEG2000, header, "an image has no header that can be read", place):
        return
    assert header is not None
    message = f"an image has {header.channels} channels of colour"
    ledger.hold(JPEG2000, header.channels in (None, 1, 3, 4), message, place)
    even = not header.varied and 1 <= header.bits <= 38
    ledger.hold(JPEG2000, even, "the components of an image have different depths", place)
    if "/ColorSpace" in image.entries:
        return
    exact = [one for one in header.colours if one.approximation == 1]
    several = len(header.colours) > 1 and len(exact) != 1
    ledger.hold(
        JPEG2000, not several, "an image has several colour spaces, none of them the best", place
    )
    chosen = (exact or header.colours)[:1]
    for one in chosen:
        message = "the colour space of an image is given in a way that archives do not know"
        ledger.hold(JPEG2000, one.method in (1, 2, 3), message, place)
        ledger.hold(JPEG2000, one.space != _CIEJAB, "an image is in the space CIEJab", place)
