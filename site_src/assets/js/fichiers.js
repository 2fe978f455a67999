// Where the engine's files are: on the server, or beside the page of a site opened from a folder, where nothing can be fetched.
//
//   Fichiers.BASE               the folder of the engine
//   Fichiers.DOSSIER            whether the site was opened from a folder
//   Fichiers.OUVRIER, VERROU    the name of the worker's script; the lock that Pyodide asks for
//   Fichiers.adresser(essai)    the files by their key, each with its address; the rank of the try changes it
//   Fichiers.apporter()         → Promise<the same, those that a start needs with their content>; from a folder alone
//   Fichiers.lire(cle)          → Promise<the content of another, `null` where it can't be had>; likewise
"use strict";

const Fichiers = (() => {
  const CARTE = null;
  const BASE = new URL("../moteur/", document.currentScript.src);
  const AVANT = ["ouvrier", "lanceur", "module", "wasm", "memoire"]; // what a start needs; the rest comes when asked for
  const TYPES = { js: "text/javascript", wasm: "application/wasm", zip: "application/zip", bin: "application/octet-stream" };
  const depliees = new Map(); // key → promise of the content

  function adresser(essai) {
    // A cache may have kept the wrong answer of the last try: ask under another address.
    const suite = essai > 1 ? `?essai=${essai}` : "";
    const adresse = ({ nom }) => new URL(nom + suite, BASE).href;
    return Object.fromEntries(Object.entries(CARTE.fichiers).map(([cle, f]) => [cle, { ...f, adresse: adresse(f) }]));
  }

  async function apporter() {
    const fichiers = structuredClone(CARTE.fichiers);
    await Promise.all(AVANT.map(async (cle) => { fichiers[cle].contenu = await contenu(cle); }));
    fichiers.ouvrier.adresse = URL.createObjectURL(fichiers.ouvrier.contenu);
    return fichiers;
  }

  function contenu(cle) {
    if (!depliees.has(cle)) depliees.set(cle, deplier(cle));
    depliees.get(cle).catch(() => depliees.delete(cle));
    return depliees.get(cle);
  }

  // Of a folder, each file is a script that brings its content as text.
  async function deplier(cle) {
    const adresse = new URL(`${CARTE.dossier}/${cle}.js`, BASE).href;
    const { texte, plie } = await Donnees.lire(adresse);
    Donnees.oublier(adresse); // megabytes, once unfolded
    const octets = Uint8Array.from(atob(texte), (lettre) => lettre.charCodeAt(0));
    const flux = new Blob([octets]).stream();
    const corps = await new Response(plie ? flux.pipeThrough(new DecompressionStream("gzip")) : flux).arrayBuffer();
    return new Blob([corps], { type: TYPES[CARTE.fichiers[cle].nom.split(".").at(-1)] });
  }

  return {
    BASE,
    DOSSIER: location.protocol === "file:",
    OUVRIER: CARTE.fichiers.ouvrier.nom,
    VERROU: CARTE.verrou,
    adresser,
    apporter,
    lire: (cle) => contenu(cle).catch(() => null),
  };
})();
