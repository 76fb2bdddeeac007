"""Search over facts, passages and names: `/api/search`, and the index that the page of it shares."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from api.paging import CURSOR, Page, Window
from api.publication import Once, Publications
from api.schemas import JSON, NEXT, schema_of
from kg.questions.search import SHOWN, Hits, SearchIndex
from kg.store import View

LONGEST = 500


class Searches:
    """The index of the publication that is served, made when it is taken up. Threads may share it."""

    def __init__(self, publications: Publications) -> None:
        self._publications = publications
        self._once: Once[SearchIndex] = Once()
        publications.prepared_by(self.index)

    def index(self, view: View) -> SearchIndex:
        """That of a publication. Raises StillReadingError where it is being made."""
        return self._once.of(view, lambda: SearchIndex(view, self._publications.resources))

    def search(self, view: View, text: str, limit: int = SHOWN, start: int = 0) -> Hits:
        """What of that publication has these words. Only the first LONGEST characters count. Raises as `index` does."""
        return self.index(view).search(text[:LONGEST], limit, start)


def search_router(publications: Publications, searches: Searches) -> APIRouter:
    """`/api/search`."""
    router = APIRouter(tags=["Search"])

    @router.get("/api/search", operation_id="search", summary="搜尋 · Search", responses=HITS)
    def search(
        request: Request,
        q: Annotated[
            str,
            Query(description="要找的文字 · the words to look for", max_length=LONGEST, examples=["109年英檢通過率"]),
        ],
        limit: Annotated[int, Query(description="每類至多幾筆 · at most so many of each", ge=1, le=200)] = SHOWN,
        cursor: Annotated[str | None, Query(description=CURSOR, max_length=LONGEST)] = None,
    ) -> JSONResponse:
        """Facts, passages and names that have all these words, parted by white space; any run of characters counts, and
        width, case and white space within do not. A year beside a metric (109年英檢通過率) gives its fact. `snippet` is
        the text in parts, each with whether it is what was looked for; `more` says that not all is listed."""
        view, window = publications.view(), Window(request, limit, cursor)
        start = window.start(view)
        hits = searches.search(view, q, limit, start)
        page = Page([], window.after(view, start + limit) if hits.more else None)
        return JSONResponse({"q": q, **asdict(hits), "next": page.next}, headers=page.headers)

    return router


def _hits() -> dict[str, Any]:
    schema = schema_of(Hits)
    return schema | {"properties": {"q": {"type": "string"}, **schema["properties"], **NEXT}}


HITS: dict[int | str, dict[str, Any]] = {
    200: {"description": "What was found, the best first.", "content": {JSON: {"schema": _hits()}}},
    410: {"description": "The cursor is of a publication that is served no more."},
}
