"""Lineage as quads, in graphs of its own: lines with their figures and breaks, joins of names with their evidence,
bodies before and after others, bodies in programmes, and figures that laws ask for.

There is one graph for each report, `lineage/{id}`: of its figures, names and words. So a report more leaves most of
what is told of the others as it is. A line is described where its first figure stands. What is said of concepts alone,
which several reports may tell, stands in the graph `lineage`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kg.graph.identity import digest
from kg.graph.terms import boolean, chinese, day, day_or_year, decimal, english, integer, string, uri
from kg.graph.triples import Sayings, Term, Triples
from kg.iris import Iris
from kg.model.concepts import Concept, Scheme
from kg.model.findings import Words
from kg.model.graphs import LINEAGE
from kg.model.lines import Break, Line, LineClass, Mark, MetricLineage, Point, Step
from kg.model.threads import Engagement, Join, Kin, Relation, Requirement

UNKNOWN = "~"  # before a unit that the vocabulary does not have


@dataclass(frozen=True, slots=True)
class Told:
    """What the graph of lineage tells.

    metrics      the lineages of metrics, or what is drawn of them for one body
    breaks       their breaks in words, by the fact before each and the first after it
    joins, engagements, requirements   with the thing that each is of;  kin: with the body that each is of
    """

    metrics: tuple[MetricLineage, ...] = field(default=(), repr=False)
    breaks: Mapping[tuple[str, str], Words] = field(default_factory=dict, repr=False)
    joins: tuple[tuple[Concept, Join], ...] = field(default=(), repr=False)
    engagements: tuple[tuple[Concept, Engagement], ...] = field(default=(), repr=False)
    requirements: tuple[tuple[Concept, Requirement], ...] = field(default=(), repr=False)
    kin: tuple[tuple[str, Kin], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is told in the graph of one report, as sorted N-Quads.

    quads   its own
    lines   that a line is one, and of which metric, for the lines that it speaks of and another report's describes
    common  what is said of concepts alone, in the graph `lineage`
    """

    quads: bytes = field(default=b"", repr=False)
    lines: bytes = field(default=b"", repr=False)
    common: bytes = field(default=b"", repr=False)


def merged(sheets: Sequence[Sheet]) -> Sheet:
    """Several sheets of one report as one. A line that the report describes itself is not told of it."""
    quads, lines, common = (
        {line for part in parts for line in part.splitlines(keepends=True)}
        for parts in ([one.quads for one in sheets], [one.lines for one in sheets], [one.common for one in sheets])
    )
    return Sheet(*(b"".join(sorted(part)) for part in (quads, lines, common)))


class _Sheets:
    """The triples by report."""

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self._own: defaultdict[str, Triples] = defaultdict(lambda: Triples(iris, LINEAGE))
        self._lines: defaultdict[str, Triples] = defaultdict(lambda: Triples(iris, LINEAGE))
        self.common: defaultdict[str, Triples] = defaultdict(lambda: Triples(iris, LINEAGE))

    def of(self, report: str) -> Triples:
        if report not in self._own:
            self._own[report] = Triples(self._iris, f"{LINEAGE}/{report}")
        return self._own[report]

    def describe(self, reports: Sequence[str], node: NamedNode, metric: NamedNode) -> None:
        """That a line is one: in the graph of the first of these reports; the others are told."""
        for place, report in enumerate(reports):
            triples = self._lines[report] if place else self.of(report)
            triples.say(node, {"a": triples.name("kg:Line"), "kg:lineMetric": metric})

    def done(self) -> dict[str, Sheet]:
        reports = sorted({*self._own, *self._lines, *self.common})
        every = (self._own, self._lines, self.common)
        return {report: Sheet(*(of[report].to_bytes() if report in of else b"" for of in every)) for report in reports}


