"""The description of the data by itself: VoID (W3C Interest Group Note) and DCAT 3, counted from the publication."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from api.terms_of_use import Bilingual, Terms
from kg.export import EXPORTS
from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.questions import Statistics, Use
from kg.store import View

VOID, FOAF = "http://rdfs.org/ns/void#", "http://xmlns.com/foaf/0.1/"
NAMES: Mapping[str, str] = {**NAMESPACES, "void": VOID, "foaf": FOAF}
A = NamedNode(NAMES["rdf"] + "type")
# The export formats that hold the whole graph.
DUMPS = ("nquads", "trig", "turtle", "jsonld")


@dataclass(frozen=True, slots=True)
class Described:
    """A publication that is described. `root`: the address of the server, without a slash at its end."""

    view: View
    statistics: Statistics
    terms: Terms
    root: str

    @property
    def iris(self) -> Iris:
        return Iris(self.view.manifest.base_iri)

    @property
    def dataset(self) -> NamedNode:
        """The data set of all: `{base}void#dataset`."""
        return self.part("dataset")

    def part(self, name: str) -> NamedNode:
        return NamedNode(f"{self.iris.base}void#{name}")


def describe(told: Described) -> list[Triple]:
    """The catalogue, the data set with its partitions and graphs, and every report as a data set, sorted."""
    return sorted({*_whole(told), *_partitions(told), *_graphs(told), *_reports(told), *_catalogue(told)}, key=str)


def _name(prefixed: str) -> NamedNode:
    prefix, _, local = prefixed.partition(":")
    return NamedNode(NAMES[prefix] + local)


def _both(subject: NamedNode, name: str, text: Bilingual) -> Iterator[Triple]:
    yield Triple(subject, _name(name), Literal(text.zh, language="zh-Hant"))
    yield Triple(subject, _name(name), Literal(text.en, language="en"))


def _number(subject: NamedNode, name: str, value: int) -> Triple:
    return Triple(subject, _name(name), Literal(str(value), datatype=_name("xsd:integer")))


def _terms(told: Described, subject: NamedNode) -> Iterator[Triple]:
    """Licence, attribution, rights and lawful basis."""
    yield Triple(subject, _name("dcterms:license"), NamedNode(told.terms.licence))
    yield from _both(subject, "dcterms:rights", told.terms.rights)
    yield from _both(subject, "dcterms:bibliographicCitation", told.terms.attribution)
    yield from _both(subject, "dcterms:accessRights", told.terms.basis)


def _whole(told: Described) -> Iterator[Triple]:
    dataset, counted = told.dataset, told.statistics
    yield Triple(dataset, A, _name("void:Dataset"))
    yield Triple(dataset, A, _name("dcat:Dataset"))
    yield from _both(dataset, "dcterms:title", told.terms.title)
    yield from _both(dataset, "dcterms:description", told.terms.description)
    yield from _terms(told, dataset)
    published = told.view.manifest.published
    if published:
        yield Triple(dataset, _name("dcterms:modified"), Literal(published, datatype=_name("xsd:dateTime")))
    yield Triple(dataset, _name("foaf:homepage"), NamedNode(f"{told.root}/"))
    yield Triple(dataset, _name("void:uriSpace"), Literal(told.iris.base))
    yield Triple(dataset, _name("void:sparqlEndpoint"), NamedNode(f"{told.root}/sparql"))
    yield _number(dataset, "void:triples", counted.triples)
    yield _number(dataset, "void:distinctSubjects", sum(use.things for use in counted.graphs.values()))
    yield _number(dataset, "void:classes", len(counted.classes))
    yield _number(dataset, "void:properties", len(counted.properties))
    for namespace in (told.iris.term(""), *(NAMES[name] for name in NAMESPACES if name not in ("rdf", "xsd"))):
        yield Triple(dataset, _name("void:vocabulary"), NamedNode(namespace))
    for dump in DUMPS:
        yield from _distribution(told, dump)
    for entry in told.view.manifest.reports:
        yield Triple(dataset, _name("void:rootResource"), NamedNode(told.iris.report(entry.id)))


def _distribution(told: Described, dump: str) -> Iterator[Triple]:
    address = NamedNode(f"{told.root}/api/export/{dump}")
    node, kind = told.part(f"distribution-{dump}"), EXPORTS[dump].media_type
    yield Triple(told.dataset, _name("void:dataDump"), address)
    yield Triple(told.dataset, _name("dcat:distribution"), node)
    yield Triple(node, A, _name("dcat:Distribution"))
    yield Triple(node, _name("dcat:downloadURL"), address)
    yield Triple(node, _name("dcat:accessURL"), address)
    yield Triple(node, _name("dcat:mediaType"), NamedNode(f"https://www.iana.org/assignments/media-types/{kind}"))
    yield Triple(node, _name("dcterms:license"), NamedNode(told.terms.licence))


def _partitions(told: Described) -> Iterator[Triple]:
    """A partition for every class and property in use (VoID, section 4.5)."""
    for kind, uses in (("class", told.statistics.classes), ("property", told.statistics.properties)):
        for place, (iri, use) in enumerate(uses.items()):
            node = told.part(f"{kind}-{place}")
            yield Triple(told.dataset, _name(f"void:{kind}Partition"), node)
            yield Triple(node, A, _name("void:Dataset"))
            yield Triple(node, _name(f"void:{kind}"), NamedNode(iri))
            yield _number(node, "void:triples", use.triples)
            yield _number(node, "void:entities" if kind == "class" else "void:distinctSubjects", use.things)


def _graphs(told: Described) -> Iterator[Triple]:
    """Every named graph as a part of the data set, with where it can be had."""
    for name, _ in told.view.manifest.named_graphs():
        graph = NamedNode(told.iris.graph(name))
        use = told.statistics.graphs.get(graph.value, Use(0, 0, ""))
        yield Triple(told.dataset, _name("void:subset"), graph)
        yield Triple(graph, A, _name("void:Dataset"))
        yield Triple(graph, _name("dcterms:title"), Literal(name))
        yield Triple(graph, _name("dcterms:license"), NamedNode(told.terms.licence))
        yield _number(graph, "void:triples", use.triples)
        yield _number(graph, "void:distinctSubjects", use.things)
        yield Triple(graph, _name("void:dataDump"), NamedNode(f"{told.root}/graph/{name}.nq"))


# What the graph says of a report, and of the series that it stands in, that a catalogue repeats.
REPEATED = ("dcterms:title", "dcterms:identifier", "dcterms:issued", "dcterms:publisher", "dcat:inSeries")


def _reports(told: Described) -> Iterator[Triple]:
    """Every report as a data set of its own: what it says, in its series (DCAT 3, section 6.7)."""
    for entry in told.view.manifest.reports:
        report = NamedNode(told.iris.report(entry.id))
        yield Triple(told.part("catalogue"), _name("dcat:dataset"), report)
        yield Triple(report, A, _name("dcat:Dataset"))
        yield Triple(report, _name("dcat:landingPage"), NamedNode(f"{told.root}/id/report/{entry.id}"))
        yield from _terms(told, report)
        for name in REPEATED:
            for quad in told.view.dataset.quads_for_pattern(report, _name(name), None, None):
                yield quad.triple
                if name == "dcat:inSeries" and isinstance(quad.object, NamedNode):
                    yield from _series(told, quad.object)
        for suffix, kind in ((".ttl", "text/turtle"), (".csv", "text/csv")):
            node = told.part(f"report-{entry.id}-{suffix[1:]}")
            yield Triple(report, _name("dcat:distribution"), node)
            yield Triple(node, A, _name("dcat:Distribution"))
            name = f"graph/report/{entry.id}" if suffix == ".ttl" else f"id/report/{entry.id}"
            yield Triple(node, _name("dcat:downloadURL"), NamedNode(f"{told.root}/{name}{suffix}"))
            yield Triple(
                node, _name("dcat:mediaType"), NamedNode(f"https://www.iana.org/assignments/media-types/{kind}")
            )


def _series(told: Described, series: NamedNode) -> Iterator[Triple]:
    yield Triple(told.part("catalogue"), _name("dcat:dataset"), series)
    yield Triple(series, A, _name("dcat:DatasetSeries"))
    yield from (quad.triple for quad in told.view.dataset.quads_for_pattern(series, _name("dcterms:title"), None, None))


def _catalogue(told: Described) -> Iterator[Triple]:
    catalogue, service = told.part("catalogue"), told.part("sparql")
    yield Triple(catalogue, A, _name("dcat:Catalog"))
    yield from _both(catalogue, "dcterms:title", told.terms.title)
    yield Triple(catalogue, _name("dcat:dataset"), told.dataset)
    yield Triple(catalogue, _name("dcat:service"), service)
    yield Triple(service, A, _name("dcat:DataService"))
    yield Triple(service, _name("dcat:endpointURL"), NamedNode(f"{told.root}/sparql"))
    yield Triple(service, _name("dcat:endpointDescription"), NamedNode(f"{told.root}/sparql"))
    yield Triple(service, _name("dcat:servesDataset"), told.dataset)
    yield Triple(service, _name("dcterms:title"), Literal("SPARQL 1.1"))
