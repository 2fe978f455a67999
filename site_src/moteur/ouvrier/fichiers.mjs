// The engine's files: fetched, checked (status, first bytes, size, sum), handed over; whatever fails is told with its name.

const DEBUTS = { wasm: [0x00, 0x61, 0x73, 0x6d], zip: [0x50, 0x4b, 0x03, 0x04], gzip: [0x1f, 0x8b] };
const PATIENCE = 20_000; // without a single byte, in milliseconds
const TRAJET = 50_000; // for a file whose bytes aren't followed

/** A file that failed, and how: the page makes a sentence of it. */
export class Echec extends Error {
  constructor(fichier, raison) {
    super(raison);
    this.fichier = fichier;
  }
}

/** The bytes of a file, checked. `suivre` is called with the number of bytes at each arrival. */
export async function telecharger(fichier, genre, suivre) {
  return verifier(fichier, genre, await lireCorps(fichier, await demander(fichier), suivre));
}

/** The compiled program: while it arrives where the server names its type, else from its bytes. */
export async function compiler(fichier, suivre) {
  const reponse = await demander(fichier);
  const enRoute = /^application\/wasm\b/.test(reponse.headers.get("Content-Type") ?? "");
  try {
    // Read by the browser alone: to follow its bytes here would take longer than to compile them.
    const compile = enRoute
      ? await aTemps(fichier, WebAssembly.compileStreaming(reponse))
      : await WebAssembly.compile(await lireCorps(fichier, reponse, () => {}));
    suivre(fichier.octets);
    return compile;
  } catch (erreur) {
    if (erreur instanceof Echec) throw erreur;
    if (/content security|\bCSP\b|unsafe-eval|disallowed/i.test(String(erreur))) throw new Echec(fichier.nom, "csp");
    await telecharger(fichier, "wasm", () => {}); // a file that isn't whole says more than what the compiler makes of it
    throw new Echec(fichier.nom, "compilation");
  }
}

/** What the browser read by itself, read again from its cache: a copy that went wrong must not compute for long. */
export async function relire(fichier) {
  await telecharger({ ...fichier, cache: "force-cache" }, "", () => {});
}

// A worker of a page opened from a folder can't be a module; Pyodide knows by this function that it isn't, and refuses.
const charger = self.importScripts?.bind(self);
self.importScripts = undefined;

/** A script, imported. Where the server calls it something else, it is labelled here, if the policy lets it run. */
export async function importer(cle, fichier, suivre) {
  if (fichier.contenu) {
    charger(URL.createObjectURL(fichier.contenu)); // in the form that `plier.mjs` gave it
    return self.importes[cle];
  }
  try {
    const module = await import(fichier.adresse);
    suivre(fichier.octets);
    return module;
  } catch {
    // The import says neither the status nor the type.
    const octets = await telecharger(fichier, "", suivre);
    const adresse = URL.createObjectURL(new Blob([octets], { type: "text/javascript" }));
    try {
      return await import(adresse);
    } catch {
      throw new Echec(fichier.nom, "type");
    } finally {
      URL.revokeObjectURL(adresse);
    }
  }
}

/** A gzip file's content, unfolded while it arrives: gzip brings its own sum. */
export async function deplier(fichier, suivre) {
  const reponse = await demander(fichier);
  const lecteur = reponse.body.getReader();
  const premier = await morceau(lecteur, fichier.nom);
  suivre(premier.value?.length ?? 0);
  const flux = new ReadableStream({
    start: (suite) => (premier.done ? suite.close() : suite.enqueue(premier.value)),
    async pull(suite) {
      const { done, value } = await morceau(lecteur, fichier.nom);
      if (done) return suite.close();
      suivre(value.length);
      return suite.enqueue(value);
    },
  });
  // A server may have undone the compression on the way: the first bytes tell.
  const plie = !premier.done && commencePar(premier.value, DEBUTS.gzip);
  try {
    const deplies = plie ? flux.pipeThrough(new DecompressionStream("gzip")) : flux;
    return new Uint8Array(await new Response(deplies).arrayBuffer());
  } catch (erreur) {
    throw erreur instanceof Echec ? erreur : new Echec(fichier.nom, "altere");
  }
}

async function demander({ nom, adresse, contenu, cache = "default" }) {
  if (contenu) {
    const recu = typeof contenu === "function" ? await contenu() : contenu;
    if (!recu) throw new Echec(nom, "reseau");
    return new Response(recu);
  }
  const coupure = new AbortController();
  const minuterie = setTimeout(() => coupure.abort(), PATIENCE);
  let reponse;
  try {
    reponse = await fetch(adresse, { cache, signal: coupure.signal });
  } catch {
    throw new Echec(nom, coupure.signal.aborted ? "silence" : "reseau");
  }
  clearTimeout(minuterie);
  if (!reponse.ok) throw new Echec(nom, `statut ${reponse.status}`);
  return reponse;
}

function aTemps({ nom }, promesse) {
  let minuterie;
  const delai = new Promise((_, refuser) => {
    minuterie = setTimeout(() => refuser(new Echec(nom, "silence")), TRAJET);
  });
  return Promise.race([promesse, delai]).finally(() => clearTimeout(minuterie));
}

async function lireCorps({ nom, octets: attendus }, reponse, suivre) {
  const lecteur = reponse.body.getReader();
  let octets = new Uint8Array(attendus);
  let recus = 0;
  for (;;) {
    const { done, value } = await morceau(lecteur, nom);
    if (done) return octets.subarray(0, recus);
    if (recus + value.length > octets.length) {
      const plus = new Uint8Array(2 * (recus + value.length));
      plus.set(octets.subarray(0, recus));
      octets = plus;
    }
    octets.set(value, recus);
    recus += value.length;
    suivre(value.length);
  }
}

function morceau(lecteur, nom) {
  return new Promise((resoudre, refuser) => {
    const minuterie = setTimeout(() => {
      refuser(new Echec(nom, "silence"));
      lecteur.cancel().catch(() => {});
    }, PATIENCE);
    lecteur
      .read()
      .then(resoudre, () => refuser(new Echec(nom, "reseau")))
      .finally(() => clearTimeout(minuterie));
  });
}

function verifier({ nom, octets: attendus, somme }, genre, octets) {
  if (genre && !commencePar(octets, DEBUTS[genre])) throw new Echec(nom, "contenu");
  if (octets.length !== attendus) throw new Echec(nom, "taille");
  if (sommer(octets) !== somme) throw new Echec(nom, "altere");
  return octets;
}

/** A text that came by another way, with its sum. */
export function verifierTexte({ nom, texte, somme }) {
  if (sommer(new TextEncoder().encode(texte)) !== somme) throw new Echec(nom, "altere");
  return texte;
}

// FNV-1a over words of four bytes: one altered word always changes it. (`crypto.subtle` does not exist on a plain http
// intranet.) `somme.py` is its twin.
function sommer(octets) {
  const mots = new Uint32Array(octets.buffer, octets.byteOffset, octets.length >> 2);
  let somme = 0x811c9dc5;
  for (const mot of mots) somme = Math.imul(somme ^ mot, 0x01000193);
  for (const octet of octets.subarray(4 * mots.length)) somme = Math.imul(somme ^ octet, 0x01000193);
  return somme >>> 0;
}

function commencePar(octets, debut) {
  return debut.every((octet, rang) => octets[rang] === octet);
}
