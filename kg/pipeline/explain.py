"""How a report is read: for what it is taken and why, what was found and what was expected, what was not understood."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.iris import Iris
from kg.model.facts import ReportInfo, Yield
from kg.model.findings import Words
from kg.model.text import BlockKind, Outline, SkipReason
from kg.model.wordings import Texts, load_texts
from kg.pipeline.gather import Report
from kg.pipeline.order import Clock, Read, load_knowledge, read_report
from kg.pipeline.product import Progress, silent
from kg.pipeline.shared import make_shared
from kg.pipeline.tables import coverage_rows
from kg.questions.coverage import summarise
from kg.resources import Resources
from kg.structure.families import GENERAL, Shown

TEXTS = Path(__file__).with_suffix(".toml")
# So many places that were not understood are shown.
SHOWN = 10
# What a report is asked for beside its text, and the option that says it.
NEEDED = {"title": "--title", "issuer": "--issuer", "coverage": "--coverage"}


@dataclass(frozen=True, slots=True)
class Explained:
    """A report as it was read.

    said_by   for every field of its description who stated it, None for nobody
    evidence  of all families, how often the text shows it
    texts     the words in which it is told
    """

    report: Report
    said_by: Mapping[str, str | None]
    evidence: tuple[Shown, ...]
    read: Read
    needed: int
    texts: Texts


def explain_report(
    report: Report, said_by: Mapping[str, str | None], resources: Resources, iris: Iris, progress: Progress = silent
) -> Explained:
    """Reads a report, by the general rules where no family fits. Nothing is stored."""
    knowledge = load_knowledge(resources, iris, make_shared(resources, iris))
    read = read_report(report.source, report.info, knowledge, Clock(report.info.id, progress))
    family = knowledge.families.named(read.reading.outline.family)
    evidence = knowledge.families.weigh(report.source.text)
    return Explained(report, said_by, evidence, read, family.needed, load_texts(TEXTS))


def as_document(explained: Explained, iris: Iris) -> dict[str, object]:
    """What there is to say, as one document of plain values; sentences are {"zh", "en"}."""
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
        "not_found": [asdict(words) for words in _not_found(explained)],
        "coverage": summary["totals"],
        "not_understood": missed[:SHOWN],
        "not_understood_in_all": len(missed),
    }


def _family(explained: Explained) -> dict[str, object]:
    name = explained.read.reading.outline.family
    reasons = [_words(shown) for shown in explained.evidence if shown.family.name == name and shown.count]
    return {
        "name": name,
        "reasons": [asdict(words) for words in reasons or [explained.texts.say("family", "none")]],
        "needed": explained.needed,
        "evidence": [
            {
                "family": shown.family.name,
                "words": asdict(_words(shown)),
                "weight": shown.evidence.weight,
                "count": shown.count,
                "needed": shown.family.needed,
            }
            for shown in explained.evidence
        ],
    }


def _words(shown: Shown) -> Words:
    return Words(shown.evidence.words_zh, shown.evidence.words)


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


def _not_found(explained: Explained) -> Iterator[Words]:
    """What its family, or any report, leads one to expect and is not there, in words."""
    outline, say = explained.read.reading.outline, explained.texts.say
    for shown in explained.evidence:
        if shown.family.name == outline.family != GENERAL and not shown.count:
            yield say("missing", "evidence", words=_words(shown))
    values = _values(explained.report.info)
    for name, option in NEEDED.items():
        if explained.said_by[name] is None or values[name] is None:
            yield say("missing", name, option=option)
    if not outline.sections:
        yield say("missing", "headings")
    yield from _outside(explained.read.found, explained.texts)


def _outside(found: Yield, texts: Texts) -> Iterator[Words]:
    expected, rate = found.expected, found.facts_per_thousand
    if rate < expected.least_facts:
        yield texts.say("missing", "few", rate=str(rate), least=str(expected.least_facts))
    if expected.most_facts is not None and rate > expected.most_facts:
        yield texts.say("missing", "many", rate=str(rate), most=str(expected.most_facts))
    if found.missed_share > expected.most_missed:
        yield texts.say("missing", "sense", share=f"{found.missed_share:.1%}", most=f"{expected.most_missed:.1%}")
