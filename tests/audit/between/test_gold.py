"""The checks between reports on annotated facts: with facts that are right, no alarm may be raised without cause."""

from dataclasses import replace
from datetime import date

from kg.audit.between import check_between, load_lore
from kg.model.facts import Kind, PeriodSource
from kg.model.mentions import Period
from tests.audit.inside.reports import gold_report
from tests.graph.gold_reading import ANNOTATED
from tests.interpret.gold_facts import gold_vocabulary


def annotated(statement, row):
    """A statement as the annotation has it; of a change the direction and base are those that were read."""
    stated = row["period"]
    period = Period(date.fromisoformat(stated["start"]), date.fromisoformat(stated["end"])) if stated else None
    return replace(
        statement,
        kind=Kind(row["kind"]),
        series=row["series"],
        metric=row["metric"],
        agency=row["agency"],
        programme=row["programme"],
        period=period,
        period_source=PeriodSource.STATED if period else None,
        dims=tuple(sorted(row["dims"].items())),
    )


def gold_account(report):
    _, account, _, rows = gold_report(report)
    pairs = zip(account.statements, rows, strict=True)
    return replace(account, statements=tuple(annotated(statement, row) for statement, row in pairs))


def test_right_facts_raise_no_alarm():
    accounts = [gold_account(report) for report in ANNOTATED]
    assert sum(len(account.statements) for account in accounts) > 400
    found = check_between(accounts, load_lore(gold_vocabulary().concepts))
    verdicts = {one.verdict.value for one in found}
    assert verdicts & {"fails", "missed", "moved"} == set()
    formulas = {one.formula for one in found}
    assert {"647 + 264 = 911", "629 + 181 = 810", "7 = 7", "352 > 321", "1975 > 1213", "25.34 > 18"} <= formulas
