// Node's part of the build: beside each file that it makes lighter, the same in brotli and in gzip, for the server to
// hand out as they are. Node's own zlib, at settled qualities: the same site gives the same bytes on every machine.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread, threadId, workerData } from "node:worker_threads";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FILS = 4;
const MOINDRE = 1400; // below, one packet carries the file whole
const GRANDE = 64 * 1024; // a page of the whole catalogue: there are few, and brotli gains most there
const D_UN_DOSSIER = /^assets\/moteur\/dossier-/; // read by a page opened from a folder: no server hands them out
const DEJA = /\.(?:br|gz|woff2?|png|jpe?g|webp|pdf)$/;
const GARDES = /^assets\/(?:moteur|css|js|images)\//; // change with the code only: compressed once, kept for the next builds

// What every page asks for is worth the wait; what is heavy takes a little less; pages and sheets' data come by thousands,
// and the quickest brotli that is not behind gzip does for them.
const QUALITES = [
  [/^assets\/(?:css|js|images)\//, { brotli: 11, gzip: 9, fenetre: 22 }],
  [/^assets\/(?:moteur\/|recherche\/index\.|catalogue\/fiches\.)/, { brotli: 9, gzip: 6, fenetre: 22 }],
  [/(?:)/, { brotli: 4, gzip: 6, fenetre: 18 }],
];

// A thread a core, a few at most so that memory stays small; each takes the next file when it is done with one: most are small, and to hand them over
// one by one would take as long as to compress them.
if (isMainThread) {
  const [, , site, gardes] = process.argv;
  // The build that asked for it may be killed: writing on would put its files among those of the next.
  process.stdin.on("end", () => process.exit(1)).resume().unref();
  const suivant = new Int32Array(new SharedArrayBuffer(4));
  const donnees = { site, gardes, suivant, fichiers: recenser(site) };
  for (let rang = Math.min(FILS, availableParallelism()); rang > 0; rang -= 1) {
    new Worker(fileURLToPath(import.meta.url), { workerData: donnees }).on("error", (erreur) => {
      console.error(String(erreur.stack ?? erreur));
      process.exit(1);
    });
  }
} else {
  const { fichiers, suivant } = workerData;
  for (let rang; (rang = Atomics.add(suivant, 0, 1)) < fichiers.length; ) comprimer(fichiers[rang]);
}

/** What may be compressed; what takes long comes first, so that none is left alone at the end. */
function recenser(site) {
  const noms = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entree) => entree.isFile() && !DEJA.test(entree.name))
    .map((entree) => path.relative(site, path.join(entree.parentPath, entree.name)).replaceAll(path.sep, "/"))
    .filter((nom) => !D_UN_DOSSIER.test(nom));
  const lent = (nom) => QUALITES[1][0].test(nom);
  return noms.sort((a, b) => lent(b) - lent(a));
}

function comprimer(nom) {
  const fichier = path.join(workerData.site, nom);
  const octets = readFileSync(fichier);
  if (octets.length < MOINDRE) return;
  const grande = nom.endsWith(".html") && octets.length > GRANDE;
  const [, qualite] = QUALITES.find(([motif], rang) => motif.test(nom) || (grande && rang === 1));
  const faire = () => enDeux(octets, qualite);
  const deux = GARDES.test(nom) ? garder(octets, qualite, faire) : faire();
  for (const [fin, comprime] of Object.entries(deux)) {
    if (comprime.length < octets.length * 0.95) writeFileSync(fichier + fin, comprime);
  }
}

function enDeux(octets, qualite) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: qualite.brotli,
    [constants.BROTLI_PARAM_LGWIN]: qualite.fenetre,
    [constants.BROTLI_PARAM_SIZE_HINT]: octets.length,
  };
  const gz = gzipSync(octets, { level: qualite.gzip });
  gz[9] = 255; // the header names the system that made it: « unknown »
  return { ".br": brotliCompressSync(octets, { params }), ".gz": gz };
}

/** Whether an entry is there; it is noted as used: what is not for long goes (`garde.py`). */
function servie(garde) {
  const maintenant = new Date();
  try {
    utimesSync(garde, maintenant, maintenant);
  } catch {
    return existsSync(garde);
  }
  return true;
}

function garder(octets, qualite, faire) {
  const par = `${process.version} ${JSON.stringify(qualite)} `;
  const garde = path.join(workerData.gardes, createHash("sha256").update(par).update(octets).digest("hex").slice(0, 24));
  if (!servie(garde)) {
    const provisoire = `${garde}.${process.pid}.${threadId}`;
    mkdirSync(provisoire, { recursive: true });
    for (const [fin, comprime] of Object.entries(faire())) writeFileSync(path.join(provisoire, fin), comprime);
    try {
      renameSync(provisoire, garde);
    } catch (erreur) {
      rmSync(provisoire, { recursive: true });
      if (!existsSync(garde)) throw erreur; // else another build kept it meanwhile
    }
  }
  return { ".br": readFileSync(path.join(garde, ".br")), ".gz": readFileSync(path.join(garde, ".gz")) };
}
