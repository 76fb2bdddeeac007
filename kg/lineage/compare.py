"""What of two reports can be compared: metrics that both tell, with their change, and those that one alone tells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.lineage.definitions import Definitions
from kg.lineage.metrics import difference, metric_lineage
from kg.lineage.placing import Scene
from kg.model.concepts import Concept
from kg.model.lines import Apart, Break, Line, Step
from kg.model.statements import Statement


@dataclass(frozen=True, slots=True)
class Pair:
    """A metric that both reports tell.

    steps   from figures of the first to figures of the second that can be compared
    breaks  between them, where a definition changed
    apart   where nothing can be compared: in what the figures that are nearest to one another differ
    one, other  all figures of the two reports
    """

    metric: Concept
    steps: tuple[Step, ...]
    breaks: tuple[Break, ...]
    apart: tuple[Apart, ...]
    one: tuple[Statement, ...]
    other: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports by id. `only_one`, `only_other` hold the figures of metrics that one alone tells, by metric."""

    one: str
    other: str
    both: tuple[Pair, ...]
    only_one: tuple[tuple[Concept, tuple[Statement, ...]], ...]
    only_other: tuple[tuple[Concept, tuple[Statement, ...]], ...]


def compare(one: Scene, other: Scene, metrics: Mapping[str, Concept], rules: Definitions) -> Comparison:
    """Compares two reports, in order of the metrics' local names. Differences are those of `other` less `one`."""
    first, second = _by_metric(one, metrics), _by_metric(other, metrics)
    both = [
        _pair(metrics[slug], first[slug], second[slug], sorted((one, other), key=lambda scene: scene.told_at), rules)
        for slug in sorted(first.keys() & second.keys())
    ]
    ids = one.account.info.id, other.account.info.id
    return Comparison(*ids, tuple(both), _only(first, second, metrics), _only(second, first, metrics))


def _by_metric(scene: Scene, metrics: Mapping[str, Concept]) -> Mapping[str, tuple[Statement, ...]]:
    found: dict[str, list[Statement]] = {}
    for told in scene.account.statements:
        if told.series in metrics:
            found.setdefault(str(told.series), []).append(told)
    return {slug: tuple(figures) for slug, figures in found.items()}


def _only(
    mine: Mapping[str, tuple[Statement, ...]], others: Mapping[str, object], metrics: Mapping[str, Concept]
) -> tuple[tuple[Concept, tuple[Statement, ...]], ...]:
    return tuple((metrics[slug], mine[slug]) for slug in sorted(mine.keys() - others.keys()))


def _pair(
    metric: Concept,
    one: tuple[Statement, ...],
    other: tuple[Statement, ...],
    scenes: Sequence[Scene],
    rules: Definitions,
) -> Pair:
    lineage = metric_lineage(scenes, metric, metric.slug, rules)
    report = one[0].report
    steps = tuple(_from(step, report) for line in lineage.lines for step in _between(line))
    breaks = tuple(found for line in lineage.lines for found in line.breaks if _crosses(found))
    apart = () if steps or breaks else _apart(mark.apart for mark in lineage.marks)
    return Pair(metric, steps, breaks, apart, one, other)


def _between(line: Line) -> Iterator[Step]:
    """The steps of a line that lead from one report to another."""
    yield from (step for step in line.steps if step.before.report != step.after.report)


def _crosses(one: Break) -> bool:
    return any(after.report != one.before.report for after in one.after)


def _from(step: Step, report: str) -> Step:
    """A step as seen from one report, whichever of the two was told first."""
    if step.before.report == report:
        return step
    return difference(step.after, step.before, share=step.growth is None)


def _apart(marks: Iterable[tuple[Apart, ...]]) -> tuple[Apart, ...]:
    """In what the figures differ that are nearest to one another."""
    told = [apart for apart in marks if apart]
    return min(told, key=len) if told else ()
