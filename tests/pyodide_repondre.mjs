// Answer requests inside Pyodide, under Node: one JSON line in, one line out. Arguments: pyodide's folder, the archive of
// `calculators`, the file of requests.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dossier, archive, demandes] = process.argv.slice(2);
try {
  const { loadPyodide } = await import(pathToFileURL(join(dossier, "pyodide.mjs")).href);
  const pyodide = await loadPyodide();
  const zip = readFileSync(archive);
  pyodide.unpackArchive(zip.buffer.slice(zip.byteOffset, zip.byteOffset + zip.length), "zip", { extractDir: "/lib/insertion" });
  pyodide.globals.set("demandes", readFileSync(demandes, "utf8"));
  process.stdout.write(pyodide.runPython(`
import json, sys
sys.path.insert(0, "/lib/insertion")
from calculators.navigateur import repondre
"\\n".join(repondre(*json.loads(ligne)) for ligne in demandes.splitlines())
`));
} catch (erreur) {
  // The message alone: Node would print the whole minified engine around it.
  process.stderr.write(`${erreur.message ?? erreur}\n`);
  process.exitCode = 1;
}
