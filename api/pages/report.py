"""The page of a report: its text with every fact lit where it stands."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.pipeline.collector import collector_paused
from kg.questions import report_row
from kg.questions.document import Document, read_document
from kg.resources import Resources
from kg.store import View

Row = Mapping[str, Any]
# So many pages are kept as they were written; the largest take some megabytes.
KEPT = 8


def report_page(frame: Frame, resources: Resources, report: str) -> HTMLResponse:
    """Raises UnknownNameError with near ids."""
    kept, request = _written(frame.view), frame.request
    key = (frame.root, request.scope["path"], request.url.query, frame.wording.language.value)
    if key in kept:
        return frame.answer(kept[key])
    with collector_paused():
        page = _page(frame, resources, report)
    if len(kept) >= KEPT:
        kept.pop(next(iter(kept)), None)
    kept[key] = bytes(page.body)
    return page


# Of the publication that was asked for last, and of no other: a publication never changes, and so do its pages.
@lru_cache(maxsize=1)
def _written(_: View) -> dict[tuple[str, ...], bytes]:
    return {}


def _page(frame: Frame, resources: Resources, report: str) -> HTMLResponse:
    document = read_document(frame.view, resources, report)
    earlier, later = _neighbours(frame, document)
    return frame.page(
        "report.html",
        document=document,
        report=document.report,
        outline=[block for block in document.blocks if block.level is not None],
        earlier=earlier,
        later=later,
        numbers=document.report.get("numbers") or {},
    )


def _neighbours(frame: Frame, document: Document) -> tuple[Row | None, Row | None]:
    """The reports of the same issuer before and after it, by what they cover; none where nobody said the issuer."""
    if not document.report.get("issuer"):
        return None, None
    rows = [report_row(frame.view, entry) for entry in frame.view.manifest.reports]
    alike = [row for row in rows if row.get("issuer") == document.report.get("issuer") and row.get("coverage")]
    ordered = sorted(alike, key=lambda row: (row["coverage"]["end"], row["coverage"]["start"], row["id"]))  # type: ignore[index]
    place = next((place for place, row in enumerate(ordered) if row["id"] == document.report["id"]), None)
    if place is None:
        return None, None
    before = ordered[place - 1] if place > 0 else None
    after = ordered[place + 1] if place + 1 < len(ordered) else None
    return before, after
