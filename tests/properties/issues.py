"""Random issues of the whole format, drawn along its one description.

Owns what is drawn for each kind of value. `keys(Issue)` says which keys there are, so that
one which is added is drawn at once. Must not know what an audience sees, nor what becomes
of a value.
"""

from __future__ import annotations

import csv
import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, assert_never

from hypothesis import strategies as st

from briefgen.issue import LISTS, Issue
from briefgen.schema import (
    AudienceNames,
    Choice,
    Choices,
    Date,
    Entries,
    File,
    Flag,
    Id,
    Key,
    LanguageTag,
    Moment,
    NamesOrRecords,
    Number,
    OneRef,
    Pattern,
    Plain,
    ProseMap,
    Record,
    Records,
    Refs,
    Rows,
    Word,
    Worded,
    WordedList,
    Words,
    Zone,
    keys,
)
from tests.properties.prose import PLAIN, passage, settled
from tests.properties.values import Invented, Planted, Wordings, token

AUDIENCES = ("city-council", "community-groups", "press")
LANGUAGES = ("en-US", "en-GB", "es")
ZONES = ("America/Chicago", "Asia/Kathmandu", "UTC")
MOMENTS = ("2026-12-01T06:00:00-06:00", "2027-02-28T23:59:59+05:45", "2026-12-01T06:00:00Z")
FIRST_DAY = date(1999, 1, 1)

# What the description cannot say: these are needed all the same.
NEEDED = {"issue.organization", "organization.name", "issue.recommendations"}

_LABELS = {
    own: st.lists(
        st.sampled_from(
            [*AUDIENCES, "default", own, *foreign]
            + [f"{name}/{tag}" for name in AUDIENCES for tag in (own, "fr")]
        ),
        min_size=1,
        max_size=4,
        unique=True,
    )
    for own, foreign in {"en": ["es", "fr", "es-MX"], "es": ["en", "fr", "de"]}.items()
}
_FLIP = st.booleans()
_COUNT = st.integers(0, 3)
_DAY = st.integers(0, 20_000)


@st.composite
def issues(
    draw: st.DrawFn, *, around: st.SearchStrategy[str] = PLAIN, whole: bool = False
) -> Invented:
    """Draw an issue that loads without a fault and can be built for an audience.

    `around` is what stands beside the token of each text. A `whole` issue has every key,
    and every audience sees all of it but for its notes.
    """
    return _Author(draw, around, whole).issue()


