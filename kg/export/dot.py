"""DOT, for Graphviz. `sfdp` lays out a graph of this size; `dot` is for a few reports."""

import pydot

from kg.export.network import Network

MEDIA_TYPE = "text/vnd.graphviz"
SUFFIX = ".dot"
SHAPES = {"report": "folder", "fact": "plain", "agency": "box", "metric": "ellipse", "programme": "component"}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": ""}


def quoted(value: object) -> str:
    """A DOT string. pydot decides by looks whether a string is quoted already, so every string is quoted here."""
    return '"' + "".join(ESCAPES.get(letter, letter) for letter in str(value)) + '"'


def write(network: Network) -> bytes:
    """The network as a DOT digraph in UTF-8, attributes as strings."""
    graph = pydot.Dot("kaogong", graph_type="digraph", charset=quoted("UTF-8"), rankdir=quoted("LR"))
    for node, attributes in network.nodes(data=True):
        shape = SHAPES.get(str(attributes.get("type")), "box")
        graph.add_node(pydot.Node(quoted(node), shape=quoted(shape), **_strings(attributes)))
    for source, target, attributes in network.edges(data=True):
        graph.add_edge(pydot.Edge(quoted(source), quoted(target), **_strings(attributes)))
    return str(graph.to_string()).encode()


def _strings(attributes: dict[str, object]) -> dict[str, str]:
    return {key: quoted(value) for key, value in attributes.items()}
