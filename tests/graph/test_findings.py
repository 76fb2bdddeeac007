"""Findings as rows, and what their IRIs are made of."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg.graph.findings import finding_iri, finding_rows
from kg.iris import Iris
from kg.model.facts import Kind, PeriodSource, Temporality
from kg.model.findings import Finding, FindingKind, Passage, Term, Verdict, Words
from kg.model.mentions import Period
from kg.model.statements import Statement
from kg.model.text import Span

TEXT = "辦理3場。計12人參加。"


def told(fact: str, start: int, end: int, value: str) -> Statement:
    return Statement(
        fact=Iris().fact("a", fact),
        report="a",
        source="0" * 64,
        span=Span(start, end),
        sentence=Span(0, 5) if end < 6 else Span(5, 12),
        quote=TEXT[start:end],
        value=Decimal(value),
        unit=TEXT[end - 1],
        measure=None,
        qualifier=None,
        kind=Kind.OBSERVED,
        direction=None,
        base=None,
        temporality=Temporality.FLOW,
        metric="場次",
        series=None,
        agency="某市政府",
        programme=None,
        period=Period(date(2020, 1, 1), date(2020, 12, 31)),
        period_source=PeriodSource.STATED,
        section=("一", "二"),
    )


FINDING = Finding(
    kind=FindingKind.ARITHMETIC,
    rule="share",
    verdict=Verdict.WITHIN_ROUNDING,
    formula="12 / 3 = 4",
    terms=(Term("numerator", told("f1", 6, 9, "12")), Term("denominator", told("f0", 2, 4, "3"))),
    message=Words("相符。", "It agrees."),
    left=Decimal("4.00"),
    right=Decimal("4.5"),
    tolerance=Decimal("0.5"),
    reports=("a",),
    about=(("metric", "場次"),),
    passages=(Passage("words", "a", "1", Span(0, 2), "辦理"),),
)


def test_a_row_says_everything() -> None:
    (row,) = finding_rows([FINDING], {"a": TEXT}, Iris())
    assert json.loads(json.dumps(row)) == row
    terms = row.pop("terms")
    assert row == {
        "finding": finding_iri(FINDING, Iris()),
        "kind": "arithmetic",
        "rule": "share",
        "verdict": "holds-within-rounding",
        "formula": "12 / 3 = 4",
        "left": 4,
        "right": 4.5,
        "tolerance": 0.5,
        "message": {"zh": "相符。", "en": "It agrees."},
        "about": {"metric": "場次"},
        "reports": ["a"],
        "exclusions": [],
        "passages": [{"role": "words", "report": "a", "source_sha256": "1", "start": 0, "end": 2, "quote": "辦理"}],
    }
    assert terms[0] == {  # type: ignore[index]
        "role": "numerator",
        "fact": "https://w3id.org/kaogong/id/fact/a.f1",
        "report": "a",
        "source_sha256": "0" * 64,
        "start": 6,
        "end": 9,
        "quote": "12人",
        "value": 12,
        "unit": "人",
        "metric": "場次",
        "series": None,
        "agency": "某市政府",
        "period": {"start": "2020-01-01", "end": "2020-12-31"},
        "section": ["一", "二"],
        "sentence": [5, 12],
        "sentence_text": "計12人參加。",
    }


def test_the_address_of_a_check_is_of_its_rule_and_figures_alone() -> None:
    iri = finding_iri(FINDING, Iris())
    assert iri.startswith("https://w3id.org/kaogong/id/check/")
    assert len(iri.rpartition("/")[2]) == 16
    one, other = FINDING.terms
    moved = replace(one, statement=replace(one.statement, span=Span(7, 10), value=Decimal(13)))
    same = (
        replace(FINDING, terms=(other, one)),
        replace(FINDING, terms=(moved, other), verdict=Verdict.FAILS, formula="", about=()),
    )
    assert {finding_iri(finding, Iris()) for finding in same} == {iri}
    swapped = (Term("denominator", one.statement), Term("numerator", other.statement))
    different = (
        replace(FINDING, rule="sum"),
        replace(FINDING, terms=(one,)),
        replace(FINDING, terms=swapped),
        replace(FINDING, terms=()),
        replace(FINDING, terms=(), about=(("metric", "人次"),)),
    )
    assert len({iri, *(finding_iri(finding, Iris()) for finding in different)}) == 6
