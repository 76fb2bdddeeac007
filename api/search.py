"""Search over facts, passages and names: `/api/search`, and the index that the page of it shares."""

from dataclasses import asdict
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.publication import Publications
from kg.questions.search import SHOWN, Hits, SearchIndex
from kg.store import View

LONGEST = 500


class Searches:
    """The index of the publication that is served, made when it is first asked for. Threads may share it."""

    def __init__(self, publications: Publications) -> None:
        self._publications, self._lock = publications, Lock()
        self._made: tuple[View, SearchIndex] | None = None

    def search(self, view: View, text: str, limit: int = SHOWN) -> Hits:
        """What of that publication has these words. Only the first LONGEST characters count."""
        with self._lock:
            if self._made is None or self._made[0] is not view:
                self._made = view, SearchIndex(view, self._publications.resources)
            index = self._made[1]
        return index.search(text[:LONGEST], limit)


def search_router(publications: Publications, searches: Searches) -> APIRouter:
    """`/api/search`."""
    router = APIRouter(tags=["Search"])

    @router.get("/api/search", operation_id="search", summary="搜尋 · Search")
    def search(
        q: Annotated[
            str,
            Query(description="要找的文字 · the words to look for", max_length=LONGEST, examples=["109年英檢通過率"]),
        ],
        limit: Annotated[int, Query(description="每類至多幾筆 · at most so many of each", ge=1, le=200)] = SHOWN,
    ) -> JSONResponse:
        """Facts, passages and names that have all these words, parted by white space; any run of characters counts, and
        width, case and white space within do not. A year beside a metric (109年英檢通過率) gives its fact. `snippet` is
        the text in parts, each with whether it is what was looked for; `more` says that not all is listed."""
        return JSONResponse({"q": q} | asdict(searches.search(publications.view(), q, limit)))

    return router
