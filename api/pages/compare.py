"""The page that compares two reports: what of both can be compared, what cannot and why, and what one alone tells."""

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame, coverages
from kg.errors import InputError
from kg.pipeline.lineage import Lineages, comparison, comparison_document


def compare_page(frame: Frame, lineages: Lineages) -> HTMLResponse:
    """Of the reports `a` and `b`; without them of the two that cover the latest times.

    Raises UnknownNameError for a report that is not here, InputError where none is published.
    """
    reports = [entry.id for entry in frame.view.manifest.reports]
    known = coverages(frame.view)
    latest = sorted(reports, key=lambda report: known[report]["end"] if report in known else "")[-2:]
    if not latest:
        raise InputError("No report is published, so that there is nothing to compare.")
    one = frame.request.query_params.get("a") or latest[0]
    other = frame.request.query_params.get("b") or latest[-1]
    document = comparison_document(comparison(lineages, one, other))
    both = document["both"]
    return frame.page(
        "compare.html",
        twins=frame.twins({"a": one, "b": other}),
        reports=reports,
        a=one,
        b=other,
        document=document,
        comparable=[pair for pair in both if pair["comparable"]],
        apart=[pair for pair in both if not pair["comparable"]],
    )