def lineage_quads(told: Told, iris: Iris) -> dict[str, Sheet]:
    """The graphs of lineage by report. They describe what is their own, and lead to facts, reports, links, concepts."""
    sheets = _Sheets(iris)
    for lineage in told.metrics:
        for line in lineage.lines:
            _say_line(sheets, lineage.slug, line, iris)
            for one in line.breaks:
                _say_break(sheets, line, one, told.breaks[one.before.fact, one.after[0].fact], iris)
        for mark in lineage.marks:
            _say_mark(sheets.of(mark.point.statement.report), lineage.slug, mark, iris)
    for thing, join in told.joins:
        _say_join(sheets.of(join.use.report), thing, join, iris)
    for thing, engagement in told.engagements:
        _say_engagement(sheets.of(engagement.report), thing, engagement, iris)
    for thing, requirement in told.requirements:
        fact = requirement.statement
        sheets.of(fact.report).say(NamedNode(fact.fact), {"kg:requiredBy": _thing(thing, iris)})
    for slug, kin in told.kin:
        _say_kin(sheets, slug, kin, iris)
    return sheets.done()


def _say_line(sheets: _Sheets, metric: str, line: Line, iris: Iris) -> None:
    node, ordered = NamedNode(iris.thing("line", line.id)), list(_ordered(line))
    reports = list(dict.fromkeys(point.statement.report for _, point in ordered))
    sheets.describe(reports, node, _concept(Scheme.METRIC, metric, iris))
    sheets.of(reports[0]).say(node, _class(line.key, iris))
    steps = {step.after.fact: step for step in line.steps}
    for place, (number, point) in enumerate(ordered, 1):
        triples = sheets.of(point.statement.report)
        there = NamedNode(iris.thing("line-point", _slug(line.id, point.statement.fact, iris)))
        triples.say(there, {"a": triples.name("kg:LinePoint"), "kg:pointOf": node, "kg:pointPlace": integer(place)})
        triples.say(there, {"kg:pointSegment": integer(number), **_point(point)})
        if point.statement.fact in steps:
            triples.say(there, _step(line.id, steps[point.statement.fact], iris))


def _ordered(line: Line) -> Iterator[tuple[int, Point]]:
    """The points of a line with the numbers of their segments."""
    yield from ((number, point) for number, segment in enumerate(line.segments, 1) for point in segment)


def _class(key: LineClass, iris: Iris) -> Sayings:
    known = not key.measure.startswith(UNKNOWN)
    return {
        "kg:lineLevel": string(key.level),
        "kg:lineTemporality": _concept(Scheme.KIND, key.temporality.value, iris),
        "kg:lineUnit": _concept(Scheme.UNIT, key.measure, iris) if known else None,
        "kg:lineUnitText": None if known else string(key.measure.removeprefix(UNKNOWN)),
        "kg:lineAgencyText": string(key.agency) if key.agency else None,
        "kg:lineBreakdown": [string(f"{name}={value}") for name, value in key.breakdown],
        "kg:lineSpan": string(key.span),
    }


def _point(point: Point) -> Sayings:
    return {
        "kg:lineFigure": NamedNode(point.statement.fact),
        "kg:pointDate": day(point.time.end) if point.time else None,
        "kg:pointNote": [string(note.value) for note in point.notes],
    }


def _step(line: str, step: Step, iris: Iris) -> Sayings:
    return {
        "kg:stepFrom": NamedNode(iris.thing("line-point", _slug(line, step.before.fact, iris))),
        "kg:stepDifference": decimal(step.difference),
        "kg:stepGrowth": None if step.growth is None else decimal(step.growth),
    }


def _say_break(sheets: _Sheets, line: Line, one: Break, words: Words, iris: Iris) -> None:
    triples = sheets.of(one.after[0].report)
    triples.say(
        NamedNode(iris.thing("line-break", _slug(line.id, one.after[0].fact, iris))),
        {
            "a": triples.name("kg:LineBreak"),
            "kg:breakOf": NamedNode(iris.thing("line", line.id)),
            "kg:breakBefore": NamedNode(one.before.fact),
            "kg:breakAfter": [NamedNode(after.fact) for after in one.after],
            "kg:breakFacet": [string(shift.facet) for shift in one.shifts],
            "kg:breakText": (chinese(words.zh), english(words.en)),
        },
    )


