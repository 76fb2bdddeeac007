"""Cytoscape JSON (.cyjs), for Cytoscape and cytoscape.js."""

import json

from kg.export.network import Network

MEDIA_TYPE = "application/json"
SUFFIX = ".cyjs"


def write(network: Network) -> bytes:
    """An object with `data` and `elements`; the id of an edge is its key in the network.

    networkx has such a writer, but it puts the node's name over an attribute called `value`, which is our figure.
    """
    nodes = [{"data": {"id": node, **attributes}} for node, attributes in network.nodes(data=True)]
    edges = [
        {"data": {"id": key, "source": source, "target": target, **attributes}}
        for source, target, key, attributes in network.edges(data=True, keys=True)
    ]
    document = {
        "format_version": "1.0",
        "directed": True,
        "multigraph": True,
        "data": {"name": network.graph["name"]},
        "elements": {"nodes": nodes, "edges": edges},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
