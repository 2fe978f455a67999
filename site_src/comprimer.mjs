// Node's part of the build: beside each file that it makes lighter, the same in brotli and in gzip, for the server to
// hand out as they are. Node's own zlib, at settled qualities: the same site gives the same bytes on every machine.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const MOINDRE = 1400; // below, one packet carries the file whole
const GRANDE = 64 * 1024; // a page of the whole catalogue: there are few, and brotli gains most there
const D_UN_DOSSIER = /^assets\/moteur\/dossier-/; // read by a page opened from a folder: no server hands them out
const DEJA = /\.(?:br|gz|woff2?|png|jpe?g|webp|pdf)$/;
const MOTEUR = /^assets\/moteur\//; // changes with its code only: compressed once, kept for the next builds
const [, , site, gardes] = process.argv;

// The build that asked for it may be killed: writing on would put its files among those of the next.
process.stdin.on("end", () => process.exit(1)).resume().unref();

// What every page asks for is worth the wait; what is heavy takes a little less; pages and sheets' data come by thousands,
// and the quickest brotli that is not behind gzip does for them.
const QUALITES = [
  [/^assets\/(?:css|js|images)\//, { brotli: 11, gzip: 9, fenetre: 22 }],
  [/^assets\/(?:moteur\/|recherche\/index\.|catalogue\/fiches\.)/, { brotli: 9, gzip: 6, fenetre: 22 }],
  [/(?:)/, { brotli: 4, gzip: 6, fenetre: 18 }],
];

const enBrotli = promisify(brotliCompress);
const enGzip = promisify(gzip);

async function comprimer(fichier) {
  const nom = path.relative(site, fichier).replaceAll(path.sep, "/");
  if (D_UN_DOSSIER.test(nom)) return;
  const octets = readFileSync(fichier);
  if (octets.length < MOINDRE) return;
  const grande = nom.endsWith(".html") && octets.length > GRANDE;
  const [, qualite] = QUALITES.find(([motif], rang) => motif.test(nom) || (grande && rang === 1));
  const faire = () => enDeux(octets, qualite);
  const deux = MOTEUR.test(nom) ? await garder(octets, qualite, faire) : await faire();
  for (const [fin, comprime] of Object.entries(deux)) {
    if (comprime.length < octets.length * 0.95) writeFileSync(fichier + fin, comprime);
  }
}

async function enDeux(octets, qualite) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: qualite.brotli,
    [constants.BROTLI_PARAM_LGWIN]: qualite.fenetre,
    [constants.BROTLI_PARAM_SIZE_HINT]: octets.length,
  };
  // Outside this thread, so on both cores.
  const [br, gz] = await Promise.all([enBrotli(octets, { params }), enGzip(octets, { level: qualite.gzip })]);
  gz[9] = 255; // the header names the system that made it: « unknown »
  return { ".br": br, ".gz": gz };
}

async function garder(octets, qualite, faire) {
  const par = `${process.version} ${JSON.stringify(qualite)} `;
  const garde = path.join(gardes, createHash("sha256").update(par).update(octets).digest("hex").slice(0, 24));
  if (!existsSync(garde)) {
    const provisoire = `${garde}.${process.pid}`;
    mkdirSync(provisoire, { recursive: true });
    for (const [fin, comprime] of Object.entries(await faire())) writeFileSync(path.join(provisoire, fin), comprime);
    try {
      renameSync(provisoire, garde);
    } catch (erreur) {
      rmSync(provisoire, { recursive: true });
      if (!existsSync(garde)) throw erreur; // else another build kept it meanwhile
    }
  }
  return { ".br": readFileSync(path.join(garde, ".br")), ".gz": readFileSync(path.join(garde, ".gz")) };
}

const fichiers = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entree) => entree.isFile() && !DEJA.test(entree.name))
  .map((entree) => path.join(entree.parentPath, entree.name));

// The engine first, so that it is not left alone at the end; a few at a time, so that memory stays small.
const dernier = (fichier) => !fichier.includes(`${path.sep}moteur${path.sep}`);
fichiers.sort((a, b) => dernier(a) - dernier(b));
const suite = fichiers.values();
await Promise.all(Array.from({ length: 4 }, async () => {
  for (const fichier of suite) await comprimer(fichier);
}));
