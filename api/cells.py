"""Rows as CSV, under the name of a file."""

from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from fastapi import Response

from kg.model.cells import write_csv


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]], vary: str = "") -> Response:
    """Rows as RFC 4180 in UTF-8, to be shown or saved as `NAME.csv`.

    vary  the header of the request that made this format be chosen, "" where the address alone did
    """
    out = StringIO()
    write_csv(out, columns, rows)
    headers = {"Content-Disposition": f'inline; filename="{name}.csv"'} | ({"Vary": vary} if vary else {})
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
