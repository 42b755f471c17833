"""Files to audit that are made to exhaust: an answer for each, within seconds and megabytes."""

from __future__ import annotations

import io
import random
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from briefgen.audit import judge, markup
from briefgen.audit.html import tree
from briefgen.audit.lines import lines
from briefgen.audit.pdf import allowance, runner, structure
from briefgen.audit.pdf import open as opened
from briefgen.audit.report import Verdict
from briefgen.errors import InputError
from tests.audit.made import own
from tests.audit.test_audit_archive_hostile import archived
from tests.audit.test_audit_hostile import CATALOG, PAGE, PAGES, paged, pdf, stream, zipped
from tests.hostile.runs import measured

MOST = 400  # megabytes
SLOWEST = 20  # seconds of computing for one file: twice what a machine of 2026 takes
MAIN = "word/document.xml"
OPEN = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)


def several(content: bytes, *filters: bytes) -> bytes:
    names = b"".join(b"/%sDecode" % name for name in filters)
    return stream(content, b"/Filter[%s]" % names)


def flate(content: bytes, *then: bytes, entries: bytes = b"") -> bytes:
    names = b"".join(b"/%sDecode" % name for name in (b"Flate", *then))
    return stream(zlib.compress(content, 9), b"/Filter[%s]" % names + entries)


def page(content: bytes, resources: bytes, further: dict[int, bytes]) -> bytes:
    own_page = PAGE[:-2] + b"/Resources<<%s>>>>" % resources
    return pdf({1: CATALOG, 2: PAGES, 3: own_page, 4: content, **further})


def drawn_often(form: bytes) -> bytes:
    return page(stream(b"/F Do " * 9_000), b"/XObject<</F 5 0 R>>", {5: form})


def mapped(character_map: bytes) -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R"
        b"/DescendantFonts[<</Subtype/CIDFontType2>>]>>"
    )
    return page(stream(b"BT/F 9 Tf(ab)Tj ET"), b"/Font<</F 5 0 R>>", {5: font, 6: character_map})


def overlapping() -> bytes:
    """Give a zip in which many names stand for the same bytes."""
    content = b"<a>" + b" " * 50_000_000 + b"</a>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    sizes = struct.pack("<III", zlib.crc32(content), len(packed), len(content))
    first = MAIN.encode()
    local = struct.pack("<4sHHHHH", b"PK\3\4", 20, 0, 8, 0, 0) + sizes
    body = local + struct.pack("<HH", len(first), 0) + first + packed
    names = [first, b"_rels/.rels", b"word/_rels/document.xml.rels", b"word/styles.xml"]
    directory = b"".join(
        struct.pack("<4sHHHHHH", b"PK\1\2", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0)
        + name
        for name in names
    )
    ends = struct.pack("<HHIIH", len(names), len(names), len(directory), len(body), 0)
    return body + directory + b"PK\5\6\0\0\0\0" + ends


def claiming(size: int) -> bytes:
    """Give a zip whose part says that it is larger than it is."""
    raw = bytearray(zipped({MAIN: OPEN}))
    for sign, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = raw.find(sign) + at
        raw[place : place + 4] = struct.pack("<I", size)
    return bytes(raw)


