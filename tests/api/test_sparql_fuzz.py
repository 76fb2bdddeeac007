"""Texts made of pieces of SPARQL, the same ones each time: each is answered or refused, and nothing breaks or hangs."""

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = (
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "WHERE",
        "FILTER",
        "OPTIONAL",
        "UNION",
        "MINUS",
        "GRAPH",
        "BIND",
        "VALUES",
    ),
    *(
        "SERVICE",
        "LOAD",
        "INSERT DATA",
        "DELETE WHERE",
        "FROM",
        "NAMED",
        "PREFIX",
        "BASE",
        "GROUP BY",
        "ORDER BY",
        "LIMIT",
    ),
    *(
        "NOT EXISTS",
        "COUNT",
        "REGEX",
        "REPLACE",
        "STR",
        "IF",
        "AS",
        "UNDEF",
        "a",
        "*",
        "?s",
        "?p",
        "?o",
        "$x",
        "_:b",
        "ex:x",
    ),
    *(
        "<urn:a>",
        "<http://127.0.0.1:1/>",
        "<>",
        '"x"',
        "'''",
        '"',
        "@en",
        "^^",
        "1",
        "-1",
        "1e999",
        "true",
        "{",
        "}",
        "(",
        ")",
    ),
    *(
        "[",
        "]",
        ".",
        ";",
        ",",
        "|",
        "/",
        "^",
        "!",
        "+",
        "=",
        "<",
        ">",
        "&&",
        "||",
        "#",
        "\n",
        "\\",
        "\x00",
        "\ud7ff",
        "𠮷",
        "%FF",
    ),
)
PLAIN = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
GLUED = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
WRAPPED = PLAIN.map(lambda text: f"SELECT * {{ ?s ?p ?o {text} }} LIMIT 5")
ANSWERED = {200, 400, 413, 503, 504}


@settings(max_examples=120, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(PLAIN, GLUED, WRAPPED), form=st.sampled_from(["", "json", "csv", "html", "turtle"]))
def test_any_text_is_answered_or_refused(client: httpx.Client, text: str, form: str) -> None:
    given_form = {"format": form} if form else {}
    answer = client.post("/sparql", data={"query": text, **given_form})
    assert answer.status_code in {*ANSWERED, 406}, (text, answer.text)
    assert "Traceback" not in answer.text
    if answer.status_code != 200 and form != "html":
        assert answer.json()["detail"]
    assert client.get("/healthz").status_code == 200


@settings(max_examples=40, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=st.binary(max_size=200),
    kind=st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded"]),
)
def test_any_bytes_are_answered_or_refused(client: httpx.Client, body: bytes, kind: str) -> None:
    answer = client.post("/sparql", content=body, headers={"Content-Type": kind})
    assert answer.status_code in ANSWERED
    assert "Traceback" not in answer.text
