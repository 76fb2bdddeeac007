"""The description of the endpoint by itself (SPARQL 1.1 Service Description), made from what the code can do."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from api.formats import ROWS, TRIPLES
from kg.iris import Iris
from kg.store import Manifest

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
# The names that the W3C gave to formats; those without one are left out.
NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def describe_service(manifest: Manifest, endpoint: str) -> tuple[list[Triple], dict[str, str]]:
    """Triples on the endpoint at that address, and the prefixes to write them with."""
    return list(_triples(manifest, NamedNode(endpoint))), {"sd": SD, "formats": FORMATS}


def _triples(manifest: Manifest, service: NamedNode) -> Iterator[Triple]:
    yield Triple(service, TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for offer in (*ROWS, *TRIPLES):
        yield Triple(service, _sd("resultFormat"), NamedNode(FORMATS + NAMES[offer.name]))
    dataset = BlankNode("dataset")
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, TYPE, _sd("Dataset"))
    iris = Iris(manifest.base_iri)
    for number, name in enumerate(_graphs(manifest)):
        graph = BlankNode(f"graph{number}")
        yield Triple(dataset, _sd("namedGraph"), graph)
        yield Triple(graph, TYPE, _sd("NamedGraph"))
        yield Triple(graph, _sd("name"), NamedNode(iris.graph(name)))


def _graphs(manifest: Manifest) -> Iterator[str]:
    yield from sorted(manifest.graphs)
    for entry in manifest.reports:
        yield from (f"{kind}/{entry.id}" for kind in sorted(entry.graphs))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
