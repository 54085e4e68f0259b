// Bundles the style sheet, the script and the fonts into the folder Django serves.
import { build } from "esbuild";

await build({
  entryPoints: ["src/samenspel.ts", "src/samenspel.css", "src/papier.css"],
  outdir: "../samenspel/basis/static/gebouwd",
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  // Django's static files storage adds the hash to a name, so names stay as they are here.
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  logLevel: "warning",
});
