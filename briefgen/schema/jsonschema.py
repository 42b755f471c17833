"""A description as JSON Schema (draft 2020-12), for editors that complete and check.

An editor reads YAML's scalars by YAML's own guesses, so where text is expected a
number or a truth value must pass too; briefgen itself keeps them as written.
"""

from __future__ import annotations

from typing import Any, assert_never

from briefgen.schema import kinds as k
from briefgen.schema.literals import ID

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
_ID = {"type": ["string", "number"], "pattern": f"^{ID.pattern}$"}


def json_schema(described: type, title: str) -> dict[str, Any]:
    """Give the schema of a described mapping."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_record(described),
    }


def _record(described: type) -> dict[str, Any]:
    parts = k.keys(described)
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {p.name: {"description": p.meaning, **_kind(p.kind)} for p in parts},
    }
    if needed := [part.name for part in parts if part.needed]:
        schema["required"] = needed
    return schema


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": items}


def _worded() -> dict[str, Any]:
    return {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT}]}


def _kind(kind: k.Kind) -> dict[str, Any]:  # noqa: C901 - one case a kind
    match kind:
        case k.Worded():
            return _worded()
        case k.Word() | k.LanguageTag() | k.Zone():
            return _TEXT
        case k.Words() | k.AudienceNames():
            return _list(_TEXT)
        case k.WordedList():
            return _list(_worded())
        case k.Id() | k.OneRef():
            return _ID
        case k.Refs():
            return _list(_ID)
        case k.Date():
            return {"type": "string", "format": "date"}
        case k.Moment():
            return {"type": "string", "format": "date-time"}
        case k.Number(least, most):
            return {"type": "number", "minimum": least, "maximum": most}
        case k.Flag():
            return {"type": "boolean"}
        case k.Choice(values):
            return {"enum": [*values, *(int(value) for value in values if value.isdigit())]}
        case k.Choices(values):
            return _list({"enum": list(values)})
        case k.Record(described):
            return {**_record(described), "type": ["object", "null"]}
        case k.Records(described):
            return _list(_record(described))
        case k.NamesOrRecords(described):
            return _list({"anyOf": [_TEXT, _record(described)]})
        case k.Pattern():
            return _TEXT
        case k.ProseMap(allowed):
            names = {"propertyNames": {"enum": list(allowed)}} if allowed else {}
            return {"type": ["object", "null"], "additionalProperties": _worded(), **names}
        case k.Entries(allowed):
            named = {"type": "object", "propertyNames": {"enum": list(allowed)}, "maxProperties": 1}
            return _list({"anyOf": [{"enum": list(allowed)}, named]})
        case k.File():
            return {"type": "string"}
        case k.Rows():
            row = {"type": "object", "additionalProperties": _worded()}
            return {"anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": row}]}
        case k.Plain():
            return {"type": ["object", "null"]}
        case _:
            assert_never(kind)
