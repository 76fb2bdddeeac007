// What stands beside the drawing: filters, and the list of what is seen, by which all can be done without a mouse.
export class Panel {
  constructor(root, explorer) {
    this.root = root;
    this.explorer = explorer;
    this.things = root.querySelector(".things");
    for (const button of root.querySelectorAll("[data-act]")) {
      const act = button.dataset.act;
      button.addEventListener("click", () => (["closer", "farther", "whole"].includes(act) ? explorer.drawing.act(act) : explorer.save(act)));
    }
    this.things.addEventListener("focusin", ({ target }) => target.dataset.iri && explorer.drawing.mark(target.dataset.iri));
    this.things.addEventListener("pointerover", ({ target }) => {
      const iri = target.closest("li")?.dataset.iri;
      if (iri) explorer.drawing.mark(iri);
    });
    this.things.addEventListener("click", ({ target }) => target.matches("button") && this.expand(target.dataset.iri));
  }

  async expand(iri) {
    await this.explorer.expand(iri);
    this.things.querySelector(`button[data-iri="${CSS.escape(iri)}"]`)?.focus();
  }

  tell(words) {
    this.root.querySelector(".seen").textContent = words;
  }

  mark(iri) {
    this.explorer.drawing.mark(iri);
    for (const item of this.things.children) item.classList.toggle("marked", item.dataset.iri === iri);
  }

  fill({ nodes, edges }) {
    this.tell(this.explorer.say("explore-seen", { nodes: nodes.length, edges: edges.length }));
    this.fillTypes();
    this.fillYears();
    const order = Object.keys(this.explorer.words.types);
    const sorted = [...nodes].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || (b.end ?? "").localeCompare(a.end ?? ""));
    this.things.replaceChildren(...sorted.map((node) => this.item(node)));
  }

  item(node) {
    const item = document.createElement("li"), link = document.createElement("a"), words = document.createElement("small");
    const left = this.explorer.left(node.iri);
    item.dataset.iri = node.iri;
    item.className = `is-${node.type}`;
    link.href = this.explorer.page(node.iri);
    link.dataset.iri = node.iri;
    link.textContent = this.explorer.name(node);
    words.textContent = node.end ? (node.start && node.start !== node.end ? `${node.start} – ${node.end}` : node.end) : "";
    item.append(link, " ", words);
    if (left === null || left > 0) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.iri = node.iri;
      button.textContent = this.explorer.say(left === null ? "explore-expand" : "explore-more");
      button.setAttribute("aria-label", `${button.textContent}: ${link.textContent}`);
      item.append(" ", button);
    }
    return item;
  }

  fillTypes() {
    const counts = new Map();
    for (const node of this.explorer.nodes.values()) counts.set(node.type, (counts.get(node.type) ?? 0) + 1);
    const field = this.root.querySelector(".types"), known = new Set([...field.querySelectorAll("input")].map((box) => box.name));
    for (const [type, words] of Object.entries(this.explorer.words.types)) {
      if (!counts.has(type)) continue;
      if (!known.has(type)) field.append(this.box(type, words));
      field.querySelector(`input[name="${type}"] ~ small`).textContent = counts.get(type);
    }
  }

  box(type, words) {
    const label = document.createElement("label"), box = document.createElement("input"), text = document.createElement("span");
    Object.assign(box, { type: "checkbox", name: type, checked: true });
    box.addEventListener("change", () => {
      this.explorer.hidden[box.checked ? "delete" : "add"](type);
      this.explorer.show();
    });
    label.className = `is-${type}`;
    text.textContent = words;
    label.append(box, text, document.createElement("small"));
    return label;
  }

  // Two sliders over the years that are known; they appear when there are two years at least.
  fillYears() {
    const dates = [...this.explorer.nodes.values()].flatMap((node) => [node.start, node.end]).filter(Boolean).map((day) => Number(day.slice(0, 4)));
    const bounds = [Math.min(...dates), Math.max(...dates)], place = this.root.querySelector(".years");
    if (!dates.length || bounds[0] === bounds[1]) return;
    if (!place.childElementCount) place.append(this.slider(0), this.slider(1));
    const inputs = [...place.querySelectorAll("input")];
    inputs.forEach((input, end) => {
      const open = !this.explorer.years || input.value === (end ? input.max : input.min);
      Object.assign(input, { min: bounds[0], max: bounds[1] });
      if (open) input.value = bounds[end];
      input.nextElementSibling.textContent = input.value;
    });
  }

  slider(end) {
    const label = document.createElement("label"), input = document.createElement("input"), output = document.createElement("output");
    input.type = "range";
    input.addEventListener("input", () => {
      const inputs = [...this.root.querySelectorAll(".years input")], other = inputs[1 - end];
      if (end ? Number(input.value) < Number(other.value) : Number(input.value) > Number(other.value)) other.value = input.value;
      this.explorer.years = inputs.map((one) => Number(one.value));
      this.explorer.show();
    });
    label.append(this.explorer.say(end ? "explore-to-year" : "explore-from-year"), " ", input, output);
    return label;
  }
}
