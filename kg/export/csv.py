"""Two tables in a zip, nodes.csv and edges.csv, as Gephi and spreadsheets read them."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.export.network import Network, plain
from kg.model.cells import as_csv_cell

MEDIA_TYPE = "application/zip"
SUFFIX = ".zip"
NODE = ("Id", "label", "type")
EDGE = ("Source", "Target", "relation")
# The oldest day that a zip can hold: an archive has to give the same bytes on any day.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(network: Network) -> bytes:
    """The zip. The tables are RFC 4180 in UTF-8 with BOM, which spreadsheets need to see that it is UTF-8."""
    nodes = ({"Id": node, **attributes} for node, attributes in network.nodes(data=True))
    edges = (
        {"Source": source, "Target": target, **attributes} for source, target, attributes in network.edges(data=True)
    )
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, first, rows in (("nodes.csv", NODE, nodes), ("edges.csv", EDGE, edges)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _table(first, list(rows)).encode("utf-8-sig"))
    return out.getvalue()


def _table(first: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """The columns are those that come first, then all others in the order in which rows bring them."""
    columns = list(dict.fromkeys([*first, *(key for row in rows for key in row)]))
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    """A number without a fraction where it is whole; a text is made harmless for spreadsheets."""
    return plain(value) if isinstance(value, float) else as_csv_cell(value)
