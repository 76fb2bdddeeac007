"""Cytoscape JSON (.cyjs), for Cytoscape and cytoscape.js."""

import json

from kg.export.network import Network

MEDIA_TYPE = "application/json"
SUFFIX = ".cyjs"


def write(network: Network) -> bytes:
    """An object with `data` and `elements`; edges are numbered in order, "e0", "e1", …

    networkx has such a writer, but it puts the node's name over an attribute called `value`, which is our figure.
    """
    nodes = [{"data": {"id": node, **attributes}} for node, attributes in network.nodes(data=True)]
    edges = [
        {"data": {"id": f"e{ordinal}", "source": source, "target": target, **attributes}}
        for ordinal, (source, target, attributes) in enumerate(network.edges(data=True))
    ]
    document = {
        "format_version": "1.0",
        "data": {"name": network.graph["name"]},
        "elements": {"nodes": nodes, "edges": edges},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
