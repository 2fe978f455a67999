// Time the same rule in publicodes, under the same Node. Arguments: a JSON file with the rules and the case, how often.
// Prints one JSON object: the durations of an evaluation in microseconds, and the amount found.
import { readFileSync } from "node:fs";
import Engine from "publicodes";

const { regles, situation, varie } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const moteur = new Engine(regles);
const quantite = (valeur, unite) => ({ valeur, unité: unite });

// As a form does: one value changes, the others stay, and what the rules give is asked for again.
function evaluer(valeur) {
  moteur.setSituation({ [varie]: quantite(valeur, situation[varie][1]) }, { keepPreviousSituation: true });
  for (const nom of ["base", "part fixe", "part variable", "reste à charge"]) moteur.evaluate(nom);
  return moteur.evaluate("total").nodeValue;
}

moteur.setSituation(Object.fromEntries(Object.entries(situation).map(([nom, [v, u]]) => [nom, quantite(v, u)])));
const montant = evaluer(situation[varie][0]);
const publicodes = [];
for (let tour = 0; tour < 5 * Number(process.argv[3]); tour++) {
  const debut = performance.now();
  for (let n = 0; n < 200; n++) evaluer(1 + (n % 8));
  publicodes.push(((performance.now() - debut) / 200) * 1000);
}
process.stdout.write(JSON.stringify({ montant, publicodes }));
