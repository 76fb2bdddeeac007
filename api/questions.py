"""The questions of the catalogue: each one a route, made from its file."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import TypeAlias

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.cells import as_csv
from api.negotiation import Offer, choose
from api.publication import Publications
from kg.errors import InputError, UnknownNameError
from kg.questions import Answer, Parameter, PlainType, Question, ask

JSON, CSV = Offer("json", ("application/json",)), Offer("csv", ("text/csv",))
FORMATS = (JSON, CSV)
SUFFIX = ".csv"
Answering: TypeAlias = Callable[[Request, str], Response]
# JSON Schema of the types that are no plain strings.
FORMS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {PlainType.DATE.value: {"type": "string", "format": "date"}, PlainType.INTEGER.value: {"type": "integer"}}
)


def questions_router(publications: Publications) -> APIRouter:
    """`/api/questions`, and for each question `/api/questions/NAME` and `/api/questions/NAME.csv`."""
    router = APIRouter(prefix="/api/questions", tags=["Questions"])

    def answer(request: Request, name: str) -> Response:
        view = publications.view()
        bare = name.removesuffix(SUFFIX)
        question = publications.questions(view)[bare]
        given = _given(request, question)
        wanted = "csv" if name != bare else given.pop("format", None)
        chosen = choose(request.headers.get("accept"), FORMATS, wanted)
        found = ask(view, question, given)
        if chosen.offer is CSV:
            return as_csv(question.name, found.columns, found.rows, vary="Accept")
        return JSONResponse(document(found), headers={"Vary": "Accept"})

    @router.get("", operation_id="list_questions", summary="所有問題 · All questions")
    def all_questions() -> JSONResponse:
        """The questions with their titles, parameters and columns."""
        return JSONResponse([described(one) for one in publications.questions(publications.view())])

    for question in publications.questions(publications.view()):
        _add(router, question, answer)

    @router.get("/{name}", include_in_schema=False)
    def unknown(request: Request, name: str) -> Response:
        """A question that came with a newer catalogue, or none."""
        return answer(request, name)

    return router


def _add(router: APIRouter, question: Question, answer: Answering) -> None:
    parameters = [_parameter(one) for one in question.parameters]
    name = question.name.replace("-", "_")
    formats = {"name": "format", "in": "query", "description": "json or csv", "schema": {"enum": ["json", "csv"]}}
    summary = f"{question.title.zh} · {question.title.en}"
    description = f"{question.description.zh}\n\n{question.description.en}"

    def as_json(request: Request) -> Response:
        return answer(request, question.name)

    def as_csv(request: Request) -> Response:
        return answer(request, question.name + SUFFIX)

    router.add_api_route(
        f"/{question.name}",
        as_json,
        operation_id=f"ask_{name}",
        openapi_extra={"parameters": [*parameters, formats]},
        responses=_responses(question),
        summary=summary,
        description=description,
    )
    router.add_api_route(
        f"/{question.name}{SUFFIX}",
        as_csv,
        operation_id=f"ask_{name}_csv",
        openapi_extra={"parameters": parameters},
        responses={200: {"description": "RFC 4180, UTF-8.", "content": {"text/csv": {}}}},
        summary=summary,
        description=description,
    )


def _given(request: Request, question: Question) -> dict[str, str]:
    """The parameters of a request. Raises InputError for one that is unknown or given twice."""
    pairs = request.query_params.multi_items()
    known = {*(parameter.name for parameter in question.parameters), "format"}
    for name, times in Counter(name for name, _ in pairs).items():
        if name not in known:
            raise InputError(str(UnknownNameError(f"parameter of {question.name}", name, known)))
        if times > 1:
            raise InputError(f"The parameter {name} is given {times} times.")
    return dict(pairs)


def document(answer: Answer) -> dict[str, object]:
    """An answer as JSON."""
    return {
        "question": answer.question.name,
        "title": asdict(answer.question.title),
        "parameters": dict(answer.parameters),
        "columns": list(answer.columns),
        "rows": list(answer.rows),
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
            "sparql": {"type": "string"},
        },
    }
    return {
        200: {"description": "The answer.", "content": {"application/json": {"schema": schema}, "text/csv": {}}},
        400: {"description": "A parameter is missing, unknown, or not of its type."},
        404: {"description": "A name that nothing here bears; lists near ones."},
    }
