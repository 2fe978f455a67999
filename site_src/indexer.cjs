// Node's part of the build: documents in, index out. The scripts are the browser's own, so that both cut, fold and stem
// words the same way.
//
// A line on the standard input is the folder of a new index, then the length of each message in its `messages` file:
// how many sheets come and the vocabulary; each sheet, as the build makes it; the pages, all together. The index is then
// in `index.json`, and a line on the standard output says so. Under `serve` one process makes every index: it is told to
// keep (`garder`) what it read, and does not read again a document that has not changed.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [, , minisearch, scripts, garder] = process.argv;
// The build draws the pages meanwhile, on every core, then leaves one free: the index can wait for it.
if (!garder) require("node:os").setPriority(10);
const MiniSearch = require(minisearch);
const { reglages, simples, paires, est_vide, Vocabulaire } = require(path.join(scripts, "lexique.js"));

// Pairs of words put what says « atelier collectif » before what says both apart. They would weigh more than all the
// words: a large catalogue keeps those of its titles and summaries first.
const PAIRES = 120000;

function voisins(document, champs, combien) {
  const vues = new Set();
  for (const champ of champs) for (const paire of paires(document[champ] || "")) vues.add(paire);
  return [...vues].slice(0, combien);
}

// How a document writes each of its words, and how often: [word, as written, times].
function ecrits(textes) {
  const vus = new Map();
  for (const { mot, brut } of textes.flatMap(simples)) {
    if (est_vide(mot) || /\d/.test(mot)) continue;
    const ecrit = brut.normalize("NFC").toLowerCase();
    const cle = `${mot} ${ecrit}`;
    const vu = vus.get(cle);
    if (vu) vu[2] += 1;
    else vus.set(cle, [mot, ecrit, 1]);
  }
  return [...vus.values()];
}

// A document read: what the index takes of each of its fields.
function lire(brut, genre, choix, combien) {
  const document = Object.assign({ genre }, JSON.parse(brut));
  document.paires = voisins(document, choix.fields, combien);
  const presents = choix.fields.filter((champ) => document[champ] != null);
  const jetons = Object.fromEntries(presents.map((champ) => [champ, choix.tokenize(document[champ], champ)]));
  const textes = choix.fields.filter((champ) => champ !== "paires").map((champ) => document[champ] || "");
  return { document, jetons, ecrits: ecrits(textes) };
}

let mots = ""; // the vocabulary of what follows, as it came
let avant = new Map(), lus = new Map(); // what the last index and this one read

class Serie {
  constructor(genre, combien, vocabulaire, ecritures) {
    Object.assign(this, { genre, ecritures, combien: Math.ceil(PAIRES / combien) });
    this.choix = reglages(genre, vocabulaire);
    this.index = new MiniSearch(Object.assign({}, this.choix, { tokenize: (valeur, champ) => this.jetons[champ] }));
  }

  ajouter(brut) {
    const cle = `${this.genre} ${this.combien} ${brut}`;
    const lu = avant.get(cle) || lire(brut, this.genre, this.choix, this.combien);
    if (garder) lus.set(cle, lu);
    this.jetons = lu.jetons;
    this.index.add(lu.document);
    for (const [mot, ecrit, fois] of lu.ecrits) {
      const vus = this.ecritures.get(mot) || this.ecritures.set(mot, new Map()).get(mot);
      vus.set(ecrit, (vus.get(ecrit) || 0) + fois);
    }
  }
}

// How to write the words that no text writes as the index knows them: « mobilite » is « mobilité ».
function formes(ecritures) {
  const trouvees = {};
  for (const mot of [...ecritures.keys()].sort()) {
    const vus = ecritures.get(mot);
    const accents = [...vus].filter(([ecrit]) => ecrit !== mot && ecrit.length === mot.length);
    const choix = accents.length ? accents : vus.has(mot) ? [] : [...vus];
    if (choix.length) trouvees[mot] = choix.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0][0];
  }
  return trouvees;
}

// The postings of MiniSearch, a third of their weight once compressed: each word as [word, field, gaps between the
// documents that hold it, how often each does (0: once each), field, …]. `lexique.js` unfolds them.
function plier({ index }) {
  const serie = index.toJSON();
  const mots = serie.index.map(([mot, champs]) => [mot, ...Object.entries(champs).flatMap(([champ, parDocument]) => {
    const numeros = Object.keys(parDocument).map(Number).sort((a, b) => a - b);
    const fois = numeros.map((n) => parDocument[n]);
    return [Number(champ), numeros.map((n, rang) => n - (rang ? numeros[rang - 1] : 0)), fois.some((f) => f > 1) ? fois : 0];
  })]);
  return JSON.stringify(Object.assign(serie, { index: mots }));
}

class Seance {
  constructor(dossier) {
    this.dossier = dossier;
    this.messages = fs.openSync(path.join(dossier, "messages"), "r");
    this.ecritures = new Map(); // word of the index → {as written: how often}
  }

  recevoir(longueur) {
    const octets = Buffer.alloc(longueur);
    fs.readSync(this.messages, octets, 0, longueur, null);
    const brut = octets.toString("utf8");
    if (!this.fiches) this.commencer(JSON.parse(brut));
    else if (this.attendues) {
      this.fiches.ajouter(brut);
      this.attendues -= 1;
      // At once: the build is still busy with what comes after the sheets.
      if (!this.attendues) this.pliees = plier(this.fiches);
    } else this.finir(JSON.parse(brut));
  }

  commencer(recu) {
    if (JSON.stringify(recu.mots) !== mots) avant.clear();
    mots = JSON.stringify(recu.mots);
    Object.assign(this, { mots: recu.mots, attendues: recu.fiches, vocabulaire: new Vocabulaire(recu.mots) });
    this.fiches = new Serie("fiche", this.attendues, this.vocabulaire, this.ecritures);
  }

  finir(guides) {
    const serie = new Serie("guide", guides.length, this.vocabulaire, this.ecritures);
    for (const guide of guides) serie.ajouter(JSON.stringify(guide));
    const lexique = JSON.stringify(Object.assign(this.mots, { formes: formes(this.ecritures) }));
    const index = `{"fiches":${this.pliees || plier(this.fiches)},"guides":${plier(serie)},"mots":${lexique}}`;
    fs.closeSync(this.messages);
    fs.writeFileSync(path.join(this.dossier, "index.json"), index);
    [avant, lus] = [lus, new Map()];
    console.log("fait");
  }
}

let seance = null;
require("node:readline").createInterface({ input: process.stdin }).on("line", (ligne) => {
  if (/^\d+$/.test(ligne)) seance.recevoir(Number(ligne));
  else seance = new Seance(ligne);
});
