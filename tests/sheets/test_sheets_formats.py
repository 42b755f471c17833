"""Number formats: shown as a spreadsheet does, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.sheets.formats import Unshown, number_format


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0", 2.5, "3"),
        ("0", -2.5, "-3"),
        ("0.00", 1.005, "1.01"),
        ("0.00", -0.001, "0.00"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0", 999.5, "1,000"),
        ("#,##0.00", -1234.5, "-1,234.50"),
        ("0%", 0.125, "13%"),
        ("0.0%", 0.1234, "12.3%"),
        ("00000", 1234, "01234"),
        ("0.0#", 1.5, "1.5"),
        ("0.##", 1, "1"),
        ("#,###", 0, ""),
        ('"$"#,##0.00', 5, "$5.00"),
        ("[$€-407] #,##0", 1000, "€ 1,000"),
        (r'_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-', -7, "-7.00 €"),
        (r'_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-', 0, "- €"),
        ("#,##0_);[Red](#,##0)", -5, "(5)"),
        ("0;-0;;@", 0, ""),
        (";;;", 5, ""),
        ('General" kg"', 1.5, "1.5 kg"),
        ("@", 7, "7"),
        ("d/m/yyyy", 46082, "2026-03-01"),
        ("[$-407]d. mmmm yyyy;@", 46082, "2026-03-01"),
        ("yyyy-mm-dd hh:mm:ss", 46082.604166666664, "2026-03-01 14:30:00"),
        ("d-mmm", 46082, "2026-03-01"),
        ("mmmm yyyy", 46082, "2026-03"),
        ("yyyy", 46082, "2026"),
        ("h:mm AM/PM", 46082.604166666664, "14:30"),
        ("yyyy-mm-dd", 1, "1900-01-01"),
        ("yyyy-mm-dd", 59, "1900-02-28"),
        ("yyyy-mm-dd", 61, "1900-03-01"),
        ("yyyy-mm-dd", 2958465.999999, "9999-12-31"),
        ("0.00", 1e300, "1" + "0" * 300 + ".00"),
    ],
)
def test_a_format_shows_a_number_as_a_spreadsheet_does(code: str, value: float, shown: str) -> None:
    assert number_format(code).number(value, False) == shown


@pytest.mark.parametrize(
    "code",
    [
        "# ?/?",
        "0.00E+00",
        "#,##0,",
        "0.0,",
        "[h]:mm",
        "mm:ss",
        "dddd",
        "mmmm",
        "[<100]0;0.0",
        "000-00",
        "[DBNum1]0",
        "0" * 300,
    ],
)
def test_a_format_that_is_not_known_is_no_guess(code: str) -> None:
    with pytest.raises(Unshown):
        number_format(code).number(46082.5, False)


def test_a_format_that_hides_words_hides_them() -> None:
    assert number_format(";;;").text("x") == ""
    assert number_format("0;-0;;@").text("x") == "x"
    assert number_format("0.00").text("x") == "x"


@given(st.text('0#?,.%;@ymdhsGenral"\\_*[]$-/E+() €', max_size=20), st.floats(-1e12, 1e12))
@settings(deadline=None)
def test_any_format_is_shown_or_refused(code: str, value: float) -> None:
    made = number_format(code)
    try:
        assert made.number(value, False) == " ".join(made.number(value, False).split())
    except Unshown as refusal:
        assert str(refusal)
    try:
        assert made.text("x") in ("x", made.text("y"))
    except Unshown as refusal:
        assert str(refusal)
