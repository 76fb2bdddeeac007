// The chart of a metric made lively: a mark under the pointer or the focus shows its sentence, and a chart is saved as PNG
// by drawing its SVG file, which says where it comes from.
const SCALE = 2;
let shown = null;

function hide() {
  shown?.remove();
  shown = null;
}

function show(mark) {
  hide();
  const { value, quote, period, report } = mark.dataset, box = mark.getBoundingClientRect();
  shown = document.createElement("div");
  shown.className = "card";
  shown.setAttribute("role", "status");
  const title = document.createElement("b"), when = document.createElement("p"), words = document.createElement("q");
  title.textContent = value;
  when.textContent = `${period} · ${report}`;
  words.textContent = quote.replace(/\s*\n\s*/g, "");
  words.lang = "zh-Hant";
  shown.append(title, when, words);
  document.body.append(shown);
  const left = Math.min(box.left + box.width / 2 - shown.offsetWidth / 2, innerWidth - shown.offsetWidth - 8);
  shown.style.setProperty("left", `${Math.max(8, left)}px`);
  shown.style.setProperty("top", `${box.bottom + scrollY + 8}px`);
}

async function savePng({ dataset: { file, name } }) {
  const text = await (await fetch(file)).text(), picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth * SCALE;
  canvas.height = picture.naturalHeight * SCALE;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = name;
  link.click();
}

for (const figure of document.querySelectorAll("figure.drawn")) {
  // The words of a mark are shown by us: the title would show them again.
  for (const title of figure.querySelectorAll("a.figure title")) {
    title.parentNode.setAttribute("aria-label", title.textContent);
    title.remove();
  }
  for (const [event, act] of [["pointerover", show], ["focusin", show], ["pointerout", hide], ["focusout", hide]]) {
    figure.addEventListener(event, ({ target }) => {
      const mark = target.closest("a.figure");
      if (mark) act(mark);
    });
  }
  const button = figure.querySelector("button.png");
  button.hidden = false;
  button.addEventListener("click", () => savePng(button));
}
addEventListener("keydown", ({ key }) => key === "Escape" && hide());
