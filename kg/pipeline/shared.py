"""The graphs that belong to no single report: ontology, vocabulary, judgements, and what follows from these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.model.concepts import Vocabulary
from kg.resources import Resources
from kg.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from kg.reason import Schema

# Names of the graphs in a manifest, beside "series", which depends on the reports.
SHARED = ("inferred", "judgements", "ontology", "vocabulary")


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared graphs by name, as sorted N-Quads, the ontology closed, and the vocabulary as values."""

    graphs: Mapping[str, bytes] = field(repr=False)
    schema: "Schema"
    vocabulary: Vocabulary = field(repr=False)


def make_shared(resources: Resources, iris: Iris) -> Shared:
    """Makes the shared graphs. Raises KnowledgeError where they break a shape, naming the node and the rule."""
    from kg.graph import judgement_quads, ontology_quads, vocabulary_quads
    from kg.reason import close_schema, infer
    from kg.validate import load_shapes, validate

    ontology, vocabulary = ontology_quads(resources, iris), vocabulary_quads(resources, iris)
    judgements = judgement_quads(resources, iris)
    described = vocabulary + judgements
    conformance = validate(described, ontology, load_shapes(resources, iris))
    if not conformance.conforms:
        result = conformance.violations[0]
        raise KnowledgeError(
            f"{len(conformance.violations)} violations in the vocabulary, the first of {result.focus}: "
            f"{result.message_en} [{iris.slug(result.shape)}]"
        )
    schema = close_schema(ontology)
    graphs = {
        "inferred": infer(schema, described, ontology),
        "judgements": judgements,
        "ontology": ontology,
        "vocabulary": vocabulary,
    }
    return Shared(graphs, schema, load_vocabulary(resources, iris))
