"""GraphML with the extension of yEd, which shows no labels of plain GraphML."""

from io import BytesIO
from xml.etree.ElementTree import Element, SubElement

from kg.export.network import Network

NAMESPACE = "http://www.yworks.com/xml/graphml"
COLOURS = {"report": "#FFD966", "fact": "#EDEDED", "agency": "#9DC3E6", "metric": "#A9D18E", "programme": "#F4B183"}


def write(network: Network) -> bytes:
    """The network as GraphML in which every node has a `y:NodeLabel` and every edge a `y:EdgeLabel`."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(network, encoding="utf-8", prettyprint=True)
    root: Element = writer.xml
    root.set("xmlns:y", NAMESPACE)
    for kind in ("edge", "node"):
        root.insert(0, Element("key", {"id": f"{kind}graphics", "for": kind, "yfiles.type": f"{kind}graphics"}))
    for node, attributes in zip(root.iter("node"), network.nodes.values(), strict=True):
        _draw_node(node, str(attributes["label"]), str(attributes["type"]))
    for edge, (_, _, attributes) in zip(root.iter("edge"), network.edges(data=True), strict=True):
        _draw_edge(edge, str(attributes["relation"]))
    out = BytesIO()
    writer.dump(out)
    return out.getvalue()


def _draw_node(node: Element, label: str, kind: str) -> None:
    shape = SubElement(SubElement(node, "data", key="nodegraphics"), "y:ShapeNode")
    SubElement(shape, "y:Fill", color=COLOURS.get(kind, "#FFFFFF"))
    SubElement(shape, "y:NodeLabel").text = label
    SubElement(shape, "y:Shape", type="roundrectangle")


def _draw_edge(edge: Element, label: str) -> None:
    line = SubElement(SubElement(edge, "data", key="edgegraphics"), "y:PolyLineEdge")
    SubElement(line, "y:Arrows", source="none", target="standard")
    SubElement(line, "y:EdgeLabel").text = label
