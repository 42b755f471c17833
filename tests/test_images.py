"""Pictures: what a file becomes, and what is refused before it is unpacked."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from briefgen import document
from briefgen.errors import Diagnostic, InputError, UsageError
from briefgen.images import MAX_BYTES, MAX_SIDE, read_image

RED, GREEN, BLUE = (200, 30, 40), (20, 160, 60), (10, 50, 102)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def of(folder: Path, raw: bytes, name: str = "logo.png") -> document.Image:
    (folder / name).write_bytes(raw)
    return read_image(folder / name, name)


def pixels(image: document.Image) -> Image.Image:
    made = Image.open(io.BytesIO(image.content))
    made.load()
    return made


def fault(folder: Path, raw: bytes, name: str = "logo.png") -> Diagnostic:
    with pytest.raises(InputError) as caught:
        of(folder, raw, name)
    (only,) = caught.value.diagnostics
    assert only.location is not None
    assert only.location.path == name
    return only


def corners(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Make a blue picture whose left upper quarter is red and right upper one green."""
    made = Image.new("RGB", size, BLUE)
    made.paste(RED, (0, 0, size[0] // 2, size[1] // 2))
    made.paste(GREEN, (size[0] // 2, 0, size[0], size[1] // 2))
    return made.convert(mode)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def header(width: int, height: int) -> bytes:
    """Make a PNG that says how large it is and holds nothing."""
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + body + chunk(b"IEND", b"")


def chunks(content: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        found.append(content[at + 4 : at + 8])
        at += 12 + length
    return found


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("name", ["logo.png", "logo.jpg", "logo"])
def test_a_picture_is_known_by_its_content(tmp_path: Path, kind: str, name: str) -> None:
    image = of(tmp_path, saved(corners(), kind), name)
    assert (image.width, image.height) == (60, 40)
    assert chunks(image.content) == [b"IHDR", b"IDAT", b"IEND"]
    made = pixels(image)
    assert (made.format, made.mode, made.size) == ("PNG", "RGB", (60, 40))
    near = made.getpixel((5, 5))
    assert isinstance(near, tuple)
    assert all(abs(one - other) < 4 for one, other in zip(near, RED, strict=True))


def test_a_plain_png_keeps_every_pixel(tmp_path: Path) -> None:
    image = corners()
    assert pixels(of(tmp_path, saved(image))).tobytes() == image.tobytes()


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    raw = saved(Image.effect_noise((300, 200), 60), "JPEG")
    assert of(tmp_path, raw, "a.jpg") == of(tmp_path, raw, "b.jpg")


def test_what_is_written_on_white_says_nothing_but_pixels(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 59.0)
    raw = saved(corners(), "JPEG", exif=exif, comment=b"Secret comment")
    assert b"Secret camera" in raw
    assert b"Secret comment" in raw
    made = of(tmp_path, raw)
    assert b"Secret" not in made.content
    assert chunks(made.content) == [b"IHDR", b"IDAT", b"IEND"]
    assert not pixels(made).getexif()


def test_transparency_lies_on_white(tmp_path: Path) -> None:
    image = corners(mode="RGBA")
    image.paste((255, 0, 0, 0), (0, 0, 10, 10))
    image.paste((0, 0, 0, 128), (20, 0, 30, 10))
    made = pixels(of(tmp_path, saved(image)))
    assert made.getpixel((5, 5)) == (255, 255, 255)
    assert made.getpixel((25, 5)) == (127, 127, 127)
    assert made.getpixel((15, 5)) == RED


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_becomes_rgb(tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        grey_then_black = b"\0\x80" * 20 + b"\0\0" * 20
        image = Image.frombytes("I;16", (40, 40), grey_then_black * 20 + b"\0\0" * 800)
    else:
        image = Image.new("L", (40, 40), 0)
        image.paste(128 if mode != "1" else 255, (0, 0, 20, 20))
        image = image.convert(mode)
    made = pixels(of(tmp_path, saved(image)))
    grey = 255 if mode == "1" else 128
    assert made.mode == "RGB"
    assert made.getpixel((5, 5)) == (grey, grey, grey)
    assert made.getpixel((30, 30)) == (0, 0, 0)


def test_a_colour_that_stands_for_transparency_lies_on_white(tmp_path: Path) -> None:
    palette = corners(mode="P")
    index = palette.getpixel((5, 5))
    made = pixels(of(tmp_path, saved(palette, transparency=index)))
    assert made.getpixel((5, 5)) == (255, 255, 255)
    made = pixels(of(tmp_path, saved(corners(), transparency=RED)))
    assert made.getpixel((5, 5)) == (255, 255, 255)
    assert made.getpixel((50, 5)) == GREEN


@pytest.mark.parametrize(
    ("orientation", "first", "second"),
    [
        (1, RED, GREEN),
        (2, GREEN, RED),
        (3, BLUE, BLUE),
        (5, RED, BLUE),
        (6, BLUE, RED),
        (7, BLUE, GREEN),
        (8, GREEN, BLUE),
        (9, RED, GREEN),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_stands_upright(
    tmp_path: Path,
    kind: str,
    orientation: int,
    first: tuple[int, int, int],
    second: tuple[int, int, int],
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = pixels(of(tmp_path, saved(corners(), kind, exif=exif)))
    assert made.size == ((40, 60) if orientation in (5, 6, 7, 8) else (60, 40))
    for place, colour in (((4, 4), first), ((made.width - 4, 4), second)):
        found = made.getpixel(place)
        assert isinstance(found, tuple)
        assert all(abs(one - other) < 6 for one, other in zip(found, colour, strict=True))


def test_exif_that_cannot_be_read_turns_nothing(tmp_path: Path) -> None:
    raw = saved(corners(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert of(tmp_path, raw).width == 60


def swapped_profile() -> bytes:
    """Make a profile like sRGB where red and green have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    raw = bytearray(profile.tobytes())
    tags = struct.unpack_from(">I", raw, 128)[0]
    where = {}
    for number in range(tags):
        name, at, size = struct.unpack_from(">4sII", raw, 132 + 12 * number)
        where[name] = (132 + 12 * number, at, size)
    red, green = where[b"rXYZ"], where[b"gXYZ"]
    struct.pack_into(">II", raw, red[0] + 4, *green[1:])
    struct.pack_into(">II", raw, green[0] + 4, *red[1:])
    return bytes(raw).replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


def test_a_profile_is_turned_into_srgb(tmp_path: Path) -> None:
    made = pixels(of(tmp_path, saved(corners(), icc_profile=swapped_profile())))
    found = made.getpixel((5, 5))
    assert isinstance(found, tuple)
    assert found[1] > 180 > 60 > found[0]
    assert "icc_profile" not in made.info


def test_a_profile_of_srgb_changes_no_colour(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = corners()
    assert pixels(of(tmp_path, saved(image, icc_profile=profile))).tobytes() == image.tobytes()


@pytest.mark.parametrize("profile", [b"no profile", swapped_profile()[:200]])
def test_a_profile_that_is_none_is_left_out(tmp_path: Path, profile: bytes) -> None:
    image = corners()
    assert pixels(of(tmp_path, saved(image, icc_profile=profile))).tobytes() == image.tobytes()


def test_the_colours_of_print_become_those_of_screens(tmp_path: Path) -> None:
    made = pixels(of(tmp_path, saved(corners(mode="CMYK"), "JPEG")))
    found = made.getpixel((5, 5))
    assert isinstance(found, tuple)
    assert found[0] > found[1] + 100


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1200, 300), (1200, 300)),
        ((2400, 600), (1200, 300)),
        ((900, 3600), (300, 1200)),
        ((6000, 300), (1200, 60)),
        ((16, 16), (16, 16)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_no_side_is_longer_than_needed(
    tmp_path: Path, kind: str, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    image = of(tmp_path, saved(corners(size), kind))
    assert (image.width, image.height) == kept
    assert max(kept) <= MAX_SIDE
    assert pixels(image).size == kept


def test_clear_edges_stay_clean_when_made_smaller(tmp_path: Path) -> None:
    image = Image.new("RGBA", (5000, 500), (0, 0, 0, 0))
    image.paste((255, 255, 0, 255), (0, 0, 2501, 500))
    made = pixels(of(tmp_path, saved(image)))
    # The black under what is clear is never mixed in.
    assert made.getchannel(0).getextrema() == (
        255,
        255,
    )


@pytest.mark.parametrize(
    ("raw", "code", "words", "hint"),
    [
        (b"", "not-an-image", "empty", "PNG or JPEG"),
        (b"words and more words", "not-an-image", "neither PNG", "PNG or JPEG"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x"/>', "not-an-image", "an SVG", "PNG or JPEG"),
        (saved(corners(), "GIF"), "not-an-image", "a GIF", "PNG or JPEG"),
        (saved(corners(), "TIFF"), "not-an-image", "a TIFF", "PNG or JPEG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "not-an-image", "WebP", "PNG or JPEG"),
        (b"\0\0\0\x18ftypheic", "not-an-image", "HEIC", "PNG or JPEG"),
        (saved(corners(), "BMP"), "not-an-image", "a BMP", "PNG or JPEG"),
        (b"%PDF-1.7", "not-an-image", "a PDF", "PNG or JPEG"),
        (saved(corners((900, 900)))[:1_000], "broken", "cut off", "anew"),
        (saved(corners())[:30], "broken", "PNG", "anew"),
        (b"\xff\xd8\xff\xe0 nothing", "broken", "JPEG", "anew"),
        (saved(Image.effect_noise((200, 200), 50), "JPEG")[:4_000], "broken", "cut off", "anew"),
        (saved(corners((1, 1))), "too-small", "1 x 1 pixels", "16 pixels"),
        (saved(corners((300, 15))), "too-small", "300 x 15 pixels", "16 pixels"),
        (header(0, 40), "broken", "PNG", "anew"),
        (saved(corners((420, 20))), "too-narrow", "20 times", "shape"),
        (saved(corners((20, 420))), "too-narrow", "20 times", "shape"),
        (header(4_000, 5_001), "too-large", "20 megapixels", "1200 pixels"),
        (header(20_000, 20_000), "too-large", "20 megapixels", "1200 pixels"),
        (header(2**31 - 1, 2**31 - 1), "too-large", "20 megapixels", "1200 pixels"),
        (saved(Image.new("RGB", (40, 40), RED)), "blank", "one colour", "white background"),
        (
            saved(Image.new("RGBA", (40, 40), (255, 255, 255, 9))),
            "blank",
            "one colour",
            "white background",
        ),
    ],
)
def test_what_is_no_use_is_refused_with_a_remedy(
    tmp_path: Path, raw: bytes, code: str, words: str, hint: str
) -> None:
    found = fault(tmp_path, raw)
    assert found.code == f"image.{code}"
    assert words in found.message
    assert hint in found.hint


def test_a_white_mark_on_nothing_is_refused(tmp_path: Path) -> None:
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (10, 10, 50, 30))
    assert fault(tmp_path, saved(image)).code == "image.blank"


def test_a_jpeg_in_too_many_passes_is_not_unpacked(tmp_path: Path) -> None:
    raw = saved(corners(), "JPEG", progressive=True)
    assert of(tmp_path, raw).width == 60
    scan = raw[raw.index(b"\xff\xda") : -2]
    found = fault(tmp_path, raw[:-2] + scan * 40 + raw[-2:])
    assert (found.code, "passes" in found.message) == ("image.broken", True)


def test_remarks_that_unpack_without_end_are_damage(tmp_path: Path) -> None:
    raw = saved(corners())
    bomb = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 80_000_000))
    assert fault(tmp_path, raw[:33] + bomb + raw[33:]).code == "image.broken"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    found = fault(tmp_path, saved(corners()) + b"\0" * MAX_BYTES)
    assert (found.code, found.message) == ("file.too-large", "larger than 20 MB")
    assert "1200 pixels" in found.hint


def test_a_file_that_cannot_be_opened_is_a_fault_of_use(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for name, code in (
        ("none.png", "file.missing"),
        ("", "file.is-folder"),
        ("pipe.png", "file.not-a-file"),
    ):
        with pytest.raises(UsageError) as caught:
            read_image(tmp_path / name, "f")
        assert caught.value.diagnostics[0].code == code


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_byte_gone_wrong_is_never_a_crash(tmp_path: Path, kind: str) -> None:
    raw = saved(corners(), kind, exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0")
    for at in range(0, len(raw), 7):
        for byte in (0, 255, raw[at] ^ 1):
            try:
                of(tmp_path, raw[:at] + bytes([byte]) + raw[at + 1 :])
            except InputError as found:
                assert found.diagnostics[0].code.startswith("image.")
