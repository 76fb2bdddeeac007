// The graph explorer: what is known so far, what of it is seen, and what a click asks for.
import { fetchPart, keyOf } from "./graph.js";
import { Drawing } from "./drawing.js";
import { Panel } from "./panel.js";
import { saveAs } from "./saving.js";

class Explorer {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.words);
    this.start = root.dataset.start;
    this.nodes = new Map();
    this.edges = new Map();
    this.groups = new Map(); // IRI -> its groups, once it was expanded
    this.hidden = new Set();
    this.years = null;
    this.drawing = new Drawing(root.querySelector(".canvas"), (iri) => this.expand(iri), (iri) => this.panel.mark(iri));
    this.panel = new Panel(root, this);
  }

  name(node) {
    return this.root.dataset.language === "en" ? node.en : node.zh;
  }

  page(iri) {
    const { base, root, query } = this.root.dataset;
    return iri.startsWith(base) ? root + iri.slice(base.length) + query : iri;
  }

  say(key, values = {}) {
    return this.words.said[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  // All its relations at the first click, the rest of those that have more at the next ones.
  async expand(iri) {
    const known = this.groups.get(iri);
    const parts = known ? known.filter((group) => group.following !== null) : [null];
    if (!parts.length) return this.panel.tell(this.say("explore-nothing-more"));
    try {
      for (const part of parts) this.add(iri, await fetchPart(this.root.dataset.api, iri, part), part);
    } catch (error) {
      return this.panel.tell(this.say("explore-failed", { reason: error.message }));
    }
    this.show(iri);
  }

  add(iri, hood, part) {
    for (const node of [hood.node, ...hood.nodes]) if (!this.nodes.has(node.iri)) this.nodes.set(node.iri, node);
    for (const edge of hood.edges) this.edges.set(keyOf(edge), edge);
    if (part) part.following = hood.groups[0].following;
    else this.groups.set(iri, hood.groups);
  }

  // How many neighbours a thing has that were not asked for yet; null where nobody asked.
  left(iri) {
    const groups = this.groups.get(iri);
    return groups ? groups.reduce((sum, group) => sum + (group.following === null ? 0 : group.total - group.following), 0) : null;
  }

  seen(node) {
    if (node.iri === this.start) return true;
    if (this.hidden.has(node.type)) return false;
    if (!this.years || !node.end) return true;
    return Number(node.end.slice(0, 4)) >= this.years[0] && Number((node.start ?? node.end).slice(0, 4)) <= this.years[1];
  }

  // What can be reached from the start over what is seen: a filter leaves no crumbs.
  visible() {
    const reached = new Set([this.start]);
    const edges = [...this.edges.values()].filter((edge) => [edge.source, edge.target].every((iri) => this.seen(this.nodes.get(iri))));
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const edge of edges) if (reached.has(edge.source) || reached.has(edge.target)) reached.add(edge.source).add(edge.target);
    }
    return {
      nodes: [...this.nodes.values()].filter((node) => reached.has(node.iri)),
      edges: edges.filter((edge) => reached.has(edge.source)),
    };
  }

  show(from = null) {
    const seen = this.visible();
    this.drawing.draw(seen.nodes.map((node) => ({ ...node, label: this.name(node) })), seen.edges, this.words, this.start, from);
    this.panel.fill(seen);
  }

  save(form) {
    saveAs(form, this.visible(), this.drawing, this.start.split("/").pop());
  }
}

const root = document.querySelector(".explorer");
if (root) {
  root.hidden = false;
  const explorer = new Explorer(root);
  explorer.expand(explorer.start);
}
