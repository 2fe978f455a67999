// Time the rules inside Pyodide, under Node. Arguments: pyodide's folder, the archive of `calculators`, a sheet's rules.
// Prints one JSON object: measure → its repeated durations in microseconds.
import { readFileSync } from "node:fs";
import { ouvrir } from "./moteur/node/pyodide_node.mjs";

const [dossier, archive, regles] = process.argv.slice(2);
const pyodide = await ouvrir(dossier, archive);
pyodide.globals.set("regles_json", readFileSync(regles, "utf8"));
process.stdout.write(pyodide.runPython(`
import json, time
from fractions import Fraction
from calculators import Exploration, charger

regles = charger(json.loads(regles_json))
calculateur = regles.calculateurs["financement"]
exemple = calculateur.exemple
saisies = {cle: calculateur.champs[cle].lire(valeur) for cle, valeur in exemple.items()}
cas = Exploration(regles, "financement", exemple)
points = [Fraction(n, 50) for n in range(1000)]

def chronometrer(fois, geste, repetitions=15):
    geste()
    durees = []
    for _ in range(repetitions):
        debut = time.perf_counter()
        for _ in range(fois):
            geste()
        durees.append((time.perf_counter() - debut) / fois * 1e6)
    return durees

json.dumps({
    "evaluation": chronometrer(200, lambda: calculateur.evaluer(saisies, regles.hypotheses, {})),
    "resultat": chronometrer(20, lambda: regles.calculer("financement", exemple)),
    "courbe": chronometrer(1, lambda: cas.courbe("presents_moyens", "total", points), 7),
    "but": chronometrer(10, lambda: cas.chercher("presents_moyens", "total", Fraction(3600))),
})
`));
