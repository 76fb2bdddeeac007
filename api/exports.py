"""The publication for other programs: what `kg export` writes."""

from itertools import chain, islice
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse, StreamingResponse

from api.facts import rows_responses
from api.paging import Paged, listing
from api.publication import Publications
from kg.export import EXPORTS, export_pieces


def exports_router(publications: Publications) -> APIRouter:
    """`/api/export` and `/api/export/FORMAT`."""
    router = APIRouter(prefix="/api/export", tags=["Exports"])

    @router.get("", operation_id="list_exports", summary="匯出格式 · Export formats", responses=rows_responses(FORMAT))
    def formats(window: Paged) -> JSONResponse:
        """The formats of `/api/export/FORMAT`."""
        rows = (
            {"name": one.name, "media_type": one.media_type, "suffix": one.suffix, "flavours": list(one.flavours)}
            for one in EXPORTS.values()
        )
        page = window.cut(publications.view(), rows)
        return JSONResponse(listing(page), headers=page.headers)

    @router.get("/{name}", operation_id="export", summary="匯出 · Export", responses=RESPONSES)
    def whole(
        name: str,
        report: Annotated[list[str], Query(description="Only this report, by id; may be repeated.")] = [],  # noqa: B006
        flavour: Annotated[str | None, Query(description="A variant of the format, such as yed of graphml.")] = None,
    ) -> Response:
        """The graph in one format, of all reports or of some; RDF is sent as it is written."""
        pieces = export_pieces(publications.view(), publications.resources, name, reports=report, flavour=flavour)
        # What goes wrong before the first piece is told as an error; what does later breaks the transfer off.
        first = list(islice(pieces, 1))
        kind = EXPORTS[name]
        headers = {"Content-Disposition": f'attachment; filename="kaogong{kind.suffix}"'}
        return StreamingResponse(chain(first, pieces), media_type=kind.media_type, headers=headers)

    return router


FORMAT = ("name", "media_type", "suffix", "flavours")
RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "The file.", "content": {one.media_type: {} for one in EXPORTS.values()}},
    404: {"description": "No such format or report."},
}
