"""The rows of the reports, over all of them, and one fact with its way back to the characters in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from api.cells import Table, Told, add_table
from api.paging import ROWS, Page, Paged, Window, listing
from api.publication import Publications
from api.schemas import JSON, rows_schema, schema_of
from api.terms_of_use import Bilingual
from kg.errors import InputError, UnknownNameError
from kg.questions import Trace, tables, trace
from kg.questions.tables import Wanted, rows_before, table_rows
from kg.store import View

Reports = Annotated[list[str], Query(description="只取此報告，可重複 · only this report, by id; may be repeated")]
# The tables: what they are called, and what they hold.
TOLD: Mapping[str, tuple[str, str]] = {
    "facts": ("數據 · Facts", "Every figure of the reports, as `kg facts` prints it."),
    "entities": ("名稱 · Names", "The bodies, programmes, awards, systems and laws that the reports name."),
    "events": ("變動 · Changes", "The changes of bodies and programmes that the reports tell of."),
    "coverage": ("涵蓋 · Coverage", "What became of every number, quotation and award word of the reports."),
}


def facts_router(publications: Publications) -> APIRouter:
    """`/api/facts`, `/api/entities`, `/api/events`, `/api/coverage`, each also as `.csv` with its `.metadata.json`; and
    `/api/facts/FACT`."""
    router = APIRouter(prefix="/api", tags=["Facts"])
    for table in tables.TABLES:
        _add_rows(router, publications, table)

    @router.get(
        "/facts/{fact}",
        operation_id="trace_fact",
        summary="一筆數據及其出處 · One fact and where it comes from",
        responses=ONE,
    )
    def one_fact(fact: str) -> JSONResponse:
        """The quote in its sentence and paragraph, the headings above it, report, period, file hash, offsets, and the
        links to concepts with score and reason. The fact is named by its local name or by the first digits of its
        hash. Offsets count Unicode code points, the end excluded."""
        view = publications.view()
        return JSONResponse(asdict(trace(view, publications.trace_queries(view), fact)))

    return router


def _add_rows(router: APIRouter, publications: Publications, table: tables.Table) -> None:
    title, words = TOLD[table.name]
    zh, en = title.split(" · ")

    def wanted(request: Request, report: Reports = []) -> Wanted:  # noqa: B006
        given = {name: value for name, value in request.query_params.items() if name in table.fields}
        for name in request.query_params:
            if name not in (*table.fields, "report", "limit", "cursor"):
                raise InputError(str(UnknownNameError("parameter", name, (*table.fields, "report"))))
        return Wanted(tuple(report), given)

    def rows(window: Paged, chosen: Annotated[Wanted, Depends(wanted)]) -> JSONResponse:
        page = page_of(window, publications.view(), table, chosen)
        return JSONResponse(listing(page), headers=page.headers)

    def made(chosen: Annotated[Wanted, Depends(wanted)]) -> Table:
        view = publications.view()
        rows = table_rows(view, table, chosen)
        return Table(view, table.name, Bilingual(zh, en), table.columns, lambda: rows)

    filters = {"parameters": [_filter(name) for name in table.fields]}
    told = Told(f"list_{table.name}", title, words, filters)
    add_table(router, f"/{table.name}", made, publications.terms, told)
    router.add_api_route(
        f"/{table.name}",
        rows,
        operation_id=told.operation,
        summary=title,
        description=words,
        openapi_extra=filters,
        responses=rows_responses(table.columns),
    )


def page_of(window: Window, view: View, table: tables.Table, wanted: Wanted) -> Page:
    """A page of the rows of a table. Of all rows, those before it are not read."""
    if wanted.reports or wanted.values:
        return window.cut(view, table_rows(view, table, wanted))
    skipped, reports = rows_before(view, table, window.start(view))
    if not reports:
        return Page([], None)
    needed = window.start(view) - skipped + (window.limit or ROWS) + 1
    return window.cut(view, _first(view, table, reports, needed), skipped=skipped)


def _first(view: View, table: tables.Table, reports: list[str], needed: int) -> Iterator[Mapping[str, Any]]:
    return islice(table_rows(view, table, Wanted(reports)), needed)


def _filter(name: str) -> dict[str, object]:
    words = f"只取此值者 · only rows of which `{name}` is this"
    return {"name": name, "in": "query", "description": words, "schema": {"type": "string"}}


def rows_responses(columns: tuple[str, ...]) -> dict[int | str, dict[str, Any]]:
    """What a route answers that gives rows of a table."""
    return {
        200: {"description": "A page of the rows.", "content": {JSON: {"schema": rows_schema(columns)}}},
        404: {"description": "No such report, or no row of that value; lists near ones."},
        410: {"description": "The cursor is of a publication that is served no more."},
    }


ONE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The fact.", "content": {JSON: {"schema": schema_of(Trace)}}},
    404: {"description": "No fact of that name; lists near ones."},
}
