// A simple chart of an answer: bars by words, a line over dates or numbers. It is drawn from the table, which says the same.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, DataZoomComponent, GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([AriaComponent, BarChart, LineChart, GridComponent, TooltipComponent, DataZoomComponent, CanvasRenderer]);

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/, DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

// Whether there was something to draw: a column of numbers beside another.
export function chartOf(table, tools, words) {
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
  const all = (pattern) => names.map((_, place) => place).filter((place) => rows.some((row) => row[place]) && rows.every((row) => !row[place] || pattern.test(row[place])));
  const numbers = all(NUMBER), dates = all(DATE).filter((place) => !numbers.includes(place) || rows.every((row) => /^(?:19|20)\d{2}$/.test(row[place])));
  const values = numbers.filter((place) => !dates.includes(place));
  if (!values.length || names.length < 2) return false;
  const across = dates[0] ?? names.findIndex((_, place) => !values.includes(place));
  const chooser = choice(words["query-chart-across"], names, names.map((_, place) => place), across < 0 ? 0 : across);
  const measure = choice(words["query-chart-value"], names, values, values.at(-1));
  const canvas = document.createElement("div");
  canvas.className = "chart-of-answer";
  tools.querySelector("button").replaceWith(chooser.label, measure.label);
  tools.after(canvas);
  const chart = init(canvas, null, { renderer: "canvas" });
  const show = () => chart.setOption(optionOf(canvas, names, rows, Number(chooser.select.value), Number(measure.select.value), dates), true);
  for (const { select } of [chooser, measure]) select.addEventListener("change", show);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  addEventListener("resize", () => chart.resize());
  show();
  return true;
}

function choice(words, names, places, chosen) {
  const label = document.createElement("label"), select = document.createElement("select");
  for (const place of places) select.append(new Option(names[place], place, false, place === chosen));
  label.append(words, " ", select);
  return { label, select };
}

function optionOf(canvas, names, rows, across, value, dates) {
  const tones = getComputedStyle(canvas), tone = (name) => tones.getPropertyValue(name).trim(), line = dates.includes(across);
  const found = rows.filter((row) => row[value]).map((row) => [row[across], Number(row[value])]);
  if (line) found.sort(([one], [other]) => one.localeCompare(other));
  const axis = { axisLabel: { color: tone("--soft"), hideOverlap: true }, axisLine: { lineStyle: { color: tone("--line") } }, splitLine: { lineStyle: { color: tone("--line") } } };
  return {
    aria: { enabled: true },
    animation: false,
    textStyle: { fontFamily: tones.fontFamily },
    grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: line ? { type: "time", ...axis } : { type: "category", data: found.map(([words]) => words), ...axis },
    yAxis: { type: "value", name: names[value], nameTextStyle: { color: tone("--soft") }, ...axis },
    series: [{ type: line ? "line" : "bar", data: line ? found : found.map(([, number]) => number), itemStyle: { color: tone("--link") }, lineStyle: { color: tone("--link") }, symbolSize: 8, barMaxWidth: 48 }],
  };
}