def _say_mark(triples: Triples, metric: str, mark: Mark, iris: Iris) -> None:
    triples.say(
        NamedNode(iris.thing("line-mark", _slug(metric, mark.point.statement.fact, iris))),
        {
            "a": triples.name("kg:LineMark"),
            "kg:markOf": _concept(Scheme.METRIC, metric, iris),
            "kg:markBeside": NamedNode(iris.thing("line", mark.line)) if mark.line else None,
            "kg:markReason": [string(apart.value) for apart in mark.apart],
            **_point(mark.point),
        },
    )


def _say_join(triples: Triples, thing: Concept, join: Join, iris: Iris) -> None:
    name = digest("join", thing.scheme.value, thing.slug, join.name)
    triples.say(
        NamedNode(iris.thing("name-join", name)),
        {
            "a": triples.name("kg:NameJoin"),
            "kg:joinOf": _thing(thing, iris),
            "kg:joinName": string(join.name),
            "kg:joinOther": string(join.other),
            "kg:joinLink": _link(thing, join, iris),
            "kg:joinReport": NamedNode(iris.report(join.use.report)),
            "kg:joinLikeness": decimal(join.likeness),
            "kg:joinWords": string(join.shared) if join.shared else None,
            "kg:joinMetric": [_concept(Scheme.METRIC, slug, iris) for slug in join.metrics],
            "kg:joinWithin": boolean(value=join.within),
        },
    )


def _link(thing: Concept, join: Join, iris: Iris) -> Term:
    """The link by which the name's entity came to the concept, as the report's graph describes it."""
    return NamedNode(iris.thing("link", f"{iris.slug(join.use.entity)}-{thing.scheme.value}"))


def _say_engagement(triples: Triples, thing: Concept, one: Engagement, iris: Iris) -> None:
    place = iris.span(one.passage.source, one.passage.span.start, one.passage.span.end)
    name = digest("engagement", thing.scheme.value, thing.slug, one.part.value, place)
    triples.say(
        NamedNode(iris.thing("engagement", name)),
        {
            "a": triples.name("kg:Engagement"),
            "kg:engagedIn": _thing(thing, iris),
            "kg:engagedBody": _concept(Scheme.AGENCY, one.concept, iris) if one.concept else None,
            "kg:engagedBodyText": string(one.body),
            "kg:engagedPart": string(one.part.value),
            "kg:engagedWords": string(one.words) if one.words else None,
            "kg:engagedReport": NamedNode(iris.report(one.report)),
            "kg:engagedQuote": string(one.passage.quote),
            "kg:engagedPlace": uri(place),
        },
    )


def _say_kin(sheets: _Sheets, slug: str, kin: Kin, iris: Iris) -> None:
    """A body after another: told once, from the side of the body that comes after."""
    if not kin.before or kin.concept is None:
        return
    event, triples = NamedNode(kin.alteration.event), sheets.of(kin.alteration.report)
    before, after = _concept(Scheme.AGENCY, kin.concept, iris), _concept(Scheme.AGENCY, slug, iris)
    triples.say(
        NamedNode(iris.thing("succession", digest("succession", kin.alteration.event, kin.concept, slug))),
        {
            "a": triples.name("kg:Succession"),
            "kg:predecessor": before,
            "kg:successor": after,
            "kg:successionKind": _concept(Scheme.KIND, kin.relation.value, iris),
            "kg:successionDate": day_or_year(kin.date) if kin.date else None,
            "kg:successionEvent": event,
        },
    )
    if kin.relation is not Relation.TRANSFERRED:
        sheets.common[kin.alteration.report].say(before, {"kg:succeededBy": after})


def _thing(thing: Concept, iris: Iris) -> NamedNode:
    return NamedNode(iris.concept(thing.scheme.value, thing.slug))


def _concept(scheme: Scheme, slug: str, iris: Iris) -> NamedNode:
    return NamedNode(iris.concept(scheme.value, slug))


def _slug(start: str, fact: str, iris: Iris) -> str:
    return f"{start}.{iris.slug(fact)}"
