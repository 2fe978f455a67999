// Node's part of the build: documents in, index out. `recherche.js` is the browser's own script, so that both cut,
// fold and stem words the same way.
"use strict";
const fs = require("node:fs");
const [, , minisearch, script, entree, sortie] = process.argv;
const MiniSearch = require(minisearch);
const { reglages, etendre, Sigles } = require(script);

const { documents, sigles } = JSON.parse(fs.readFileSync(entree, "utf8"));
const connus = new Sigles(sigles);
const index = new MiniSearch(reglages());
for (const document of documents) {
  index.add(Object.assign({ sigles: etendre(document, connus) }, document));
}
fs.writeFileSync(sortie, JSON.stringify(index));
