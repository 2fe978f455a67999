// Answer requests inside Pyodide, under Node: one JSON line in, one line out. Arguments: pyodide's folder, the
// photographed memory that holds the rules, the file of requests.
import { readFileSync } from "node:fs";
import { ouvrir } from "../site_src/moteur/node/pyodide_node.mjs";

const [dossier, memoire, demandes] = process.argv.slice(2);
try {
  const pyodide = await ouvrir(dossier, memoire);
  pyodide.globals.set("demandes", readFileSync(demandes, "utf8"));
  process.stdout.write(pyodide.runPython(`
import json
from calculators.navigateur import repondre
"\\n".join(repondre(*json.loads(ligne)) for ligne in demandes.splitlines())
`));
} catch (erreur) {
  // The message alone: Node would print the whole minified engine around it.
  process.stderr.write(`${erreur.message ?? erreur}\n`);
  process.exitCode = 1;
}
