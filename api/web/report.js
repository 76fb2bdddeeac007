// The text of a report made lively: a passage named by #char=a,b is lit though it is no fact, and a fact shows its card.
// The rows of the facts stand in the page (#facts) or are fetched from where the article says.
let card = null;
let rows = null;

// Characters of a piece are code points; JavaScript counts code units.
function place(piece, offset) {
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let left = offset - Number(piece.dataset.start);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...node.data];
    if (left <= points.length) return [node, points.slice(0, left).join("").length];
    left -= points.length;
  }
  return null;
}

function pieceAt(text, offset) {
  let found = null;
  for (const piece of text.querySelectorAll("[data-start]:not([data-end])")) {
    if (Number(piece.dataset.start) <= offset) found = piece;
    else break;
  }
  return found;
}

function light() {
  const named = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  const text = document.querySelector(".text");
  if (!named || !text || document.getElementById(`char=${named[1]},${named[2]}`)) return;
  const [start, end] = [Number(named[1]), Number(named[2])];
  const first = pieceAt(text, start), last = pieceAt(text, Math.max(start, end - 1));
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

// All rows of a list that is answered page by page.
async function all(address) {
  const found = [];
  while (address) {
    const page = await (await fetch(address)).json();
    found.push(...page.rows);
    address = page.next;
  }
  return found;
}

async function load(article) {
  const here = document.getElementById("facts");
  rows ??= here ? JSON.parse(here.textContent) : await all(article.dataset.facts);
  return new Map(rows.map((row) => [row.fact.split("/").pop(), row]));
}

function say(list, words) {
  if (!words) return;
  const value = document.createElement("dd");
  value.textContent = words;
  list.append(value);
}

function days(period) {
  return period && (period.start === period.end ? period.end : `${period.start} – ${period.end}`);
}

function close() {
  card?.remove();
  card = null;
}

async function open(link) {
  const known = await load(link.closest("article"));
  close();
  card = document.createElement("div");
  card.className = "card";
  card.setAttribute("role", "status");
  for (const id of link.dataset.facts.trim().split(" ")) {
    const row = known.get(id);
    if (!row) continue;
    const title = document.createElement("b"), list = document.createElement("dl");
    title.textContent = `${row.value.toLocaleString()} ${row.unit}`;
    for (const words of [row.metric, [row.kind, row.direction].filter(Boolean).join(", "), days(row.period), row.agency, row.programme, row.series]) say(list, words);
    card.append(title, list);
  }
  const box = link.getBoundingClientRect();
  card.style.setProperty("top", `${box.bottom + scrollY + 6}px`);
  card.style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - 400))}px`);
  document.body.append(card);
}

for (const text of document.querySelectorAll(".text")) {
  for (const [event, act] of [["pointerover", open], ["focusin", open], ["pointerout", close], ["focusout", close]]) {
    text.addEventListener(event, ({ target }) => {
      const link = target.closest(".fact");
      if (link) act(link);
    });
  }
}
addEventListener("keydown", ({ key }) => key === "Escape" && close());
addEventListener("hashchange", light);
light();
