"""What became of a thing over the reports: what `kg lineage` prints."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.cells import Table, Told, add_table
from api.lineage_examples import AGENCY_EXAMPLE, COMPARE_EXAMPLE, METRIC_EXAMPLE, thing_example
from api.paging import NEXT_EXAMPLE, Paged, Window, paged_document
from api.publication import Publications
from api.schemas import JSON, shape_of
from api.terms_of_use import Bilingual
from kg.model.concepts import Concept, Scheme
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
from kg.store import View

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


# The lists of a document that are paged, one after another.
METRIC_LISTS = ("lines", "marks", "figures")
THING_LISTS = ("tellings", "joins", "candidates", "contractors", "awards", "changes", "required", "together")
AGENCY_LISTS = (*THING_LISTS, "inherited")
COMPARE_LISTS = ("both", "only_a", "only_b")


def lineage_router(publications: Publications) -> APIRouter:
    """`/api/metrics/ID`, `/api/programmes/ID` and so on, and `/api/compare`, each as JSON, and as `.csv` with its
    `.metadata.json`."""
    router = APIRouter(prefix="/api", tags=["Lineage"])
    _add_metrics(router, publications)
    _add_agencies(router, publications)
    for scheme, told in THINGS.items():
        _add_things(router, publications, scheme, told)
    _add_compare(router, publications)
    return router


def _titled(concept: Concept, words: str) -> Bilingual:
    zh, en = words.split(" · ")
    return Bilingual(f"{concept.label}：{zh}", f"{concept.label_en or concept.label}: {en}")


def _paged(window: Window, view: View, document: Mapping[str, Any], lists: Sequence[str]) -> JSONResponse:
    body, page = paged_document(window, view, document, lists)
    return JSONResponse(body, headers=page.headers)


def _add_metrics(router: APIRouter, publications: Publications) -> None:
    def table(metric: str, across_breaks: Across = False) -> Table:  # noqa: FBT002
        view = publications.view()
        answer = metric_answer(publications.lineages(view), metric, across_breaks=across_breaks)
        title = _titled(answer.concept, METRIC)
        return Table(view, answer.concept.slug, title, metrics.COLUMNS, lambda: metric_rows(answer))

    words = "A line for every figure: those of the lines first, then those that stand beside them, with the reason."
    add_table(router, "/metrics/{metric}", table, publications.terms, Told("metric_lineage", METRIC, words))

    @router.get("/metrics/{metric}", operation_id="metric_lineage", summary=METRIC, responses=responses(METRIC_EXAMPLE))
    def as_document(window: Paged, metric: str, across_breaks: Across = False) -> JSONResponse:  # noqa: FBT002
        """All figures of a metric, none merged: lines of figures that can be compared, cut where what is counted
        changed, and the figures beside them, with the reason; then all of them by report and period. The metric is
        named by its local name, IRI or label."""
        view = publications.view()
        answer = metric_answer(publications.lineages(view), metric, across_breaks=across_breaks)
        return _paged(window, view, metric_document(answer), METRIC_LISTS)


def _add_agencies(router: APIRouter, publications: Publications) -> None:
    def table(agency: str, on: On = None) -> Table:
        view = publications.view()
        answer = thing_answer(publications.lineages(view), Scheme.AGENCY, agency, on=on)
        title = _titled(answer.concept, AGENCY)
        return Table(view, answer.concept.slug, title, things.COLUMNS, lambda: thing_rows(answer))

    words = "A line for every name, figure, award and change of the body."
    add_table(router, "/agencies/{agency}", table, publications.terms, Told("agency_lineage", AGENCY, words))

    @router.get(
        "/agencies/{agency}", operation_id="agency_lineage", summary=AGENCY, responses=responses(AGENCY_EXAMPLE)
    )
    def as_document(window: Paged, agency: str, on: On = None) -> JSONResponse:
        """How a body was established, merged, renamed, abolished, with its posts before and after; from which bodies it
        came, with their figures and a note; into which it went; and, with `on`, where it stands on that day."""
        view = publications.view()
        answer = thing_answer(publications.lineages(view), Scheme.AGENCY, agency, on=on)
        return _paged(window, view, thing_document(answer), AGENCY_LISTS)


def _add_things(router: APIRouter, publications: Publications, scheme: Scheme, told: tuple[str, str]) -> None:
    kind = scheme.value
    title, words = told

    def table(name: str) -> Table:
        view = publications.view()
        answer = thing_answer(publications.lineages(view), scheme, name)
        named = _titled(answer.concept, title)
        return Table(view, answer.concept.slug, named, things.COLUMNS, lambda: thing_rows(answer))

    def as_document(window: Paged, name: str) -> JSONResponse:
        view = publications.view()
        return _paged(
            window, view, thing_document(thing_answer(publications.lineages(view), scheme, name)), THING_LISTS
        )

    rows = f"{words} A line for every name, figure, join of names, contractor, award and change."
    add_table(router, f"/{kind}s/{{name}}", table, publications.terms, Told(f"{kind}_lineage", title, rows))
    router.add_api_route(
        f"/{kind}s/{{name}}",
        as_document,
        operation_id=f"{kind}_lineage",
        summary=title,
        description=f"{words} Named by its local name, IRI or label.",
        responses=responses(thing_example(kind)),
    )


def _add_compare(router: APIRouter, publications: Publications) -> None:
    def table(a: First, b: Second) -> Table:
        view = publications.view()
        answer = comparison(publications.lineages(view), a, b)
        zh, en = COMPARE.split(" · ")
        title = Bilingual(f"{zh}：{a}、{b}", f"{en}: {a}, {b}")
        return Table(view, f"{a}~{b}", title, comparing.COLUMNS, lambda: comparison_rows(answer))

    words = "A line for every change, then one for every figure that is in none, with the reason."
    add_table(router, "/compare", table, publications.terms, Told("compare", COMPARE, words))

    @router.get("/compare", operation_id="compare", summary=COMPARE, responses=responses(COMPARE_EXAMPLE))
    def as_document(window: Paged, a: First, b: Second) -> JSONResponse:
        """Metrics that both reports tell, with their change where they can be compared and the reason where they
        cannot; metrics that one alone tells. Differences are b less a."""
        view = publications.view()
        document = comparison_document(comparison(publications.lineages(view), a, b))
        return _paged(window, view, document, COMPARE_LISTS)


# What a document has beside what its example shows.
MORE = (
    *("reports", "first", "last", "exclusions", "lines", "marks", "figures", "related", "refusals", "kin", "standing"),
    *AGENCY_LISTS,
)


def responses(example: Mapping[str, Any]) -> dict[int | str, dict[str, Any]]:
    """What a route of lineage answers."""
    whole = {**example, "next": NEXT_EXAMPLE}
    shape = shape_of(whole)
    shape["properties"] = {**{name: {} for name in MORE}, **shape["properties"]}
    return {
        200: {"description": "The lineage.", "content": {JSON: {"example": whole, "schema": shape}}},
        404: {"description": "Nothing of that name; lists near ones."},
        410: {"description": "The cursor is of a publication that is served no more."},
    }
