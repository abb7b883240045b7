"""The JSON Schema of flow files, for editors that complete and underline as one types.

Draft 7, the newest that editors agree on. One schema serves both kinds of file: with a `flow` key a file
is read as `flow.yaml`, without one as a topic file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from interview.flow.conditions.resolver import ALWAYS_POSSIBLE, GROUP
from interview.flow.language import value_types
from interview.flow.language.keys import ANSWER, FLOW, ID, SPAN, TOPIC

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the JSON Schema of `flow.yaml` and of topic files, with a description of every key."""
    definitions: dict[str, Schema] = {}
    writer = _Writer(definitions)
    properties = writer.properties(FLOW)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A flow of the guided interview",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "if": {"required": ["flow"]},
        "then": {"required": [key.name for key in FLOW.keys if key.required]},
        "else": {"propertyNames": {"enum": [key.name for key in TOPIC.keys]}},
        "definitions": definitions,
    }


def shape_schema(shape: value_types.Shape, title: str) -> Schema:
    """Return the JSON Schema of a file that holds one shape, for the files that lie beside a flow."""
    definitions: dict[str, Schema] = {}
    described = _Writer(definitions).described(shape)
    heading = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return {**heading, **described, "definitions": definitions}


class _Writer:
    def __init__(self, definitions: dict[str, Schema]) -> None:
        self._definitions = definitions

    def properties(self, shape: value_types.Shape) -> dict[str, Schema]:
        return {key.name: {"description": key.meaning, **self._of(key.kind)} for key in shape.keys}

    def _of(self, kind: value_types.ValueType) -> Schema:
        leaf = _LEAVES.get(type(kind))
        if leaf is not None:
            return leaf(kind)
        return _BRANCHES[type(kind)](self, kind)

    def _many(self, kind: value_types.Many) -> Schema:
        item = self._of(kind.item)
        listed: Schema = {"type": "array", "items": item}
        if type(kind.item) in (value_types.Refer, value_types.Word):
            listed["uniqueItems"] = True
        if kind.exactly is not None:
            listed |= {"minItems": kind.exactly, "maxItems": kind.exactly}
        elif not kind.empty or kind.least > 1:
            listed["minItems"] = kind.least
        return {"anyOf": [item, listed]} if kind.single else listed

    def _named(self, kind: value_types.Named) -> Schema:
        named: Schema = {
            "type": "object",
            "patternProperties": {ID: self._of(kind.item)},
            "additionalProperties": False,
            "minProperties": 1,
        }
        if kind.most is not None:
            named["maxProperties"] = kind.most
        if kind.item is ANSWER:
            named["propertyNames"] = {"not": {"enum": sorted(ALWAYS_POSSIBLE)}}
        return named

    def _condition(self, _kind: value_types.Condition) -> Schema:
        again = {"$ref": "#/definitions/condition"}
        group = {"type": "array", "minItems": 1, "items": again}
        self._definitions["condition"] = {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 1,
                    "patternProperties": {GROUP: group},
                    "additionalProperties": False,
                },
            ]
        }
        return {"allOf": [again]}

    def _shape(self, shape: value_types.Shape) -> Schema:
        """Describe a shape once, and refer to it."""
        name = shape.what.replace(" ", "_")
        if name not in self._definitions:
            self._definitions[name] = {}
            self._definitions[name] = self.described(shape)
        return {"allOf": [{"$ref": f"#/definitions/{name}"}]}

    def described(self, shape: value_types.Shape) -> Schema:
        schema: Schema = {
            "type": "object",
            "properties": self.properties(shape),
            "additionalProperties": False,
            "required": [key.name for key in shape.keys if key.required and not key.types],
        }
        if needs := {key.name: [key.needs] for key in shape.keys if key.needs}:
            schema["dependencies"] = needs
        if shape.either:
            schema["oneOf"] = [{"required": [name]} for name in shape.either]
        if forms := _by_type(shape):
            schema["allOf"] = forms
        if shape.short:
            return {"anyOf": [self._of(shape.key(shape.short).kind), schema]}
        return schema


def _by_type(shape: value_types.Shape) -> list[Schema]:
    """Return which keys each question type must and must not have."""
    if not any(key.types for key in shape.keys):
        return []
    form = shape.key("type").kind
    return [_for_type(shape, word) for word in (form.words if isinstance(form, value_types.Word) else ())]


def _for_type(shape: value_types.Shape, word: str) -> Schema:
    special = [key for key in shape.keys if key.types]
    return {
        "if": {"properties": {"type": {"const": word}}, "required": ["type"]},
        "then": {
            "required": [key.name for key in special if word in key.types and key.required],
            "properties": {key.name: False for key in special if word not in key.types},
        },
    }


def _text(kind: value_types.Text) -> Schema:
    schema: Schema = {"type": "string"}
    if not kind.empty:
        schema["minLength"] = 1
    if kind.most is not None:
        schema["maxLength"] = kind.most
    return schema


def _pattern(kind: value_types.Pattern) -> Schema:
    schema: Schema = {"type": "string", "pattern": kind.regex, "examples": [kind.like]}
    return {"anyOf": [{"const": ""}, schema]} if kind.empty else schema


_LEAVES: dict[type, Callable[[Any], Schema]] = {
    value_types.Text: _text,
    value_types.Word: lambda kind: {"enum": [str(word) for word in kind.words]},
    value_types.Pattern: _pattern,
    value_types.Flag: lambda _: {"type": "boolean"},
    value_types.Whole: lambda kind: {"type": "integer", "minimum": kind.least},
    value_types.Amount: lambda _: {"type": "number"},
    value_types.Span: lambda _: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": SPAN}]},
    value_types.Operand: lambda _: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": ID}]},
    value_types.Day: lambda _: {"type": "string", "pattern": ID},
    value_types.Range: lambda _: {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    value_types.Plain: lambda _: {"type": ["string", "integer"], "minLength": 1},
    value_types.Reply: lambda _: {"type": ["string", "number", "array", "object"]},
    value_types.Refer: lambda _: {"type": "string", "pattern": ID},
    value_types.FileName: lambda _: {"type": "string", "minLength": 1},
}
_BRANCHES: dict[type, Callable[[_Writer, Any], Schema]] = {
    value_types.Many: _Writer._many,
    value_types.Named: _Writer._named,
    value_types.Condition: _Writer._condition,
    value_types.Shape: _Writer._shape,
}
