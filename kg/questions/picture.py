"""The page of a file that a quote stands on, as a picture with a line around the quote."""

from kg.errors import UnknownNameError
from kg.iris import Iris
from kg.questions.facts import find_fact
from kg.questions.reports import find_report
from kg.questions.trace import Trace, TraceQueries, trace
from kg.readers.pdf.pages import picture_of
from kg.store import View


def has_picture(view: View, found: Trace) -> bool:
    """Whether a fact stands on a page that may be shown: none of a report in which something is suppressed may, since
    it would be seen there."""
    on_page = any(place.page is not None for place in found.places)
    return on_page and not find_report(view, found.report.id).masked


def picture(view: View, queries: TraceQueries, text: str) -> tuple[str, bytes]:
    """The local name of a fact, and the page of its file that its quote begins on, as PNG.

    Raises UnknownNameError where there is no such fact or no picture of it, UnreadableError where the page cannot be
    drawn.
    """
    name = Iris(view.manifest.base_iri).slug(find_fact(view, queries.facts, text).value)
    found = trace(view, queries, text)
    if not has_picture(view, found):
        raise UnknownNameError("picture of the page of", name)
    page = next(place.page for place in found.places if place.page is not None)
    boxes = [place.box for place in found.places if place.page == page and place.box is not None]
    return name, picture_of(view.source(found.file.sha256), found.file.name, page, boxes)
