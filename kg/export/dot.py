"""DOT, for Graphviz. `sfdp` lays out a graph of this size; `dot` is for a few reports."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.export.network import Network, plain

if TYPE_CHECKING:
    import pydot

MEDIA_TYPE = "text/vnd.graphviz"
SUFFIX = ".dot"
SHAPES = {"report": "folder", "fact": "plain", "agency": "box", "metric": "ellipse", "programme": "component"}
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


def quoted(value: object) -> str:
    """A DOT string. pydot decides by looks whether a string is quoted already, so every string is quoted here."""
    return f'"{plain(value).translate(ESCAPES)}"'


def write(network: Network) -> bytes:
    """The network as a DOT digraph in UTF-8, attributes as strings."""
    import pydot

    graph = pydot.Dot("kaogong", graph_type="digraph", charset=quoted("UTF-8"), rankdir=quoted("LR"))
    for name, attributes in network.nodes(data=True):
        node = pydot.Node(quoted(name), shape=quoted(SHAPES.get(str(attributes.get("type")), "box")))
        _describe(node, attributes)
        graph.add_node(node)
    for source, target, attributes in network.edges(data=True):
        edge = pydot.Edge(quoted(source), quoted(target))
        _describe(edge, attributes)
        graph.add_edge(edge)
    return str(graph.to_string()).encode()


def _describe(drawn: "pydot.Common", attributes: Mapping[str, object]) -> None:
    for name, value in attributes.items():
        drawn.set(name, quoted(value))
