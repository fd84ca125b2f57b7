"""The JSON of each kind of report as a JSON Schema, made from the dataclasses that a report consists of."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reports.beside import data_fields
from reports.canonical import SELDOM
from reports.kinds import VERIFICATION
from reports.registry import report_class
from reports.report import FORMAT, Report

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER: dict[str, Any] = {"anyOf": [{"type": "number"}, {"enum": ["inf", "-inf", None]}]}
_PLAIN: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: _NUMBER,
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


class _Definitions(dict[type, dict[str, Any]]):
    """The schemas of dataclasses, each named after its class; further ones of the same name have a number."""

    def name(self, kind: type) -> str:
        """The name of a class among those of the same name, in the order in which they were met."""
        same = [one for one in self if one.__name__ == kind.__name__]
        place = same.index(kind) + 1
        return kind.__name__ if place == 1 else f"{kind.__name__}-{place}"

    def by_name(self) -> dict[str, dict[str, Any]]:
        """All of them in the order of their names."""
        return dict(sorted((self.name(kind), made) for kind, made in self.items()))


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of report; KeyError for one that there is not.

    Every key is required; others may be added within a format, so none is forbidden. A number that may be
    undefined or infinite may be null, `"inf"` or `"-inf"`.

    >>> made = schema("calibration")
    >>> made["properties"]["report"], made["required"][-1]
    ({'const': 'calibration'}, 'digest')
    """
    report: type[Report] = report_class(name)
    defined = _Definitions()
    body = _verification(defined) if name == VERIFICATION.name else _object(report, defined)
    properties = {
        "report": {"const": name},
        "format": {"const": FORMAT},
        **body["properties"],
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    return {
        "$schema": DRAFT,
        "title": name,
        "description": _opening(report),
        "type": "object",
        "properties": properties,
        "required": ["report", "format", *body["required"], "digest"],
        **({"anyOf": body["anyOf"]} if "anyOf" in body else {}),
        "$defs": defined.by_name(),
    }


def _verification(defined: _Definitions) -> dict[str, Any]:
    """The keys of a verification, whose figures of all rows stand beside the others, not below a key."""
    from reports.verifications import VerificationReport
    from tracker.verification.result import Figures, Verification

    body = _object(VerificationReport, defined)
    found = _object(Verification, defined)
    del body["properties"]["found"], found["properties"]["figures"]
    found["properties"] |= {"problems_left_out": {"type": "integer"}}
    properties = found["properties"] | body["properties"]
    figures = _of(Figures, defined)["anyOf"]
    return {"properties": properties, "required": list(properties), "anyOf": figures}


def _object(kind: type, defined: _Definitions) -> dict[str, Any]:
    assert is_dataclass(kind), f"{kind.__name__} is no dataclass"
    hints = get_type_hints(kind)
    told = _attributes(kind)
    properties = {}
    for field in data_fields(kind):
        words = {"description": told[field.name]} if field.name in told else {}
        properties[field.name] = _of(hints[field.name], defined) | words
    return {
        "description": _opening(kind),
        "type": "object",
        "properties": properties,
        "required": [field.name for field in data_fields(kind) if field.metadata != SELDOM],
    }


def _of(hint: Any, defined: _Definitions) -> dict[str, Any]:
    """The schema of a type; dataclasses in it are added to what is defined."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part, defined) for part in inner]}
    if origin in (tuple, list):
        return _sequence(inner, defined)
    if inspect.isclass(origin) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inner[1], defined)}
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if is_dataclass(hint):
        assert isinstance(hint, type)
        if hint not in defined:
            defined[hint] = {}
            defined[hint] = _object(hint, defined)
        return {"$ref": f"#/$defs/{defined.name(hint)}"}
    raise ValueError(f"a report holds plain data, not {hint!r}")


def _sequence(inner: tuple[Any, ...], defined: _Definitions) -> dict[str, Any]:
    if len(inner) == 1 or inner[1:] == (Ellipsis,):
        return {"type": "array", "items": _of(inner[0], defined)}
    parts = [_of(part, defined) for part in inner]
    return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


def _opening(kind: type) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split())


def _attributes(kind: type) -> dict[str, str]:
    """What the "Attributes" of a docstring say of each name."""
    _, _, section = (inspect.getdoc(kind) or "").partition("Attributes\n----------\n")
    told: dict[str, str] = {}
    for names, words in re.findall(r"^(\S[^\n]*)\n((?:    [^\n]*\n?)+)", section, flags=re.MULTILINE):
        told |= dict.fromkeys(names.split(", "), " ".join(words.split()))
    return told
