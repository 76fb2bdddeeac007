// What is seen as a file: a picture, GraphML (for Gephi, yEd, networkx), Cytoscape JSON.
const GRAPHML = "http://graphml.graphdrawing.org/xmlns";
const NODE = ["type", "label", "label_en", "start", "end"];

export async function saveAs(form, seen, drawing, name) {
  const make = {
    png: () => drawing.png(),
    graphml: () => new Blob([graphml(seen)], { type: "application/xml" }),
    cyjs: () => new Blob([`${JSON.stringify(cyjs(seen, drawing), null, 1)}\n`], { type: "application/json" }),
  };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await make[form]());
  link.download = `${name}.${form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const attributes = (node) => ({ type: node.type, label: node.zh, label_en: node.en, start: node.start, end: node.end });

function cyjs({ nodes, edges }, drawing) {
  return {
    format_version: "1.0",
    directed: true,
    multigraph: true,
    data: { name: "Kaogong" },
    elements: {
      nodes: nodes.map((node) => ({ data: { id: node.iri, ...attributes(node) }, position: drawing.position(node.iri) })),
      edges: edges.map((edge, place) => ({ data: { id: `e${place}`, source: edge.source, target: edge.target, relation: edge.relation } })),
    },
  };
}

function graphml({ nodes, edges }) {
  const made = document.implementation.createDocument(GRAPHML, "graphml");
  const add = (parent, tag, given, text) => {
    const element = made.createElementNS(GRAPHML, tag);
    for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  };
  for (const key of NODE) add(made.documentElement, "key", { id: key, for: "node", "attr.name": key, "attr.type": "string" });
  add(made.documentElement, "key", { id: "relation", for: "edge", "attr.name": "relation", "attr.type": "string" });
  const graph = add(made.documentElement, "graph", { edgedefault: "directed" });
  for (const node of nodes) {
    const element = add(graph, "node", { id: node.iri }), values = attributes(node);
    for (const key of NODE) if (values[key]) add(element, "data", { key }, values[key]);
  }
  edges.forEach((edge, place) => add(add(graph, "edge", { id: `e${place}`, source: edge.source, target: edge.target }), "data", { key: "relation" }, edge.relation));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(made)}\n`;
}
