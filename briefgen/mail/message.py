"""One message: a letter and who it is from and to -> bytes.

Owns the shape of a message (RFC 5322 and MIME) and the names of what is attached. Must not
know a server, nor where words and files come from.

The parts are put together here and not by the standard library's `email`: what that makes
of a header differs from one release of Python to the next, and some split a name with a
comma in two addresses. The same letter has the same bytes everywhere. All of it is ASCII in
lines of 78 characters or less, so that no server on the way has to change it, but for
addresses with signs before the @ that ASCII has not (RFC 6532).
"""

from __future__ import annotations

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from pathlib import PurePath
from unicodedata import normalize

from briefgen.mail.headers import Address, addresses, ascii_domain, folded, words

__all__ = ["Address", "Attachment", "Headers", "Letter", "draft", "message", "message_id"]

_TYPES = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rtf": "application/rtf",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_UNKNOWN_TYPE = "application/octet-stream"
_LONGEST_NAME = 80  # characters before the suffix
_NAMELESS = "attachment"
_UNSAFE = re.compile(r"[^A-Za-z0-9._ ()+@-]+")
_CRLF = "\r\n"

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along; `name` is made safe for every mail program, the type is its end's."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said, and what goes along. `language` is a BCP 47 tag."""

    subject: str
    plain: str
    html: str
    language: str
    attachments: tuple[Attachment, ...] = ()

    @property
    def digest(self) -> str:
        """Give the SHA-256 of all of it, in hexadecimal."""
        found = sha256()
        texts = (self.subject, self.plain, self.html, self.language)
        files = [part for file in self.attachments for part in (file.name.encode(), file.content)]
        for part in (*(text.encode("utf-8", "replace") for text in texts), *files):
            found.update(f"{len(part)}:".encode())
            found.update(part)
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Headers:
    """Who a message is from and to; in a draft each may be missing, to be filled in by hand."""

    sender: Address | None = None
    to: Address | None = None
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None


def draft(letter: Letter, headers: Headers = Headers()) -> bytes:
    """Give a draft (.eml) that mail programs open ready to send.

    It has no date and no Message-ID: the program that sends it gives it both.
    """
    return _whole([("X-Unsent", "1"), *_heads(letter, headers)], letter)


def message(letter: Letter, headers: Headers, *, message_id: str, date: datetime) -> bytes:
    """Give a message as a server takes it, its lines ended by CR LF; `date` has an offset."""
    own = [("Date", format_datetime(date)), ("Message-ID", message_id)]
    return _whole([*own, *_heads(letter, headers)], letter)


def message_id(issue: str, edition: str, audience: str, recipient_key: str, domain: str) -> str:
    """Give the one Message-ID of an edition for an audience and a recipient.

    It is always the same and shows none of them. `domain` is the sender's.
    """
    parts = (issue, edition, audience, recipient_key)
    said = "".join(f"{len(part)}:{part}" for part in parts)
    return f"<{sha256(said.encode('utf-8', 'replace')).hexdigest()[:40]}@{ascii_domain(domain)}>"


def _heads(letter: Letter, headers: Headers) -> Fields:
    people = (
        ("From", [headers.sender] if headers.sender else []),
        ("Reply-To", [headers.reply_to] if headers.reply_to else []),
        ("To", [headers.to] if headers.to else []),
        ("Cc", headers.cc),
    )
    found = [(name, addresses(name, one)) for name, one in people if one]
    return [*found, ("Subject", words("Subject", letter.subject))]


def _whole(own: Fields, letter: Letter) -> bytes:
    language = letter.language if re.fullmatch("[A-Za-z0-9-]{1,35}", letter.language) else ""
    spoken = [("Content-Language", language)] if language else []
    # No encoded text holds "=_", so no boundary stands in a part.
    mark = letter.digest[:32]
    bodies = _parts(
        "alternative",
        f"=_a{mark}",
        [
            _text("text/plain", letter.plain, spoken),
            _text("text/html", letter.html, spoken),
        ],
    )
    if letter.attachments:
        files = [_file(name, file) for name, file in _named(letter.attachments)]
        bodies = _parts("mixed", f"=_m{mark}", [bodies, *files])
    fields, content = bodies
    return _entity([*own, *spoken, ("MIME-Version", "1.0"), *fields], content)


Part = tuple[Fields, bytes]


def _parts(kind: str, boundary: str, parts: Iterable[Part]) -> Part:
    """Give several parts as one."""
    line = f"--{boundary}".encode()
    made = b"".join(line + b"\r\n" + _entity(*part) + b"\r\n" for part in parts)
    field = folded("Content-Type", (f"multipart/{kind};", f'boundary="{boundary}"'))
    return [("Content-Type", field)], made + line + b"--\r\n"


def _entity(fields: Fields, content: bytes) -> bytes:
    heads = "".join(f"{name}: {value}{_CRLF}" for name, value in fields)
    return f"{heads}{_CRLF}".encode() + content


def _text(kind: str, text: str, spoken: Fields) -> Part:
    # Lone surrogates and the like have no bytes; they are refused where text is read.
    lines = text.encode("utf-8", "replace").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    quoted = b2a_qp(lines, istext=True)
    # Servers put a sign before lines that start so; not all take it away again.
    quoted = re.sub(rb"^From ", b"=46rom ", quoted, flags=re.M)
    quoted = re.sub(rb"^\.", b"=2E", quoted, flags=re.M)
    fields = [
        ("Content-Type", f'{kind}; charset="utf-8"'),
        *spoken,
        ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    return fields, quoted.replace(b"\n", b"\r\n")


def _file(name: str, file: Attachment) -> Part:
    kind = _TYPES.get(PurePath(name).suffix.lower(), _UNKNOWN_TYPE)
    charset = ['charset="utf-8"'] if kind.startswith("text/") and _is_utf8(file.content) else []
    told = [f"{kind};", *(f"{one};" for one in charset), f'name="{name}"']
    fields = [
        ("Content-Type", folded("Content-Type", told)),
        ("Content-Transfer-Encoding", "base64"),
        (
            "Content-Disposition",
            folded("Content-Disposition", ("attachment;", f'filename="{name}"')),
        ),
    ]
    return fields, encodebytes(file.content).replace(b"\n", b"\r\n")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _named(attachments: Iterable[Attachment]) -> Iterator[tuple[str, Attachment]]:
    """Give what is attached by names of its own, of signs that every mail program knows."""
    taken: set[str] = set()
    for file in attachments:
        stem, suffix = _safe(file.name)
        name, number = f"{stem}{suffix}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}{suffix}"
        taken.add(name.casefold())
        yield name, file


def _safe(name: str) -> tuple[str, str]:
    """Give a file's name and its suffix without accents and signs that mean something."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = _UNSAFE.sub("-", plain.replace("\\", "/").rsplit("/", 1)[-1])
    found = re.fullmatch(r"(.*?)(\.[A-Za-z0-9]{1,16})?", kept.rstrip(" .-"), re.S)
    stem, suffix = found.groups("") if found else ("", "")
    stem = re.sub(r"^[^A-Za-z0-9]+", "", stem)[:_LONGEST_NAME].rstrip(" .-")
    return stem or _NAMELESS, suffix
