// Bundles the scripts of the pages that need libraries: node build.mjs OUTDIR
// What only one click needs (charts) is a chunk of its own that is loaded by that click.
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const out = process.argv[2];

await build({
  entryPoints: ["query.js", "explore.js"],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  logLevel: "error",
});

// The licences of all that is bundled: what the lock names beside the tools of the build.
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const bundled = Object.entries(lock.packages).filter(([path, one]) => path && !one.dev && !one.optional);
const notices = bundled.map(([path, one]) => {
  const file = existsSync(path) && readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(path, file), "utf8").trim() : "";
  return `${path.replace(/^.*node_modules\//, "")} ${one.version} (${one.license ?? "licence not stated"})\n\n${text}`.trim();
});
writeFileSync(join(out, "licences.txt"), `${notices.sort().join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
