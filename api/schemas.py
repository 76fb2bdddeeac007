"""The shapes of answers for the description of the API: each field with what it means, in both languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from api.fields import load_fields

Schema = dict[str, Any]
JSON = "application/json"
NEXT: Schema = {"next": {"type": ["string", "null"], "format": "uri"}}


def schema_of(kind: type) -> Schema:
    """The schema of a dataclass, whole: what it is made of stands where it is used."""
    schema: Schema = TypeAdapter(kind).json_schema(mode="serialization")
    parts: Schema = schema.pop("$defs", {})
    whole: Schema = _whole(schema, parts)
    return whole


def _whole(schema: Any, parts: Mapping[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_whole(one, parts) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _whole(parts[schema["$ref"].rpartition("/")[2]], parts)
    return {name: _whole(one, parts) for name, one in schema.items() if not (name == "title" and isinstance(one, str))}


def rows_schema(columns: tuple[str, ...]) -> Schema:
    """The schema of a page of rows with these columns."""
    row = {"type": "object", "properties": {name: {} for name in columns}}
    return {
        "type": "object",
        "properties": {
            "rows": {"type": "array", "items": row},
            **NEXT,
        },
        "required": ["rows", "next"],
    }


def row_schema(columns: tuple[str, ...]) -> Schema:
    """The schema of one row."""
    return {"type": "object", "properties": {name: {} for name in columns}}


def shape_of(example: Any) -> Schema:
    """The schema of what an example is one of."""
    if isinstance(example, Mapping):
        return {"type": "object", "properties": {name: shape_of(value) for name, value in example.items()}}
    if isinstance(example, list):
        return {"type": "array", "items": shape_of(example[0]) if example else {}}
    return {}


PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": {
            "type": "string",
            "description": "標題即狀態之名 · about:blank: the title is that of the status",
        },
        "title": {"type": "string", "description": "狀態之名 · the name of the status"},
        "status": {"type": "integer", "description": "HTTP 狀態碼 · the status"},
        "detail": {"type": "string", "description": "錯在何處及如何處置 · what is wrong, and what to do"},
        "near": {"type": "array", "items": {"type": "string"}, "description": "相近之名 · near names"},
    },
    "required": ["type", "title", "status", "detail"],
}
# What is answered to anything by any route: FastAPI's own 422 has another form than ours.
INVALID = {"description": "A parameter is not of its type."}


def tell_fields(document: Schema) -> Schema:
    """The description of the API with what each field of an answer means; where an answer has an example and no shape,
    with that of the example. Errors are problems (RFC 9457)."""
    for answers in _all_answers(document):
        if "422" in answers:
            answers["422"] = dict(INVALID)
        for status, answer in answers.items():
            if status[0] in "45":
                answer["content"] = {"application/problem+json": {"schema": PROBLEM}}
    for answer in _answers(document):
        content = answer.get("content", {}).get(JSON)
        if content is None:
            continue
        if "example" in content and not content.get("schema"):
            content["schema"] = shape_of(content["example"])
        _tell(content.get("schema", {}))
    return document


def _all_answers(document: Schema) -> Iterator[Schema]:
    """The answers of every operation, by status."""
    for path in document["paths"].values():
        for operation in path.values():
            yield operation.get("responses", {})


def _answers(document: Schema) -> Iterator[Schema]:
    for answers in _all_answers(document):
        yield from answers.values()


def _tell(schema: Any) -> None:
    """Adds what the fields mean to all objects inside."""
    if isinstance(schema, list):
        for one in schema:
            _tell(one)
    if not isinstance(schema, dict):
        return
    for name, one in schema.get("properties", {}).items():
        field = load_fields().get(name)
        if field and isinstance(one, dict):
            one["description"] = f"{field.words.zh} · {field.words.en}"
    for one in schema.values():
        _tell(one)
