"""A PNG or JPEG file -> a picture that any document can hold.

Owns what is accepted as a picture and what is made of it (Pillow's only home): a PNG
of 8 bits a channel, RGB in sRGB, not interlaced, flattened on white, upright, no side
over 1200 pixels, and nothing beside the pixels: no place, camera, comment or profile.
The same file gives the same bytes. Must not know what the picture is for.
"""

from __future__ import annotations

import io
import struct
import warnings
from pathlib import Path
from types import ModuleType

from PIL import Image, ImageStat, UnidentifiedImageError

from briefgen import document
from briefgen.content import content
from briefgen.errors import InputError, Location, error

cms: ModuleType | None
try:
    from PIL import ImageCms as cms
except ImportError:  # a Pillow that was built without it
    cms = None

MAX_BYTES = 20_000_000
MAX_PIXELS = 20_000_000
MAX_SIDE = 1_200
MIN_SIDE = 16
MAX_ASPECT = 20
# Ten or so is what programs write; each is a pass over the whole picture.
MAX_SCANS = 32
# Of 255: less between the darkest and the lightest point of each channel shows nothing.
MIN_CONTRAST = 8

_WHITE = (255, 255, 255)
_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_SCAN = b"\xff\xda"
_OTHERS = (
    (b"GIF8", "a GIF"),
    (b"RIFF", "a WebP picture"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"BM", "a BMP"),
    (b"%PDF", "a PDF"),
    (b"8BPS", "a Photoshop file"),
)
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises over a file that is not what it says, beside what it means to raise.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError)


def read_image(path: Path, name: str) -> document.Image:
    """Read a picture; `name` is what diagnostics call its file.

    Raises InputError for what is no picture or none that can be used, UsageError for a
    file that cannot be opened.
    """
    raw = content(path, name, MAX_BYTES, "save it smaller: 1200 pixels are enough")
    kind = _kind(raw, name)
    try:
        with warnings.catch_warnings():
            # Those over the size are found below; others, of odd metadata, do not matter.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=[kind]) as image:
                _check_size(image.size, name)
                if kind == "JPEG" and raw.count(_SCAN) > MAX_SCANS:
                    raise _refused(name, "broken", "a JPEG in too many passes", "save it anew")
                pixels = _normalised(image)
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except UnidentifiedImageError:
        raise _refused(name, "broken", f"a damaged {kind}", "save it anew") from None
    except _BROKEN:
        raise _refused(
            name, "broken", f"a {kind} that is damaged or cut off", "save it anew"
        ) from None
    if all(high - low < MIN_CONTRAST for low, high in ImageStat.Stat(pixels).extrema):
        raise _refused(
            name,
            "blank",
            "one colour throughout, on white paper",
            "use the version for a white background",
        )
    stream = io.BytesIO()
    pixels.save(stream, "PNG")
    return document.Image(stream.getvalue(), *pixels.size)


def _refused(name: str, code: str, message: str, hint: str) -> InputError:
    return InputError(error(f"image.{code}", message, Location(name), hint))


def _too_many_pixels(name: str) -> InputError:
    return _refused(
        name,
        "too-large",
        f"more than {MAX_PIXELS // 1_000_000} megapixels",
        "save it smaller: 1200 pixels are enough",
    )


def _kind(raw: bytes, name: str) -> str:
    """Say what a file is by what stands in it, whatever its name."""
    for start, kind in _KINDS.items():
        if raw.startswith(start):
            return kind
    head = raw[:1000].lstrip().lower()
    found = next((other for start, other in _OTHERS if raw.startswith(start)), "")
    if not raw:
        found = "empty"
    elif raw[4:8] == b"ftyp":
        found = "a HEIC or AVIF picture, or a film"
    elif b"<svg" in head:
        found = "an SVG"
    raise _refused(
        name,
        "not-an-image",
        f"{found}, neither PNG nor JPEG" if found else "neither PNG nor JPEG",
        "save it as PNG or JPEG",
    )


def _check_size(size: tuple[int, int], name: str) -> None:
    """Refuse a size before a pixel of it is unpacked."""
    short, long = sorted(size)
    shown = f"{size[0]} x {size[1]} pixels"
    if size[0] * size[1] > MAX_PIXELS:
        raise _too_many_pixels(name)
    if short < MIN_SIDE:
        raise _refused(
            name, "too-small", shown, f"save it with {MIN_SIDE} pixels a side at the very least"
        )
    if long > MAX_ASPECT * short:
        raise _refused(
            name,
            "too-narrow",
            f"{shown}, more than {MAX_ASPECT} times as long as broad",
            "cut it to a shape that can be seen",
        )


def _normalised(image: Image.Image) -> Image.Image:
    """Give a picture of pixels alone."""
    # A JPEG is unpacked no larger than needed, anything else made smaller before it is
    # turned into colours: 20 megapixels take their room twice at most.
    image.draft(None, (2 * MAX_SIDE, 2 * MAX_SIDE))
    image.load()
    profile = image.info.get("icc_profile")
    orientation = _orientation(image)
    seen = _flattened(_halved(_channels(image)))
    if profile and cms:
        seen = _in_srgb(seen, profile)
    seen = seen.convert("RGB")
    seen.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    if orientation in _UPRIGHT:
        seen = seen.transpose(_UPRIGHT[orientation])
    pixels = Image.new("RGB", seen.size)
    pixels.paste(seen)
    return pixels


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # remarks that cannot be read say nothing, whatever Pillow makes of them
        return 1
    return found if isinstance(found, int) else 1


def _channels(image: Image.Image) -> Image.Image:
    """Give 8 bits a channel, with transparency as a channel."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "LA") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L") if image.mode == "1" else image


def _halved(image: Image.Image) -> Image.Image:
    """Make a picture smaller in a coarse way, to at least twice the size that is kept."""
    factor = max(image.size) // (2 * MAX_SIDE)
    return image.reduce(factor) if factor > 1 else image


def _flattened(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, _WHITE)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Turn the colours of a profile into sRGB; one that does not fit is left out."""
    assert cms is not None
    try:
        source = cms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in cms.getProfileDescription(source):
            return image  # a journey there and back would change a colour by one
        made = cms.profileToProfile(image, source, cms.createProfile("sRGB"), outputMode="RGB")
    except (cms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return made if made is not None else image
