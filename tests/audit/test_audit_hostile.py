"""Files that are out of measure get an answer all the same, and soon."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from briefgen.audit import audit
from briefgen.audit.pdf import allowance
from briefgen.errors import InputError, UsageError
from tests.audit.made import judged, own

Objects = dict[int, bytes]


def pdf(objects: Objects) -> bytes:
    """Give a PDF of the given objects, the first of which is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % places[number]
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, table)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def packed(content: bytes, times: int) -> bytes:
    """Give a stream that unpacks to a content many times over."""
    maker = zlib.compressobj(9)
    parts = [maker.compress(content) for _ in range(times)]
    return stream(b"".join([*parts, maker.flush()]), b"/Filter/FlateDecode")


PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def paged(content: bytes) -> bytes:
    return pdf({1: CATALOG, 2: PAGES, 3: PAGE, 4: content})


def many_pages(count: int = 100_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    objects = {1: CATALOG, 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)}
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return pdf({**objects, **dict.fromkeys(range(3, count + 3), page)})


LOOPS = pdf(
    {
        1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/Outlines 7 0 R/Names<</Dests 6 0 R>>"
        b"/MarkInfo<</Marked true>>>>",
        2: b"<</Type/Pages/Parent 2 0 R/Count 9/Kids[2 0 R 3 0 R 3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/Contents[3 0 R]/Annots[3 0 R]>>",
        4: b"<</Type/StructTreeRoot/K 5 0 R/ParentTree 6 0 R/RoleMap<</A/B/B/A>>>>",
        5: b"<</S/A/P 5 0 R/K[5 0 R 4 0 R 5 0 R]/C/X>>",
        6: b"<</Kids[6 0 R 6 0 R]>>",
        7: b"<</First 7 0 R/Next 7 0 R/Parent 7 0 R>>",
    }
)
DEEP = {number: b"<</S/Div/K %d 0 R>>" % (number + 1) for number in range(4, 3_000)}

