"""Checks a report or a graph against the shapes, without a store."""

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import RdfFormat, parse

from kg.errors import UnreadableError
from kg.graph import judgement_quads, ontology_quads, vocabulary_quads
from kg.graph.triples import sorted_quads
from kg.iris import Iris
from kg.pipeline.findings import finding, findings_of
from kg.pipeline.gather import Report
from kg.pipeline.order import Clock, load_knowledge, read_report, tell_report
from kg.pipeline.product import Finding, Progress, silent
from kg.pipeline.shared import make_shared
from kg.resources import Resources
from kg.validate import Conformance, load_shapes, validate, validate_within

GRAPHS = MappingProxyType(
    {
        ".nq": RdfFormat.N_QUADS,
        ".nt": RdfFormat.N_TRIPLES,
        ".trig": RdfFormat.TRIG,
        ".ttl": RdfFormat.TURTLE,
    }
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, as the validator says it, and as words about the report (or the graph)."""

    conformance: Conformance
    findings: tuple[Finding, ...]


def check_report(report: Report, resources: Resources, iris: Iris, progress: Progress = silent) -> Checked:
    """Reads a report and checks its graph."""
    knowledge = load_knowledge(resources, iris, make_shared(resources, iris).schema)
    clock = Clock(report.info.id, progress)
    read = read_report(report.source, report.info, knowledge, clock)
    told = tell_report(read, knowledge, clock)
    conformance = clock.run("validate", validate_within, knowledge.checks, told.asserted + told.checks)
    return Checked(conformance, (*findings_of(read.reading, conformance, iris), *read.lost))


def check_graph(path: Path, resources: Resources, iris: Iris) -> Checked:
    """Checks a file of Turtle, TriG, N-Triples or N-Quads, in the context of the vocabulary.

    Raises UnreadableError, with the line, for what is none of these.
    """
    try:
        quads = sorted_quads(parse(path.read_bytes(), format=GRAPHS[path.suffix.lower()]))
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}.") from error
    except (SyntaxError, ValueError) as error:
        raise UnreadableError(f"{path}: {error}") from error
    parts = (vocabulary_quads, judgement_quads, ontology_quads)
    context = b"".join(part(resources, iris) for part in parts)
    conformance = validate(quads, context, load_shapes(resources, iris))
    findings = tuple(finding(path.name, result, iris) for result in conformance.results)
    return Checked(conformance, findings)
