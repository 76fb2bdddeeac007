"""What became of a thing over the reports: what `kg lineage` prints."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from api.cells import as_csv
from api.lineage_examples import AGENCY_EXAMPLE, COMPARE_EXAMPLE, METRIC_EXAMPLE, thing_example
from api.publication import Publications
from kg.model.concepts import Scheme
from kg.pipeline.lineage import (
    comparing,
    comparison,
    comparison_document,
    comparison_rows,
    metric_answer,
    metric_document,
    metric_rows,
    metrics,
    thing_answer,
    thing_document,
    thing_rows,
    things,
)

Across = Annotated[
    bool, Query(description="Differences over breaks too, each with what changed; without it, inside segments alone.")
]
On = Annotated[
    str | None, Query(description="Where the body stands on that day (YYYY-MM-DD).", examples=["2018-01-01"])
]
First = Annotated[str, Query(description="The first report, by id.", examples=["kcg-personnel-2014"])]
Second = Annotated[str, Query(description="The second report, by id.", examples=["kcg-personnel-2020-07_2020-12"])]
METRIC = "一項指標的沿革 · What became of a metric"
AGENCY = "一個機關的沿革 · What became of a body"
COMPARE = "兩份報告可比較之處 · What of two reports can be compared"
THINGS = {
    Scheme.PROGRAMME: (
        "一項方案的沿革 · What became of a programme",
        "Under which names a programme was told, with first and last report, and on what evidence the names are one "
        "(score, shared words, shared metrics, a person's judgement) and how to undo it; its figures, contractors, "
        "awards and changes; names that may be its too.",
    ),
    Scheme.AWARD: (
        "一個獎項的沿革 · What became of an award",
        "Who won an award, or was put forward for it, in which year and for what.",
    ),
    Scheme.SYSTEM: (
        "一個資訊系統的沿革 · What became of an information system",
        "How far a system was taken up, report by report, and what it was joined with.",
    ),
    Scheme.LAW: (
        "一項法規的沿革 · What became of a law",
        "Which figures a law asks for or grants (`required`), and those told beside them.",
    ),
}


def lineage_router(publications: Publications) -> APIRouter:
    """`/api/metrics/ID`, `/api/programmes/ID` and so on, and `/api/compare`, each as JSON and `.csv`."""
    router = APIRouter(prefix="/api", tags=["Lineage"])
    _add_metrics(router, publications)
    _add_agencies(router, publications)
    for scheme, (title, words) in THINGS.items():
        _add_things(router, publications, scheme, title, words)
    _add_compare(router, publications)
    return router


def _add_metrics(router: APIRouter, publications: Publications) -> None:
    @router.get("/metrics/{metric}.csv", operation_id="metric_lineage_csv", summary=METRIC, responses=CSV)
    def as_rows(metric: str, across_breaks: Across = False) -> Response:  # noqa: FBT002
        """A line for every figure: those of the lines first, then those that stand beside them, with the reason."""
        answer = metric_answer(publications.lineages(publications.view()), metric, across_breaks=across_breaks)
        return as_csv(answer.concept.slug, metrics.COLUMNS, metric_rows(answer))

    @router.get("/metrics/{metric}", operation_id="metric_lineage", summary=METRIC, responses=responses(METRIC_EXAMPLE))
    def as_document(metric: str, across_breaks: Across = False) -> JSONResponse:  # noqa: FBT002
        """All figures of a metric, none merged: lines of figures that can be compared, cut where what is counted
        changed, and the figures beside them, with the reason; then all of them by report and period. The metric is
        named by its local name, IRI or label."""
        answer = metric_answer(publications.lineages(publications.view()), metric, across_breaks=across_breaks)
        return JSONResponse(metric_document(answer))


def _add_agencies(router: APIRouter, publications: Publications) -> None:
    @router.get("/agencies/{agency}.csv", operation_id="agency_lineage_csv", summary=AGENCY, responses=CSV)
    def as_rows(agency: str, on: On = None) -> Response:
        """A line for every name, figure, award and change of the body."""
        answer = thing_answer(publications.lineages(publications.view()), Scheme.AGENCY, agency, on=on)
        return as_csv(answer.concept.slug, things.COLUMNS, thing_rows(answer))

    @router.get(
        "/agencies/{agency}", operation_id="agency_lineage", summary=AGENCY, responses=responses(AGENCY_EXAMPLE)
    )
    def as_document(agency: str, on: On = None) -> JSONResponse:
        """How a body was established, merged, renamed, abolished, with its posts before and after; from which bodies it
        came, with their figures and a note; into which it went; and, with `on`, where it stands on that day."""
        answer = thing_answer(publications.lineages(publications.view()), Scheme.AGENCY, agency, on=on)
        return JSONResponse(thing_document(answer))


def _add_things(router: APIRouter, publications: Publications, scheme: Scheme, title: str, words: str) -> None:
    name = scheme.value

    def as_rows(name: str) -> Response:
        answer = thing_answer(publications.lineages(publications.view()), scheme, name)
        return as_csv(answer.concept.slug, things.COLUMNS, thing_rows(answer))

    def as_document(name: str) -> JSONResponse:
        return JSONResponse(thing_document(thing_answer(publications.lineages(publications.view()), scheme, name)))

    router.add_api_route(
        f"/{name}s/{{name}}.csv",
        as_rows,
        operation_id=f"{name}_lineage_csv",
        summary=title,
        description=f"{words} A line for every name, figure, join of names, contractor, award and change.",
        responses=CSV,
    )
    router.add_api_route(
        f"/{name}s/{{name}}",
        as_document,
        operation_id=f"{name}_lineage",
        summary=title,
        description=f"{words} Named by its local name, IRI or label.",
        responses=responses(thing_example(name)),
    )


def _add_compare(router: APIRouter, publications: Publications) -> None:
    @router.get("/compare.csv", operation_id="compare_csv", summary=COMPARE, responses=CSV)
    def as_rows(a: First, b: Second) -> Response:
        """A line for every change, then one for every figure that is in none, with the reason."""
        answer = comparison(publications.lineages(publications.view()), a, b)
        return as_csv(f"{a}~{b}", comparing.COLUMNS, comparison_rows(answer))

    @router.get("/compare", operation_id="compare", summary=COMPARE, responses=responses(COMPARE_EXAMPLE))
    def as_document(a: First, b: Second) -> JSONResponse:
        """Metrics that both reports tell, with their change where they can be compared and the reason where they
        cannot; metrics that one alone tells. Differences are b less a."""
        return JSONResponse(comparison_document(comparison(publications.lineages(publications.view()), a, b)))


def responses(example: Mapping[str, Any]) -> dict[int | str, dict[str, Any]]:
    """What a route of lineage answers."""
    return {
        200: {"description": "The lineage.", "content": {"application/json": {"example": example}}},
        404: {"description": "Nothing of that name; lists near ones."},
    }


CSV: dict[int | str, dict[str, Any]] = {
    200: {"description": "RFC 4180, UTF-8.", "content": {"text/csv": {}}},
    404: {"description": "Nothing of that name; lists near ones."},
}
