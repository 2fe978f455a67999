// Time the rules inside Pyodide, under Node. Arguments: pyodide's folder, the photographed memory, a sheet's rules, the
// case, how often. Prints one JSON object: measure → its repeated durations in microseconds, and the amount found.
import { readFileSync } from "node:fs";
import { ouvrir } from "../moteur/node/pyodide_node.mjs";

const [dossier, memoire, regles, cas, repetitions] = process.argv.slice(2);
const pyodide = await ouvrir(dossier, memoire);
pyodide.globals.set("regles_json", readFileSync(regles, "utf8"));
pyodide.globals.set("cas_json", readFileSync(cas, "utf8"));
pyodide.globals.set("repetitions", Number(repetitions));
process.stdout.write(pyodide.runPython(`
import json, time
from fractions import Fraction
from calculators import Exploration, charger

regles, demande = charger(json.loads(regles_json)), json.loads(cas_json)
nom, champ, cle = demande["calculateur"], demande["champ"], demande["cle"]
calculateur, entrees = regles.calculateurs[nom], demande["entrees"]
saisies = {autre: calculateur.champs[autre].lire(valeur) for autre, valeur in entrees.items()}
cas = Exploration(regles, nom, entrees)
points = [Fraction(n, 50) for n in range(1000)]

def chronometrer(fois, geste, repetitions=5 * repetitions):
    geste()
    durees = []
    for _ in range(repetitions):
        debut = time.perf_counter()
        for _ in range(fois):
            geste()
        durees.append((time.perf_counter() - debut) / fois * 1e6)
    return durees

json.dumps({
    "montant": regles.calculer(nom, entrees).en_json()["valeurs"][cle],
    "evaluation": chronometrer(200, lambda: calculateur.evaluer(saisies, regles.hypotheses, {})),
    "resultat": chronometrer(20, lambda: regles.calculer(nom, entrees)),
    "courbe": chronometrer(1, lambda: cas.courbe(champ, cle, points), 2 * repetitions),
    "but": chronometrer(10, lambda: cas.chercher(champ, cle, Fraction(3600))),
})
`));
