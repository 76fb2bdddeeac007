"""What the checks found: what `kg audit` prints."""

from dataclasses import asdict
from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.cells import Table, Told, add_table
from api.paging import NEXT_EXAMPLE, Paged, listing
from api.publication import Publications
from api.schemas import schema_of
from api.terms_of_use import Bilingual
from kg.model.findings import FindingKind, Verdict
from kg.questions import CheckTrace, find_findings, trace_check
from kg.questions.audit import COLUMNS, as_cells

Reports = Annotated[list[str], Query(description="Only checks that read this report, by id; may be repeated.")]
Kind = Annotated[
    str | None,
    Query(
        description="Only checks of this kind.", examples=["restatement"], json_schema_extra={"enum": [*FindingKind]}
    ),
]
Outcome = Annotated[
    str | None,
    Query(description="Only this verdict.", examples=["fails"], json_schema_extra={"enum": [*Verdict]}),
]
Responses: TypeAlias = dict[int | str, dict[str, Any]]
TITLE = "查核結果 · What the checks found"
Rule = Annotated[str | None, Query(description="Only checks of this rule.")]


def audit_router(publications: Publications) -> APIRouter:
    """`/api/audit`, also as `.csv` with its `.metadata.json`, and `/api/audit/CHECK`."""
    router = APIRouter(prefix="/api", tags=["Audit"])

    @router.get("/audit", operation_id="audit", summary=TITLE, responses=ROWS)
    def rows(
        window: Paged,
        report: Reports = [],  # noqa: B006
        kind: Kind = None,
        verdict: Outcome = None,
        rule: Rule = None,
    ) -> JSONResponse:
        """Checks inside reports and between them: formula, both sides, tolerance, verdict, message in both languages,
        and every figure with its fact, report, offsets, quote and sentence."""
        view = publications.view()
        page = window.cut(view, find_findings(view, report, kind=kind, verdict=verdict, rule=rule))
        return JSONResponse(listing(page), headers=page.headers)

    @router.get(
        "/audit/{check}",
        operation_id="trace_check",
        summary="一項查核及其出處 · One check and all its passages",
        responses=ONE,
    )
    def one_check(check: str) -> JSONResponse:
        """A check with the way of each of its figures back to the characters in the file: what `kg trace` prints.
        The check is named by its local name or by the first digits of its hash."""
        view = publications.view()
        return JSONResponse(asdict(trace_check(view, publications.trace_queries(view), check)))

    def table(report: Reports = [], kind: Kind = None, verdict: Outcome = None, rule: Rule = None) -> Table:  # noqa: B006
        view = publications.view()
        found = find_findings(view, report, kind=kind, verdict=verdict, rule=rule)
        return Table(view, "audit", Bilingual(*TITLE.split(" · ")), COLUMNS, lambda: as_cells(found))

    add_table(router, "/audit", table, publications.terms, Told("audit", TITLE, "A line for every figure of a check."))
    return router


def _term(role: str, fact: str, place: tuple[int, int], value: int, quote: str) -> dict[str, object]:
    return {
        "role": role,
        "fact": f"https://w3id.org/kaogong/id/fact/{fact}",
        "report": fact.partition(".")[0],
        "source_sha256": "d5182a381ae804ff4e766ccb02775441494a9a21ee73c7e8cc2c0ab2d8794bcd",
        "start": place[0],
        "end": place[1],
        "quote": quote,
        "value": value,
        "unit": quote.strip("0123456789"),
        "metric": "進用人數",
        "series": "disabled-staff",
        "agency": "某市政府",
        "period": {"start": "2020-12-31", "end": "2020-12-31"},
        "section": ["任免"],
        "sentence": [900, 960],
        "sentence_text": "應進用80人，已進用293人，進用比例366%。",
    }


EXAMPLE = {
    "finding": "https://w3id.org/kaogong/id/check/0f3c2a9d4b5e6f70",
    "kind": "arithmetic",
    "rule": "share",
    "verdict": "holds-within-rounding",
    "formula": "293 / 80 = 366.25 %, printed 366 %",
    "left": 366,
    "right": 366.25,
    "tolerance": 0.5,
    "message": {"zh": "比例與其分子、分母相符。", "en": "The share agrees with its numerator and denominator."},
    "about": {},
    "reports": ["report-2020"],
    "exclusions": [],
    "terms": [
        _term("share", "report-2020.1a2b3c4d5e6f7081", (951, 955), 366, "366%"),
        _term("numerator", "report-2020.2b3c4d5e6f708192", (941, 945), 293, "293人"),
        _term("denominator", "report-2020.3c4d5e6f708192a3", (932, 935), 80, "80人"),
    ],
    "passages": [],
}
NONE: Responses = {
    404: {"description": "No such report, kind, verdict or rule; lists near ones."},
}
ROWS: Responses = {
    200: {
        "description": "The findings, a row each.",
        "content": {"application/json": {"example": {"rows": [EXAMPLE], "next": NEXT_EXAMPLE}}},
    },
    **NONE,
}
ONE: Responses = {
    200: {"description": "The check.", "content": {"application/json": {"schema": schema_of(CheckTrace)}}}
}
