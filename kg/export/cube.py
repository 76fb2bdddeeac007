"""The figures as an RDF Data Cube (https://www.w3.org/TR/vocab-data-cube/), for programs that read statistics.

Data sets are of one metric each. Facts without a metric of the vocabulary are in none: a cube says what it measures.
"""

from collections.abc import Collection

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.export.rdf import headed, prefixes
from kg.iris import Iris
from kg.questions import fill, load_query
from kg.resources import Resources
from kg.store import View

MEDIA_TYPE, SUFFIX = "text/turtle", ".ttl"


def write_cube(view: View, resources: Resources, reports: Collection[str]) -> bytes:
    """Turtle, sorted: the structures, and of these reports the data sets with their observations."""
    iris = Iris(view.manifest.base_iri)
    observed = load_query(resources, "exports/cube", iris)
    triples = set(view.construct(load_query(resources, "exports/cube-structure", iris)))
    for report in reports:
        triples.update(view.construct(fill(observed, {"graph": NamedNode(iris.graph(f"report/{report}"))})))
    return headed(serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=prefixes(iris)))
