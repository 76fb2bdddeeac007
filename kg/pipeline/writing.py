"""What clients write: changes of the graphs that building does not make, each validated before it is published.

A change is computed on a copy, so that nothing of one that is refused, or that never ends, is ever seen.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, parse
from pyoxigraph import Store as Quads

from kg import __version__
from kg.errors import InputError, ManagedGraphError, NotConformingError, UnknownNameError, UnreadableError
from kg.graph import judgement_quads, ontology_quads, vocabulary_quads
from kg.graph.triples import sorted_quads
from kg.iris import Iris
from kg.model.quads import read_quads
from kg.resources import Resources
from kg.store import Kind, Manifest, Store, View, Writer
from kg.store.explain import explain
from kg.store.formats import TRIPLE_FORMATS
from kg.store.using import with_using
from kg.validate import load_shapes, validate

# Formats that have relative IRIs.
RELATIVE = ("turtle", "rdfxml", "jsonld", "trig")
Graph: TypeAlias = NamedNode | DefaultGraph


class Action(StrEnum):
    """What is done to a graph (SPARQL 1.1 Graph Store HTTP Protocol, section 5)."""

    REPLACE = "replace"
    MERGE = "merge"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Update:
    """A text in SPARQL 1.1 Update, the graphs that the request names for it, and its base for relative IRIs."""

    text: str = field(repr=False)
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class GraphChange:
    """A change of one graph; `graph` is its IRI, None for the one without a name. `format` as in TRIPLE_FORMATS."""

    action: Action
    graph: str | None
    data: bytes = field(default=b"", repr=False)
    format: str = "turtle"
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The graphs that clients wrote, as they are after a change: their IRIs, and sorted N-Quads of all of them.

    created  whether the graph that was to be changed was not there before
    """

    graphs: tuple[str, ...]
    quads: bytes = field(repr=False)
    created: bool = False


def compute_change(view: View, change: Update | GraphChange, resources: Resources) -> Changed:
    """What a change leads to; nothing is written.

    Raises InputError for what cannot be read, ManagedGraphError for a graph that building makes, UnknownNameError for
    one that is to be dropped and is not there, and NotConformingError, with the report, for what breaks a shape.
    """
    changed = _updated(view, change) if isinstance(change, Update) else _changed(view, change)
    _refuse_wrong(view.added_quads(), changed, resources, Iris(view.manifest.base_iri))
    return changed


def publish_change(store: Store, writer: Writer, changed: Changed) -> Manifest:
    """Publishes the graphs that clients wrote beside those of the current publication."""
    current = store.current()
    assert current is not None
    digest = writer.put(Kind.QUADS, changed.quads) if changed.quads else ""
    return writer.publish(replace(current, added=digest, added_graphs=changed.graphs))


def publish_nothing(store: Store, base_iri: str) -> None:
    """Publishes no graphs where nothing is published yet, so that clients can begin to write."""
    if store.current() is None:
        with store.writer() as writer:
            writer.publish(Manifest(__version__, base_iri, "", (), {}))


def _updated(view: View, update: Update) -> Changed:
    using, named = ([str(_graph(iri)) for iri in iris] for iris in (update.using, update.using_named))
    text = with_using(update.text, using, named) if using or named else update.text
    dataset = view.fresh()
    try:
        dataset.update(text, base_iri=update.base)
    except SyntaxError as error:
        raise explain(update.text, error) from error
    except (RuntimeError, OSError, ValueError) as error:
        raise InputError(f"The update failed, and nothing of it was done: {error}") from error
    _refuse_managed(view, dataset)
    return _collected(dataset, Iris(view.manifest.base_iri))


