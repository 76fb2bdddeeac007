"""The page of the endpoint: a query, examples, and the answer as a table. It needs no script."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi.responses import HTMLResponse

from api.examples import Example
from api.pages.frame import Frame, Twin
from kg.graph.terms import NAMESPACES

# Rows that a page shows: it says how many there are, and the other formats have all of them.
SHOWN = 500
# What the script says.
WORDS = (
    *("sparql-query", "sparql-refused", "query-find", "query-share"),
    *("query-chart", "query-chart-none", "query-chart-across", "query-chart-value"),
)
FIRST = "SELECT ?quote ?value WHERE {\n  ?fact kg:quote ?quote ; kg:value ?value .\n}\nORDER BY ?fact\nLIMIT 10\n"


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a query. `query`: its parameters as they were asked, without format and language.

    rows   of a SELECT, each with a term or None by column;  truth: of an ASK
    graph  Turtle of a CONSTRUCT or DESCRIBE;  problem: why there is none of these
    """

    query: Mapping[str, str]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Mapping[str, str] | None, ...], ...] = ()
    total: int | None = None
    truth: bool | None = None
    graph: str = field(default="", repr=False)
    problem: str = ""


def shown_answer(query: Mapping[str, str], body: bytes, format_: str) -> Shown:
    """An answer to be shown, as it was written: rows or a truth value in JSON, triples in Turtle."""
    if format_ != "json":
        return Shown(query, graph=body.decode("utf-8"))
    answer: dict[str, Any] = json.loads(body)
    if "boolean" in answer:
        return Shown(query, truth=answer["boolean"])
    columns, bindings = tuple(answer["head"].get("vars", ())), answer["results"]["bindings"]
    rows = tuple(tuple(row.get(name) for name in columns) for row in bindings[:SHOWN])
    return Shown(query, columns, rows, len(bindings))


def sparql_page(frame: Frame, examples: tuple[Example, ...], shown: Shown, code: int = 200) -> HTMLResponse:
    """The page with that answer on it; with an example in its place where nothing was asked."""
    base = frame.view.manifest.base_iri
    prefixes = {"kg": f"{base}ontology#", **NAMESPACES}
    first = f"PREFIX kg: <{prefixes['kg']}>\n" + FIRST
    return frame.page(
        "sparql.html",
        code,
        twins=_twins(frame, shown),
        examples=examples,
        shown=shown,
        text=shown.query.get("query", first),
        most=SHOWN,
        prefixes=prefixes,
        base=base,
        words={key: frame.wording(key) for key in WORDS},
    )


def _twins(frame: Frame, shown: Shown) -> Sequence[Twin]:
    """The answer as data; of rows and truth values, which Turtle has no form for, the description of the service."""
    if shown.problem:
        return ()
    rows = bool(shown.query) and not shown.graph
    json_, turtle = frame.twins({**shown.query, "format": "json" if rows else "jsonld"})
    if rows:
        return (json_, Twin(turtle.words, turtle.media_type, f"{frame.root}/sparql.ttl"))
    return (json_, frame.twins({**shown.query, "format": "turtle"})[1])
