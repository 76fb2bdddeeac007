"""What the description of the API says of the endpoint."""

from typing import Any

from api.asked import DIRECT, FORM


def _parameter(name: str, words: str, **more: object) -> dict[str, object]:
    return {"name": name, "in": "query", "description": words, "schema": {"type": "string"}, **more}


EXAMPLE = (
    "PREFIX kg: <https://w3id.org/kaogong/ontology#>\n"
    "SELECT ?quote ?value WHERE { ?fact kg:quote ?quote ; kg:value ?value } ORDER BY ?fact LIMIT 10"
)
GET_EXTRA = {
    "parameters": [
        _parameter("query", "A SPARQL 1.1 query.", example=EXAMPLE),
        _parameter("default-graph-uri", "A graph of the default graph; may be repeated."),
        _parameter("named-graph-uri", "A named graph; may be repeated."),
        _parameter(
            "format",
            "json, xml, csv, tsv; or turtle, ntriples, jsonld, rdfxml, nquads, trig; or html. Goes before Accept.",
        ),
    ]
}
POST_EXTRA = {
    "requestBody": {
        "required": True,
        "content": {
            DIRECT: {"schema": {"type": "string"}, "example": EXAMPLE},
            FORM: {
                "schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]},
                "example": {"query": EXAMPLE},
            },
        },
    }
}
RESPONSES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The answer, whole.",
        "content": {
            "application/sparql-results+json": {},
            "text/csv": {},
            "text/turtle": {},
            "application/ld+json": {},
            "text/html": {},
        },
    },
    400: {"description": "No query, or one that cannot be read; says line and column."},
    406: {"description": "It cannot be given as asked for."},
    413: {"description": "The query is too long, too deep or too large."},
    503: {"description": "The answer is longer than the limit, took too much memory, or too many wait."},
    504: {"description": "The query took too long. There is no partial answer."},
}
GET: dict[str, Any] = {"responses": RESPONSES, "openapi_extra": GET_EXTRA}
POST: dict[str, Any] = {"responses": RESPONSES, "openapi_extra": POST_EXTRA}
