"""Findings about the small reading: one that fails, one that holds, and one without figures."""

from decimal import Decimal

from kg.graph import fact_rows
from kg.graph.checks import Subjects, check_quads
from kg.iris import Iris
from kg.model.concepts import Concept, Scheme
from kg.model.findings import Finding, FindingKind, Passage, Term, Verdict, Words
from kg.model.statements import read_statement
from kg.model.text import Span
from tests.graph import small

TOLD = tuple(map(read_statement, fact_rows(small.READING, small.LINKS, Iris())))
FAILING = Finding(
    kind=FindingKind.ARITHMETIC,
    rule="parts-total",
    verdict=Verdict.FAILS,
    formula="97 + 12 = 109, printed 121",
    terms=(Term("part", TOLD[2]), Term("part", TOLD[3]), Term("total", TOLD[4])),
    message=Words("各部分與總計不符。", "The parts do not add up to the total."),
    left=Decimal(109),
    right=Decimal("121.0"),
    tolerance=Decimal(0),
    reports=("small-1",),
    about=(("agency", "某市 社會局"), ("period", "2020-07-01/2020-12-31")),
)
HOLDING = Finding(
    kind=FindingKind.IMPLIED,
    rule="implied",
    verdict=Verdict.WITHIN_ROUNDING,
    formula="25.5 − 1.5 = 24",
    terms=(Term("now", TOLD[0]), Term("change", TOLD[1])),
    message=Words("相符。", "They agree."),
    reports=("small-0", "small-1"),
    about=(("metric", "english-rate"),),
    exclusions=(Iris().fact("small-0", "0123456789abcdef"),),
)
UNHEARD = Finding(
    kind=FindingKind.SILENCE,
    rule="silence",
    verdict=Verdict.UNHEARD,
    formula="",
    terms=(),
    message=Words("未再提及。", "Told no more."),
    reports=("small-1",),
    about=(("programme", "english-test"), ("desk", "某市人事處")),
    passages=(Passage("last", "small-1", small.SHA256, Span(11, 13), small.TEXT[11:13]),),
)
FINDINGS = (FAILING, HOLDING, UNHEARD)
CONCEPTS = (
    Concept(Scheme.METRIC, "english-rate", "英語檢定通過人數比例", "Share who passed English"),
    Concept(Scheme.AGENCY, "welfare", "某市社會局", "Welfare"),
    Concept(Scheme.PROGRAMME, "english-test", "英檢", "English test"),
)


def quads(findings=FINDINGS, graph="checks/small-1", iris=None):
    return check_quads(findings, graph, Subjects.of(CONCEPTS), iris or Iris())
