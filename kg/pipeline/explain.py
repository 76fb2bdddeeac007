"""How a report is read: for what it is taken and why, what was found and what was expected, what was not understood."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from kg.iris import Iris
from kg.model.facts import ReportInfo, Yield
from kg.model.text import BlockKind, Outline, SkipReason
from kg.pipeline.gather import Report, sidecar_of
from kg.pipeline.order import Clock, Read, load_knowledge, read_report
from kg.pipeline.product import Progress, silent
from kg.pipeline.shared import make_shared
from kg.pipeline.tables import coverage_rows
from kg.questions.coverage import summarise
from kg.readers.catalogue import Catalogue, who_said
from kg.resources import Resources
from kg.structure.families import GENERAL, Shown

# So many places that were not understood are shown.
SHOWN = 10
# What a report is asked for beside its text, and the option that says it.
NEEDED = {"title": "--title", "issuer": "--issuer", "coverage": "--coverage"}


@dataclass(frozen=True, slots=True)
class Explained:
    """A report as it was read.

    said_by   for every field of its description who stated it, None for nobody
    evidence  of all families, how often the text shows it
    """

    report: Report
    said_by: Mapping[str, str | None]
    evidence: tuple[Shown, ...]
    read: Read
    needed: int


def explain_report(
    report: Report, catalogue: Catalogue, resources: Resources, iris: Iris, progress: Progress = silent
) -> Explained:
    """Reads a report, by the general rules where no family fits. Nothing is stored."""
    knowledge = load_knowledge(resources, iris, make_shared(resources, iris).schema)
    read = read_report(report.source, report.info, knowledge, Clock(report.info.id, progress))
    said_by = who_said(report.source, catalogue, sidecar_of(report.path), {})
    family = knowledge.families.named(read.reading.outline.family)
    return Explained(report, said_by, knowledge.families.weigh(report.source.text), read, family.needed)


def as_document(explained: Explained, iris: Iris) -> dict[str, object]:
    """What there is to say, as one document of plain values."""
    read, source = explained.read, explained.report.source
    summary = summarise(list(coverage_rows(read.runs, read.reading, iris)))
    missed = summary["missed"]
    assert isinstance(missed, list)
    return {
        "report": explained.report.info.id,
        "file": source.name,
        "source_sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "left_out": {one.what.value: one.count for one in source.left_out},
        "characters": len(source.text),
        "family": _family(explained),
        "described": _described(explained),
        "found": _found(read),
        "expected": _expected(read.found),
        "not_found": list(_not_found(explained)),
        "coverage": summary["totals"],
        "not_understood": missed[:SHOWN],
        "not_understood_in_all": len(missed),
    }


def _family(explained: Explained) -> dict[str, object]:
    outline = explained.read.reading.outline
    return {
        "name": outline.family,
        "reasons": list(outline.reasons),
        "needed": explained.needed,
        "evidence": [
            {
                "family": shown.family.name,
                "words": shown.evidence.words,
                "weight": shown.evidence.weight,
                "count": shown.count,
                "needed": shown.family.needed,
            }
            for shown in explained.evidence
        ],
    }


def _described(explained: Explained) -> dict[str, object]:
    values = _values(explained.report.info)
    return {
        name: {"value": values[name], "said_by": said_by or ("issuer" if values[name] and name == "owner" else None)}
        for name, said_by in explained.said_by.items()
    }


def _values(info: ReportInfo) -> dict[str, object]:
    coverage = info.coverage
    period = {"start": str(coverage.start), "end": str(coverage.end)} if coverage else None
    return asdict(info) | {"coverage": period}


def _found(read: Read) -> dict[str, object]:
    outline, reading = read.reading.outline, read.reading
    skipped = Counter(skipped.reason.value for skipped in outline.skipped)
    names = Counter(entity.kind.value for entity in reading.entities)
    return {
        "headings": len(outline.sections),
        "paragraphs": sum(block.kind is BlockKind.PARAGRAPH for block in outline.blocks),
        "tables": outline.tables,
        "contents": _lines(outline, SkipReason.CONTENTS),
        "skipped": dict(sorted(skipped.items())),
        "facts": len(reading.facts),
        "facts_with_a_metric": len({link.mention for link in read.links.metrics}),
        "dates": len(read.mentions.dates),
        "names": dict(sorted(names.items())),
        "events": len(reading.changes),
    }


def _lines(outline: Outline, reason: SkipReason) -> int:
    """How many lines are skipped for a reason."""
    parts = (skipped.span.cut(outline.source.text) for skipped in outline.skipped if skipped.reason is reason)
    return sum(bool(line.strip()) for part in parts for line in part.splitlines())


def _expected(found: Yield) -> dict[str, object]:
    expected = found.expected
    return {
        "facts_per_thousand": float(found.facts_per_thousand),
        "least_facts_per_thousand": float(expected.least_facts),
        "most_facts_per_thousand": None if expected.most_facts is None else float(expected.most_facts),
        "missed_share": float(found.missed_share),
        "most_missed_share": float(expected.most_missed),
    }


def _not_found(explained: Explained) -> Iterator[str]:
    """What its family, or any report, leads one to expect and is not there, in words."""
    reading, found = explained.read.reading, explained.read.found
    for shown in explained.evidence:
        if shown.family.name == reading.outline.family != GENERAL and not shown.count:
            yield f"evidence of the family: {shown.evidence.words}"
    values = _values(explained.report.info)
    for name, option in NEEDED.items():
        if explained.said_by[name] is None or values[name] is None:
            yield f"the {name} of the report; say it by {option}, in NAME.toml or in the catalogue"
    if not reading.outline.sections:
        yield "headings"
    yield from _outside(found)


def _outside(found: Yield) -> Iterator[str]:
    expected, rate = found.expected, found.facts_per_thousand
    if rate < expected.least_facts:
        yield f"as many facts as is usual: {rate} per 1,000 characters, where at least {expected.least_facts} are"
    if expected.most_facts is not None and rate > expected.most_facts:
        yield f"as few facts as is usual: {rate} per 1,000 characters, where at most {expected.most_facts} are"
    if found.missed_share > expected.most_missed:
        yield f"sense in {found.missed_share:.1%} of the numbers, where {expected.most_missed:.1%} is usual at most"
