"""Lists of metrics, bodies and programmes, each leading to its page."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.errors import UnknownNameError
from kg.model.concepts import Scheme
from kg.questions import Questions, ask

Row = Mapping[str, Any]
LISTS = {Scheme.METRIC.value: "metrics", Scheme.AGENCY.value: "agencies", Scheme.PROGRAMME.value: "programmes"}


def browse_page(frame: Frame, questions: Questions, type_: str) -> HTMLResponse:
    """Raises UnknownNameError for what has no list."""
    if type_ not in LISTS:
        raise UnknownNameError("list", type_, LISTS)
    return frame.page(
        "browse.html", type_=type_, title=frame.wording(LISTS[type_]), rows=listed(frame, questions, type_)
    )


def listed(frame: Frame, questions: Questions, type_: str) -> list[dict[str, Any]]:
    """The rows of the list of a type (see LISTS): name, address, how many figures and in how many reports."""
    return [_row(frame, type_, row) for row in ask(frame.view, questions[LISTS[type_]], {}).rows]


def _row(frame: Frame, type_: str, row: Row) -> dict[str, Any]:
    zh, en = (row.get("label_zh"), row.get("label_en")) if type_ == "metric" else (row["name"], row["name_en"])
    english = frame.wording.language.key == "en"
    name, other = (en or zh, zh if en else None) if english else (zh, en)
    slug = row[type_]
    kind = row.get("type") or type_
    return {
        "name": name,
        "other": other,
        "address": f"id/{kind}/{slug}" if slug else None,
        "count": row["claims"] if type_ == "metric" else row["facts"],
        "reports": row["reports"],
        "first": row.get("first"),
        "last": row.get("last"),
    }
