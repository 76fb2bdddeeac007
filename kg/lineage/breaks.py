"""Breaks as findings: a definition that changed inside a series, for those who read what the checks found."""

from collections.abc import Iterator, Mapping, Sequence

from kg.lineage.definitions import Definitions
from kg.lineage.metrics import every_metric, metric_lineage, scenes_of
from kg.lineage.wordings import Wordings
from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.findings import Finding, FindingKind, Term, Verdict, Words
from kg.model.lines import Break, Line, MetricLineage, Shift
from kg.model.statements import Account
from kg.model.titles import called

RULE = "definition"


def check_breaks(
    accounts: Sequence[Account], vocabulary: Vocabulary, definitions: Definitions, wordings: Wordings
) -> tuple[Finding, ...]:
    """The breaks of all metrics over these reports, in order of the metrics' local names."""
    scenes = scenes_of(accounts, definitions, vocabulary.scheme(Scheme.AGENCY))
    known = {metric.slug: metric for metric in vocabulary.scheme(Scheme.METRIC)}
    by_id = {scene.account.info.id: scene.account for scene in scenes}
    return tuple(
        finding
        for slug in every_metric(accounts)
        if slug in known
        for finding in break_findings(
            metric_lineage(scenes, known[slug], slug, definitions), known[slug], by_id, definitions, wordings
        )
    )


def break_findings(
    lineage: MetricLineage,
    metric: Concept | None,
    accounts: Mapping[str, Account],
    definitions: Definitions,
    wordings: Wordings,
) -> Iterator[Finding]:
    """One finding a break; `accounts` are the reports by id, in the order of telling. Whether the figure moved too
    cannot be told."""
    for line in lineage.lines:
        for one in line.breaks:
            reports = _read_for(one, line, list(accounts))
            yield Finding(
                kind=FindingKind.BREAK,
                rule=RULE,
                verdict=Verdict.CANNOT_TELL,
                formula=f"{_flat(one.before.quote)} → {'、'.join(_flat(after.quote) for after in one.after)}",
                terms=(Term("before", one.before), *(Term("after", after) for after in one.after)),
                message=break_message(one, metric, accounts, definitions, wordings),
                reports=tuple(sorted(reports)),
                about=(("facets", " ".join(sorted({shift.facet for shift in one.shifts}))), ("metric", lineage.slug)),
                exclusions=tuple(sorted({fact for report in reports for fact in accounts[report].excluded})),
            )


def _read_for(one: Break, line: Line, told: Sequence[str]) -> frozenset[str]:
    """The reports that a break was seen in: those of its line that were told before what came after it."""
    last = max(told.index(after.report) for after in (one.before, *one.after))
    points = (point for segment in line.segments for point in segment)
    return frozenset(point.statement.report for point in points if told.index(point.statement.report) <= last)


def break_message(
    one: Break,
    metric: Concept | None,
    accounts: Mapping[str, Account],
    definitions: Definitions,
    wordings: Wordings,
) -> Words:
    """A break in a sentence, in both languages; reports by what they are called."""
    title = Words(metric.label, metric.label_en) if metric else Words(one.before.metric, one.before.metric)
    shifts = [shift_words(shift, definitions, wordings) for shift in one.shifts]
    return wordings.say(
        "break",
        "message",
        metric=title,
        before_report=called(accounts[one.before.report].info),
        after_report=called(accounts[one.after[0].report].info),
        before=_flat(one.before.quote),
        after="、".join(_flat(after.quote) for after in one.after),
        shifts=Words("；".join(shift.zh for shift in shifts), "; ".join(shift.en for shift in shifts)),
    )


def shift_words(shift: Shift, definitions: Definitions, wordings: Wordings) -> Words:
    """What changed, and how: 計入條件：認證 → 完成."""
    unsaid = wordings.say("break", "unsaid")
    was, now = (side if side.zh else unsaid for side in (shift.was, shift.now))
    return wordings.say("break", "shift", title=definitions.title(shift.facet), was=was, now=now)


def _flat(quote: str) -> str:
    return " ".join(quote.split())
