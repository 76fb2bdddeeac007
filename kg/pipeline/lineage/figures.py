"""A figure as every answer of lineage has it: its fact, where it stands, its words, and its sentence."""

from collections.abc import Mapping
from typing import Any

from kg.graph.rows import number, period_row
from kg.model.mentions import Period
from kg.model.statements import Account, Statement

Row = dict[str, Any]
COLUMNS = (
    *("fact", "report", "source_sha256", "start", "end", "quote", "value", "unit", "qualifier", "kind", "direction"),
    *("base", "temporality", "metric", "series", "agency", "programme", "period", "period_source", "section", "dims"),
    *("sentence", "sentence_text"),
)


def figure_row(statement: Statement, accounts: Mapping[str, Account]) -> Row:
    """One figure as plain values, with the names of `kg facts`. `accounts` are the reports by id."""
    told = statement
    return {
        "fact": told.fact,
        "report": told.report,
        "source_sha256": told.source,
        "start": told.span.start,
        "end": told.span.end,
        "quote": told.quote,
        "value": number(told.value),
        "unit": told.unit,
        "qualifier": told.qualifier.value if told.qualifier else None,
        "kind": told.kind.value,
        "direction": told.direction.value if told.direction else None,
        "base": told.base,
        "temporality": told.temporality.value,
        "metric": told.metric,
        "series": told.series,
        "agency": told.agency,
        "programme": told.programme,
        "period": period_row(told.period),
        "period_source": told.period_source.value if told.period_source else None,
        "section": list(told.section),
        "dims": dict(told.dims),
        "sentence": [told.sentence.start, told.sentence.end],
        "sentence_text": told.sentence.cut(accounts[told.report].text),
    }


def when(period: Period | None) -> str | None:
    """A time in one word: a day, or first and last day with "/" between."""
    if period is None:
        return None
    days = dict.fromkeys((period.start.isoformat(), period.end.isoformat()))
    return "/".join(days)
