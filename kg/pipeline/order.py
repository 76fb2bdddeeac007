"""The order of the stages for one report, and the knowledge that they work with."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import ParamSpec, TypeVar

from kg.audit.coverage import NumberRun, number_runs, tally
from kg.extract import ExtractRules, extract
from kg.extract import load_rules as load_extract_rules
from kg.graph import change_rows, entity_rows, fact_rows, ontology_quads, report_quads, vocabulary_quads
from kg.graph.identity import fact_digests
from kg.interpret import InterpretRules, interpret
from kg.interpret import load_rules as load_interpret_rules
from kg.iris import Iris
from kg.link import link
from kg.model.concepts import Links, Vocabulary
from kg.model.facts import Reading, ReportInfo
from kg.model.mentions import Mentions
from kg.model.text import Source
from kg.pipeline.exclusions import TakenOut, load_exclusions, take_out
from kg.pipeline.findings import findings_of
from kg.pipeline.lexicon import make_lexicon
from kg.pipeline.product import Finding, Product, Progress, Task, Timing
from kg.reason import Schema, infer
from kg.resources import Resources
from kg.structure import Families, load_families, read_outline
from kg.validate import Shapes, load_shapes, validate
from kg.vocabulary import load_vocabulary

P = ParamSpec("P")
Result = TypeVar("Result")
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the stages work with, the same for all reports.

    context  N-Quads of vocabulary and ontology, in which a report's graph is closed and validated
    """

    iris: Iris
    families: Families
    extract: ExtractRules
    interpret: InterpretRules
    vocabulary: Vocabulary
    schema: Schema
    shapes: Shapes
    exclusions: tuple[TakenOut, ...]
    context: bytes = field(repr=False)


def load_knowledge(resources: Resources, iris: Iris, schema: Schema) -> Knowledge:
    """Reads all rules, vocabulary and shapes. `schema` is the closed ontology: closing it is dear, so it is done once.

    Raises KnowledgeError, with the file, for what a curator must mend.
    """
    return Knowledge(
        iris=iris,
        families=load_families(resources.added("families", "*.toml")),
        extract=load_extract_rules(),
        interpret=load_interpret_rules(),
        vocabulary=load_vocabulary(resources, iris),
        schema=schema,
        shapes=load_shapes(resources, iris),
        exclusions=load_exclusions(resources, iris),
        context=vocabulary_quads(resources, iris) + ontology_quads(resources, iris),
    )


class Clock:
    """Runs the stages of one report, tells of each as it begins, and notes how long it took."""

    def __init__(self, report: str, progress: Progress) -> None:
        self._report, self._progress = report, progress
        self.timings: list[Timing] = []

    def run(self, stage: str, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        self._progress(stage, self._report)
        start = perf_counter()
        result = work(*args, **kwargs)
        self.timings.append(Timing(self._report, stage, perf_counter() - start))
        return result


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a report. `lost` are warnings of exclusions that name no fact of it."""

    mentions: Mentions
    reading: Reading
    links: Links
    lost: tuple[Finding, ...] = ()


def read_report(source: Source, info: ReportInfo, knowledge: Knowledge, clock: Clock) -> Read:
    """What a report says and what its facts and names are, before any graph."""
    lexicon = make_lexicon(knowledge.vocabulary, info)
    outline = clock.run("structure", read_outline, source, knowledge.families)
    mentions = clock.run("extract", extract, outline, info, lexicon, knowledge.extract)
    reading = clock.run("interpret", interpret, outline, mentions, info, lexicon, knowledge.interpret)
    mentions, reading, lost = take_out(mentions, reading, knowledge.exclusions)
    return Read(mentions, reading, clock.run("link", link, reading, knowledge.vocabulary), lost)


def compute_report(task: Task, knowledge: Knowledge, progress: Progress) -> Product:
    """Everything that is made of one report."""
    clock, iris = Clock(task.info.id, progress), knowledge.iris
    read = read_report(task.source, task.info, knowledge, clock)
    asserted = clock.run("graph", report_quads, read.reading, read.links, knowledge.vocabulary, iris)
    inferred = clock.run("reason", infer, knowledge.schema, asserted, knowledge.context)
    conformance = clock.run("validate", validate, asserted, knowledge.context, knowledge.shapes)
    tables = clock.run("tables", _tables, read, iris)
    return Product(
        info=task.info,
        sha256=task.source.sha256,
        key=task.key,
        asserted=asserted,
        inferred=inferred,
        tables=tables,
        findings=(*findings_of(read.reading, conformance, iris), *read.lost),
        timings=tuple(clock.timings),
    )


def _tables(read: Read, iris: Iris) -> dict[str, bytes]:
    reading, links = read.reading, read.links
    runs = number_runs(reading.outline, read.mentions, reading)
    return {
        "facts": _lines(fact_rows(reading, links, iris)),
        "entities": _lines(entity_rows(reading, links, iris)),
        "events": _lines(change_rows(reading, links, iris)),
        "coverage": _lines(coverage_rows(runs, reading, iris)),
        "report": _lines([report_row(reading, tally(runs))]),
    }


def _lines(rows: Iterable[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def coverage_rows(runs: Iterable[NumberRun], reading: Reading, iris: Iris) -> Iterable[Row]:
    """One row a number of the text: what became of it, why it is left out, which fact it belongs to."""
    digests, source = fact_digests(reading), reading.outline.source
    for run in runs:
        yield {
            "report": reading.info.id,
            "source_sha256": source.sha256,
            "start": run.span.start,
            "end": run.span.end,
            "quote": run.span.cut(source.text),
            "fate": run.fate.value,
            "reason": run.reason,
            "fact": None if run.fact is None else iris.fact(reading.info.id, digests[run.fact]),
        }


def report_row(reading: Reading, numbers: Counter[str]) -> Row:
    """The report itself in one row: what is known of it, and how much was read. `ReportInfo` can be made of it again.

    `numbers` counts the numbers of the text by what became of them.
    """
    source = reading.outline.source
    known = asdict(reading.info)
    coverage = reading.info.coverage
    known["coverage"] = {"start": str(coverage.start), "end": str(coverage.end)} if coverage else None
    return known | {
        "file": source.name,
        "source_sha256": source.sha256,
        "encoding": source.encoding,
        "characters": len(source.text),
        "family": reading.outline.family,
        "sections": len(reading.outline.sections),
        "paragraphs": len(reading.outline.blocks),
        "facts": len(reading.facts),
        "entities": len(reading.entities),
        "events": len(reading.changes),
        "numbers": {name: numbers[name] for name in ("fact", "excluded", "missed")},
    }
