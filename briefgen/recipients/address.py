"""One address as people write it -> the address itself, checked.

Owns email-validator (its only home), and the dirt that addresses bring along from mail
programs and spreadsheets: names, brackets, `mailto:`, quotes, spaces that nobody sees. What
is only around an address is taken off; what is wrong inside is a fault and never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from briefgen.yamlfile import quoted

MAX_NAME = 200
_LONGEST_WHOLE = 254  # bytes, RFC 5321 with its errata
_LONGEST = 1_000  # with room for several addresses, which are told apart
HINT = "write one address, such as clerk@city.example"

# White space, and signs without ink that come along when an address is copied.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064"
_AROUND = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")
_INSIDE = re.compile(f"[{_UNSEEN}]")
_PAIRS = ('""', "''", "“”", "‘’", "«»", "\u201e“", "\u201a‘")  # the last two are German
_QUOTES = frozenset("".join(_PAIRS))
_MAILTO = "mailto:"
_ONE = re.compile(r"[^\s@,;/|&<>]+@[^\s@,;/|&<>]+")
_PLAIN = re.compile(r"[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*")
_STOPS = re.compile("[.,]+")
_AROUND_SIGNS = re.compile(r"\s*([@.])\s*")
# What word processors write for an apostrophe and a hyphen.
_TYPED = str.maketrans("‘’\u00b4–—−\u2010\u2011", "'''-----")
# The library refuses these, as no mail reaches them over the internet. It reaches them in an
# office whose own server has names under .local, and tests are made with the others.
_HOUSE = tuple((".", name) for name in ("test", "invalid", "local", "localhost"))
_ANY_DOMAIN = ".example"


class Unfit(Exception):
    """A text that is no address; `code`, `message` and `hint` say how."""

    def __init__(self, code: str, message: str, hint: str = HINT) -> None:
        """Take the parts of the diagnostic; who asks knows the place."""
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class Written:
    """An address as people read it and as SMTP wants it, with the name that stood before it."""

    address: str
    envelope: str
    name: str = ""


def trimmed(text: str) -> str:
    """Take off white space and unseen signs at both ends."""
    return text.strip() if text.isascii() else _AROUND.sub("", text)


def cleaned_name(text: str) -> str:
    """Give a name on one line, composed (NFC). Raises Unfit where it is too long for one."""
    name = unicodedata.normalize("NFC", " ".join(trimmed(text).split()))
    if len(name) > MAX_NAME:
        raise Unfit("long-name", f"a name of more than {MAX_NAME} characters", "shorten it")
    return name


def parsed(text: str) -> Written:
    """Read `a@b.org`, `<a@b.org>`, `mailto:a@b.org` or `Name <a@b.org>`. Raises Unfit."""
    name, inner = "", trimmed(trimmed(text).rstrip(",;"))
    if inner.endswith(">") and "<" in inner:
        name, _, inner = inner[:-1].rpartition("<")
    address = _bare(inner)
    written = _checked(address, text)
    name = _unquoted(cleaned_name(name))
    if _bare(name).casefold() in (address.casefold(), written.address.casefold()):
        name = ""  # mail programs write the address twice where they know no name
    if _ONE.search(name):
        raise _several(text)
    return Written(written.address, written.envelope, name)


def _bare(text: str) -> str:
    """Take off what mail programs and spreadsheets put around an address."""
    text = trimmed(text)
    if text.startswith('"') and '"@' in text:
        return text  # a quoted local part, which is refused as such
    text = _unwrapped(text)
    if text[: len(_MAILTO)].lower() == _MAILTO:
        return _unwrapped(text[len(_MAILTO) :].partition("?")[0])  # what follows is a subject
    return text


def _unwrapped(text: str) -> str:
    """Take off quotes around the whole, and the apostrophe that tells Excel of a text."""
    text = trimmed(text)
    while len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = trimmed(text[1:-1])
    return text[1:] if text[:1] == "'" and text.count("'") == 1 else text


def _unquoted(name: str) -> str:
    if len(name) > 1 and name[0] + name[-1] in _PAIRS:
        return re.sub(r"\\(.)", r"\1", name[1:-1]).strip()
    return name


def _checked(address: str, text: str) -> Written:
    """Check an address; `text` is all that was written, for the fault."""
    if not address:
        raise Unfit("bad-address", f"{quoted(text)} holds no address")
    if len(address) > _LONGEST:
        raise Unfit("bad-address", f"{quoted(text)} is longer than any e-mail address")
    try:
        return _valid(address)
    except ValueError as fault:
        if len(_ONE.findall(address)) > 1:
            raise _several(text) from None
        reason = _reason(str(fault))
    raise Unfit("bad-address", f"{quoted(text)} is no e-mail address: {reason}", _meant(address))


def _several(text: str) -> Unfit:
    return Unfit(
        "several-addresses",
        f"{quoted(text)} is more than one address",
        "give each a row (or an option) of its own",
    )


def _valid(address: str) -> Written:
    """Check an address as it stands. Raises ValueError with the reason."""
    local, _, domain = address.rpartition("@")
    if _PLAIN.fullmatch(local):
        # A list has few domains, and they are what takes its time: each is checked once.
        _, domain, in_ascii = _judged(f"a@{domain}")
        if max(len(domain.encode()), len(in_ascii)) + 1 + len(local) <= _LONGEST_WHOLE:
            return Written(f"{local}@{domain}", f"{local}@{in_ascii}")
    local, domain, in_ascii = _judged(address)
    if local.translate(_TYPED) != local:
        raise ValueError("it has a typographer's quote or dash before the @-sign")
    return Written(f"{local}@{domain}", f"{local}@{in_ascii}")


@lru_cache(maxsize=2_000)
def _judged(address: str) -> tuple[str, str, str]:
    """Give what stands before the @, the domain as people read it, and the domain in ASCII."""
    # Imported when an address is read: most commands read none.
    from email_validator import validate_email

    domain = address.rpartition("@")[2].lower()
    house = domain == "localhost" or domain.rpartition(".")[1:] in _HOUSE
    added = _ANY_DOMAIN if house else ""
    found = validate_email(f"{address}{added}", check_deliverability=False)
    return (
        found.local_part or "",
        found.domain.removesuffix(added),
        found.ascii_domain.removesuffix(added),
    )


def _reason(text: str) -> str:
    """Put the library's sentence into the form of ours."""
    text = text.rstrip(".").replace("The email address", "it").replace("email", "e-mail")
    text = text.replace(". It ", ": it ")
    return text[:1].lower() + text[1:]


def _meant(address: str) -> str:
    """Say what may have been meant: the nearest text that is an address."""
    if sign := _INSIDE.search(address):
        return f"delete the sign U+{ord(sign.group()):04X} in it; it is invisible in most editors"
    guess = unicodedata.normalize("NFKC", address).translate(_TYPED)
    local, _, domain = _AROUND_SIGNS.sub(r"\1", guess).rpartition("@")
    guess = f"{local}@{_STOPS.sub('.', domain).strip('.')}"
    try:
        return f"did you mean {quoted(_valid(guess).address)}?"
    except ValueError:
        return HINT