def _changed(view: View, change: GraphChange) -> Changed:
    graph, dataset, iris = _graph(change.graph), view.added(), Iris(view.manifest.base_iri)
    if isinstance(graph, NamedNode) and is_managed(graph.value, iris):
        raise _managed(graph.value)
    known = isinstance(graph, DefaultGraph) or dataset.contains_named_graph(graph)
    if change.action is Action.DROP and not known:
        raise UnknownNameError("graph", str(change.graph), view.manifest.added_graphs)
    if change.action is not Action.MERGE:
        dataset.clear_graph(graph)
    if change.action is Action.DROP:
        dataset.remove_graph(graph)
    else:
        dataset.extend(_parsed(change, graph))
        dataset.add_graph(graph)
    return replace(_collected(dataset, iris), created=not known)


def _parsed(change: GraphChange, graph: Graph) -> Iterator[Quad]:
    kind = TRIPLE_FORMATS[change.format]
    base = change.base if change.format in RELATIVE else None
    try:
        found = parse(change.data, format=kind, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        yield from (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found)
    except (SyntaxError, ValueError) as error:
        raise UnreadableError(f"The body is no {change.format}: {error}") from error


def is_managed(iri: str, iris: Iris) -> bool:
    """Whether building alone writes the graph: it makes those below `{base}graph/`."""
    return iri.startswith(iris.graph(""))


def _managed(iri: str) -> ManagedGraphError:
    return ManagedGraphError(
        f"The graph <{iri}> is made by kg build, kg ingest and kg remove alone. Write to a graph of another name."
    )


def _graph(iri: str | None) -> Graph:
    if iri is None:
        return DefaultGraph()
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise InputError(f"'{iri}' is no IRI of a graph: {error}.") from error


def _refuse_managed(view: View, dataset: Quads) -> None:
    """A variable may stand for a graph, so what an update touched is seen afterwards only."""
    iris = Iris(view.manifest.base_iri)
    built = {iris.graph(name): digest for name, digest in view.manifest.named_graphs()}
    for iri in sorted({node.value for node in dataset.named_graphs() if isinstance(node, NamedNode)} | built.keys()):
        if not is_managed(iri, iris):
            continue
        quads = sorted_quads(dataset.quads_for_pattern(None, None, None, NamedNode(iri)))
        if hashlib.sha256(quads).hexdigest() != built.get(iri):
            raise _managed(iri)


def _collected(dataset: Quads, iris: Iris) -> Changed:
    """What is not built, with labels of blank nodes that do not depend on chance (RDF Dataset Canonicalization)."""
    names = sorted(node.value for node in dataset.named_graphs() if isinstance(node, NamedNode))
    graphs = tuple(name for name in names if not is_managed(name, iris))
    every: tuple[Graph, ...] = (DefaultGraph(), *map(NamedNode, graphs))
    quads = Dataset(quad for graph in every for quad in dataset.quads_for_pattern(None, None, None, graph))
    quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return Changed(graphs, sorted_quads(quads))


def _refuse_wrong(before: bytes, changed: Changed, resources: Resources, iris: Iris) -> None:
    """Validates the graphs that are not what they were, in the context of the vocabulary."""
    quads = _touched(before, changed.quads)
    if not quads:
        return
    context = b"".join(part(resources, iris) for part in (vocabulary_quads, judgement_quads, ontology_quads))
    conformance = validate(quads, context, load_shapes(resources, iris))
    if not conformance.conforms:
        first = conformance.violations[0]
        raise NotConformingError(
            f"{len(conformance.violations)} violations, the first of {first.focus}: {first.message_en} "
            f"[{iris.slug(first.shape)}]. Nothing was written.",
            (conformance,),
        )


def _touched(before: bytes, after: bytes) -> bytes:
    """The quads of the graphs that have one now that they had not before."""
    try:
        graphs = read_quads(after).graphs
    except ValueError as error:  # triple terms, which RDF 1.1 has not
        raise InputError(f"This is no graph of RDF 1.1: {error}") from error
    known, lines = set(before.split(b"\n")), after.split(b"\n")[: len(graphs)]
    touched = {graph for line, graph in zip(lines, graphs, strict=True) if line not in known}
    return b"".join(line + b"\n" for line, graph in zip(lines, graphs, strict=True) if graph in touched)
