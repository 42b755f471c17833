"""Templates that compare, sort, cut and search long texts over and over, and odd slices."""

from __future__ import annotations

from tests.hostile.templates import Hostile, one

_TEXTS = "{% set s = 'a' %}" + "{% set s = s ~ s %}" * 20 + "{% set t = s ~ '' %}"
_TURNS = "{{% for i in range(500) %}}{{% for j in range(900) %}}{}{{% endfor %}}{{% endfor %}}"
_OFTEN = "{{% for i in range(55) %}}{{% set q = {} %}}{{% endfor %}}"
_TWO = "{% set x = [s, t] %}" + "{% set x = x + x %}" * 12
_FIELDS = "{% set x = [{'a': s}, {'a': t}] %}" + "{% set x = x + x %}" * 12

LONG = {
    f"long-{name}": one(_TEXTS + text, "too much")
    for name, text in {
        "equal": _TURNS.format("{% if s == t %}{% endif %}"),
        "less": _TURNS.format("{% if s < t %}{% endif %}"),
        "slice": _TURNS.format("{% set q = s[1:] %}"),
        "list-slice": "{% set x = range(9000)|list %}" + _TURNS.format("{% set q = x[:] %}"),
        "test": _TURNS.format("{% if s is lower %}{% endif %}"),
        "test-equal": _TURNS.format("{% if s is eq(t) %}{% endif %}"),
        "key": "{% set d = {t: 1} %}" + _TURNS.format("{% set q = d[s] %}"),
        "get": "{% set d = {t: 1} %}" + _TURNS.format("{% set q = d.get(s) %}"),
        "sort": _TWO + _OFTEN.format("x|sort"),
        "unique": _TWO + _OFTEN.format("x|unique"),
        "min": _TWO + _OFTEN.format("x|min"),
        "sort-field": _FIELDS + _OFTEN.format("x|sort(attribute='a')"),
        "groupby": _FIELDS + _OFTEN.format("x|groupby('a')"),
        "among": _TWO + _OFTEN.format("(s[1:] ~ 'b') in x"),
        "select": _TWO + _OFTEN.format("x|select('lower')|list"),
    }.items()
}

SLICES = {
    "slice-number": one("{{ 5[1:2] }}", "a slice of a number"),
    "slice-group": one("{{ issue[1:2] }}", "a slice of a group of fields"),
    "slice-prose": one("{{ issue.summary[1:2] }}", "a slice of prose"),
    "slice-word": one("{{ issue.title['a':] }}", "a slice takes whole numbers"),
    "slice-zero": one("{{ issue.title[::0] }}", "steps of zero"),
    "slice-pieces": one(
        "{% macro m() %}{{ issue.summary }}{% endmacro %}{{ m()[0:1] }}",
        "a piece of the template's own text",
    ),
}

ALL: dict[str, Hostile] = {**LONG, **SLICES}
