"""The page of a report: its text with every fact lit where it stands."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.pipeline.collector import collector_paused
from kg.questions import report_row
from kg.questions.document import Document, read_document
from kg.resources import Resources
from kg.store.kept import Kept

Row = Mapping[str, Any]
# So many pages are kept as they were written, with the publication, which never changes; the largest take megabytes.
KEPT = 8


def report_page(frame: Frame, resources: Resources, report: str) -> HTMLResponse:
    """Raises UnknownNameError with near ids."""
    request = frame.request
    address = (frame.root, request.scope["path"], request.url.query, frame.wording.language.value)
    pages = frame.view.indexes.of("report pages", lambda: Kept(KEPT))
    return frame.answer(pages.of(address, lambda: _written(frame, resources, report)))


def _written(frame: Frame, resources: Resources, report: str) -> bytes:
    with collector_paused():
        return bytes(_page(frame, resources, report).body)


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
