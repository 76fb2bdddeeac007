"""Tables as CSV, streamed, and beside each the description of its columns, its licence and how to cite it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from api.paging import Paged, Window
from api.tabular import METADATA_TYPE, describe_table
from api.terms_of_use import Bilingual, Terms
from kg.export.piping import piped
from kg.model.cells import csv_pieces
from kg.store import View

CSV, METADATA = ".csv", ".metadata.json"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that can be had as CSV.

    view     the publication that they are of
    name     of a file, without suffix;  title: what it is called
    rows     makes them, one after another: with the first that is asked for, in another thread than the request
    """

    view: View
    name: str
    title: Bilingual
    columns: Sequence[str]
    rows: Callable[[], Iterable[Mapping[str, object]]] = field(repr=False)


def as_csv(window: Window, table: Table, vary: str = "") -> Response:
    """The table as RFC 4180 in UTF-8, to be shown or saved as `NAME.csv`: sent as its rows come, and never held whole.
    All of it where the request names no limit.

    vary  the header of the request that made this format be chosen, "" where the address alone did

    Raises what the rows raise before their first.
    """
    request = window.request
    links = [f'<{beside(request, METADATA)}>; rel="describedby"; type="{METADATA_TYPE}"']
    if window.limit is None:
        start = window.start(table.view)
        pieces = _streamed(table.columns, lambda: islice(table.rows(), start, None))
    else:
        page = window.cut(table.view, table.rows())
        pieces = _streamed(table.columns, lambda: page.rows)
        links += page.links
    first = list(islice(pieces, 1))
    headers = {"Content-Disposition": f'inline; filename="{table.name}.csv"', "Link": ", ".join(links)}
    return StreamingResponse(
        chain(first, pieces), media_type="text/csv; charset=utf-8", headers=headers | ({"Vary": vary} if vary else {})
    )


def _streamed(columns: Sequence[str], rows: Callable[[], Iterable[Mapping[str, object]]]) -> Iterator[bytes]:
    def write(out: IO[bytes]) -> None:
        for place, piece in enumerate(csv_pieces(columns, rows())):
            out.write(piece.encode("utf-8"))
            if not place:
                out.flush()  # the heading need not wait for as many rows as fill a piece

    return piped(write)


def beside(request: Request, suffix: str) -> str:
    """The address of the same with another suffix, without what names a page or a format."""
    path = request.url.path
    for known in (METADATA, CSV):
        path = path.removesuffix(known)
    url = request.url.replace(path=f"{path}{suffix}").remove_query_params(["limit", "cursor", "format"])
    return str(url)


def metadata(request: Request, table: Table, terms: Terms) -> JSONResponse:
    """What the columns of the table mean, of whom it is, and how to cite it (CSVW)."""
    document = describe_table(table.title, table.columns, beside(request, CSV), terms, table.view.manifest)
    return JSONResponse(document, media_type=METADATA_TYPE)


@dataclass(frozen=True, slots=True)
class Told:
    """What the description of the API says of a table: the id of its operation, its title, what a row is, and the
    parameters that the function which makes it does not name."""

    operation: str
    title: str
    words: str
    extra: dict[str, Any] | None = None


def add_table(router: APIRouter, path: str, make: Callable[..., Table], terms: Terms, told: Told) -> None:
    """Adds `PATH.csv` and `PATH.metadata.json`. `make`: the dependency that makes the table of a request."""

    def rows(window: Paged, table: Annotated[Any, Depends(make)]) -> Response:
        return as_csv(window, table)

    def described(request: Request, table: Annotated[Any, Depends(make)]) -> JSONResponse:
        return metadata(request, table, terms)

    router.add_api_route(
        path + CSV,
        rows,
        response_class=Response,
        operation_id=f"{told.operation}_csv",
        summary=told.title,
        description=f"{told.words} Whole, unless a limit is named; sent as it is made.",
        responses=CSV_RESPONSES,
        openapi_extra=told.extra,
    )
    router.add_api_route(
        path + METADATA,
        described,
        response_class=Response,
        operation_id=f"{told.operation}_metadata",
        summary=f"{told.title} (CSVW)",
        description="What each column of the table means and of which type it is, licence, source, and how to cite it "
        "(Metadata Vocabulary for Tabular Data).",
        responses=METADATA_RESPONSES,
        openapi_extra=told.extra,
    )


CSV_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "RFC 4180, UTF-8.", "content": {"text/csv": {}}},
    404: {"description": "Nothing of that name; lists near ones."},
}
METADATA_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The description.", "content": {METADATA_TYPE: {}}},
    404: {"description": "Nothing of that name; lists near ones."},
}