ANSWERED: dict[str, tuple[Callable[[], bytes], str]] = {
    "loops in every tree": (lambda: LOOPS, ""),
    "100,000 pages": (many_pages, "pages 3,001 to 100,000"),
    "a page that unpacks to 100 MB": (lambda: paged(packed(b" " * 1_000_000, 100)), ""),
    "a page of millions of operators": (
        lambda: paged(packed(b"q\n" * 50_000, 20)),
        "more than 500,000 drawing operators",
    ),
    "brackets without end": (lambda: paged(stream(b"[(<<" * 300_000)), ""),
    "strings without end": (lambda: paged(stream(b"(" * 1_000_000)), ""),
    "a tree 3,000 elements deep": (
        lambda: pdf(
            {
                1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot<</K 4 0 R>>>>",
                2: PAGES,
                3: PAGE,
                **DEEP,
                3_000: b"<</S/P>>",
            }
        ),
        "too deep",
    ),
    "a form that draws itself": (
        lambda: pdf(
            {
                1: CATALOG,
                2: PAGES,
                3: PAGE[:-2] + b"/Resources<</XObject<</F 5 0 R>>>>>>",
                4: stream(b"/F Do"),
                5: stream(
                    b"/F Do /F Do /F Do",
                    b"/Subtype/Form/Resources<</XObject<</F 5 0 R>>>>",
                ),
            }
        ),
        "more than 10,000 drawings",
    ),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_a_hostile_pdf_is_answered(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MAX_OPERATORS", 500_000)
    make, unread = ANSWERED[name]
    report = judged("pdf", make())
    assert report.faults
    assert any(unread in what for what in report.unread) if unread else not report.unread


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cut off": ("pdf", lambda: own("pdf")[:20_000]),
    "nothing but a header": ("pdf", lambda: b"%PDF-1.7\n"),
    "no pages": ("pdf", lambda: pdf({1: b"<</Type/Catalog>>"})),
    "arrays without end": (
        "pdf",
        lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R/X" + b"[" * 10**6}),
    ),
    "objects without end": ("pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<\n" * 50_000),
    "no zip": ("docx", lambda: own("docx")[:5_000]),
    "another zip": ("docx", lambda: zipped({"a.txt": b"x"})),
    "a bomb": ("docx", lambda: zipped({"word/document.xml": b"<a>" + b" " * 400_000_000})),
    "entities": (
        "docx",
        lambda: zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    ),
    "too deep": ("docx", lambda: zipped({"word/document.xml": b"<a>" * 5_000})),
    "too many elements": ("docx", lambda: zipped({"word/document.xml": b"<a>" + b"<b/>" * 10**6})),
    "an encoding of its own": (
        "docx",
        lambda: zipped({"word/document.xml": b'<?xml version="1.0" encoding="x"?><a/>'}),
    ),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused(name: str) -> None:
    kind, make = REFUSED[name]
    with pytest.raises(InputError) as caught:
        judged(kind, make())
    assert caught.value.diagnostics[0].code == f"{kind}.damaged"


@pytest.mark.parametrize(
    "source",
    [
        b"<!--" * 300_000,
        b"<a " * 300_000,
        b'<a b="' * 300_000,
        b"<" * 1_000_000,
        b"</" * 500_000,
        b"<script>" * 200_000,
        b"<div>" * 100_000,
        b"<table><tr><td>" * 30_000,
        b"<h1><a href=x>" * 30_000,
        b'<p aria-hidden="true">' * 30_000,
        b"<table>" + b"<tr><td rowspan=9 colspan=999>" * 20_000,
        b"&#xD800;&#0;&#99999999999;" * 50_000,
        b"\xff\xfe\x00" * 100_000,
    ],
    ids=lambda source: repr(source[:12]),
)
def test_a_hostile_page_is_answered(source: bytes) -> None:
    assert judged("html", source).faults


def mutants(raw: bytes, pattern: bytes, seed: int) -> bytes:
    """Put some of a file's own tokens in place of others."""
    dice = random.Random(seed)
    tokens = list(re.finditer(pattern, raw))
    out = bytearray(raw)
    for match in sorted(dice.sample(tokens, 12), key=lambda one: -one.start()):
        out[match.start() : match.end()] = dice.choice(tokens)[0]
    return bytes(out)


@pytest.mark.parametrize("seed", range(40))
def test_mutants_are_answered_or_refused(seed: int) -> None:
    with pikepdf.open(io.BytesIO(own("pdf", "sourced"))) as file:
        buffer = io.BytesIO()
        file.save(buffer, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    files = {
        "pdf": (buffer.getvalue(), rb"\d+ 0 R|/[A-Za-z0-9]+|\d+|<<|>>|\[|\]|\(|\)|<\w+>"),
        "html": (own("html", "sourced"), rb'"[^"]*"|</?\w+|>'),
    }
    for kind, (raw, pattern) in files.items():
        try:
            judged(kind, mutants(raw, pattern, seed))
        except InputError as refused:
            assert refused.diagnostics[0].code == f"{kind}.damaged"


# --- which file is what -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "audit.empty"),
        ("notes.txt", b"notes", "audit.unknown-kind"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "audit.unknown-kind"),
        ("picture.html", b"\x89PNG\0", "audit.unknown-kind"),
    ],
)
def test_what_is_no_such_file_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        audit(path, name)
    assert caught.value.diagnostics[0].code == code


def test_the_kind_is_told_by_what_is_in_the_file(tmp_path: Path) -> None:
    for kind in ("pdf", "docx", "html"):
        path = tmp_path / "upload.bin"
        path.write_bytes(own(kind))
        assert audit(path, "upload.bin").kind == kind.upper()


def test_a_file_that_is_not_there_is_a_fault_of_usage(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.pdf"):
        with pytest.raises(UsageError):
            audit(path, "none.pdf")
