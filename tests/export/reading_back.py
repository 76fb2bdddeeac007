"""Reads exported networks with other programs' parsers: nodes with attributes, edges as (source, relation, target)."""

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import networkx as nx
import pydot

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
YED = "{http://www.yworks.com/xml/graphml}"


def _of(graph):
    nodes = {node: dict(attributes) for node, attributes in graph.nodes(data=True)}
    return nodes, sorted((source, relation, target) for source, target, relation in graph.edges(data="relation"))


def as_drawn(network):
    """A network as it was drawn, in the same form."""
    return _of(network)


def graphml(data):
    ElementTree.fromstring(data)
    return _of(nx.read_graphml(io.BytesIO(data), force_multigraph=True))


def gexf(data):
    ElementTree.fromstring(data)
    graph = nx.read_gexf(io.BytesIO(data), version="1.2draft")
    return _of(graph)


def cytoscape(data):
    document = json.loads(data)
    # networkx takes what it calls `value` for a node's name; elsewhere the name is `id`, and `value` our figure.
    for node in document["elements"]["nodes"]:
        said = node["data"]
        if "value" in said:
            said["figure"] = said["value"]
        said["value"] = said["id"]
    nodes, edges = _of(nx.cytoscape_graph(document))
    for node, said in nodes.items():
        assert said.pop("id") == said.pop("value") == node
        if "figure" in said:
            said["value"] = said.pop("figure")
    return nodes, edges


def tables(data):
    """The zip as two lists of rows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        return tuple(
            list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            for name in archive.namelist()
        )


def dot(data):
    [graph] = pydot.graph_from_dot_data(data.decode())
    nodes = {
        unquoted(node.get_name()): {name: unquoted(value) for name, value in node.get_attributes().items()}
        for node in graph.get_nodes()
    }
    edges = sorted(
        (unquoted(edge.get_source()), unquoted(edge.get("relation")), unquoted(edge.get_destination()))
        for edge in graph.get_edges()
    )
    return nodes, edges


def unquoted(text):
    """What a DOT string says."""
    assert text[0] == text[-1] == '"'
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text[1:-1])
