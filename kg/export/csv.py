"""Two tables in a zip, nodes.csv and edges.csv, as Gephi and spreadsheets read them."""

import csv
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.export.network import Network

MEDIA_TYPE = "application/zip"
SUFFIX = ".zip"
# The oldest day that a zip can hold: an archive has to give the same bytes on any day.
EPOCH = (1980, 1, 1, 0, 0, 0)
# What a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(network: Network) -> bytes:
    """The zip. The tables are RFC 4180 in UTF-8 with BOM, which spreadsheets need to see that it is UTF-8."""
    nodes = ({"Id": node, **attributes} for node, attributes in network.nodes(data=True))
    edges = (
        {"Source": source, "Target": target, **attributes} for source, target, attributes in network.edges(data=True)
    )
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, rows in (("nodes.csv", nodes), ("edges.csv", edges)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _table(list(rows)).encode("utf-8-sig"))
    return out.getvalue()


def _table(rows: Iterable[Mapping[str, object]]) -> str:
    rows = list(rows)
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
