"""Requests made from the description of the API, the same ones each time: none breaks the server or hangs."""

import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from api.fields import load_fields
from kg.lineage.passages import Status

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis

EXAMPLES, LONG = 4, 200
SECONDS = 30
# What may be answered to anything: a limit that is reached is no fault.
BUSY = (503, 504)


def _ask(client: httpx.Client, examples: int) -> tuple[int, int]:
    """Asks each operation that many times. How many operations and requests there were."""
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    schema.config.update(base_url=str(client.base_url))
    asked = 0
    operations = [result.ok() for result in schema.get_all_operations()]
    for operation in operations:

        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy())
        def check(case: "schemathesis.Case") -> None:
            nonlocal asked
            asked += 1
            answer = case.call(base_url=str(client.base_url), timeout=SECONDS)
            assert answer.status_code < 500 or answer.status_code in BUSY, case.as_curl_command()
            text = answer.content.decode("utf-8", "replace")
            assert "Traceback" not in text
            if answer.status_code >= 400 and case.method.upper() != "HEAD":
                assert answer.headers["content-type"][0].startswith(("application/problem+json", "text/html"))

        check()
    return len(operations), asked


def test_no_request_of_the_description_breaks_the_server(client: httpx.Client) -> None:
    operations, asked = _ask(client, EXAMPLES)
    assert operations > 60
    assert asked > operations
    assert client.get("/healthz").status_code == 200


@pytest.mark.long
def test_no_request_of_many_breaks_the_server(client: httpx.Client) -> None:
    operations, asked = _ask(client, LONG)
    assert asked > 10 * operations


def test_operations_have_ids_of_their_own_that_stay(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    ids = [one["operationId"] for path in paths.values() for one in path.values()]
    assert len(ids) == len(set(ids)) > 60
    assert all(name.replace("_", "").isalnum() for name in ids)
    assert {"describe", "get_ontology", "trace_fact", "list_reports", "ask_metric", "ask_metric_csv", "audit"} <= set(
        ids
    )
    for path in paths.values():
        for one in path.values():
            assert one["summary"]
            assert one.get("description") or one["summary"]


def _objects(schema: object) -> Iterator[dict[str, Any]]:
    """All objects with named fields in a schema."""
    if isinstance(schema, list):
        for one in schema:
            yield from _objects(one)
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema["properties"]
        for one in schema.values():
            yield from _objects(one)


# Objects whose fields are data: names of breakdowns, of parameters, of what was left out, counts by name.
OPEN = {
    "share",
    "dims",
    "breakdown",
    "parameters",
    "about",
    "left_out",
    "characters",
    "passages",
    "numbers",
    "names",
    "awards",
}


# Counts by status of passages.
COUNTED = {status.value for status in Status}
# What is no JSON though it may look like it; and what is told of by Swagger alone.
UNTOLD = {"/api/reports/{report}/text", "/api/export/{name}", "/api/neighbours", "/api/neighbours.ttl"}


def _unknown(value: object) -> set[str]:
    """The fields of an answer that nobody told of."""
    if isinstance(value, list):
        return set().union(*map(_unknown, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    inside = [_unknown(one) for name, one in value.items() if not (name in OPEN and isinstance(one, dict))]
    return (set(value) - set(load_fields())).union(*inside)


def test_every_field_of_every_answer_is_told_of(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    asked = 0
    for path, operations in described.items():
        operation = operations.get("get", {})
        content = operation.get("responses", {}).get("200", {}).get("content", {})
        if not path.startswith("/api/") or "application/json" not in content or path in UNTOLD:
            continue
        schema = content["application/json"].get("schema")
        assert schema, path
        told = [field for fields in _objects(schema) for field in fields.values()]
        assert told, path
        unknown = {name for fields in _objects(schema) for name in fields} - set(load_fields()) - COUNTED
        assert unknown == set(), path
        assert all(" · " in field.get("description", " · ") for field in told), path
        answer = client.get(address_of(path, operation))
        assert answer.status_code == 200, (path, answer.text)
        assert _unknown(answer.json()) == set(), path
        whole = schema["properties"]
        assert set(answer.json()) <= set(whole), (path, set(answer.json()) - set(whole))
        asked += 1
    assert asked > 50


NAMED = {
    "metric": "english-rate",
    "agency": "kcg-drug-prevention",
    "report": "kcg-personnel-2017-07_2017-12",
    "fact": "875011c79fb82d07",
    "programmes": "festival-care",
    "awards": "atd-best",
    "systems": "webitr",
    "laws": "retirement-act",
    "passages": "875011c79fb82d07",
    "check": "15724ba24bd3dc3b",
}


def address_of(path: str, operation: dict[str, Any]) -> str:
    """The address of an operation with the examples of its parameters."""
    name = NAMED.get(path.split("/")[2], "")
    wanted = {
        one["name"]: one.get("example") or one["schema"].get("examples", one.get("examples", ["人"]))[0]
        for one in operation.get("parameters", [])
        if one.get("required") and one["in"] == "query"
    }
    return str(httpx.URL(path.replace("{name}", name).format(**NAMED), params=wanted))


def test_every_route_says_what_it_answers(client: httpx.Client) -> None:
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for operation in operations.values():
            assert operation["operationId"] == operation["operationId"].lower()
            assert operation["tags"], path
            answers = operation["responses"]
            assert all(answer["description"] for answer in answers.values()), path
            if path.startswith("/api/"):
                assert [list(answers[status]["content"]) for status in answers if status[0] in "45"] == [
                    ["application/problem+json"] for status in answers if status[0] in "45"
                ], path
