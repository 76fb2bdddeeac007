// Adding a report: the file is sent with the token, what the server says of its reading is shown as it comes, and what was
// read is published or discarded. The token stays in this window.
const article = document.querySelector(".adding");
const { add, draft, words: texts } = article.dataset;
const words = JSON.parse(texts);
const said = article.querySelector(".said");

const authorized = (form) => ({ Authorization: `Bearer ${form.querySelector("#token").value}` });

async function ask(address, options) {
  const answer = await fetch(address, options);
  const body = answer.status === 204 ? {} : await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? answer.statusText);
  return body;
}

function follow(page) {
  const lines = article.querySelector(".lines"), events = new EventSource(`${page}/events`);
  const stages = article.querySelector(".stages");
  if (stages) stages.hidden = false;
  events.addEventListener("stage", ({ data }) => {
    const now = stages?.querySelector(`[data-stage="${CSS.escape(JSON.parse(data))}"]`);
    if (!now) return;
    stages.querySelector("[aria-current]")?.removeAttribute("aria-current");
    now.classList.add("begun");
    now.setAttribute("aria-current", "step");
  });
  events.addEventListener("line", ({ data }) => {
    const item = document.createElement("li");
    item.textContent = JSON.parse(data);
    lines?.append(item);
  });
  events.addEventListener("end", () => {
    events.close();
    location.assign(page + location.search);
  });
}

async function send(form) {
  const file = form.querySelector("#file").files[0], asked = new URLSearchParams({ name: file.name });
  for (const name of ["issuer", "coverage"]) if (form.elements[name].value) asked.set(name, form.elements[name].value);
  said.textContent = words["add-sending"];
  const { page } = await ask(`${add}?${asked}`, { method: "POST", headers: authorized(form), body: file });
  said.textContent = words["add-reading"];
  follow(page);
}

async function decide(form, what) {
  if (what === "publish") await ask(`${add}/${draft}/publish`, { method: "POST", headers: authorized(form) });
  else await ask(`${add}/${draft}`, { method: "DELETE", headers: authorized(form) });
  location.assign(what === "publish" ? `${add.slice(0, -"add".length)}${location.search}` : add + location.search);
}

for (const form of article.querySelectorAll("form")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const work = form.matches(".add") ? send(form) : decide(form, event.submitter.value);
    work.catch((error) => { said.textContent = `${words["add-failed"]} ${error.message}`; });
  });
}
const drop = article.querySelector(".drop");
for (const name of ["dragover", "drop"]) {
  drop?.addEventListener(name, (event) => {
    event.preventDefault();
    if (name === "drop" && event.dataTransfer.files.length) drop.querySelector("input").files = event.dataTransfer.files;
  });
}
