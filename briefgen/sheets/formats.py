"""Number formats of spreadsheets: a number and its format -> what a person sees.

Owns the language of formats (`#,##0.00;[Red]-#,##0.00`) as far as it can be shown
with certainty, and the counting of days. A date is shown as an ISO date, as exact as
its format: `mmm yyyy` gives `2026-03`. What is not known here is a fault of the cell,
never a guess. Must not know cells nor files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

GENERAL_CODE = "General"

# ECMA-376 part 1, 18.8.30. Those that depend on where a person lives (5 to 8, 42, 44 and
# the calendars from 27 on) mean nothing here unless the file spells them out.
BUILT_IN: dict[str, str] = {
    "0": GENERAL_CODE,
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "14": "yyyy-mm-dd",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "yyyy-mm-dd h:mm",
    "37": "#,##0;(#,##0)",
    "38": "#,##0;(#,##0)",
    "39": "#,##0.00;(#,##0.00)",
    "40": "#,##0.00;(#,##0.00)",
    "41": '#,##0;-#,##0;"-"',
    "43": '#,##0.00;-#,##0.00;"-"',
    "49": "@",
}

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General)
    | (?P<clock>AM/PM|A/P)
    | (?P<digits>[0#?,]*[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)
    | (?P<date>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+)
    | (?P<text>@)
    | (?P<letter>[A-Za-z])
    | (?P<literal>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)", re.I)
_SECTION_END = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|;', re.DOTALL)
_MAX_CODE = 255
# Holds any number there is with as many places as a format can ask for.
_EXACT = Context(prec=1_500)
_DAYS = 2_958_466  # to the end of the year 9999
_DAYS_1904 = 1_462


class Unshown(Exception):
    """A number that cannot be shown with certainty; says why."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: literals around digits, or a date, or words alone."""

    before: str = ""
    after: str = ""
    digits: str | None = None  # "general", or as the format has them
    dates: tuple[str, ...] = ()
    percents: int = 0
    text: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """How the numbers and the words of a style are shown."""

    code: str
    numbers: tuple[_Section, ...] = ()
    words: _Section | None = None
    fault: str = ""

    @property
    def plain(self) -> bool:
        """Say whether a whole number stands as it is."""
        return not self.numbers and not self.fault

    def number(self, value: float, from_1904: bool) -> str:
        """Show a number. Raises Unshown."""
        if self.fault:
            raise Unshown(self.fault)
        # As many digits as a spreadsheet keeps: 0.1 + 0.2 is 0.3 there.
        exact = Decimal(format(value, ".15g"))
        if not self.numbers:
            return _general(exact)
        section, signed = self._section(exact)
        if section.dates:
            return _moment(value, section.dates, from_1904)
        shown = _digits(section, abs(exact))
        sign = "-" if signed and any(digit in "123456789" for digit in shown) else ""
        return " ".join(f"{sign}{section.before}{shown}{section.after}".split())

    def _section(self, value: Decimal) -> tuple[_Section, bool]:
        """Give the section for a number, and whether it is to show the sign itself."""
        if value < 0 and len(self.numbers) > 1:
            return self.numbers[1], False
        if value == 0 and len(self.numbers) > 2:
            return self.numbers[2], False
        return self.numbers[0], value < 0

    def text(self, words: str) -> str:
        """Show words. Raises Unshown."""
        if self.words is None:
            return words
        if self.words.text:
            if (self.words.before + self.words.after).strip():
                raise Unshown(f"has a format that adds to its words, {self.code!r}")
            return words
        return self.words.before


GENERAL = Format(GENERAL_CODE)


def number_format(code: str) -> Format:
    """Read a format. One that is not known shows words, and no number."""
    if code in ("", GENERAL_CODE):
        return GENERAL
    try:
        if len(code) > _MAX_CODE:
            raise Unshown
        sections = [_section(part) for part in _parts(code)]
    except Unshown:
        return Format(code, fault=f"has the number format {code[:40]!r}, which is not known here")
    words = sections[3] if len(sections) > 3 else None
    numbers = []
    for section in sections[:3]:
        if section.text:
            words = section
        else:
            numbers.append(section)
    return Format(code, tuple(numbers), words)


def _parts(code: str) -> list[str]:
    """Split at the semicolons that are no literals."""
    parts, start = [], 0
    for match in _SECTION_END.finditer(code):
        if match.group() == ";":
            parts.append(code[start : match.start()])
            start = match.end()
    return [*parts, code[start:]]


