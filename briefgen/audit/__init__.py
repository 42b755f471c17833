"""What machine checks a finished file passes, and what is left for a person to judge.

Owns the choice of the format by what a file holds. Must not know how a file was made: those
of other programs are judged alike. Each format is imported when a file of it is met.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from briefgen.audit.limits import MAX_BYTES
from briefgen.audit.report import Check, Kind, Report
from briefgen.errors import InputError, Location, UsageError, error

__all__ = ["MAX_BYTES", "Report", "audit", "checks", "judge"]

_MODULES = {
    Kind.PDF: "briefgen.audit.pdf",
    Kind.DOCX: "briefgen.audit.docx",
    Kind.HTML: "briefgen.audit.html",
}
_BEFORE = re.compile(rb"\s*+(?:<!--(?:[^-]++|-(?!->))*+-->\s*+|<\?xml[^>]*+>\s*+)*+")
_HTML = re.compile(rb"<(?:!doctype\s++html|html)", re.IGNORECASE)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_HEAD = 4_096


def audit(path: Path, name: str) -> Report:
    """Say what is found in a file; `name` is what the report calls it.

    Raises UsageError where there is no such file, InputError where it cannot be read.
    """
    return judge(_content(path, name), name, path.suffix)


def judge(raw: bytes, name: str, suffix: str = "") -> Report:
    """Say what is found in the bytes of a file. Raises InputError where they cannot be read."""
    if len(raw) > MAX_BYTES:
        size = f"the file has more than {MAX_BYTES // 1_000_000} MB"
        raise InputError(error("audit.too-large", size, Location(name)))
    module = import_module(_MODULES[_kind(raw, suffix, name)])
    examine: Callable[[bytes, str], Report] = module.audit
    return examine(raw, name)


def checks(kind: Kind) -> tuple[Check, ...]:
    """Give every check that files of a kind are held against."""
    found: tuple[Check, ...] = import_module(_MODULES[kind]).CHECKS
    return found


def _content(path: Path, name: str) -> bytes:
    place = Location(name)
    try:
        # Opening a pipe would wait for somebody to write into it.
        if path.exists() and not path.is_file():
            raise _no_file(path, place)
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(error("audit.no-file", "no such file", place)) from None
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        raise InputError(error("audit.cannot-read", f"cannot be read: {reason}", place)) from None
    return raw


def _no_file(path: Path, place: Location) -> UsageError:
    if path.is_dir():
        hint = "name the files in it, such as " + str(Path(place.path) / "*.pdf")
        return UsageError(error("audit.no-file", "this is a folder", place, hint))
    hint = "save what comes out of it as a file, or pipe it into briefgen audit -"
    return UsageError(error("audit.no-file", "this is no file but a device or a pipe", place, hint))


def _is_html(raw: bytes, suffix: str) -> bool:
    """Say whether a file is HTML, of whatever encoding; comments may come first."""
    head = raw[:_HEAD].removeprefix(codecs.BOM_UTF8)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    before = _BEFORE.match(head)
    begins = _HTML.match(head, before.end() if before else 0)
    return begins is not None or (suffix.lower() in _HTML_NAMES and b"\0" not in head[:512])


def _kind(raw: bytes, suffix: str, name: str) -> Kind:
    """Tell the format by what a file holds; its name counts for HTML alone."""
    place = Location(name)
    if not raw.strip():
        raise InputError(error("audit.empty", "the file is empty", place))
    if b"%PDF-" in raw[:1_024]:
        return Kind.PDF
    if raw.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    if _is_html(raw, suffix):
        return Kind.HTML
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        message = "an old Word file, or one with a password"
        hint = "open it in Word and save it as .docx, without a password"
        raise InputError(error("audit.unknown-kind", message, place, hint))
    hint = "PDF, DOCX and HTML can be audited"
    raise InputError(error("audit.unknown-kind", "no PDF, DOCX or HTML", place, hint))
