"""The page that is shown where something cannot be: what is wrong, what was perhaps meant, where to go on."""

from collections.abc import Iterable, Iterator
from functools import partial
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response

from api.pages.frame import Frame
from api.publication import Publications
from kg.errors import KgError
from kg.iris import SLUG

LISTED = 8
# After so many seconds the page of what is not there yet asks again.
AGAIN = 5


def problem_page(
    request: Request, publications: Publications, status: int, detail: str, near: Iterable[str]
) -> Response | None:
    """None where no page can be made: nothing is published, or the language of the page is what is wrong."""
    try:
        frame = Frame.of(request, publications.loaded())
    except KgError:
        return None
    named = list(_addressed(request, near))[:LISTED]
    return frame.page(
        "problem.html",
        status,
        twins=(),
        status=status,
        words=frame.wording.either(f"problem-{status}", "went-wrong"),
        advice=frame.wording.either(f"advice-{status}", "advice-other"),
        again=AGAIN if status == HTTPStatus.SERVICE_UNAVAILABLE else None,
        detail=detail,
        near=named,
        words_of=partial(_called, frame),
    )


def _called(frame: Frame, address: str) -> str:
    """The name of what is at an address, "" where it has none."""
    report = address.removeprefix("id/report/")
    return frame.title(report) if report != address else frame.called_at(address)


def _addressed(request: Request, near: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Near names, each with its address where the path that was asked for is that of a thing."""
    parts = str(request.scope["path"]).strip("/").split("/")
    type_ = parts[-2] if len(parts) >= 3 and parts[-3] == "id" else None
    for name in near:
        yield name, f"id/{type_}/{name}" if type_ and SLUG.fullmatch(name) else None
