// Turn the engine's files into scripts, for a site opened from a folder. Arguments: the folder to write, then pairs: the
// key of a file, the file.
//
// A worker of such a page may import no module: Pyodide's two become functions that give what they exported.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [sortie, ...chemins] = process.argv.slice(2);
const MODULES = ["lanceur", "module"];
mkdirSync(sortie);
for (let rang = 0; rang < chemins.length; rang += 2) {
  const [cle, chemin] = [chemins[rang], chemins[rang + 1]];
  const octets = MODULES.includes(cle) ? enFonction(cle, readFileSync(chemin, "utf8")) : readFileSync(chemin);
  const plie = /\.(js|wasm)$/.test(chemin); // the others are compressed already
  const texte = (plie ? enGzip(octets) : octets).toString("base64");
  writeFileSync(join(sortie, `${cle}.js`), `Donnees.recevoir({ texte: "${texte}", plie: ${plie} });\n`);
}

function enGzip(octets) {
  const plies = gzipSync(octets, { level: 9 });
  plies[9] = 255; // the header names the system that made it: « unknown »
  return plies;
}

function enFonction(cle, texte) {
  const corps = texte
    .replaceAll("import.meta.url", "self.location.href")
    .replace(/export default (\w+);\s*$/, "return { default: $1 };")
    .replace(/export ?\{([^}]*)\};?\s*$/, (_, noms) => `return {${noms.replace(/(\w+) as (\w+)/g, "$2: $1")}};`);
  if (/^export\b/m.test(corps)) throw new Error(`${cle} : ses exports ont changé de forme`);
  return Buffer.from(`self.importes = { ...self.importes, ${cle}: (() => {\n${corps}\n})() };\n`);
}
