// Pyodide under Node with the rules in it, woken up from the same memory as in the browser: for the benchmark and the tests.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { SANS_PHOTO, reveiller } from "../ouvrier/memoire.mjs";

export async function ouvrir(dossier, memoire) {
  const [{ loadPyodide }, { default: creer }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map((nom) => import(pathToFileURL(join(dossier, nom)).href)),
  );
  const octets = new Uint8Array(gunzipSync(readFileSync(memoire)));
  return loadPyodide({ _loadSnapshot: SANS_PHOTO, createPyodideModule: reveiller(creer, octets) });
}
