"""What became of a thing over the reports: what `kg lineage` prints."""

from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from api.publication import Publications
from kg.model.cells import write_csv
from kg.pipeline.lineage import metric_answer, metric_document, metric_rows
from kg.pipeline.lineage.metrics import COLUMNS

Across = Annotated[
    bool, Query(description="Differences over breaks too, each with what changed; without it, inside segments alone.")
]
SUFFIX = ".csv"


def lineage_router(publications: Publications) -> APIRouter:
    """`/api/metrics/ID` and `/api/metrics/ID.csv`."""
    router = APIRouter(prefix="/api", tags=["Lineage"])

    @router.get("/metrics/{metric}.csv", operation_id="metric_lineage_csv", summary=METRIC, responses=CSV)
    def metric_csv(metric: str, across_breaks: Across = False) -> Response:  # noqa: FBT002
        """A line for every figure: those of the lines first, then those that stand beside them, with the reason."""
        answer = metric_answer(publications.lineages(), metric, across_breaks=across_breaks)
        return as_csv(answer.concept.slug, COLUMNS, metric_rows(answer))

    @router.get("/metrics/{metric}", operation_id="metric_lineage", summary=METRIC, responses=responses(METRIC_EXAMPLE))
    def metric(metric: str, across_breaks: Across = False) -> JSONResponse:  # noqa: FBT002
        """All figures of a metric, none merged: lines of figures that can be compared, cut where what is counted
        changed, and the figures beside them, with the reason; then all of them by report and period. The metric is
        named by its local name, IRI or label."""
        return JSONResponse(
            metric_document(metric_answer(publications.lineages(), metric, across_breaks=across_breaks))
        )

    return router


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Response:
    """Rows as RFC 4180, under a file name."""
    out = StringIO()
    write_csv(out, columns, rows)
    headers = {"Content-Disposition": f'inline; filename="{name}.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def responses(example: Mapping[str, Any]) -> dict[int | str, dict[str, Any]]:
    """What a route of lineage answers."""
    return {
        200: {"description": "The lineage.", "content": {"application/json": {"example": example}}},
        404: {"description": "Nothing of that name; lists near ones."},
    }


METRIC = "一項指標的沿革 · What became of a metric"
CSV: dict[int | str, dict[str, Any]] = {
    200: {"description": "RFC 4180, UTF-8.", "content": {"text/csv": {}}},
    404: {"description": "Nothing of that name; lists near ones."},
}


def _figure(fact: str, place: tuple[int, int], time: str, value: float) -> dict[str, Any]:
    return {
        "time": time,
        "notes": [],
        "fact": f"https://w3id.org/kaogong/id/fact/{fact}",
        "report": fact.partition(".")[0],
        "source_sha256": "d5182a381ae804ff4e766ccb02775441494a9a21ee73c7e8cc2c0ab2d8794bcd",
        "start": place[0],
        "end": place[1],
        "quote": f"{value}%",
        "value": value,
        "unit": "%",
        "kind": "observed",
        "temporality": "rate",
        "metric": "進用比例",
        "series": "staff-rate",
        "agency": "某市政府",
        "period": {"start": time, "end": time},
        "period_source": "stated",
        "section": ["任免"],
        "sentence_text": f"進用比例達{value}%。",
    }


METRIC_EXAMPLE: dict[str, Any] = {
    "metric": {
        "id": "staff-rate",
        "iri": "https://w3id.org/kaogong/id/metric/staff-rate",
        "label": {"zh": "進用比例", "en": "Share employed"},
    },
    "across_breaks": False,
    "lines": [
        {
            "id": "staff-rate.0a1b2c3d",
            "class": {
                "level": "figure",
                "temporality": "rate",
                "measure": "percent",
                "agency": "某市政府",
                "span": "date",
            },
            "segments": [
                [
                    _figure("report-2019.1a2b3c4d5e6f7081", (951, 956), "2019-12-31", 16.2),
                    _figure("report-2020.2b3c4d5e6f708192", (941, 946), "2020-12-31", 16.7),
                ]
            ],
            "steps": [
                {
                    "before": "https://w3id.org/kaogong/id/fact/report-2019.1a2b3c4d5e6f7081",
                    "after": "https://w3id.org/kaogong/id/fact/report-2020.2b3c4d5e6f708192",
                    "difference": 0.5,
                    "growth_percent": None,
                    "bounded": False,
                    "across": [],
                }
            ],
            "breaks": [],
        }
    ],
    "marks": [],
    "related": [],
}
