"""The passages of a report beside those of another: what `kg lineage passages` and `kg lineage passage` print."""

from dataclasses import replace
from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.cells import Table, Told, add_table
from api.paging import NEXT_EXAMPLE, Paged, paged_document
from api.publication import Publications
from api.terms_of_use import Bilingual
from kg.lineage.passages import Status
from kg.questions.passages import COLUMNS, as_cells, compare_passages, passage_over_reports

Report = Annotated[str, Query(description="The report, by id.", examples=["kcg-personnel-2017-07_2017-12"])]
With = Annotated[
    str | None, Query(alias="with", description="The other report, by id; else the one before it of the same issuer.")
]
Statuses = Annotated[
    list[str],
    Query(
        description="Only passages of this status; may be repeated.",
        json_schema_extra={"items": {"type": "string", "enum": [status.value for status in Status]}},
    ),
]
LIKES = 20
TITLE = "段落沿革 · Passages compared"
Responses: TypeAlias = dict[int | str, dict[str, Any]]


def passages_router(publications: Publications) -> APIRouter:
    """`/api/passages`, also as `.csv` with its `.metadata.json`, and `/api/passages/FACT-OR-PARAGRAPH`."""
    router = APIRouter(prefix="/api", tags=["Lineage"])

    @router.get("/passages", operation_id="passages", summary=TITLE, responses=PAIRS)
    def pairs(window: Paged, report: Report, other: With = None, status: Statuses = []) -> JSONResponse:  # noqa: B006
        """Every passage of both reports once: unchanged, only figures changed, rewritten, new or gone, with a
        comparison word by word, and how much of the later report stood in the earlier one."""
        view = publications.view()
        body, page = paged_document(window, view, compare_passages(view, report, other, status), ("pairs",))
        return JSONResponse(body, headers=page.headers)

    @router.get(
        "/passages/{name}",
        operation_id="passage",
        summary="一段文字的沿革 · One passage over the reports",
        responses=ONE,
    )
    def passage(window: Paged, name: str) -> JSONResponse:
        """The paragraph that holds a fact (or is named itself), and its like in every other report of the issuer, those
        that are nearest in time first: 20 a page where no limit is named, since two reports are laid beside each other
        for each."""
        view = publications.view()
        found = passage_over_reports(view, publications.trace_queries(view).facts, name)
        page = replace(window, limit=window.limit or LIKES).cut(view, found.likes)
        return JSONResponse({"passage": found.passage, "likes": page.rows, "next": page.next}, headers=page.headers)

    def table(report: Report, other: With = None, status: Statuses = []) -> Table:  # noqa: B006
        view = publications.view()
        found = compare_passages(view, report, other, status)
        zh, en = TITLE.split(" · ")
        sides = f"{found['report']}, {found['with']}"
        title = Bilingual(f"{zh}：{sides}", f"{en}: {sides}")
        return Table(view, "passages", title, COLUMNS, lambda: as_cells(found["pairs"]))

    words = "A line a pair. In the column `diff` stands [-what went-] and {+what came+}."
    add_table(router, "/passages", table, publications.terms, Told("passages", TITLE, words))
    return router


def _place(report: str, start: int, text: str) -> dict[str, object]:
    return {
        "paragraph": f"https://w3id.org/kaogong/id/paragraph/{report}.7",
        "report": report,
        "source_sha256": "d5182a381ae804ff4e766ccb02775441494a9a21ee73c7e8cc2c0ab2d8794bcd",
        "start": start,
        "end": start + len(text),
        "kind": "paragraph",
        "number": "",
        "section": ["訓練"],
        "text": text,
        "facts": [
            {
                "fact": f"https://w3id.org/kaogong/id/fact/{report}.1a2b3c4d5e6f7081",
                "quote": text[4:],
                "start": start + 4,
                "end": start + len(text),
            }
        ],
    }


PAIR = {
    "status": "figures",
    "score": 1.0,
    "reason": "the same words, 1 other figure",
    "moved": False,
    "before": _place("report-2019", 120, "辦理訓練3場"),
    "after": _place("report-2020", 131, "辦理訓練5場"),
    "diff": [
        {"edit": "equal", "text": "辦理訓練"},
        {"edit": "deleted", "text": "3"},
        {"edit": "inserted", "text": "5"},
        {"edit": "equal", "text": "場"},
    ],
}
EXAMPLE = {
    "report": "report-2020",
    "with": "report-2019",
    "share": {
        "passages": {"unchanged": 0, "figures": 1, "rewritten": 0, "new": 0, "gone": 0},
        "characters": {"unchanged": 0, "figures": 6, "rewritten": 0, "new": 0, "gone": 0},
        "kept": 0.8333,
        "boilerplate": 1.0,
    },
    "pairs": [PAIR],
    "next": NEXT_EXAMPLE,
}
NONE: Responses = {404: {"description": "No such report, status, paragraph or fact; lists near ones."}}
PAIRS: Responses = {
    200: {"description": "The comparison.", "content": {"application/json": {"example": EXAMPLE}}},
    **NONE,
}
ONE: Responses = {
    200: {
        "description": "The passage and its like in each report.",
        "content": {
            "application/json": {
                "example": {
                    "passage": PAIR["after"],
                    "likes": [{"report": "report-2019", **PAIR}],
                    "next": NEXT_EXAMPLE,
                }
            }
        },
    },
    **NONE,
}
