"""The objects of a PDF are found and read as they were written, by whatever program."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest

from briefgen.audit.pdf.open import File, as_text
from briefgen.audit.pdf.syntax import Name, Reference, Stream, Unsound, parse
from briefgen.errors import InputError
from tests.audit.made import found, own
from tests.audit.test_audit_hostile import CATALOG, PAGE, PAGES, pdf, stream


def read(text: bytes) -> object:
    return parse(text, 0, lambda _: None)[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"17", 17),
        (b"-.5", -0.5),
        (b"+4.", 4.0),
        (b"--3", -3.0),
        (b"12.-34", 12.0),
        (b"null", None),
        (b"/A#20B", Name("/A B")),
        (b"/\xc3\xa9", Name("/é")),
        (b"/\xe9", Name("/é")),
        (b"(a(b)\\)\\101\\n)", b"a(b))A\n"),
        (b"(a\\\r\nb\r\nc)", b"ab\nc"),
        (b"<48 65 6C 6C 6F2>", b"Hello "),
        (b"12 0 R", Reference(12, 0)),
        (b"[1 0 R 2 0 R 3]", [Reference(1, 0), Reference(2, 0), 3]),
        (b"[1 0 2]", [1, 0, 2]),
        (b"%note\n[%x\r1%y\n]", [1]),
        (b"<</A/B/C<</D[/E]>>/F(g)>>", {"/A": Name("/B"), "/C": {"/D": [Name("/E")]}, "/F": b"g"}),
        (b"<</A 1 2 /B/C>>", {"/A": 1, "/B": Name("/C")}),
        (b"<<>>", {}),
    ],
)
def test_an_object_is_what_was_written(text: bytes, value: object) -> None:
    assert read(text) == value
    assert type(read(text)) is type(value) or isinstance(value, dict)


def test_true_is_no_number() -> None:
    assert not isinstance(read(b"true"), int)


@pytest.mark.parametrize(
    "text", [b"", b">>", b"[1", b"<</A", b"[>>", b"<<]", b"endobj", b"<4", b"[" * 200]
)
def test_what_is_no_object_is_unsound(text: bytes) -> None:
    with pytest.raises(Unsound):
        read(text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xfe\xff\x01\x41", "Ł"),
        (b"\xff\xfe\x41\x01", "Ł"),
        (b"\xef\xbb\xbf\xc5\x81", "Ł"),
        (b"\x95 \x84 \xa0 \xe9", "Ł — € é"),
        (b"plain", "plain"),
    ],
)
def test_text_is_decoded_by_its_mark(raw: bytes, text: str) -> None:
    assert as_text(raw) == text


# --- where objects are ----------------------------------------------------------------


def saved(**options: object) -> bytes:
    with pikepdf.open(io.BytesIO(own("pdf", "sourced"))) as file:
        buffer = io.BytesIO()
        file.save(buffer, **options)  # type: ignore[arg-type]
        return buffer.getvalue()


@pytest.mark.parametrize(
    "options",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"linearize": True},
        {"qdf": True},
    ],
    ids=str,
)
def test_however_a_file_is_written_it_is_read_alike(options: dict[str, object]) -> None:
    assert found("pdf", saved(**options)) == {}


def test_bytes_before_the_header_are_counted_away() -> None:
    # The objects are found all the same; an archive file begins with its header (6.1.2).
    assert set(found("pdf", b"\n\n junk \n" + own("pdf", "sourced"))) == {"pdfa.header"}


SMALL = pdf({1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(b"q Q")})


def updated(objects: bytes, table: bytes) -> bytes:
    start = SMALL.rfind(b"xref\n0")
    new = SMALL + objects
    trailer = b"trailer<</Size 9/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (start, len(new))
    return new + table + trailer


def test_what_comes_later_goes_before_what_it_replaces() -> None:
    place = len(SMALL)
    table = b"xref\n4 1\n%010d 00000 n \n" % place
    file = File(updated(b"4 0 obj\n(new)\nendobj\n", table), "x")
    assert file.object((4, 0)) == b"new"
    assert file.catalog["/Pages"] == Reference(2, 0)


def test_what_was_deleted_is_nothing_and_no_fault() -> None:
    file = File(updated(b"", b"xref\n4 1\n0000000000 00001 f \n"), "x")
    assert file.object((4, 0)) is None
    assert file.object((99, 0)) is None
    assert file.damaged == 0


def test_a_table_of_both_kinds_shows_what_it_hides() -> None:
    rows = struct.pack(">BIB", 1, len(SMALL), 0)
    packed = zlib.compress(rows)
    entries = b"/Type/XRef/W[1 4 1]/Index[4 1]/Size 5/Filter/FlateDecode"
    new = b"4 0 obj\n(hidden)\nendobj\n"
    at = len(SMALL) + len(new)
    new += b"8 0 obj\n%s\nendobj\n" % stream(packed, entries)
    whole = updated(new, b"xref\n4 1\n0000000000 00000 f \n")
    file = File(whole.replace(b"/Size 9", b"/Size 9/XRefStm %d" % at), "x")
    assert file.object((4, 0)) == b"hidden"


def test_a_list_of_objects_that_is_wrong_is_a_fault_and_the_file_is_searched() -> None:
    broken = SMALL.replace(b"startxref\n", b"startxref\n1")
    file = File(broken, "x")
    assert file.searched
    assert file.data(Reference(4, 0)) == b"q Q"
    messages = found("pdf", broken)["pdf.sound"]
    assert messages == [
        ": its list of objects is damaged: readers have to search the file for them"
    ]


def test_packed_objects_are_found_by_a_search() -> None:
    raw = saved(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    at = raw.rfind(b"startxref")
    # What is lost is the trailer, with the identifier that an archive file has (6.1.3).
    lost = {"pdf.sound", "pdfa.trailer"}
    assert set(found("pdf", raw[:at] + b"startxref\n7\n%%EOF")) == lost


def test_an_object_that_is_elsewhere_is_found_and_counted() -> None:
    place = SMALL.index(b"4 0 obj")
    file = File(SMALL.replace(b"%010d" % place, b"%010d" % (place + 3)), "x")
    assert isinstance(file.object((4, 0)), Stream)
    assert (file.damaged, file.searched) == (1, False)


@pytest.mark.parametrize("length", [b"1", b"99999", b"9" * 30, b"4 0 R", b"/X", b"-1"])
def test_a_length_that_is_wrong_is_put_right(length: bytes) -> None:
    content = b"<</Length %s>>stream\nq Q\nendstream" % length
    file = File(pdf({1: CATALOG, 2: PAGES, 3: PAGE, 4: content}), "x")
    assert (file.data(Reference(4, 0)) or b"").strip() == b"q Q"


ENCRYPTED = {
    "RC4": pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False),
    "AES-128": pikepdf.Encryption(owner="o", user="", R=4),
    "AES-256, for the owner": pikepdf.Encryption(owner="o", user="", R=6),
    "AES-256, for all": pikepdf.Encryption(owner="o", user="u", R=6),
}


@pytest.mark.parametrize("way", ENCRYPTED)
def test_an_encrypted_file_is_called_so_and_not_damaged(way: str) -> None:
    with pytest.raises(InputError) as caught:
        File(saved(encryption=ENCRYPTED[way]), "x")
    (fault,) = caught.value.diagnostics
    assert fault.code == "pdf.encrypted"
    assert "without a password" in fault.hint


def test_a_search_passes_over_packed_objects_that_are_unsound() -> None:
    raw = saved(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    lost = raw.replace(b"\n2 0 obj", b"\n2 0 obx", 1)  # so that it is searched for
    assert lost != raw
    assert "pdf.sound" in found("pdf", lost + b"\n99 0 obj\n<</Type/ObjStm/First }>>\nendobj\n")
