"""The page that lays the text of a report beside that of another: what was taken over, rewritten, is new, is gone."""

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.lineage.passages import Status
from kg.questions.passages import compare_passages


def passages_page(frame: Frame, report: str) -> HTMLResponse:
    """Beside the report `with`, else beside the one before it of the same issuer; of the status that is asked for.

    Raises UnknownNameError for a report or status that there is not, InputError where nothing came before it.
    """
    asked = frame.request.query_params
    status = asked.get("status") or None
    document = compare_passages(frame.view, report, asked.get("with") or None, [status] if status else [])
    return frame.page(
        "passages.html",
        document=document,
        report=report,
        status=status,
        statuses=[one.value for one in Status],
        reports=[entry.id for entry in frame.view.manifest.reports if entry.id != report],
    )
