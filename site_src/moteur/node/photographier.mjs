// Photograph Python's memory with the rules imported, then wake up from it to see that it computes.
// Arguments: pyodide's folder, the compiled standard library, the compiled `calculators`, requests to try (JSON
// {requetes, regles, attendus}), the file to write.
//
// `_makeSnapshot` is a private way of Pyodide: its version is pinned, and what comes out is tried here before it is
// published. The same sources must give the same bytes: no clock, no chance, no place, and no cache that remembers the way.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { PAGE, SANS_PHOTO, reveiller } from "../ouvrier/memoire.mjs";

const [dossier, stdlib, calculators, essai, sortie] = process.argv.slice(2);
const { requetes, regles, attendus } = JSON.parse(readFileSync(essai, "utf8"));

const EPOQUE = 315_532_800_000; // 1980, as in the archives
const VraieDate = Date;
globalThis.Date = class extends VraieDate {
  constructor(...arguments_) {
    super(...(arguments_.length ? arguments_ : [EPOQUE]));
  }

  static now() {
    return EPOQUE;
  }
};
performance.now = () => 1;
Math.random = () => 0.5;
crypto.getRandomValues = (octets) => octets.fill(1);
process.argv[1] = "photographier"; // Python is told the name of its program: here, this file's place on the machine

const { loadPyodide } = await import(pathToFileURL(join(dossier, "pyodide.mjs")).href);
const { default: creer } = await import(pathToFileURL(join(dossier, "pyodide.asm.mjs")).href);

const pyodide = await loadPyodide({
  _makeSnapshot: true,
  stdLibURL: stdlib,
  env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
});
pyodide.FS.writeFile("/lib/calculators.zip", readFileSync(calculators));
pyodide.runPython(`
import sys
sys.path.insert(0, "/lib/calculators.zip")
import calculators.navigateur
import _strptime  # datetime imports it by itself, at the first date read
`);
// What a first computation would have to prepare, patterns compiled and instructions specialised, is in the photograph.
for (let fois = 0; fois < 3; fois += 1) repondreATout(pyodide);
pyodide.runPython(`
def oublier():
    import gc, linecache, random, zipimport
    sys.path.remove("/lib/calculators.zip")
    random.seed(0)
    zipimport._zip_directory_cache.clear()
    sys.path_importer_cache.clear()
    linecache.clearcache()
    calculators.navigateur._regles.cache_clear()
    sys._clear_internal_caches()
    gc.collect()

oublier()
del oublier
`);
pyodide.FS.unlink("/lib/calculators.zip");
const photo = pyodide.makeMemorySnapshot();
const [, debut, longueur] = new Uint32Array(photo.buffer, 0, 3);
const TETE = 48; // magic, offset, length, build id
const configuration = JSON.parse(new TextDecoder().decode(photo.subarray(TETE, TETE + longueur)));
const tas = photo.subarray(debut);

let vierge = null;
await loadPyodide({
  _loadSnapshot: photo,
  createPyodideModule: async (reglages) => {
    const module = await creer(reglages);
    vierge = module.HEAPU8.slice();
    return module;
  },
});
const memoire = ecrireMemoire(tas, vierge, pyodide._api.config.BUILD_ID, configuration);

const reveil = await loadPyodide({ _loadSnapshot: SANS_PHOTO, createPyodideModule: reveiller(creer, memoire) });
for (const [rang, repondu] of repondreATout(reveil).entries()) {
  if (repondu !== attendus[rang]) throw new Error(`la mémoire photographiée répond autrement : ${repondu}`);
}
const plie = gzipSync(memoire, { level: 9 });
plie[9] = 255; // the header names the system that made it: « unknown »
writeFileSync(sortie, plie);

function repondreATout(python) {
  const navigateur = python.pyimport("calculators.navigateur");
  const { repondre } = navigateur;
  const repondus = requetes.map((requete) => repondre(JSON.stringify(requete), JSON.stringify(regles)));
  for (const objet of [repondre, navigateur]) objet.destroy(); // a photograph holds no object shared with JavaScript
  return repondus;
}

/** Write the photograph of `tas`, as it differs from `vierge`; `configuration` is Pyodide's own. */
function ecrireMemoire(tas, vierge, build, configuration) {
  const pages = [];
  for (let page = 0; page * PAGE < tas.length; page += 1) {
    const [ici, avant] = [tas, vierge].map((octets) => octets.subarray(page * PAGE, (page + 1) * PAGE));
    if (ici.every((octet, rang) => octet === avant[rang])) continue;
    const derniere = pages.at(-1);
    if (derniere && derniere[0] + derniere[1] === page) derniere[1] += 1;
    else pages.push([page, 1]);
  }
  const entete = new TextEncoder().encode(`${JSON.stringify({ build, taille: tas.length, configuration, pages })}\n`);
  const nombre = pages.reduce((somme, [, suite]) => somme + suite, 0);
  const octets = new Uint8Array(entete.length + nombre * PAGE);
  octets.set(entete);
  let position = entete.length;
  for (const [premiere, suite] of pages) {
    octets.set(tas.subarray(premiere * PAGE, (premiere + suite) * PAGE), position);
    position += suite * PAGE;
  }
  return octets;
}
