"""The description of the endpoint by itself (SPARQL 1.1 Service Description), made from what the code can do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple

from api.examples import Example, describe_examples
from api.formats import GRAPHS, ROWS
from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.questions import Statistics, Use
from kg.settings import Settings
from kg.store import Manifest

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
# The names that the W3C gave to formats; those without one are left out.
NAMES = MappingProxyType(
    {
        "json": "SPARQL_Results_JSON",
        "xml": "SPARQL_Results_XML",
        "csv": "SPARQL_Results_CSV",
        "tsv": "SPARQL_Results_TSV",
        "turtle": "Turtle",
        "ntriples": "N-Triples",
        "jsonld": "JSON-LD",
        "rdfxml": "RDF_XML",
        "nquads": "N-Quads",
        "trig": "TriG",
    }
)
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "sd": SD,
        "formats": FORMATS,
        "void": VOID,
        "schema": "https://schema.org/",
        **{name: NAMESPACES[name] for name in ("dcterms", "rdfs", "sh", "xsd")},
    }
)
TYPE = NamedNode(NAMESPACES["rdf"] + "type")


@dataclass(frozen=True, slots=True)
class Service:
    """What is described: the endpoint at its address, what it serves, and by which settings.

    void  address of the description of the data
    """

    endpoint: str
    void: str
    settings: Settings
    manifest: Manifest
    statistics: Statistics
    examples: tuple[Example, ...]


def describe_service(service: Service) -> list[Triple]:
    """The triples on a service, sorted."""
    return sorted({*_service(service), *_dataset(service), *_examples(service)}, key=str)


def _service(service: Service) -> Iterator[Triple]:
    node = NamedNode(service.endpoint)
    yield Triple(node, TYPE, _sd("Service"))
    yield Triple(node, _sd("endpoint"), node)
    yield Triple(node, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if service.settings.token:
        yield Triple(node, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    if service.settings.union_default_graph:
        yield Triple(node, _sd("feature"), _sd("UnionDefaultGraph"))
    for offer in (*ROWS, *GRAPHS):
        yield Triple(node, _sd("resultFormat"), NamedNode(FORMATS + NAMES[offer.name]))
    yield Triple(node, NamedNode(NAMESPACES["rdfs"] + "seeAlso"), NamedNode(service.void))
    yield Triple(node, _sd("defaultDataset"), _part(service, "dataset"))


def _dataset(service: Service) -> Iterator[Triple]:
    """The data set: the default graph, and every named graph with its number of triples."""
    iris, dataset, default = Iris(service.manifest.base_iri), _part(service, "dataset"), _part(service, "default")
    yield Triple(dataset, TYPE, _sd("Dataset"))
    yield Triple(dataset, NamedNode(NAMESPACES["rdfs"] + "seeAlso"), NamedNode(service.void))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, TYPE, _sd("Graph"))
    if service.settings.union_default_graph:
        yield _size(default, service.statistics.triples)
    built = (iris.graph(name) for name, _ in service.manifest.named_graphs())
    for place, graph in enumerate((*built, *service.manifest.added_graphs)):
        node, content = _part(service, f"graph-{place}"), _part(service, f"content-{place}")
        yield Triple(dataset, _sd("namedGraph"), node)
        yield Triple(node, TYPE, _sd("NamedGraph"))
        yield Triple(node, _sd("name"), NamedNode(graph))
        yield Triple(node, _sd("graph"), content)
        yield Triple(content, TYPE, _sd("Graph"))
        yield _size(content, service.statistics.graphs.get(graph, Use(0, 0, "")).triples)


def _examples(service: Service) -> Iterator[Triple]:
    return describe_examples(service.examples, Iris(service.manifest.base_iri), service.endpoint)


def _size(graph: NamedNode, triples: int) -> Triple:
    number = Literal(str(triples), datatype=NamedNode(NAMESPACES["xsd"] + "integer"))
    return Triple(graph, NamedNode(f"{VOID}triples"), number)


def _part(service: Service, name: str) -> NamedNode:
    return NamedNode(f"{service.manifest.base_iri}sparql#{name}")


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
