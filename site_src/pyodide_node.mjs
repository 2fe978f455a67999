// Pyodide under Node with the rules in it, as the browser has them: for the benchmark and for the tests.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export async function ouvrir(dossier, archive) {
  const { loadPyodide } = await import(pathToFileURL(join(dossier, "pyodide.mjs")).href);
  const pyodide = await loadPyodide();
  const zip = readFileSync(archive);
  const octets = zip.buffer.slice(zip.byteOffset, zip.byteOffset + zip.length);
  pyodide.unpackArchive(octets, "zip", { extractDir: "/lib/insertion" });
  pyodide.runPython('import sys; sys.path.insert(0, "/lib/insertion")');
  return pyodide;
}
