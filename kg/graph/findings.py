"""Findings as rows of plain values, ready for JSON: every figure with its place, its words and its sentence."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from kg.graph.identity import check_digest
from kg.graph.rows import Row, number, period_row
from kg.iris import Iris
from kg.model.findings import Finding, Passage, Term


def finding_iri(finding: Finding, iris: Iris) -> str:
    """`…/id/check/{digest}` over rule and figures: it stays when the reports are corrected elsewhere."""
    figures = ((term.role, term.statement.fact) for term in finding.terms)
    return iris.check(check_digest(finding.rule, figures, finding.about))


def finding_rows(findings: Iterable[Finding], texts: Mapping[str, str], iris: Iris) -> tuple[Row, ...]:
    """One row a finding. `texts` are the texts of the sources by id of the report, of which sentences are cut."""
    return tuple(_row(finding, texts, iris) for finding in findings)


def _row(finding: Finding, texts: Mapping[str, str], iris: Iris) -> Row:
    return {
        "finding": finding_iri(finding, iris),
        "kind": finding.kind.value,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "formula": finding.formula,
        "left": _number(finding.left),
        "right": _number(finding.right),
        "tolerance": _number(finding.tolerance),
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "about": dict(finding.about),
        "reports": list(finding.reports),
        "exclusions": list(finding.exclusions),
        "terms": [_term(term, texts) for term in finding.terms],
        "passages": [_passage(passage) for passage in finding.passages],
    }


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)


def _term(term: Term, texts: Mapping[str, str]) -> Row:
    told = term.statement
    return {
        "role": term.role,
        "fact": told.fact,
        "report": told.report,
        "source_sha256": told.source,
        "start": told.span.start,
        "end": told.span.end,
        "quote": told.quote,
        "value": number(told.value),
        "unit": told.unit,
        "metric": told.metric,
        "series": told.series,
        "agency": told.agency,
        "period": period_row(told.period),
        "section": list(told.section),
        "sentence": [told.sentence.start, told.sentence.end],
        "sentence_text": told.sentence.cut(texts[told.report]),
    }


def _passage(passage: Passage) -> Row:
    return {
        "role": passage.role,
        "report": passage.report,
        "source_sha256": passage.source,
        "start": passage.span.start,
        "end": passage.span.end,
        "quote": passage.quote,
    }
