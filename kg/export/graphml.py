"""GraphML, for Gephi, Cytoscape, yEd and igraph."""

from io import BytesIO

from kg.export.network import Network

MEDIA_TYPE = "application/graphml+xml"
SUFFIX = ".graphml"


def write(network: Network) -> bytes:
    """The network as GraphML, the attribute `label` on every node, an id of its own on every edge."""
    import networkx as nx

    out = BytesIO()
    nx.write_graphml_xml(network, out, encoding="utf-8", prettyprint=True)
    return out.getvalue()
