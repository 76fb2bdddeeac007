"""GEXF 1.2, for Gephi: facts and conferrals carry their days, so that its timeline works."""

import re
from io import BytesIO

from kg.export.network import Network

MEDIA_TYPE = "application/gexf+xml"
SUFFIX = ".gexf"
# networkx stamps the day of writing into the file; the same graph has to give the same bytes on any day.
STAMP = re.compile(rb' lastmodifieddate="[^"]*"')


def write(network: Network) -> bytes:
    """The network as dynamic GEXF with the time format "date"; a node without days is there all the time."""
    import networkx as nx

    out = BytesIO()
    dynamic = network.copy()
    dynamic.graph["mode"] = "dynamic"
    for _, _, attributes in dynamic.edges(data=True):
        attributes["label"] = attributes["relation"]
    nx.write_gexf(dynamic, out, encoding="utf-8", prettyprint=True, version="1.2draft")
    return STAMP.sub(b"", out.getvalue(), count=1)
