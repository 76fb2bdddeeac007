"""Two reports compared, as a document and as rows of a table."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kg.errors import UnknownNameError
from kg.graph.rows import number
from kg.lineage.breaks import break_message
from kg.lineage.compare import Comparison, Pair, compare
from kg.lineage.placing import Scene
from kg.model.concepts import Scheme
from kg.pipeline.lineage.answers import Lineages
from kg.pipeline.lineage.figures import COLUMNS as FIGURE
from kg.pipeline.lineage.figures import Row, figure_row
from kg.pipeline.lineage.metrics import concept_row, report_row

COLUMNS = ("series_label", "told", "difference", "growth", "break", "apart", "value_a", "quote_a", "fact_a", *FIGURE)
SHOWN = ("told", "series", "value_a", "value", "unit", "difference", "growth", "break", "apart", "fact_a", "fact")


@dataclass(frozen=True, slots=True)
class ComparisonAnswer:
    lineages: Lineages
    found: Comparison


def comparison(lineages: Lineages, one: str, other: str) -> ComparisonAnswer:
    """Two reports compared, by id. Raises UnknownNameError, with near names, for one that is not here."""
    metrics = {slug: concept for (scheme, slug), concept in lineages.concepts.items() if scheme is Scheme.METRIC}
    return ComparisonAnswer(
        lineages, compare(_scene(lineages, one), _scene(lineages, other), metrics, lineages.definitions)
    )


def _scene(lineages: Lineages, report: str) -> Scene:
    found = next((scene for scene in lineages.scenes if scene.account.info.id == report), None)
    if found is None:
        raise UnknownNameError("report", report, lineages.accounts)
    return found


def comparison_document(answer: ComparisonAnswer) -> Row:
    """The answer as one JSON document. Differences are b less a."""
    found, lineages = answer.found, answer.lineages
    return {
        "a": report_row(lineages, found.one),
        "b": report_row(lineages, found.other),
        "notes": [asdict(lineages.wordings.say("compare", name)) for name in _notes(answer)],
        "both": [_pair(pair, answer) for pair in found.both],
        "only_a": [_only(*one, answer) for one in found.only_one],
        "only_b": [_only(*one, answer) for one in found.only_other],
    }


def _notes(answer: ComparisonAnswer) -> Iterator[str]:
    one, other = (answer.lineages.accounts[name].info for name in (answer.found.one, answer.found.other))
    if one.kind != other.kind:
        yield "kinds"
    if one.begins_inside or other.begins_inside:
        yield "begins-inside"


def _pair(pair: Pair, answer: ComparisonAnswer) -> Row:
    lineages = answer.lineages
    parts = (lineages.accounts, lineages.definitions, lineages.wordings)
    return {
        "metric": concept_row(pair.metric, lineages),
        "comparable": bool(pair.steps),
        "changes": [
            {
                "a": figure_row(step.before, lineages.accounts),
                "b": figure_row(step.after, lineages.accounts),
                "difference": number(step.difference),
                "growth_percent": None if step.growth is None else number(step.growth),
                "bounded": step.bounded,
            }
            for step in pair.steps
        ],
        "breaks": [asdict(break_message(one, pair.metric, *parts)) for one in pair.breaks],
        "apart": [{"apart": one.value, **asdict(lineages.wordings.say("apart", one.value))} for one in pair.apart],
        "a": [figure_row(one, lineages.accounts) for one in pair.one],
        "b": [figure_row(one, lineages.accounts) for one in pair.other],
    }


def _only(metric: Any, figures: Any, answer: ComparisonAnswer) -> Row:
    lineages = answer.lineages
    return {
        "metric": concept_row(metric, lineages),
        "figures": [figure_row(one, lineages.accounts) for one in figures],
    }


def comparison_rows(answer: ComparisonAnswer) -> Iterator[Row]:
    """One row a change, then one a figure that is in no change: told by both, by a alone, by b alone."""
    found, accounts = answer.found, answer.lineages.accounts
    for pair in found.both:
        said = {
            "series_label": pair.metric.label,
            "told": "both",
            "break": list(dict.fromkeys(shift.facet for one in pair.breaks for shift in one.shifts)) or None,
            "apart": [one.value for one in pair.apart] or None,
        }
        for step in pair.steps:
            change = {
                "difference": number(step.difference),
                "growth": None if step.growth is None else number(step.growth),
                "value_a": number(step.before.value),
                "quote_a": step.before.quote,
                "fact_a": step.before.fact,
            }
            yield {**said, "break": None, **change, **figure_row(step.after, accounts)}
        moved = {fact for step in pair.steps for fact in (step.before.fact, step.after.fact)}
        yield from ({**said, **figure_row(one, accounts)} for one in (*pair.one, *pair.other) if one.fact not in moved)
    for told, metrics in (("a", found.only_one), ("b", found.only_other)):
        for metric, figures in metrics:
            yield from ({"series_label": metric.label, "told": told, **figure_row(one, accounts)} for one in figures)
