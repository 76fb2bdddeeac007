import inspect

import httpx
import pytest
from fastapi import FastAPI

from api import problems
from kg import errors


def is_problem(response: httpx.Response, status: int, words: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert words in body["detail"]
    assert "Traceback" not in response.text
    assert 'File "' not in response.text


def test_every_error_has_a_status() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.KgError)]
    expected = {
        "UnknownNameError": 404,
        "TooLargeError": 413,
        "UnsupportedTypeError": 415,
        "NotAcceptableError": 406,
        "NotConformingError": 422,
        "UnreadableError": 400,
        "ManagedGraphError": 403,
        "InputError": 400,
        "StoreError": 503,
        "StillReadingError": 503,
        "LimitReachedError": 503,
        "KnowledgeError": 500,
        "KgError": 500,
    }
    assert {kind.__name__ for kind in kinds} == set(expected)
    for kind in kinds:
        error = kind("thing", "name") if kind is errors.UnknownNameError else kind("words")
        assert problems.status_of(error) == expected[kind.__name__]
    assert problems.status_of(problems.TimeLimitError("late")) == 504


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nowhere", 404, "Nothing matches"),
        ("PUT", "/sparql", 405, "method"),
        ("DELETE", "/api/reports", 405, "method"),
        ("POST", "/api/questions/metric", 405, "method"),
    ],
)
def test_what_the_framework_refuses_is_a_problem_too(
    client: httpx.Client, method: str, path: str, status: int, words: str
) -> None:
    is_problem(client.request(method, path), status, words)


@pytest.mark.anyio
async def test_a_bug_is_no_traceback_for_the_client() -> None:
    app = FastAPI()
    problems.register(app, lambda request, *, status, detail, near: None)

    @app.get("/bug")
    def bug() -> None:
        raise ZeroDivisionError("secret")

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.get("/bug")
    is_problem(response, 500, "ZeroDivisionError")
    assert "secret" not in response.text


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_only_one_module_knows_status_codes() -> None:
    import re
    from pathlib import Path

    sources = sorted(Path(problems.__file__).parent.glob("*.py"))
    assert len(sources) >= 15
    for path in sources:
        text = path.read_text(encoding="utf-8")
        if path.name != "problems.py":
            assert not re.search(r"status_code\s*=|HTTPStatus|HTTPException", text), path


def test_all_routes_are_described(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) >= 40
    assert all(operation.get("summary") for operation in operations)
