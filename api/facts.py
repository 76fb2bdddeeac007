"""One fact with its way back to the characters in the file: what `kg trace` prints."""

from dataclasses import asdict

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.publication import Publications
from kg.questions import trace


def facts_router(publications: Publications) -> APIRouter:
    """`/api/facts/FACT`."""
    router = APIRouter(prefix="/api/facts", tags=["Facts"])

    @router.get("/{fact}", operation_id="trace_fact", summary="一筆數據及其出處 · One fact and where it comes from")
    def one_fact(fact: str) -> JSONResponse:
        """The quote in its sentence and paragraph, the headings above it, report, period, file hash, offsets, and the
        links to concepts with score and reason. The fact is named by its local name or by the first digits of its
        hash. Offsets count Unicode code points, the end excluded."""
        view = publications.view()
        return JSONResponse(asdict(trace(view, publications.trace_queries(view), fact)))

    return router