def crowded(count: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for number in range(count):
            target.writestr(str(number), b"")
    return buffer.getvalue()


HEAVY: dict[str, Callable[[], bytes]] = {
    "base 85 within Flate.pdf": lambda: paged(flate(b"z" * 60_000_000, b"ASCII85")),
    "LZW within Flate.pdf": lambda: paged(flate(b"\x80\x0b\x60\x50" * 10_000_000, b"LZW")),
    "hexadecimal.pdf": lambda: paged(several(b"20" * 20_000_000, b"ASCIIHex")),
    "runs within Flate.pdf": lambda: paged(flate(b"\x81q" * 1_000_000, b"RunLength")),
    "Flate sixteen times.pdf": lambda: paged(several(zlib.compress(b"x"), *[b"Flate"] * 16)),
    "rows told by others.pdf": lambda: paged(
        flate(b"\4aaaaaaaa" * 3_000_000, entries=b"/DecodeParms<</Predictor 12/Columns 8>>")
    ),
    "one stream, ten thousand times.pdf": lambda: pdf(
        {1: CATALOG, 2: PAGES, 3: b"<</Type/Page/Contents[%s]>>" % (b"4 0 R " * 10_000)}
        | {4: flate(b" " * 1_000_000)}
    ),
    "a form drawn often.pdf": lambda: drawn_often(
        stream(b"%" + b"a" * 10_000_000, b"/Subtype/Form")
    ),
    "millions of names.pdf": lambda: pdf(
        {
            1: CATALOG,
            2: PAGES,
            3: PAGE,
            4: b"<<%s>>" % b"".join(b"/a%d 1" % n for n in range(2_500_000)),
        }
    ).replace(b"/Pages 2 0 R", b"/Pages 2 0 R/Lang 4 0 R"),
    "brackets in a string.pdf": lambda: paged(flate(b"(" * 40_000_000)),
    "white space at the end.pdf": lambda: paged(flate(b"q" + b" " * 40_000_000)),
    "ranges over each other.pdf": lambda: mapped(
        flate(b"1 beginbfrange<0000><ffff><0041>endbfrange " * 400_000)
    ),
    "spaces of codes.pdf": lambda: mapped(
        flate(b"1 begincodespacerange<00><ff>endcodespacerange " * 400_000)
    ),
    "two million pieces.pdf": lambda: pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot<</K<</S/P/Pg 3 0 R/K[%s]>>>>>>"
            % b" ".join(b"%d" % number for number in range(2_000_000)),
            2: PAGES,
            3: PAGE,
            4: stream(b""),
        }
    ),
    "objects within comments.pdf": lambda: (
        b"%PDF-1.7\n" + b"1 0 obj[%" * 2_000_000 + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n"
    ),
    "a list of objects that is a bomb.pdf": lambda: (
        b"%PDF-1.7\n1 0 obj"
        + flate(b"\1\0\0\0" * 14_000_000, entries=b"/Type/XRef/W[1 2 1]/Size 14000000/Root 2 0 R")
        + b"endobj\nstartxref\n9\n%%EOF"
    ),
    "lists of objects without end.pdf": lambda: (
        b"%PDF-1.7\n" + b"xref\n0 1\ntrailer<</Prev 9>>\n" * 1_000_000 + b"startxref\n9\n%%EOF"
    ),
    "an archive of numbers.pdf": lambda: archived(flate(b"1 " * 29_000_000)),
    "an archive, one stream ten thousand times.pdf": lambda: archived(
        b"[%s]" % (b"6 0 R " * 10_000), {6: flate(b" " * 1_000_000)}
    ),
    "parts over each other.docx": overlapping,
    "four gigabytes.docx": lambda: claiming(0xFFFFFFF0),
    "a hundred thousand parts.docx": lambda: crowded(100_000),
    "a long text.docx": lambda: zipped({MAIN: OPEN + b"<w:p>" + b"a " * 100_000_000}),
    "a long attribute.docx": lambda: zipped({MAIN: OPEN + b'<w:p a="' + b"a" * 100_000_000}),
    "many attributes.docx": lambda: zipped(
        {MAIN: OPEN + b"<w:p %s/>" % b" ".join(b'a%d=""' % n for n in range(100)) * 60_000}
    ),
    "tables in tables.docx": lambda: zipped(
        {MAIN: OPEN + (b"<w:tbl><w:tr><w:tc>" * 30 + b"</w:tc></w:tr></w:tbl>" * 30) * 4_000}
    ),
    "a long table.docx": lambda: zipped(
        {
            MAIN: OPEN
            + b"<w:tbl>"
            + b"<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>" * 40_000
            + b"</w:tbl></w:body></w:document>"
        }
    ),
    "comments.html": lambda: b"<!-->" * 3_000_000,
    "called by the same words.html": lambda: (
        b'<input aria-labelledby="a b">' * 20_000
        + b"<p id=a><b>x</b></p><p id=b>%s</p>" % (b"<b>x</b>" * 5_000)
    ),
    "called by what they stand in.html": lambda: (
        b"<div id=a>" + b'<i>x<input aria-labelledby="a"></i>' * 20_000
    ),
    "deep.html": lambda: b"<div>" * 90 + b"<img>" * 390_000,
}


