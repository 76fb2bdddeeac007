"""Requests made from the description of the API, the same ones each time: none breaks the server or hangs."""

import warnings

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings

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
