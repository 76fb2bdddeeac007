"""The order of the stages for one report, and the knowledge that they work with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import ParamSpec, TypeVar

from kg import reason, validate
from kg.audit.claims import Fate
from kg.audit.coverage import Run, What, coverage, tally
from kg.audit.names import AwardWords, load_award_words
from kg.audit.themes import Themes, load_themes
from kg.extract import ExtractRules, extract
from kg.extract import load_rules as load_extract_rules
from kg.graph import (
    Subjects,
    check_quads,
    finding_rows,
    report_quads,
)
from kg.interpret import InterpretRules, interpret
from kg.interpret import load_rules as load_interpret_rules
from kg.iris import Iris
from kg.link import LinkRules, link
from kg.link import load_rules as load_link_rules
from kg.model.concepts import Links, Vocabulary
from kg.model.facts import Reading, ReportInfo, Yield
from kg.model.graphs import INSIDE
from kg.model.mentions import Mentions
from kg.model.text import Source
from kg.pipeline.accounts import account_of
from kg.pipeline.checks import Checks, load_checks
from kg.pipeline.collector import collector_paused
from kg.pipeline.exclusions import TakenOut, load_exclusions, take_out
from kg.pipeline.findings import findings_of
from kg.pipeline.lexicon import make_lexicon
from kg.pipeline.product import Finding, Product, Progress, Task, Timing
from kg.pipeline.shared import Shared
from kg.pipeline.tables import Row, as_lines, make_tables
from kg.resources import Resources
from kg.structure import Families, load_families, read_outline

P = ParamSpec("P")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the stages work with, the same for all reports.

    context    N-Quads of vocabulary and ontology, in which a report's graph is closed and validated
    inference  the context closed;  checks: the context and the judgements, read for the shapes
    """

    iris: Iris
    families: Families
    extract: ExtractRules
    interpret: InterpretRules
    awards: AwardWords
    themes: Themes
    vocabulary: Vocabulary
    link: LinkRules
    shapes: validate.Shapes
    exclusions: tuple[TakenOut, ...]
    audit: Checks
    subjects: Subjects
    context: bytes = field(repr=False)
    inference: reason.Context = field(repr=False)
    checks: validate.Context = field(repr=False)


def load_knowledge(resources: Resources, iris: Iris, shared: Shared) -> Knowledge:
    """Reads all rules and shapes. `shared` is what is made of ontology and vocabulary, once since that is dear.

    Raises KnowledgeError, with the file, for what a curator must mend.
    """
    vocabulary, shapes = shared.vocabulary, validate.load_shapes(resources, iris)
    context = shared.graphs["vocabulary"] + shared.graphs["ontology"]
    return Knowledge(
        iris=iris,
        families=load_families(resources.added("families", "*.toml")),
        extract=load_extract_rules(),
        interpret=load_interpret_rules(),
        awards=load_award_words(),
        themes=load_themes(),
        vocabulary=vocabulary,
        link=load_link_rules(vocabulary),
        shapes=shapes,
        exclusions=load_exclusions(resources, iris),
        audit=load_checks(),
        subjects=Subjects.of(vocabulary.concepts),
        context=context,
        inference=reason.Context.of(shared.schema, context),
        checks=validate.Context.of(context + shared.graphs["judgements"], shapes),
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
    """What was read of a report, and what became of its numbers and names. `lost` are warnings of exclusions that name
    no fact of it."""

    mentions: Mentions
    reading: Reading
    links: Links
    runs: tuple[Run, ...] = field(repr=False)
    found: Yield
    lost: tuple[Finding, ...] = ()


@collector_paused()
def read_text(source: Source, info: ReportInfo, knowledge: Knowledge, clock: Clock) -> tuple[Mentions, Reading]:
    """What stands in a report and what it says."""
    lexicon = make_lexicon(knowledge.vocabulary, info)
    outline = clock.run("structure", read_outline, source, knowledge.families)
    mentions = clock.run("extract", extract, outline, info, lexicon, knowledge.extract)
    return mentions, clock.run("interpret", interpret, outline, mentions, info, lexicon, knowledge.interpret)


@collector_paused()
def read_report(source: Source, info: ReportInfo, knowledge: Knowledge, clock: Clock) -> Read:
    """What a report says and what its facts and names are, before any graph."""
    mentions, reading = read_text(source, info, knowledge, clock)
    mentions, reading, lost = take_out(mentions, reading, knowledge.exclusions)
    links = clock.run("link", link, reading, knowledge.link)
    runs = clock.run("coverage", coverage, reading.outline, mentions, reading, knowledge.awards, knowledge.themes)
    return Read(mentions, reading, links, runs, _yield(reading, runs, knowledge.families), lost)


def _yield(reading: Reading, runs: Iterable[Run], families: Families) -> Yield:
    numbers = tally(run for run in runs if run.what is What.NUMBER)
    return Yield(
        facts=len(reading.facts),
        characters=len(reading.outline.source.text),
        numbers=numbers.total(),
        missed=numbers[Fate.MISSED.value],
        expected=families.named(reading.outline.family).expects,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is made of what was read: tables; sorted N-Quads of what the report says, and of what its checks found."""

    tables: dict[str, Sequence[Row]] = field(repr=False)
    asserted: bytes = field(repr=False)
    checks: bytes = field(repr=False)


def tell_report(read: Read, knowledge: Knowledge, clock: Clock) -> Told:
    """Tables and graphs of a report, before anything is inferred or validated."""
    iris, reading = knowledge.iris, read.reading
    tables: dict[str, Sequence[Row]] = {**clock.run("tables", make_tables, reading, read.links, read.runs, iris)}
    account = account_of(tables, reading.outline.source.text)
    found = clock.run("audit", knowledge.audit.inside_of, reading.outline, account, read.mentions.dates)
    tables["findings"] = finding_rows(found, {reading.info.id: account.text}, iris)
    asserted = clock.run("graph", report_quads, reading, read.links, knowledge.vocabulary, iris, read.found)
    return Told(tables, asserted, check_quads(found, f"{INSIDE}/{reading.info.id}", knowledge.subjects, iris))


@collector_paused()
def compute_report(task: Task, knowledge: Knowledge, progress: Progress) -> Product:
    """Everything that is made of one report."""
    clock, iris = Clock(task.info.id, progress), knowledge.iris
    read = read_report(task.source, task.info, knowledge, clock)
    told = tell_report(read, knowledge, clock)
    inferred = clock.run("reason", reason.infer_within, knowledge.inference, told.asserted)
    conformance = clock.run("validate", validate.validate_within, knowledge.checks, told.asserted + told.checks)
    return Product(
        info=task.info,
        sha256=task.source.sha256,
        key=task.key,
        asserted=told.asserted,
        inferred=inferred,
        checks=told.checks,
        tables={name: as_lines(rows) for name, rows in told.tables.items()},
        findings=(*findings_of(read.reading, conformance, iris), *read.lost),
        timings=tuple(clock.timings),
    )
