"""The lineage of a metric as a document, and as rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from kg.graph.rows import number, period_row
from kg.lineage.breaks import break_message
from kg.lineage.metrics import across
from kg.model.concepts import Concept, Scheme
from kg.model.lines import Apart, Break, Line, LineClass, Mark, Point, Shift, Step
from kg.model.statements import Statement
from kg.pipeline.lineage.answers import Lineages
from kg.pipeline.lineage.figures import COLUMNS as FIGURE
from kg.pipeline.lineage.figures import Row, figure_row, when

COLUMNS = ("line", "segment", "time", "change", "growth", "break", "apart", "notes", *FIGURE)
SHOWN = ("segment", "time", "value", "unit", "change", "growth", "break", "apart", "notes", "report", "fact")


@dataclass(frozen=True, slots=True)
class MetricAnswer:
    """One metric. `joined` are the steps over breaks, where they were asked for."""

    lineages: Lineages
    concept: Concept
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    joined: bool = False


def metric_answer(lineages: Lineages, name: str, *, across_breaks: bool = False) -> MetricAnswer:
    """The lineage of the metric of that name; over its breaks too, where asked.

    Raises UnknownNameError, with near names, for a metric that the vocabulary does not have.
    """
    concept = lineages.find(Scheme.METRIC, name)
    found = lineages.metric(concept)
    return MetricAnswer(lineages, concept, found.lines, found.marks, across_breaks)


def metric_document(answer: MetricAnswer) -> Row:
    """The answer as one JSON document. Every figure carries its fact, report, section, quote, offsets and sentence."""
    lineages = answer.lineages
    return {
        "metric": concept_row(answer.concept, lineages),
        "across_breaks": answer.joined,
        "reports": [report_row(lineages, report) for report in lineages.accounts],
        "lines": [_line(line, answer) for line in answer.lines],
        "marks": [_mark(mark, answer) for mark in answer.marks],
        "figures": list(_told(answer)),
        "related": list(_related(answer)),
        "exclusions": sorted({fact for account in lineages.accounts.values() for fact in account.excluded}),
    }


def concept_row(concept: Concept, lineages: Lineages) -> Row:
    return {
        "id": concept.slug,
        "iri": lineages.iris.concept(concept.scheme.value, concept.slug),
        "label": {"zh": concept.label, "en": concept.label_en},
        "definition": concept.definition,
    }


def report_row(lineages: Lineages, report: str) -> Row:
    info = lineages.accounts[report].info
    return {
        "id": info.id,
        "title": info.title,
        "issuer": info.issuer,
        "kind": info.kind,
        "coverage": period_row(info.coverage),
        "issued": info.issued,
        "begins_inside": info.begins_inside,
    }


def _line(line: Line, answer: MetricAnswer) -> Row:
    steps = (*line.steps, *(across(line) if answer.joined else ()))
    return {
        "id": line.id,
        "iri": answer.lineages.iris.thing("line", line.id),
        "class": _class(line.key, answer),
        "segments": [[_point(point, answer) for point in segment] for segment in line.segments],
        "steps": [_step(step) for step in steps],
        "breaks": [_break(one, answer) for one in line.breaks],
    }


def _class(key: LineClass, answer: MetricAnswer) -> Row:
    return {
        "level": key.level,
        "temporality": key.temporality.value,
        "measure": key.measure,
        "agency": key.agency,
        "breakdown": dict(key.breakdown),
        "span": key.span,
        "span_label": asdict(answer.lineages.wordings.span(key.span)),
    }


def _point(point: Point, answer: MetricAnswer) -> Row:
    wordings = answer.lineages.wordings
    return {
        "time": when(point.time),
        "notes": [{"note": note.value, **asdict(wordings.say("note", note.value))} for note in point.notes],
        **figure_row(point.statement, answer.lineages.accounts),
    }


def _step(step: Step) -> Row:
    return {
        "before": step.before.fact,
        "after": step.after.fact,
        "difference": number(step.difference),
        "growth_percent": None if step.growth is None else number(step.growth),
        "bounded": step.bounded,
        "across": list(step.across),
    }


def _break(one: Break, answer: MetricAnswer) -> Row:
    lineages = answer.lineages
    message = break_message(one, answer.concept, lineages.accounts, lineages.definitions, lineages.wordings)
    return {
        "before": one.before.fact,
        "after": [after.fact for after in one.after],
        "shifts": [_shift(shift, lineages) for shift in one.shifts],
        "message": asdict(message),
    }


def _shift(shift: Shift, lineages: Lineages) -> Row:
    title = asdict(lineages.definitions.title(shift.facet))
    return {"facet": shift.facet, "title": title, "was": asdict(shift.was), "now": asdict(shift.now)}


def _mark(mark: Mark, answer: MetricAnswer) -> Row:
    return {
        "apart": [_apart(apart, answer.lineages) for apart in mark.apart],
        "line": mark.line,
        "class": _class(mark.key, answer),
        **_point(mark.point, answer),
    }


def _apart(apart: Apart, lineages: Lineages) -> Row:
    return {"apart": apart.value, **asdict(lineages.wordings.say("apart", apart.value))}


def _told(answer: MetricAnswer) -> Iterator[Row]:
    """All figures by report, in the order of telling, and by period."""
    accounts = answer.lineages.accounts
    for scene in answer.lineages.scenes:
        figures = scene.series.get(answer.concept.slug, ())
        ordered = sorted(figures, key=lambda one: (_period(one), one.span.start))
        for _, same in groupby(ordered, _period):
            told = list(same)
            period = period_row(told[0].period)
            yield {
                "report": scene.account.info.id,
                "period": period,
                "figures": [figure_row(one, accounts) for one in told],
            }


def _period(statement: Statement) -> tuple[str, str]:
    period = statement.period
    return (period.end.isoformat(), period.start.isoformat()) if period else ("", "")


def _related(answer: MetricAnswer) -> Iterator[Row]:
    """The metrics that this one speaks of, and those that speak of it: its target, margin, plan."""
    metrics = answer.lineages.vocabulary.scheme(Scheme.METRIC)
    for metric in metrics:
        if metric.about == answer.concept.slug:
            yield {"relation": "about-this", **concept_row(metric, answer.lineages)}
        elif metric.slug == answer.concept.about:
            yield {"relation": "this-is-about", **concept_row(metric, answer.lineages)}


def metric_rows(answer: MetricAnswer) -> Iterator[dict[str, Any]]:
    """One row a figure: those of the lines, then those beside them. `change` is the difference to the figure before it
    in its segment, or over a break where those were asked for."""
    for line in answer.lines:
        steps = {step.after.fact: step for step in (*(across(line) if answer.joined else ()), *line.steps)}
        begun = {after.fact: one for one in line.breaks for after in one.after}
        for place, segment in enumerate(line.segments, 1):
            for point in segment:
                fact = point.statement.fact
                yield {
                    "line": line.id,
                    "segment": place,
                    **_row(point, answer, steps.get(fact)),
                    "break": _facets(begun[fact]) if fact in begun else None,
                }
    for mark in answer.marks:
        yield {"line": mark.line, "apart": [apart.value for apart in mark.apart], **_row(mark.point, answer, None)}


def _facets(one: Break) -> list[str]:
    return list(dict.fromkeys(shift.facet for shift in one.shifts))


def _row(point: Point, answer: MetricAnswer, step: Step | None) -> Row:
    return {
        "time": when(point.time),
        "change": None if step is None else number(step.difference),
        "growth": None if step is None or step.growth is None else number(step.growth),
        "notes": [note.value for note in point.notes],
        **figure_row(point.statement, answer.lineages.accounts),
    }


def parts(answer: MetricAnswer, rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each line, and of the figures beside the lines, under a title for people."""
    for line in answer.lines:
        key = line.key
        span = answer.lineages.wordings.span(key.span)
        breakdown = "、".join(value for _, value in key.breakdown)
        words = (line.id, key.agency, breakdown, f"{span.zh} ({span.en})")
        yield (
            " · ".join(word for word in words if word),
            [row for row in rows if row.get("segment") and row["line"] == line.id],
        )
    beside = [row for row in rows if not row.get("segment")]
    if beside:
        yield "序列之旁 · beside the lines", beside


def summary(answer: MetricAnswer) -> Sequence[str]:
    """The breaks in sentences, for people."""
    rows = [_break(one, answer) for line in answer.lines for one in line.breaks]
    return [row["message"]["zh"] for row in rows]
