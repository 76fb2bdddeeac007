"""The page of a metric: its figures over the reports, drawn and listed, none joined in silence."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.chart import draw
from api.pages.frame import Frame
from kg.questions import Questions, ask

Row = Mapping[str, Any]


def metric_page(frame: Frame, questions: Questions, metric: str) -> HTMLResponse:
    """Raises UnknownNameError with near names."""
    answer = ask(frame.view, questions["metric"], {"metric": metric})
    known = ask(frame.view, questions["metrics"], {}).rows
    row = next((row for row in known if row["metric"] == metric), None)
    return frame.page(
        "metric.html",
        metric=metric,
        known=row or {},
        rows=answer.rows,
        chart=draw(answer.rows),
        sparql=answer.sparql,
        iri=answer.parameters["metric"],
    )
