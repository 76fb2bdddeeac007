"""Checks a report, a graph of anybody's, or a graph of the store against the shapes; stores nothing."""

from dataclasses import dataclass, field

from kg.errors import UnknownNameError
from kg.graph import judgement_quads, ontology_quads, vocabulary_quads
from kg.iris import Iris
from kg.pipeline.findings import finding, findings_of
from kg.pipeline.gather import Report
from kg.pipeline.order import Clock, load_knowledge, read_report, tell_report
from kg.pipeline.product import Finding, Progress, silent
from kg.pipeline.shared import make_shared
from kg.resources import Resources
from kg.store import View
from kg.validate import Conformance, Context, load_shapes, validate_within

# The graphs of a report that are checked as one, as when it was built.
WHOLE = ("report", "checks")
INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of `name`, as the validator says it, and as words about the report (or the graph)."""

    name: str
    conformance: Conformance = field(repr=False)
    findings: tuple[Finding, ...]


def check_report(report: Report, resources: Resources, iris: Iris, progress: Progress = silent) -> Checked:
    """Reads a report and checks its graph."""
    knowledge = load_knowledge(resources, iris, make_shared(resources, iris))
    clock = Clock(report.info.id, progress)
    read = read_report(report.source, report.info, knowledge, clock)
    told = tell_report(read, knowledge, clock)
    conformance = clock.run("validate", validate_within, knowledge.checks, told.asserted + told.checks)
    findings = (*findings_of(read.reading, conformance, iris), *read.lost)
    return Checked(str(report.path), conformance, findings)


def packaged_context(resources: Resources, iris: Iris) -> Context:
    """The shapes, and what graphs from outside may refer to: vocabulary, judgements and ontology."""
    parts = (vocabulary_quads, judgement_quads, ontology_quads)
    return Context.of(b"".join(part(resources, iris) for part in parts), load_shapes(resources, iris))


def published_context(view: View, resources: Resources) -> Context:
    """The shapes, and what the publication says of concepts."""
    graphs = b"".join(map(view.graph, ("judgements", "ontology", "vocabulary")))
    return Context.of(graphs, load_shapes(resources, Iris(view.manifest.base_iri)))


def check_quads(quads: bytes, name: str, context: Context, iris: Iris) -> Checked:
    """Checks N-Quads, in the context of what they refer to."""
    conformance = validate_within(context, quads)
    return Checked(name, conformance, tuple(finding(name, result, iris) for result in conformance.results))


def check_published(view: View, name: str, resources: Resources) -> Checked:
    """Checks what the store has of that name: a report, by id or IRI, with its checks; or a graph, by name or IRI.

    The other asserted graphs are what it may refer to. Raises UnknownNameError, with near names, where there is none.
    """
    iris = Iris(view.manifest.base_iri)
    graphs = dict(view.manifest.named_graphs())
    chosen = _chosen(name, graphs, iris)
    if not chosen:
        known = [*(entry.id for entry in view.manifest.reports), *graphs]
        raise UnknownNameError("file, report or graph", name, known)
    others = [other for other in graphs if other not in chosen and not other.startswith(INFERRED)]
    context = Context.of(b"".join(map(view.graph, others)), load_shapes(resources, iris))
    return check_quads(b"".join(map(view.graph, chosen)), name, context, iris)


def _chosen(name: str, graphs: dict[str, str], iris: Iris) -> tuple[str, ...]:
    for graph in graphs:
        if name in (graph, iris.graph(graph)):
            return (graph,)
    wanted = name.removeprefix(f"{iris.base}id/report/")
    return tuple(graph for part in WHOLE if (graph := f"{part}/{wanted}") in graphs)
