"""What the description of the API says of the endpoint."""

from typing import Any

from api.asked import DIRECT, DIRECT_UPDATE, FORM


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
            DIRECT_UPDATE: {"schema": {"type": "string"}, "example": "INSERT DATA { GRAPH <urn:mine> { } }"},
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
    204: {"description": "The update is done."},
    400: {"description": "No query, or one that cannot be read; says line and column."},
    401: {"description": "An update needs the token: Authorization: Bearer TOKEN."},
    403: {"description": "Updates are turned off, or building alone writes the graph."},
    406: {"description": "It cannot be given as asked for."},
    413: {"description": "The query is too long, too deep or too large."},
    422: {"description": "What an update leads to breaks a shape; `report` is the validation report in Turtle."},
    503: {"description": "The answer is longer than the limit, took too much memory, or too many wait."},
    504: {"description": "The query took too long. There is no partial answer."},
}
GET: dict[str, Any] = {"responses": RESPONSES, "openapi_extra": GET_EXTRA}
POST: dict[str, Any] = {"responses": RESPONSES, "openapi_extra": POST_EXTRA}
