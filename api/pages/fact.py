"""The page of one figure: what it says, and the way back to its characters."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from fastapi.responses import HTMLResponse, Response

from api.pages.frame import Frame
from kg.model.places import Place
from kg.questions import TraceQueries, trace
from kg.questions.picture import has_picture, picture


def fact_page(frame: Frame, queries: TraceQueries, fact: str) -> HTMLResponse:
    """Raises UnknownNameError with near names."""
    found = trace(frame.view, queries, fact)
    before, _, after = found.sentence.text.partition(found.quote.text)
    if found.sentence.start <= found.quote.start:
        place = found.quote.start - found.sentence.start
        before, after = found.sentence.text[:place], found.sentence.text[place + len(found.quote.text) :]
    links = [link for link in found.links if link.name is None]
    named = [link for link in found.links if link.name is not None]
    return frame.page(
        "fact.html",
        trace=found,
        row=found.row,
        before=before,
        after=after,
        links=links,
        named=named,
        pictured=has_picture(frame.view, found),
        places=_placed(found.places),
    )


def _placed(places: Sequence[Place]) -> list[str]:
    """Where characters stand in a file, in words, each once."""
    return list(dict.fromkeys(f"{place.label} {place.path}".strip() for place in places))


class Pictures:
    """Draws pages one at a time, since each may take a gibibyte, and keeps the last."""

    KEPT = 16

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[str, bytes]] = OrderedDict()
        self._one_at_a_time = Lock()

    def answer(self, frame: Frame, queries: TraceQueries, fact: str) -> Response:
        """The page of the file that a figure stands on, as PNG. Raises as `picture` does."""
        key = frame.view.manifest.digest, fact
        with self._one_at_a_time:
            if key not in self._kept:
                self._kept[key] = picture(frame.view, queries, fact)
            self._kept.move_to_end(key)
            name, data = self._kept[key]
            while len(self._kept) > self.KEPT:
                self._kept.popitem(last=False)
        headers = {"Content-Disposition": f'inline; filename="{name}.png"', "Cache-Control": "private, max-age=3600"}
        return Response(data, media_type="image/png", headers=headers)
