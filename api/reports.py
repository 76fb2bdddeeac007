"""The reports: what is known of each, its tables, and its text."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from api.cells import Table, Told, add_table
from api.facts import TOLD, rows_responses
from api.paging import Paged, listing
from api.publication import Publications
from api.schemas import JSON, row_schema
from api.terms_of_use import Bilingual
from kg.questions import find_report, report_row, report_rows
from kg.questions.coverage import summarise
from kg.questions.document import report_text
from kg.questions.tables import TABLES
from kg.questions.tables import Table as TableOfReports


def reports_router(publications: Publications) -> APIRouter:
    """`/api/reports`, `/api/reports/ID`, and below that the text and the tables, these also as `.csv` with its
    `.metadata.json`."""
    router = APIRouter(prefix="/api/reports", tags=["Reports"])

    @router.get("", operation_id="list_reports", summary="所有報告 · All reports", responses=rows_responses(REPORT))
    def all_reports(window: Paged) -> JSONResponse:
        """Every report of the publication, and those that are held back, with the reason."""
        view = publications.view()
        page = window.cut(view, report_rows(view))
        return JSONResponse(listing(page), headers=page.headers)

    @router.get("/{report}", operation_id="get_report", summary="一份報告 · One report", responses=ONE)
    def one_report(report: str) -> JSONResponse:
        view = publications.view()
        return JSONResponse(report_row(view, find_report(view, report)))

    @router.get("/{report}/text", operation_id="get_report_text", summary="全文 · Text")
    def text(report: str) -> Response:
        """The text of the file as UTF-8. `#char=120,131` names characters of it (RFC 5147), counted from 0."""
        view = publications.view()
        body = report_text(view, report).encode("utf-8")
        return Response(body, media_type="text/plain; charset=utf-8")

    @router.get(
        "/{report}/coverage/summary",
        operation_id="get_report_coverage_summary",
        summary="涵蓋統計 · Counts",
        responses=COUNTS,
    )
    def counts(report: str) -> JSONResponse:
        """What became of the numbers, quotations and award words, counted: in all, by section and by reason; and what
        was not understood, with its context."""
        view = publications.view()
        return JSONResponse(summarise(view.table(find_report(view, report).id, "coverage")))

    for table in TABLES:
        _add_table(router, publications, table)
    return router


def _add_table(router: APIRouter, publications: Publications, table: TableOfReports) -> None:
    title, words = TOLD[table.name]
    zh, en = title.split(" · ")

    def rows(window: Paged, report: str) -> JSONResponse:
        view = publications.view()
        page = window.cut(view, view.table(find_report(view, report).id, table.name))
        return JSONResponse(listing(page), headers=page.headers)

    def made(report: str) -> Table:
        view = publications.view()
        found = find_report(view, report).id
        title = Bilingual(f"{zh}：{found}", f"{en}: {found}")
        return Table(view, f"{found}-{table.name}", title, table.columns, lambda: view.table(found, table.name))

    told = Told(f"get_report_{table.name}", title, f"Of one report. {words}")
    add_table(router, f"/{{report}}/{table.name}", made, publications.terms, told)
    router.add_api_route(
        f"/{{report}}/{table.name}",
        rows,
        operation_id=told.operation,
        summary=title,
        description=told.words,
        responses=rows_responses(table.columns),
    )


REPORT = (
    *("id", "title", "issuer", "owner", "kind", "coverage", "issued", "session", "url", "origin", "begins_inside"),
    *("file", "source_sha256", "media_type", "encoding", "left_out", "characters", "family", "sections"),
    *(
        "paragraphs",
        "facts",
        "entities",
        "events",
        "withdrawn",
        "numbers",
        "names",
        "awards",
        "ingested",
        "status",
        "reason",
    ),
)
NONE: dict[int | str, dict[str, Any]] = {404: {"description": "No report of that id; lists near ones."}}
ONE = {200: {"description": "The report.", "content": {JSON: {"schema": row_schema(REPORT)}}}, **NONE}
SUMMARY = ("totals", "sections", "reasons", "missed")
COUNTS = {200: {"description": "The counts.", "content": {JSON: {"schema": row_schema(SUMMARY)}}}, **NONE}
