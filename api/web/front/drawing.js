// The drawing: Cytoscape.js with the colours of the page and a shape for each type, so that colour is not needed.
import cytoscape from "cytoscape";
import { keyOf } from "./graph.js";

const SHAPES = {
  fact: "ellipse", metric: "diamond", agency: "round-rectangle", programme: "hexagon", award: "star", system: "rectangle",
  law: "pentagon", report: "cut-rectangle", conferral: "triangle", change: "vee",
};
const LONGEST = 22;
const STEP = 1.3;
const MARGIN = 24;
// Words stay readable where the drawing is far away, and small where it is close.
const LEAST_WORDS = 11, WIDEST = 112, GROWTH = 2;

export class Drawing {
  constructor(canvas, expand, mark) {
    this.canvas = canvas;
    this.cy = cytoscape({ container: canvas, userZoomingEnabled: false, minZoom: 0.2, maxZoom: 3, autoungrabify: false });
    this.cy.on("tap", "node", ({ target }) => expand(target.id()));
    this.cy.on("mouseover", "node", ({ target }) => mark(target.id()));
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.cy.style(this.style()));
    this.cy.style(this.style());
    this.cy.on("zoom", () => this.fitWords());
  }

  fitWords() {
    const scale = Math.min(GROWTH, Math.max(1, 1 / this.cy.zoom()));
    if (scale === this.scale) return;
    this.scale = scale;
    this.cy.style(this.style());
  }

  style() {
    const scale = this.scale ?? 1, family = getComputedStyle(this.canvas).fontFamily;
    const tones = getComputedStyle(this.canvas), tone = (name) => tones.getPropertyValue(name).trim();
    const typed = Object.entries(SHAPES).map(([type, shape]) => ({
      selector: `node[type = "${type}"]`, style: { shape, "background-color": tone(`--type-${type}`) },
    }));
    return [
      { selector: "node", style: {
        label: "data(short)", color: tone("--ink"), "font-family": family, "font-size": LEAST_WORDS * scale, "text-wrap": "wrap", "text-max-width": WIDEST * scale,
        "text-overflow-wrap": (node) => node.data("wrap"),
        "text-valign": "bottom", "text-margin-y": 4, width: 22, height: 22, "border-width": 1, "border-color": tone("--soft"),
        "text-outline-color": tone("--paper"), "text-outline-width": 2,
      } },
      ...typed,
      { selector: "node[?start]", style: { width: 34, height: 34, "font-size": (LEAST_WORDS + 2) * scale, "border-width": 3, "border-color": tone("--link") } },
      { selector: "node.marked", style: { "border-width": 3, "border-color": tone("--ink") } },
      { selector: "edge", style: {
        width: 1, "line-color": tone("--soft"), "line-opacity": 0.45, "target-arrow-color": tone("--soft"), "target-arrow-shape": "triangle", "arrow-scale": 0.7, "curve-style": "bezier",
      } },
      { selector: "edge.marked", style: { "line-color": tone("--link"), width: 2, label: "data(words)", "font-family": family, "font-size": LEAST_WORDS * scale, color: tone("--soft"), "text-outline-color": tone("--paper"), "text-outline-width": 2 } },
    ];
  }

  // The first neighbours stand on two rings, in turns, so that their words have room. Those that come later are put
  // around the one that was expanded, and then all is laid out from where it stands.
  draw(nodes, edges, words, start, from) {
    const wanted = new Set([...nodes.map((node) => node.iri), ...edges.map(keyOf)]);
    this.cy.elements().filter((element) => !wanted.has(element.id())).remove();
    const first = this.cy.nodes().empty();
    const fresh = nodes.filter((node) => this.cy.getElementById(node.iri).empty());
    const places = first ? this.rings(fresh, start) : this.around(fresh, from);
    this.cy.add(fresh.map((node, place) => ({ group: "nodes", data: dataOf(node, start), position: places[place] })));
    const missing = edges.filter((edge) => this.cy.getElementById(keyOf(edge)).empty());
    this.cy.add(missing.map((edge) => ({
      group: "edges", data: { id: keyOf(edge), source: edge.source, target: edge.target, words: words.outward[edge.relation] },
    })));
    if (first) this.cy.fit(undefined, MARGIN);
    else if (fresh.length) this.lay();
  }

  rings(nodes, start) {
    const others = nodes.filter((node) => node.iri !== start), [wide, high] = [this.cy.width(), this.cy.height()];
    const size = Math.max(130, 14 * others.length), [across, up] = [size * Math.max(1, wide / high), size * Math.max(1, high / wide)];
    return nodes.map((node) => {
      const place = others.indexOf(node), angle = (2 * Math.PI * place) / others.length - Math.PI / 2;
      const far = place < 0 ? 0 : others.length > 8 && place % 2 ? 0.58 : 1;
      return { x: far * across * Math.cos(angle), y: far * up * Math.sin(angle) };
    });
  }

  around(nodes, from) {
    const middle = from ? this.cy.getElementById(from) : this.cy.collection();
    const { x, y } = middle.nonempty() ? middle.position() : { x: 0, y: 0 };
    return nodes.map((_, place) => {
      const angle = (2 * Math.PI * place) / nodes.length;
      return { x: x + 160 * Math.cos(angle), y: y + 160 * Math.sin(angle) };
    });
  }

  lay() {
    this.cy.layout({
      name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, fit: true, padding: MARGIN,
      nodeRepulsion: () => 20000, idealEdgeLength: () => 90, nodeOverlap: 20, numIter: 600,
    }).run();
  }

  mark(iri) {
    this.cy.elements(".marked").removeClass("marked");
    const node = this.cy.getElementById(iri);
    node.addClass("marked").connectedEdges().addClass("marked");
  }

  act(name) {
    if (name === "whole") this.cy.fit(undefined, MARGIN);
    else this.cy.zoom({ level: this.cy.zoom() * (name === "closer" ? STEP : 1 / STEP), renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  png() {
    return this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: getComputedStyle(document.body).backgroundColor });
  }

  position(iri) {
    return this.cy.getElementById(iri).position();
  }
}

const dataOf = (node, start) => ({
  id: node.iri, type: node.type, short: shortened(node.label), wrap: /[\u3400-\u9fff]/.test(node.label) ? "anywhere" : "whitespace",
  ...(node.iri === start ? { start: true } : {}),
});

function shortened(label) {
  const points = [...label];
  return points.length > LONGEST ? `${points.slice(0, LONGEST - 1).join("")}…` : label;
}
