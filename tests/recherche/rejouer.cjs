// Replays queries on the index that the site serves, with the very scripts of the browser: JSON in, JSON out.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const [, , minisearch, scripts, index] = process.argv;
const MiniSearch = require(minisearch);
const { ouvrir, chercher, proposer } = require(path.join(scripts, "lexique.js"));

let donnees;
vm.runInNewContext(fs.readFileSync(index, "utf8"), { Donnees: { recevoir: (recues) => { donnees = recues; } } });
const ouvert = ouvrir(donnees, MiniSearch);
const reponses = JSON.parse(fs.readFileSync(0, "utf8")).map((requete) => {
  const debut = process.hrtime.bigint();
  const trouves = chercher(ouvert, requete);
  const ms = Number(process.hrtime.bigint() - debut) / 1e6;
  const ids = (genre) => (trouves || []).filter((t) => t.genre === genre).map((t) => t.id);
  const { corriges = [], partiel = false, guides_d_abord = false } = trouves || {};
  return { requete, guides_d_abord, fiches: ids("fiche"), guides: ids("guide"), corriges, partiel, ms, propose: proposer(ouvert, requete),
    scores: (trouves || []).slice(0, 5).map((t) => [t.id, +t.score.toFixed(2), t.terms.slice(0, 12)]) };
});
process.stdout.write(JSON.stringify(reponses));