@pytest.fixture
def a_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give files a tenth of what they may ask for, to see that all is counted."""
    for module, name in (
        *((opened, name) for name in ("MAX_SIGNS", "MAX_CONTENT_SIGNS", "MAX_UNPACKED")),
        *((allowance, name) for name in ("MAX_OPERATORS", "MAX_MARKED", "MAX_FORMS")),
        *((structure, name) for name in ("MAX_ELEMENTS", "MAX_KIDS")),
        (runner, "MAX_CONTENT_SIGNS"),
        (runner, "MAX_OPERATORS"),
        (markup, "MAX_NODES"),
        (tree, "MAX_TAGS"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name) // 10)


def answered(name: str, most: float) -> None:
    raw = HEAVY[name]()
    begun = time.process_time()
    try:
        report = judge(raw, name, Path(name).suffix)
    except InputError as refused:
        assert refused.diagnostics[0].code == f"{Path(name).suffix[1:]}.damaged"
    else:
        assert report.verdict is not Verdict.PASS
    assert time.process_time() - begun < most


@pytest.mark.parametrize("name", HEAVY)
def test_a_file_that_is_made_to_exhaust_is_answered(name: str, a_tenth: None) -> None:
    answered(name, SLOWEST / 4)


@pytest.mark.soak
@pytest.mark.parametrize("name", HEAVY)
def test_each_of_them_is_answered_in_seconds(name: str) -> None:
    answered(name, SLOWEST)


@pytest.mark.parametrize("name", list(HEAVY)[:3])
def test_a_bomb_takes_no_more_memory_than_its_bounds(name: str, tmp_path: Path) -> None:
    weighed(name, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("name", HEAVY)
def test_each_of_them_takes_no_more_memory_than_its_bounds(name: str, tmp_path: Path) -> None:
    weighed(name, tmp_path)


def weighed(name: str, folder: Path) -> None:
    (folder / name).write_bytes(HEAVY[name]())
    done = measured(folder, "audit", name, patience=300)
    assert done.code in (3, 8)
    assert done.peak < MOST


# --- mutants ----------------------------------------------------------------------------

TOKENS = re.compile(
    rb'\d+ 0 R|/[A-Za-z0-9]+|\d+|<<|>>|\[|\]|\(|\)|endstream|stream|obj|xref|<[^<>]*>|"[^"]*"|w:\w+'
)
ODD = (
    *(b"", b"null", b"true", b"-1", b"0", b"1.-5", b"--3", b"9" * 30, b"1e9", b"(x)", b"/H1"),
    *(b"<<", b">>", b"[", b"]", b"[[" * 60, b"<FEFF>", b"1 0 R", b"[1 0 R]", b"%", b"\\"),
    *(b"\0", b"\xff\xfe", b'"', b"'", b"<!--", b"&#xd800;", b"&#0;", b"</", b"<table>", b"w:tbl"),
    *(b'"-1"', b'"99999999999"', b'"\xc2\xb2"', b"/LZWDecode", b"/FlateDecode"),
)


def changed(raw: bytes, dice: random.Random) -> bytes:
    """Give a file with something gone wrong in it."""
    out = bytearray(raw)
    match dice.randrange(8):
        case 0:
            for _ in range(dice.choice((1, 10, 300))):
                out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
        case 1:
            at = dice.randrange(len(out))
            del out[at : at + dice.choice((1, 200, 5_000))]
        case 2:
            del out[dice.randrange(len(out)) :]
        case _:
            tokens = list(TOKENS.finditer(raw))
            picked = dice.sample(tokens, min(len(tokens), dice.choice((1, 4, 12, 50))))
            for match in sorted(picked, key=lambda one: -one.start()):
                other = dice.choice(ODD) if dice.random() < 0.6 else dice.choice(tokens)[0]
                out[match.start() : match.end()] = other
    return bytes(out)


def changed_part(raw: bytes, dice: random.Random) -> bytes:
    """Give a DOCX with something gone wrong in one of its parts."""
    source = zipfile.ZipFile(io.BytesIO(raw))
    names = source.namelist()
    picked = dice.choice([name for name in names if name.endswith((".xml", ".rels"))])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in names:
            content = source.read(name)
            target.writestr(name, changed(content, dice) if name == picked else content)
    return buffer.getvalue()


def sources() -> dict[str, list[bytes]]:
    plain = []
    for issue in ("sourced", "harbour"):
        with pikepdf.open(io.BytesIO(own("pdf", issue))) as file:
            buffer = io.BytesIO()
            file.save(buffer, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            plain.append(buffer.getvalue())
    return {
        "pdf": [*plain, own("pdf", "sourced"), own("pdf")],
        "docx": [own("docx", "sourced"), own("docx")],
        "html": [own("html", "sourced"), own("html")],
    }


def survive(dice: random.Random, count: int) -> set[str]:
    """Audit mutants; give what came of them. What is wrong names its number."""
    files = sources()
    found: set[str] = set()
    for number in range(count):
        kind = ("pdf", "pdf", "docx", "html")[number % 4]
        raw = dice.choice(files[kind])
        broken = changed_part(raw, dice) if kind == "docx" else changed(raw, dice)
        begun = time.process_time()
        try:
            report = judge(broken, "mutant", f".{kind}")
            found.add(report.verdict.value)
            assert all("\x1b" not in line for line in lines(report, 80)), number
        except InputError as refused:
            found.add(refused.diagnostics[0].code)
        assert time.process_time() - begun < SLOWEST, number
    return found


def test_two_hundred_mutants() -> None:
    assert {"pass", "fail", "pdf.damaged", "docx.damaged"} <= survive(random.Random(3), 200)


@pytest.mark.soak
def test_twenty_thousand_mutants() -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # shown where it fails, so that it can be done again
    assert {"pass", "fail", "open"} <= survive(random.Random(seed), 20_000)