class _Author:
    """Draws one issue; each text gets a token of its own."""

    def __init__(self, draw: st.DrawFn, around: st.SearchStrategy[str], whole: bool) -> None:
        self.draw = draw
        self.around = around
        self.whole = whole
        self.count = 0
        self.language = ""
        self.ids: dict[str, list[str]] = {}

    def issue(self) -> Invented:
        # References lead forwards too: how many items there are, and their ids, come first.
        for part in keys(Issue):
            if isinstance(part.kind, Records):
                least = 2 if self.whole else part.name == "recommendations"
                count = max(least, self.draw(_COUNT))
                self.ids[part.name] = [self.token() for _ in range(count)]
        assert set(self.ids) == set(LISTS)
        if self.whole or self.flip():
            self.language = "en-US" if self.whole else self.draw(st.sampled_from(LANGUAGES))
        data = self.record(Issue, "issue")
        data["recommendations"][0].pop("audiences", None)  # every audience needs one
        return Invented(data, self.flip())

    def token(self) -> str:
        self.count += 1
        return token(self.count)

    def flip(self) -> bool:
        return self.draw(_FLIP)

    def several(self, least: int = 0) -> range:
        return range(max(least or self.whole, self.draw(_COUNT)))

    def some(self, values: list[Any], least: int = 0) -> list[Any]:
        """Draw some of a few values, in their order."""
        if self.whole:
            return values
        mask = self.draw(st.integers(0, 2 ** len(values) - 1))
        chosen = [value for place, value in enumerate(values) if mask >> place & 1]
        return chosen if len(chosen) >= least else values[:least]

    # --- mappings ---

    def record(self, described: type, name: str, place: int = 0) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for part in keys(described):
            path = f"{name}.{part.name}"
            if self.is_there(part, path, record, place):
                value = self.value(part, path, record, place)
                if value is not None:
                    record[part.name] = value
        return record

    def is_there(self, part: Key, path: str, record: dict[str, Any], place: int) -> bool:
        """Say whether a key is to be there: where it is needed, else by chance."""
        if self.is_needed(part, path, record):
            return True
        if isinstance(part.kind, LanguageTag):
            return bool(self.language)  # drawn before, since wordings are labelled by it
        if self.whole:
            # Every second item of a whole issue refers to nothing and has no date.
            return not (place % 2 and isinstance(part.kind, Refs | OneRef | Date))
        return self.flip()

    def is_needed(self, part: Key, path: str, record: dict[str, Any]) -> bool:
        if path == "events.when":
            return "date" not in record  # one of the two
        items = path.startswith("issue.") and self.ids.get(part.name)
        return part.needed or path in NEEDED or bool(items)

    def value(  # noqa: C901 - one case a kind
        self, part: Key, path: str, record: dict[str, Any], place: int
    ) -> Any:
        """Draw a value of a kind; None for a key that had better be left out."""
        match part.kind:
            case Worded(of):
                return self.wording(self.said(of), part.needed or path in NEEDED)
            case Word():
                name = self.token()
                return Planted(name, never=(name,))
            case Words():
                return [self.text() for _ in self.several()]
            case WordedList():
                return [self.wording(self.text, False) for _ in self.several()]
            case Id() if path == "issue.id":
                name = self.token()
                return Planted(name, words=(name,))
            case Id():
                name = self.ids[path.partition(".")[0]][place]
                return Planted(name, never=(name,))
            case Date():
                return self.day()
            case Moment():
                return self.draw(st.sampled_from(MOMENTS))
            case Number(least, most):
                return str(self.draw(st.floats(least, most)))
            case Flag():
                return "true" if self.flip() else "false"
            case Choice(values):
                return self.draw(st.sampled_from(values))
            case Choices(values) | Entries(values):
                return self.some(list(values))
            case LanguageTag():
                return self.language
            case Zone():
                return self.draw(st.sampled_from(ZONES))
            case AudienceNames():
                return None if self.whole else self.some(list(AUDIENCES), path == "issue.audiences")
            case Refs(lists):
                return self.some([name for of in lists for name in self.ids[of]])
            case OneRef(lists):
                known = [name for of in lists for name in self.ids[of]]
                return self.draw(st.sampled_from(known)) if known else None
            case Record(described):
                return self.record(described, part.name)
            case Records(described):
                return self.records(described, part)
            case ProseMap(allowed):
                return self.prose_map(list(allowed))
            case File():
                return self.logo() if part.name == "logo" else self.attached()
            case Rows(columns):
                return self.rows([column["key"].source for column in record[columns]])
            case Plain():
                return self.anything()
            case NamesOrRecords() | Pattern():
                raise NotImplementedError  # no key of an issue is of these kinds
            case _:
                assert_never(part.kind)

    def records(self, described: type, part: Key) -> list[dict[str, Any]]:
        if part.name in self.ids:
            places = range(len(self.ids[part.name]))
            return [self.record(described, part.name, place) for place in places]
        # A list inside an item, such as the columns of a table.
        return [self.record(described, part.name) for _ in self.several(1)]

    def prose_map(self, allowed: list[str]) -> dict[str, Any]:
        # Names of the author's own are words of the document, and secrets like any other.
        names = self.some(allowed) if allowed else ["fiscal", self.token(), self.token()]
        return {name: self.wording(self.prose, False) for name in names}

    def anything(self) -> dict[str, Any]:
        name, inner = self.token(), self.token()
        return {name: [self.open(name), {inner: self.open(inner)}], "items": self.open()}

    def open(self, *names: str) -> Planted:
        """Draw a text that anybody may meet, as they may the names that it stands under."""
        return replace(text := self.text(), words=(), allowed=(*text.words, *names))

    # --- words ---

    def wording(self, said: Callable[[], Any], needed: bool) -> Any:
        """Draw a value in one wording or several; one that is needed has the general one."""
        if self.whole or self.flip():
            return said()
        own = (self.language or "en-US")[:2]
        labels = self.draw(_LABELS[own])
        if needed and "default" not in labels:
            labels = ["default", *labels]
        # Which of two wins that are said for the same readers is nobody's promise.
        general = {f"{name}/{own}" for name in labels} | ({own} if "default" in labels else set())
        return Wordings({label: said() for label in labels if label not in general})

    def said(self, of: str) -> Callable[[], Any]:
        match of:
            case "text":
                return self.text
            case "prose":
                return self.prose
            case "url":
                return self.address
            case "email":
                return self.mail
            case "date-or-text":
                return self.day if not self.whole and self.flip() else self.text
            case _:
                raise AssertionError(f"no such words: {of}")

    def text(self) -> Planted:
        source = f"{self.draw(self.around)}{self.token()}{self.draw(self.around)}"
        return Planted(source, words=(settled(source),))

    def prose(self) -> Planted:
        return passage(self.draw, self.around, self.token)

    def address(self) -> Planted:
        url = f"https://example.org/{self.token()}?a=1&b=(2)"
        return Planted(url, targets=(url,))

    def mail(self) -> Planted:
        address = f"{self.token()}@example.org"
        return Planted(address, words=(address,))

    def day(self) -> str:
        return (FIRST_DAY + timedelta(self.draw(_DAY))).isoformat()

    # --- files beside the issue ---

    def path(self, name: str, suffix: str) -> tuple[str, str]:
        folder = self.token()
        return f"{folder}/{name}{suffix}", folder

    def attached(self) -> Planted:
        """Draw a file that goes along: its name is read, its folder and contents are not."""
        name, inside = self.token(), self.token()
        path, folder = self.path(name, ".pdf")
        return Planted(
            path, words=(f"{name}.pdf",), never=(folder, inside), content=(inside, str.encode)
        )

    def logo(self) -> Planted:
        """Draw a picture with a remark in it."""
        name, remark = self.token(), self.token()
        path, folder = self.path(name, ".png")
        return Planted(path, never=(folder, name, remark), content=(remark, _png))

    def rows(self, columns: list[str]) -> Any:
        count = self.several()
        if self.flip():
            named = [self.some(columns) for _ in count]
            return [{name: self.wording(self.text, False) for name in row} for row in named]
        name, extra = self.token(), self.token()
        path, folder = self.path(name, ".csv")
        sheet = io.StringIO()
        writer = csv.writer(sheet)
        writer.writerow([*columns, extra])  # a column that the table does not name
        shown, hidden = [], [folder, name, extra]
        for _ in count:
            cells = [self.text().words[0] for _ in columns]
            writer.writerow([*cells, secret := self.token()])
            shown += cells
            hidden.append(secret)
        content = (sheet.getvalue(), str.encode)
        return Planted(path, words=tuple(shown), never=tuple(hidden), content=content)


def _png(remark: str) -> bytes:
    """Make a small picture of two colours with a remark in it, and another behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    width, height = 32, 16
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    line = b"\0" + b"\x1f\x3a\x5f" * (width // 2) + b"\xff\xff\xff" * (width // 2)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"tEXt", b"Comment\0" + remark.encode()),
            chunk(b"IDAT", zlib.compress(line * height)),
            chunk(b"IEND", b""),
            remark.encode(),
        )
    )
