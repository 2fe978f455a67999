// Node's part of the build: documents in, index out. The scripts are the browser's own, so that both cut, fold and stem
// words the same way.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [, , minisearch, scripts, entree, sortie] = process.argv;
const MiniSearch = require(minisearch);
const { reglages, simples, paires, est_vide, Vocabulaire } = require(path.join(scripts, "lexique.js"));

const { fiches, guides, mots } = JSON.parse(fs.readFileSync(entree, "utf8"));
const vocabulaire = new Vocabulaire(mots);
const ecritures = new Map(); // word of the index → {as written: how often}

function indexer(genre, documents) {
  const choix = reglages(genre, vocabulaire);
  const index = new MiniSearch(choix);
  for (const document of documents) {
    index.add(Object.assign({ genre }, document, { paires: voisins(document, choix.fields, Math.ceil(PAIRES / documents.length)) }));
    for (const champ of choix.fields) noter(document[champ] || "");
  }
  return index;
}

// Pairs of words put what says « atelier collectif » before what says both apart. They would weigh more than all the
// words: a large catalogue keeps those of its titles and summaries first.
const PAIRES = 120000;

function voisins(document, champs, combien) {
  const vues = new Set();
  for (const champ of champs) for (const paire of paires(document[champ] || "")) vues.add(paire);
  return [...vues].slice(0, combien);
}

function noter(texte) {
  for (const { mot, brut } of simples(texte)) {
    if (est_vide(mot) || /\d/.test(mot)) continue;
    const vus = ecritures.get(mot) || ecritures.set(mot, new Map()).get(mot);
    const ecrit = brut.normalize("NFC").toLowerCase();
    vus.set(ecrit, (vus.get(ecrit) || 0) + 1);
  }
}

// How to write the words that no text writes as the index knows them: « mobilite » is « mobilité ».
function formes() {
  const trouvees = {};
  for (const [mot, vus] of [...ecritures].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const accents = [...vus].filter(([ecrit]) => ecrit !== mot && ecrit.length === mot.length);
    const choix = accents.length ? accents : vus.has(mot) ? [] : [...vus];
    if (choix.length) trouvees[mot] = choix.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0][0];
  }
  return trouvees;
}

// The postings of MiniSearch, a third of their weight once compressed: each word as [word, field, gaps between the
// documents that hold it, how often each does (0: once each), field, …]. `lexique.js` unfolds them.
function plier(serie) {
  const mots = serie.index.map(([mot, champs]) => [mot, ...Object.entries(champs).flatMap(([champ, parDocument]) => {
    const numeros = Object.keys(parDocument).map(Number).sort((a, b) => a - b);
    const fois = numeros.map((n) => parDocument[n]);
    return [Number(champ), numeros.map((n, rang) => n - (rang ? numeros[rang - 1] : 0)), fois.some((f) => f > 1) ? fois : 0];
  })]);
  return Object.assign(serie, { index: mots });
}

const index = { fiches: plier(indexer("fiche", fiches).toJSON()), guides: plier(indexer("guide", guides).toJSON()) };
fs.writeFileSync(sortie, JSON.stringify(Object.assign(index, { mots: Object.assign(mots, { formes: formes() }) })));
