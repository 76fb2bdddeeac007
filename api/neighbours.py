"""What a thing is directly bound to, for drawings of the graph that grow by a click."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import pyoxigraph
from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from api.formats import media_type
from api.publication import Publications
from api.things import written
from kg.graph.terms import NAMESPACES
from kg.questions.neighbours import Neighbourhood, Node, Part, neighbours

Of = Annotated[
    str, Query(description="The IRI of a thing.", examples=["https://w3id.org/kaogong/id/metric/english-rate"])
]
Relation = Annotated[str | None, Query(description="Only the neighbours by this relation.", examples=["metric"])]
Inward = Annotated[bool, Query(description="With `relation`: those from which it leads to the thing.")]
First = Annotated[int, Query(alias="from", ge=0, description="With `relation`: how many come before the first.")]
TITLE = "鄰近的事物 · What a thing is bound to"


def neighbours_router(publications: Publications) -> APIRouter:
    """`/api/neighbours?of=IRI`, as JSON and `.ttl`."""
    router = APIRouter(prefix="/api/neighbours", tags=["Things"])

    def found(of: str, relation: str | None, inward: bool, first: int) -> Neighbourhood:  # noqa: FBT001
        part = Part(relation, inward, first) if relation else None
        return neighbours(publications.view(), publications.resources, of, part)

    @router.get("", operation_id="get_neighbours", summary=TITLE)
    def as_json(of: Of, relation: Relation = None, inward: Inward = False, first: First = 0) -> JSONResponse:  # noqa: FBT002
        """The thing, its neighbours as nodes, and the edges between them; `groups` says for each relation how many
        there are in all and where the next ones begin (`following`, null where there are no more)."""
        return JSONResponse(document(found(of, relation, inward, first)))

    @router.get(".ttl", operation_id="get_neighbours_ttl", summary=f"{TITLE} (Turtle)")
    def as_turtle(of: Of, relation: Relation = None, inward: Inward = False, first: First = 0) -> Response:  # noqa: FBT002
        """The same edges as triples of the graph, with the names of both ends."""
        triples = sorted(set(_triples(found(of, relation, inward, first))), key=str)
        body = written(triples, publications.view().manifest.base_iri, "turtle")
        return Response(body, media_type=media_type("text/turtle"))

    return router


def document(hood: Neighbourhood) -> dict[str, Any]:
    """The neighbourhood as JSON."""
    nodes = {node.iri: asdict(node) for group in hood.groups for node in group.nodes}
    groups = [
        {"relation": one.relation, "inward": one.inward, "total": one.total, "from": one.first}
        | {"shown": len(one.nodes), "following": one.following}
        for one in hood.groups
    ]
    edges = [asdict(edge) for edge in hood.edges()]
    return {"node": asdict(hood.node), "nodes": list(nodes.values()), "edges": edges, "groups": groups}


def _triples(hood: Neighbourhood) -> Iterator[pyoxigraph.Triple]:
    for edge in hood.edges():
        ends = pyoxigraph.NamedNode(edge.source), pyoxigraph.NamedNode(edge.target)
        yield pyoxigraph.Triple(ends[0], pyoxigraph.NamedNode(edge.predicate), ends[1])
    for node in (hood.node, *(node for group in hood.groups for node in group.nodes)):
        yield from _named(node)


def _named(node: Node) -> Iterator[pyoxigraph.Triple]:
    label = pyoxigraph.NamedNode(f"{NAMESPACES['rdfs']}label")
    texts = {"zh-Hant": node.zh} | ({"en": node.en} if node.en != node.zh else {})
    for language, text in texts.items():
        yield pyoxigraph.Triple(pyoxigraph.NamedNode(node.iri), label, pyoxigraph.Literal(text, language=language))
