"""The page of one figure: what it says, and the way back to its characters."""

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.questions import TraceQueries, trace


def fact_page(frame: Frame, queries: TraceQueries, fact: str) -> HTMLResponse:
    """Raises UnknownNameError with near names."""
    found = trace(frame.view, queries, fact)
    before, _, after = found.sentence.text.partition(found.quote.text)
    if found.sentence.start <= found.quote.start:
        place = found.quote.start - found.sentence.start
        before, after = found.sentence.text[:place], found.sentence.text[place + len(found.quote.text) :]
    links = [link for link in found.links if link.name is None]
    named = [link for link in found.links if link.name is not None]
    return frame.page("fact.html", trace=found, row=found.row, before=before, after=after, links=links, named=named)
