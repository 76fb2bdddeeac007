// The query page made lively: an editor that knows our terms, answers in place, a gallery to look through, a chart, a link
// to share. Answers are those of the page without scripts, so that there is one way to show them.
import "@zazuko/yasqe/build/yasqe.min.css";
import Yasqe from "@zazuko/yasqe";
import { register } from "./terms.js";

const form = document.getElementById("query-form");
const words = JSON.parse(form.dataset.words);
const field = form.querySelector("textarea");
const answer = document.getElementById("answer");

function makeEditor() {
  const names = register(Yasqe, form.dataset, JSON.parse(form.dataset.prefixes));
  const place = document.createElement("div");
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value, persistenceId: null, createShareableLink: null, consumeShareLink: null, showQueryButton: false,
    resizeable: false, editorHeight: "15rem", autocompleters: names, prefixCcApi: undefined, lineWrapping: true,
    screenReaderLabel: words["sparql-query"], viewportMargin: Infinity,
  });
  // Whoever goes through the page by keyboard gets out of the editor again.
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), "Ctrl-Enter": ask, "Cmd-Enter": ask, Tab: false, "Shift-Tab": false });
  field.hidden = true;
  editor.on("change", () => { field.value = editor.getValue(); });
  form.querySelector(`label[for="${field.id}"]`).addEventListener("click", () => editor.focus());
  return editor;
}

function addressOf(query) {
  const asked = new URLSearchParams(new FormData(form));
  asked.delete("format");
  asked.set("query", query);
  return `${form.getAttribute("action")}?${asked}`;
}

async function ask() {
  const address = addressOf(editor.getValue());
  answer.setAttribute("aria-busy", "true");
  try {
    const page = await (await fetch(address, { headers: { Accept: "text/html" } })).text();
    const shown = new DOMParser().parseFromString(page, "text/html").getElementById("answer");
    if (!shown) throw new Error(words["sparql-refused"]);
    answer.replaceChildren(...shown.childNodes);
    history.replaceState(null, "", address);
    dress();
  } catch (error) {
    answer.textContent = `${words["sparql-refused"]}: ${error.message}`;
  }
  answer.removeAttribute("aria-busy");
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", () => act(made));
  return made;
}

// Under an answer: a chart where it is a table, and its address.
function dress() {
  const table = answer.querySelector("table"), tools = document.createElement("p");
  tools.className = "tools";
  if (table && table.tBodies[0].rows.length > 1) tools.append(button(words["query-chart"], (made) => draw(table, tools, made)));
  tools.append(button(words["query-share"], async (made) => {
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    const link = document.createElement("input");
    Object.assign(link, { readOnly: true, value: location.href, ariaLabel: words["query-share"] });
    made.replaceWith(link);
    link.select();
  }));
  answer.querySelector("h2")?.after(tools);
}

async function draw(table, tools, made) {
  made.disabled = true;
  const { chartOf } = await import("./chart.js");
  if (!chartOf(table, tools, words)) made.replaceWith(words["query-chart-none"]);
}

function gallery() {
  const list = document.querySelector("#examples dl"), find = document.createElement("input");
  Object.assign(find, { type: "search", placeholder: words["query-find"], ariaLabel: words["query-find"] });
  list.before(find);
  find.addEventListener("input", () => {
    for (const title of list.querySelectorAll("dt")) {
      const shown = `${title.textContent} ${title.nextElementSibling.textContent}`.toLowerCase().includes(find.value.toLowerCase());
      title.hidden = title.nextElementSibling.hidden = !shown;
    }
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("dt a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    editor.setValue(new URL(link.href).searchParams.get("query"));
    form.scrollIntoView({ block: "start" });
    ask();
  });
}

const editor = makeEditor();
form.addEventListener("submit", (event) => {
  if (form.elements.format.value) return;
  event.preventDefault();
  ask();
});
if (answer.childElementCount) dress();
gallery();
