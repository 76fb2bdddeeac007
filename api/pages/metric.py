"""The page of a metric: lines of figures that can be compared, cut where what is counted changed; the rest beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.responses import HTMLResponse, Response

from api.pages.chart import Chart, draw
from api.pages.frame import Frame
from api.terms_of_use import Bilingual, Terms
from kg.errors import UnknownNameError
from kg.pipeline.lineage import metric_answer, metric_document
from kg.pipeline.lineage.answers import Lineages
from kg.questions import Questions, ask

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The figures of one unit in a chart: those of different units have no common scale."""

    unit: str
    chart: Chart


def metric_page(frame: Frame, questions: Questions, lineages: Lineages, terms: Terms, metric: str) -> HTMLResponse:
    """Raises UnknownNameError with near names."""
    document = metric_document(metric_answer(lineages, metric))
    answer = ask(frame.view, questions["metric"], {"metric": metric})
    return frame.page(
        "metric.html",
        document=document,
        metric=metric,
        name=_name(frame, document),
        drawings=drawings(document),
        steps={step["after"]: step for line in document["lines"] for step in line["steps"]},
        rows=answer.rows,
        sparql=answer.sparql,
        iri=document["metric"]["iri"],
        citation=_citation(frame, document, terms, document["metric"]["iri"]),
    )


def chart_file(frame: Frame, lineages: Lineages, terms: Terms, metric: str, place: int) -> Response:
    """A chart of the page by its place, as an SVG file that says where it comes from.

    Raises UnknownNameError with near names, and for a place where there is none.
    """
    document = metric_document(metric_answer(lineages, metric))
    found = drawings(document)
    if place >= len(found):
        raise UnknownNameError("chart", str(place), [str(known) for known in range(len(found))])
    body = frame.text(
        "chart-file.svg",
        drawing=found[place],
        chart=found[place].chart,
        name=_name(frame, document),
        iri=document["metric"]["iri"],
        citation=_citation(frame, document, terms, ""),
    )
    headers = {"Content-Disposition": f'inline; filename="{document["metric"]["id"]}.svg"', "Vary": "Accept-Language"}
    return Response(body, media_type="image/svg+xml", headers=headers)


def _name(frame: Frame, document: Row) -> str:
    return str(document["metric"]["label"].get(frame.wording.language.key) or document["metric"]["id"])


def _citation(frame: Frame, document: Row, terms: Terms, address: str) -> Bilingual:
    label, manifest = document["metric"]["label"], frame.view.manifest
    zh, en = (str(label.get(key) or document["metric"]["id"]) for key in ("zh", "en"))
    return terms.cite(Bilingual(zh, en), address, manifest.number, manifest.published)


def drawings(document: Row) -> list[Drawing]:
    """A chart for each unit that a dated figure has, that of most figures first."""
    segments = [segment for line in document["lines"] for segment in line["segments"]]
    figures = [*(figure for segment in segments for figure in segment), *document["marks"]]
    lines = [[figure["fact"] for figure in segment] for segment in segments]
    measures = _measures(document)
    groups: dict[str, list[Row]] = {}
    for figure in figures:
        groups.setdefault(measures[figure["fact"]], []).append(figure)
    found = [Drawing(rows[0]["unit"], chart) for rows in groups.values() if (chart := draw(rows, lines))]
    return sorted(found, key=lambda one: -len(one.chart.marks))


def _measures(document: Row) -> dict[str, str]:
    """The unit of every figure, by its fact."""
    found = {
        figure["fact"]: str(line["class"]["measure"])
        for line in document["lines"]
        for segment in line["segments"]
        for figure in segment
    }
    marks: Sequence[Row] = document["marks"]
    return found | {mark["fact"]: str(mark["class"]["measure"]) for mark in marks}