def _section(code: str) -> _Section:
    before: list[str] = []
    after: list[str] = []
    digits: str | None = None
    dates: list[str] = []
    percents = 0
    text = False
    tokens = list(_TOKEN.finditer(code))
    is_date = any(token.lastgroup in ("date", "clock") for token in tokens)
    for token in tokens:
        kind, words = str(token.lastgroup), str(token[str(token.lastgroup)])
        around = before if digits is None and not text else after
        match kind:
            case "quoted" | "escaped" | "currency":
                around.append(words)
            case "literal" if is_date or words not in ",.":
                percents += words == "%"
                around.append(words)
            case "space":
                around.append(" ")
            case "fill":
                pass
            case "bracket" if _COLOUR.fullmatch(words):
                pass
            case "date":
                dates.append(words.lower())
            case "clock":
                pass
            case "digits" if is_date:
                pass  # parts of a second
            case "digits" | "general" if digits is None:
                digits = words.lower() if kind == "general" else _sound(words)
            case "text":
                text = True
            case _:  # a condition, elapsed time, a fraction, an exponent, digits apart
                raise Unshown
    return _Section("".join(before), "".join(after), digits, _components(dates), percents, text)


def _sound(digits: str) -> str:
    """Refuse a comma at the end of the whole part: it shows thousands as ones."""
    if digits.partition(".")[0].endswith(","):
        raise Unshown
    return digits


def _components(dates: list[str]) -> tuple[str, ...]:
    """Give which parts of a moment a format shows; `m` beside hours or seconds is minutes."""
    found: list[str] = []
    for index, letters in enumerate(dates):
        kind = letters[0]
        if kind == "m" and len(letters) < 3:
            before = dates[index - 1][0] if index else ""
            after = dates[index + 1][0] if index + 1 < len(dates) else ""
            kind = "minute" if before == "h" or after == "s" else "m"
        if kind == "d" and len(letters) > 2:
            kind = "weekday"
        found.append(kind)
    shown = set(found)
    if dates and not ({"y", "h"} & shown or {"m", "d"} <= shown):
        raise Unshown  # a month, a day of the week or minutes alone
    return tuple(found)


def _general(value: Decimal) -> str:
    """Show a number as a wide cell does: eleven signs, but a whole number whole."""
    if value == value.to_integral_value():
        return f"{value + 0:f}"  # no zero with a sign
    if value.adjusted() < -4:
        places = 14 - value.adjusted()
    else:
        places = max(0, 10 - max(1, value.adjusted() + 1))
    return f"{_rounded(value, places).normalize():f}"


def _rounded(value: Decimal, places: int) -> Decimal:
    """Round as a spreadsheet does: halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def _digits(section: _Section, value: Decimal) -> str:
    """Show the digits of a number that is not negative."""
    if section.digits is None:
        return ""
    value = value.scaleb(2 * section.percents)
    if section.digits == "general":
        return _general(value)
    whole, _, part = section.digits.partition(".")
    places = whole.replace(",", "")
    least = len(places) - places.index("0") if "0" in places else 0
    shown, _, decimals = f"{_rounded(value, len(part)):f}".partition(".")
    shown = shown.lstrip("0").rjust(least, "0")
    if "," in whole:
        shown = _grouped(shown)
    decimals = decimals.ljust(len(part), "0")[: len(part)]
    kept = part.rindex("0") + 1 if "0" in part else 0
    decimals = decimals[:kept] + decimals[kept:].rstrip("0")
    return f"{shown}.{decimals}" if decimals else shown


def _grouped(digits: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    return ",".join(groups + [digits[at : at + 3] for at in range(first, len(digits), 3)])


def _moment(value: float, components: tuple[str, ...], from_1904: bool) -> str:
    """Show a day number as an ISO date or time, as exact as its format."""
    if not 0 <= value < (_DAYS - _DAYS_1904 if from_1904 else _DAYS):
        raise Unshown("holds a date out of all measure")
    has_date = "y" in components or "d" in components
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    if not from_1904 and has_date:
        if int(value) in (0, 60):
            raise Unshown("holds a day that is in no calendar")
        if value < 60:  # the format takes 1900 for a leap year
            start += timedelta(days=1)
    # A second short of the end, rounding would leave the calendar.
    seconds = min(round(value * 86_400), int(value) * 86_400 + 86_399)
    moment = (start + timedelta(seconds=seconds)).isoformat(" ", "seconds")
    shown = []
    if has_date:
        shown.append(moment[: 10 if "d" in components else 7 if "m" in components else 4])
    if "h" in components:
        shown.append(moment[11 : 19 if "s" in components else 16])
    return " ".join(shown)
