"""Breaks as findings: a definition that changed inside a series, for those who read what the checks found."""

from collections.abc import Iterator, Mapping

from kg.lineage.definitions import Definitions
from kg.lineage.wordings import Wordings
from kg.model.concepts import Concept
from kg.model.findings import Finding, FindingKind, Term, Verdict, Words
from kg.model.lines import Break, MetricLineage, Shift
from kg.model.statements import Account

RULE = "definition"


def break_findings(
    lineage: MetricLineage,
    metric: Concept | None,
    accounts: Mapping[str, Account],
    definitions: Definitions,
    wordings: Wordings,
) -> Iterator[Finding]:
    """One finding a break; `accounts` are the reports by id. Whether the figure moved too cannot be told."""
    points = (point for line in lineage.lines for segment in line.segments for point in segment)
    reports = sorted({point.statement.report for point in points})
    for line in lineage.lines:
        for one in line.breaks:
            yield Finding(
                kind=FindingKind.BREAK,
                rule=RULE,
                verdict=Verdict.CANNOT_TELL,
                formula=f"{one.before.quote} → {'、'.join(after.quote for after in one.after)}",
                terms=(Term("before", one.before), *(Term("after", after) for after in one.after)),
                message=break_message(one, metric, accounts, definitions, wordings),
                reports=tuple(reports),
                about=(("facets", " ".join(sorted({shift.facet for shift in one.shifts}))), ("metric", lineage.slug)),
                exclusions=tuple(sorted({fact for report in reports for fact in accounts[report].excluded})),
            )


def break_message(
    one: Break,
    metric: Concept | None,
    accounts: Mapping[str, Account],
    definitions: Definitions,
    wordings: Wordings,
) -> Words:
    """A break in a sentence, in both languages; reports by title in Chinese and by id in English."""
    title = Words(metric.label, metric.label_en) if metric else Words(one.before.metric, one.before.metric)
    shifts = [shift_words(shift, definitions, wordings) for shift in one.shifts]
    return wordings.say(
        "break",
        "message",
        metric=title,
        before_report=_report(one.before.report, accounts),
        after_report=_report(one.after[0].report, accounts),
        before=_flat(one.before.quote),
        after="、".join(_flat(after.quote) for after in one.after),
        shifts=Words("；".join(shift.zh for shift in shifts), "; ".join(shift.en for shift in shifts)),
    )


def shift_words(shift: Shift, definitions: Definitions, wordings: Wordings) -> Words:
    """What changed, and how: 計入條件：認證 → 完成."""
    unsaid = wordings.say("break", "unsaid")
    was, now = (side if side.zh else unsaid for side in (shift.was, shift.now))
    return wordings.say("break", "shift", title=definitions.title(shift.facet), was=was, now=now)


def _report(report: str, accounts: Mapping[str, Account]) -> Words:
    return Words(accounts[report].info.title, report)


def _flat(quote: str) -> str:
    return " ".join(quote.split())
