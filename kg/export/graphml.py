"""GraphML, for Gephi, Cytoscape, yEd and igraph."""

from io import BytesIO

import networkx as nx

from kg.export.network import Network

MEDIA_TYPE = "application/graphml+xml"
SUFFIX = ".graphml"


def write(network: Network) -> bytes:
    """The network as GraphML, the attribute `label` on every node."""
    out = BytesIO()
    nx.write_graphml_xml(network, out, encoding="utf-8", prettyprint=True)
    return out.getvalue()
