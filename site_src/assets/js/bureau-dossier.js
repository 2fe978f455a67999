// A desk's file: what a share link, a saved copy and a file on disk hold, and how each is read back.
//
// Nothing goes to a server: the link keeps everything after its « # », which browsers never send.
"use strict";

const Dossier = (() => {
  const FORMAT = "budget-insertion";
  const VERSION = 1;
  const TAILLE_MAX = 200_000;

  class Illisible extends Error {}

  // ---- a link ----
  async function enLien(dossier) {
    const octets = new TextEncoder().encode(JSON.stringify(dossier));
    const flux = new Blob([octets]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return `budget=${VERSION}.${enBase64(new Uint8Array(await new Response(flux).arrayBuffer()))}`;
  }

  async function duLien(fragment) {
    const trouve = /^#?budget=(\d+)\.([\w-]+)$/.exec(fragment);
    if (!trouve) throw new Illisible("Ce lien n’est pas complet\u00a0: copiez-le en entier, ou demandez le fichier du budget.");
    if (Number(trouve[1]) > VERSION) throw new Illisible(TROP_RECENT);
    let texte;
    try {
      const flux = new Blob([duBase64(trouve[2])]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      texte = await lireAuPlus(flux, TAILLE_MAX);
    } catch {
      throw new Illisible("Ce lien est abîmé\u00a0: copiez-le en entier, ou demandez le fichier du budget.");
    }
    return duTexte(texte);
  }

  // A few bytes can unfold into gigabytes: stop at what a budget can hold.
  async function lireAuPlus(flux, taille) {
    const lecteur = flux.getReader();
    const morceaux = [];
    let lus = 0;
    for (;;) {
      const { done, value } = await lecteur.read();
      if (done) break;
      lus += value.length;
      if (lus > taille) throw new Error("taille");
      morceaux.push(value);
    }
    return new Blob(morceaux).text();
  }

  const enBase64 = (octets) =>
    btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const duBase64 = (texte) => Uint8Array.from(atob(texte.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  // ---- a text: from a file, a link or this browser ----
  const TROP_RECENT = "Ce budget vient d’une version plus récente du site\u00a0: ouvrez-le là où il a été fait.";

  const TROP_GROS = "Ce fichier est trop gros pour un budget de ce site.";

  async function duFichier(fichier) {
    if (fichier.size > TAILLE_MAX) throw new Illisible(TROP_GROS); // before it is read
    return duTexte(await fichier.text());
  }

  function duTexte(texte) {
    if (texte.length > TAILLE_MAX) throw new Illisible(TROP_GROS);
    let lu;
    try {
      lu = JSON.parse(texte);
    } catch {
      throw new Illisible("Ce fichier n’est pas un budget de ce site\u00a0: choisissez celui que « Enregistrer dans un fichier » a donné.");
    }
    if (lu?.format !== FORMAT) throw new Illisible("Ce fichier n’est pas un budget de ce site.");
    if (!(lu.version <= VERSION)) throw new Illisible(TROP_RECENT);
    const scenarios = Array.isArray(lu.scenarios) ? lu.scenarios.slice(0, 4).map(scenario).filter(Boolean) : [];
    if (typeof lu.fiche !== "string" || !scenarios.length) throw new Illisible("Ce budget est incomplet\u00a0: il y manque la fiche ou les valeurs.");
    const rang = Number.isInteger(lu.actif) ? Math.min(Math.max(lu.actif, 0), scenarios.length - 1) : 0;
    return { ...lu, unites: objetDeTextes(lu.unites), scenarios, actif: rang };
  }

  function scenario(brut) {
    if (!brut || typeof brut !== "object") return null;
    return {
      nom: typeof brut.nom === "string" && brut.nom.trim() ? brut.nom.slice(0, 40) : "Scénario",
      entrees: Object.fromEntries(Object.entries(brut.entrees ?? {}).filter(([, valeur]) => typeof valeur === "string" ||
        (Array.isArray(valeur) && valeur.every((v) => typeof v === "string")))),
      hypotheses: objetDeTextes(brut.hypotheses),
    };
  }

  const objetDeTextes = (brut) =>
    Object.fromEntries(Object.entries(brut && typeof brut === "object" ? brut : {}).filter(([, valeur]) => typeof valeur === "string"));

  const creer = (contenu) => ({ format: FORMAT, version: VERSION, ...contenu });

  return { creer, enLien, duLien, duFichier, duTexte, Illisible };
})();
