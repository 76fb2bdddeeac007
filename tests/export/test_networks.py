"""Every network format is read back by another parser, and says what was drawn."""

import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest

from kg.export import EXPORTS, export
from kg.export.network import build_network, plain
from tests.export import reading_back
from tests.export.publication import HOSTILE
from tests.export.reading_back import GRAPHML, YED, as_drawn

VIEWS = ("small_view", "hostile_view", "annotated_view", "empty_view")
GRAPHVIZ = shutil.which("dot")


@pytest.fixture(params=VIEWS)
def view(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def drawn(view, resources):
    return as_drawn(build_network(view, resources, [entry.id for entry in view.manifest.reports]))


def read(name, view, resources, **how):
    return getattr(reading_back, name)(export(view, resources, name, **how))


def test_graphml_says_what_was_drawn(view, drawn, resources):
    assert read("graphml", view, resources) == drawn


def test_graphml_gives_every_edge_an_id_of_its_own(small_view, resources):
    root = ElementTree.fromstring(export(small_view, resources, "graphml"))
    ids = [edge.get("id") for edge in root.iter(f"{GRAPHML}edge")]
    assert len(ids) == len(set(ids)) > 10
    types = {key.get("attr.name"): key.get("attr.type") for key in root.iter(f"{GRAPHML}key")}
    assert types["value"] == "double"
    assert {kind for name, kind in types.items() if name != "value"} == {"string"}


def test_graphml_for_yed_shows_labels(view, drawn, resources):
    root = ElementTree.fromstring(export(view, resources, "graphml", flavour="yed"))
    nodes, edges = drawn
    labels = {
        node.get("id"): node.findtext(f"{GRAPHML}data/{YED}ShapeNode/{YED}NodeLabel")
        for node in root.iter(f"{GRAPHML}node")
    }
    assert labels == {node: attributes["label"] for node, attributes in nodes.items()}
    relations = sorted(
        (edge.get("source"), edge.findtext(f"{GRAPHML}data/{YED}PolyLineEdge/{YED}EdgeLabel"), edge.get("target"))
        for edge in root.iter(f"{GRAPHML}edge")
    )
    assert relations == edges


def test_gexf_says_what_was_drawn(view, drawn, resources):
    assert read("gexf", view, resources) == drawn


def test_gexf_is_dynamic_and_bears_no_day_of_writing(small_view, resources):
    data = export(small_view, resources, "gexf").decode()
    assert 'mode="dynamic"' in data
    assert 'timeformat="date"' in data
    assert "lastmodifieddate" not in data
    namespace = "{http://www.gexf.net/1.2draft}"
    for element in ElementTree.fromstring(data).iter(f"{namespace}node"):
        for name in ("start", "end"):
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", element.get(name, "2020-01-01"))


def test_cytoscape_says_what_was_drawn(view, drawn, resources):
    assert read("cytoscape", view, resources) == drawn


def test_tables_say_what_was_drawn(view, drawn, resources):
    nodes, edges = drawn
    node_rows, edge_rows = reading_back.tables(export(view, resources, "csv"))
    read_nodes = {row.pop("Id"): {name: cell for name, cell in row.items() if cell != ""} for row in node_rows}
    assert read_nodes == {
        node: {name: safe(plain(value)) for name, value in attributes.items()} for node, attributes in nodes.items()
    }
    assert sorted((row["Source"], row["relation"], row["Target"]) for row in edge_rows) == edges


def safe(text):
    return f"'{text}" if text[:1] in "=+-@\t\n＝＋－＠" else text


def test_no_cell_of_a_table_is_a_formula(hostile_view, resources):
    cells = [
        cell
        for rows in reading_back.tables(export(hostile_view, resources, "csv"))
        for row in rows
        for cell in row.values()
    ]
    assert sum(cell == f"'{HOSTILE[0]}" for cell in cells) == 4
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]


@pytest.mark.parametrize("name", ["small_view", "hostile_view", "annotated_view", "empty_view"])
def test_dot_says_what_was_drawn(name, request, resources):
    view = request.getfixturevalue(name)
    reports = [entry.id for entry in view.manifest.reports][:1]  # pydot reads about 50 KB in a second
    drawn_nodes, drawn_edges = as_drawn(build_network(view, resources, reports))
    nodes, edges = read("dot", view, resources, reports=reports)
    shown = {name: {key: value for key, value in said.items() if key != "shape"} for name, said in nodes.items()}
    assert shown == {
        node: {name: plain(value) for name, value in attributes.items()} for node, attributes in drawn_nodes.items()
    }
    assert edges == drawn_edges


@pytest.mark.skipif(GRAPHVIZ is None, reason="Graphviz (dot) is not installed")
@pytest.mark.parametrize("name", ["small_view", "hostile_view", "empty_view"])
def test_graphviz_draws_it(name, request, resources):
    view = request.getfixturevalue(name)
    data = export(view, resources, "dot")
    done = subprocess.run([GRAPHVIZ, "-Tsvg"], input=data, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    svg = ElementTree.fromstring(done.stdout)
    classes = [group.get("class") for group in svg.iter("{http://www.w3.org/2000/svg}g")]
    network = build_network(view, resources, [entry.id for entry in view.manifest.reports])
    assert classes.count("node") == network.number_of_nodes()
    assert classes.count("edge") == network.number_of_edges()


@pytest.mark.skipif(shutil.which("gvpr") is None, reason="Graphviz (gvpr) is not installed")
def test_graphviz_counts_every_node_of_the_annotated_reports(annotated_view, resources):
    data = export(annotated_view, resources, "dot")
    program = 'BEG_G { printf("%d %d\\n", nNodes($), nEdges($)) }'
    done = subprocess.run(["gvpr", program], input=data, capture_output=True, check=True)
    reports = [entry.id for entry in annotated_view.manifest.reports]
    network = build_network(annotated_view, resources, reports)
    assert done.stdout.split() == [b"%d" % network.number_of_nodes(), b"%d" % network.number_of_edges()]


def test_all_network_formats_are_tried():
    assert {"graphml", "gexf", "dot", "cytoscape", "csv"} <= set(EXPORTS)
