"""The reports: what is known of each, its tables, and its text."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from api.publication import Publications
from kg.questions import find_report, report_row, report_rows
from kg.questions.coverage import summarise
from kg.questions.document import report_text

# The tables of a report that have a route: name of the route -> what it holds.
TABLES = {
    "facts": ("數據 · Facts", "Every figure, as `kg facts` prints it."),
    "entities": ("名稱 · Names", "The bodies, programmes, awards, systems and laws that it names."),
    "events": ("變動 · Changes", "The changes of bodies and programmes that it tells of."),
    "coverage": ("涵蓋 · Coverage", "What became of every number, quotation and award word, row by row."),
}


def reports_router(publications: Publications) -> APIRouter:
    """`/api/reports`, `/api/reports/ID`, and below that the tables and the text."""
    router = APIRouter(prefix="/api/reports", tags=["Reports"])

    @router.get("", operation_id="list_reports", summary="所有報告 · All reports")
    def all_reports() -> JSONResponse:
        """Every report of the publication, and those that are held back, with the reason."""
        return JSONResponse(list(report_rows(publications.view())))

    @router.get("/{report}", operation_id="get_report", summary="一份報告 · One report")
    def one_report(report: str) -> JSONResponse:
        view = publications.view()
        return JSONResponse(report_row(view, find_report(view, report)))

    @router.get("/{report}/text", operation_id="get_report_text", summary="全文 · Text")
    def text(report: str) -> Response:
        """The text of the file as UTF-8. `#char=120,131` names characters of it (RFC 5147), counted from 0."""
        view = publications.view()
        body = report_text(view, report).encode("utf-8")
        return Response(body, media_type="text/plain; charset=utf-8")

    @router.get("/{report}/coverage/summary", operation_id="get_report_coverage_summary", summary="涵蓋統計 · Counts")
    def counts(report: str) -> JSONResponse:
        """What became of the numbers, quotations and award words, counted: in all, by section and by reason; and what
        was not understood, with its context."""
        view = publications.view()
        return JSONResponse(summarise(view.table(find_report(view, report).id, "coverage")))

    for table, (title, words) in TABLES.items():
        _add_table(router, publications, table, (title, words))
    return router


def _add_table(router: APIRouter, publications: Publications, table: str, words: tuple[str, str]) -> None:
    def rows(report: str) -> JSONResponse:
        view = publications.view()
        return JSONResponse(list(view.table(find_report(view, report).id, table)))

    router.add_api_route(
        f"/{{report}}/{table}",
        rows,
        operation_id=f"get_report_{table}",
        summary=words[0],
        description=words[1],
    )
