"""Exports opened in the programs that people use: igraph, pandas, LibreOffice. networkx, pydot and Graphviz have tests
in `test_networks.py`. Where a program is missing, its tests are skipped and say so."""

import csv
import io
import shutil
import subprocess
from zipfile import ZipFile

import pytest

from kg.export import export
from kg.export.network import build_network

SOFFICE = shutil.which("soffice")
# Comma, quotation mark, UTF-8, from the first line; all cells as texts are quoted (filter options of Calc).
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
UTF8 = "--infilter=CSV:44,34,76,1"


@pytest.fixture(params=["small_view", "annotated_view"])
def view(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def drawn(view, resources):
    return build_network(view, resources, [entry.id for entry in view.manifest.reports])


@pytest.fixture
def tables(view, resources, tmp_path):
    """The directory of the two tables."""
    with ZipFile(io.BytesIO(export(view, resources, "csv"))) as archive:
        archive.extractall(tmp_path / "tables")
    return tmp_path / "tables"


def test_igraph_reads_graphml(view, drawn, resources, tmp_path):
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    path = tmp_path / "network.graphml"
    path.write_bytes(export(view, resources, "graphml"))
    read = igraph.Graph.Read_GraphML(str(path))
    assert (read.vcount(), read.ecount()) == (drawn.number_of_nodes(), drawn.number_of_edges())
    assert sorted(read.vs["id"]) == sorted(drawn.nodes)
    facts = {node["id"]: node["value"] for node in read.vs if node["type"] == "fact"}
    assert facts
    assert facts == {node: drawn.nodes[node]["value"] for node in facts}


def test_pandas_reads_the_tables(tables, drawn):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    nodes = pandas.read_csv(tables / "nodes.csv", index_col="Id")
    edges = pandas.read_csv(tables / "edges.csv")
    assert sorted(nodes.index) == sorted(drawn.nodes)
    assert len(edges) == drawn.number_of_edges()
    assert set(edges["Source"]) | set(edges["Target"]) <= set(nodes.index)
    facts = nodes[nodes["type"] == "fact"]
    assert facts["value"].dtype == "float64"
    assert facts["value"].sum() == pytest.approx(sum(drawn.nodes[node]["value"] for node in facts.index))
    assert not pandas.to_datetime(facts["end"].dropna()).isna().any()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_calc_shows_the_cells_as_they_are(tables, tmp_path):
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for name in ("nodes", "edges"):
        path = tables / f"{name}.csv"
        command = [SOFFICE, profile, "--headless", UTF8, "--convert-to", AS_CSV, "--outdir", tmp_path, path]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        given, shown = (_cells(one) for one in (path, tmp_path / f"{name}.csv"))
        assert len(given) > 1
        assert shown == given


def _cells(path):
    """The rows of a table, without quotes: Calc takes 1.5% for a number and shows 1.50%."""
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    return [{name: cell for name, cell in row.items() if name != "quote"} for row in rows]
