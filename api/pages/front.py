"""The first page: what this is, which reports there are, what can be asked, and where to begin."""

from dataclasses import asdict

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.export import EXPORTS
from kg.questions import Question, Questions, report_rows


def front_page(frame: Frame, questions: Questions) -> HTMLResponse:
    reports = list(report_rows(frame.view))
    return frame.page(
        "front.html",
        reports=reports,
        total=sum(int(str(row.get("facts") or 0)) for row in reports),
        questions=[_question(question) for question in questions],
        exports=sorted(EXPORTS),
    )


def _question(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "title": asdict(question.title),
        "description": asdict(question.description),
        "example": question.example(),
    }
