"""The questions of the catalogue: each one a route, made from its file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.cells import CSV as CSV_SUFFIX
from api.cells import CSV_RESPONSES, METADATA, METADATA_RESPONSES, Table, as_csv, metadata
from api.negotiation import Offer, choose
from api.paging import PAGED, ROWS, Page, Paged, Window, listing
from api.publication import Publications
from api.schemas import JSON as JSON_TYPE
from api.schemas import rows_schema
from api.terms_of_use import Bilingual
from kg.errors import InputError, UnknownNameError
from kg.questions import Answer, Parameter, PlainType, Question, answer_of, rows_of, terms_of

JSON, CSV = Offer("json", ("application/json",)), Offer("csv", ("text/csv",))
FORMATS = (JSON, CSV)
# JSON Schema of the types that are no plain strings.
FORMS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {PlainType.DATE.value: {"type": "string", "format": "date"}, PlainType.INTEGER.value: {"type": "integer"}}
)


def questions_router(publications: Publications) -> APIRouter:
    """`/api/questions`, and for each question `/api/questions/NAME`, also as `.csv` with its `.metadata.json`."""
    router = APIRouter(prefix="/api/questions", tags=["Questions"])
    asking = Asking(publications)

    @router.get("", operation_id="list_questions", summary="所有問題 · All questions", responses=LISTED)
    def all_questions(window: Paged) -> JSONResponse:
        """The questions with their titles, parameters and columns."""
        view = publications.view()
        page = window.cut(view, (described(one) for one in publications.questions(view)))
        return JSONResponse(listing(page), headers=page.headers)

    for question in publications.questions(publications.view()):
        _add(router, question, asking)

    @router.get("/{name}", include_in_schema=False)
    def unknown(window: Paged, name: str) -> Response:
        """A question that came with a newer catalogue, or none."""
        return asking.answer(window, name)

    return router


class Asking:
    """Answers questions by name, in the form that the name ends with, or that the request prefers."""

    def __init__(self, publications: Publications) -> None:
        self.publications = publications

    def answer(self, window: Window, name: str) -> Response:
        """The answer. Raises UnknownNameError, with near names, for a question that there is not."""
        publications, request = self.publications, window.request
        view = publications.view()
        suffix = next((one for one in (CSV_SUFFIX, METADATA) if name.endswith(one)), "")
        question = publications.questions(view)[name.removesuffix(suffix)]
        given = _given(request, question)
        wanted = "csv" if suffix else given.pop("format", None)
        chosen = choose(request.headers.get("accept"), FORMATS, wanted)
        terms = terms_of(view, question, given)
        table = Table(
            view,
            question.name,
            Bilingual(question.title.zh, question.title.en),
            question.columns,
            lambda: rows_of(view, question, terms),
        )
        if suffix == METADATA:
            return metadata(request, table, publications.terms)
        if chosen.offer is CSV:
            return as_csv(window, table, vary="Accept")
        start, most = window.start(view), window.limit or ROWS
        found = answer_of(view, question, terms, start, most + 1)
        page = Page(list(found.rows[:most]), window.after(view, start + most) if len(found.rows) > most else None)
        return JSONResponse(document(found, page), headers={"Vary": "Accept"} | page.headers)


def _add(router: APIRouter, question: Question, asking: Asking) -> None:
    parameters = [_parameter(one) for one in question.parameters]
    name = question.name.replace("-", "_")
    formats = {"name": "format", "in": "query", "description": "json or csv", "schema": {"enum": ["json", "csv"]}}
    summary = f"{question.title.zh} · {question.title.en}"
    description = f"{question.description.zh}\n\n{question.description.en}"

    def as_json(window: Paged) -> Response:
        return asking.answer(window, question.name)

    def as_cells(window: Paged) -> Response:
        return asking.answer(window, question.name + CSV_SUFFIX)

    def described(request: Request) -> Response:
        return asking.answer(Window(request), question.name + METADATA)

    for suffix, route, more, responses in (
        ("", as_json, [*parameters, formats], _responses(question)),
        (CSV_SUFFIX, as_cells, parameters, CSV_RESPONSES),
        (METADATA, described, parameters, METADATA_RESPONSES),
    ):
        router.add_api_route(
            f"/{question.name}{suffix}",
            route,
            response_class=Response if suffix else JSONResponse,
            operation_id=f"ask_{name}{suffix.removesuffix('.json').replace('.', '_')}",
            openapi_extra={"parameters": more},
            responses=responses,
            summary=summary,
            description=description,
        )


def _given(request: Request, question: Question) -> dict[str, str]:
    """The parameters of a request. Raises InputError for one that is unknown or given twice."""
    pairs = request.query_params.multi_items()
    known = {*(parameter.name for parameter in question.parameters), "format", *PAGED}
    for name, times in Counter(name for name, _ in pairs).items():
        if name not in known:
            raise InputError(str(UnknownNameError(f"parameter of {question.name}", name, known)))
        if times > 1:
            raise InputError(f"The parameter {name} is given {times} times.")
    return {name: value for name, value in pairs if name not in PAGED}


def document(answer: Answer, page: Page) -> dict[str, object]:
    """A page of an answer as JSON."""
    return {
        "question": answer.question.name,
        "title": asdict(answer.question.title),
        "parameters": dict(answer.parameters),
        "columns": list(answer.columns),
        "rows": page.rows,
        "next": page.next,
        "sparql": answer.sparql,
    }


def described(question: Question) -> dict[str, object]:
    """A question as JSON."""
    return {
        "name": question.name,
        "title": asdict(question.title),
        "description": asdict(question.description),
        "parameters": [asdict(parameter) for parameter in question.parameters],
        "columns": list(question.columns),
        "sparql": question.sparql,
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    form = dict(FORMS.get(parameter.type.value, {"type": "string"}))
    if parameter.default is not None:
        form["default"] = parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.description.zh} · {parameter.description.en} ({parameter.type.value})",
        "schema": form,
        "example": parameter.example,
    }


LISTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The questions.",
        "content": {
            JSON_TYPE: {
                "schema": rows_schema(("name", "title", "description", "parameters", "columns", "sparql")),
            }
        },
    }
}


def _responses(question: Question) -> dict[int | str, dict[str, object]]:
    row = {"type": "object", "properties": {column: {} for column in question.columns}}
    schema = {
        "type": "object",
        "properties": {
            "question": {"type": "string"},
            "title": {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
            "parameters": {"type": "object"},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {"type": "array", "items": row},
            "next": {"type": ["string", "null"], "format": "uri"},
            "sparql": {"type": "string"},
        },
    }
    return {
        200: {"description": "The answer.", "content": {"application/json": {"schema": schema}, "text/csv": {}}},
        400: {"description": "A parameter is missing, unknown, or not of its type."},
        404: {"description": "A name that nothing here bears; lists near ones."},
    }
