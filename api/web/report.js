// The report page made lively: a passage named by #char=a,b is lit though it is no fact, and a fact shows its card.
const text = document.querySelector(".text");
const source = document.querySelector("article.report").dataset.facts;
let facts = null;

// Characters of a piece are code points; JavaScript counts code units.
function place(piece, offset) {
  const start = Number(piece.dataset.start);
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let left = offset - start;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...node.data];
    if (left <= points.length) return [node, points.slice(0, left).join("").length];
    left -= points.length;
  }
  return null;
}

function pieceAt(offset) {
  let found = null;
  for (const piece of text.querySelectorAll("[data-start]:not([data-end])")) {
    if (Number(piece.dataset.start) <= offset) found = piece;
    else break;
  }
  return found;
}

function light() {
  const named = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  if (!named || document.getElementById(`char=${named[1]},${named[2]}`)) return;
  const [start, end] = [Number(named[1]), Number(named[2])];
  const first = pieceAt(start), last = pieceAt(Math.max(start, end - 1));
  if (!first || !last) return;
  const from = place(first, start), to = place(last, end);
  if (from && to && window.Highlight && CSS.highlights) {
    const range = new Range();
    range.setStart(...from);
    range.setEnd(...to);
    CSS.highlights.set("passage", new Highlight(range));
  } else {
    first.classList.add("lit");
  }
  first.scrollIntoView({ block: "center" });
}

async function load() {
  facts ??= fetch(source).then((answer) => answer.json()).then((rows) => new Map(rows.map((row) => [row.fact.split("/").pop(), row])));
  return facts;
}

function say(list, name, words) {
  if (!words) return;
  const term = document.createElement("dt"), value = document.createElement("dd");
  term.textContent = name;
  value.textContent = words;
  list.append(term, value);
}

let card = null;
function close() {
  card?.remove();
  card = null;
}

async function open(link) {
  const rows = await load();
  close();
  card = document.createElement("div");
  card.className = "card";
  card.setAttribute("role", "status");
  for (const id of link.dataset.facts.trim().split(" ")) {
    const row = rows.get(id);
    if (!row) continue;
    const title = document.createElement("b"), list = document.createElement("dl");
    title.textContent = `${row.value.toLocaleString()} ${row.unit}`;
    say(list, "", row.metric);
    say(list, "", row.kind + (row.direction ? `, ${row.direction}` : ""));
    say(list, "", row.period && (row.period.start === row.period.end ? row.period.end : `${row.period.start} – ${row.period.end}`));
    say(list, "", row.agency);
    say(list, "", row.programme);
    say(list, "", row.series);
    card.append(title, list);
  }
  const box = link.getBoundingClientRect();
  card.style.setProperty("top", `${box.bottom + scrollY + 6}px`);
  card.style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - 400))}px`);
  document.body.append(card);
}

text.addEventListener("pointerover", (event) => {
  const link = event.target.closest(".fact");
  if (link) open(link);
});
text.addEventListener("pointerout", (event) => {
  if (event.target.closest(".fact")) close();
});
text.addEventListener("focusin", (event) => {
  const link = event.target.closest(".fact");
  if (link) open(link);
});
text.addEventListener("focusout", close);
addEventListener("keydown", (event) => event.key === "Escape" && close());
addEventListener("hashchange", light);
light();
