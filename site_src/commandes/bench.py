"""Mesure la vitesse des calculs dans Pyodide, sous Node (une évaluation, un résultat avec toutes ses lectures, une
courbe de 1 000 points, une recherche de but), puis celle du catalogue à 2 000 fiches dans un navigateur (une lettre
tapée, un filtre coché, le poids de la première vue). Médiane, 95e centile et étendue, face au budget.

À lancer à la main, sur une machine au repos : une mesure n’est pas un test. Le code de sortie est 1 si un budget est
dépassé : la médiane pour un calcul, le 95e centile pour un geste du lecteur.
"""

import argparse
import json
import math
import statistics
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from site_src.installation import RACINE, node, npm_dir

EXEMPLES = ("bench", "bench --sans-catalogue", "bench --json")

_BUDGETS = {
    "evaluation": ("Évaluation tracée (2.5, financement)", 150),
    "resultat": ("Résultat, toutes lectures et effets", None),
    "courbe": ("Courbe de 1 000 points", 200_000),
    "but": ("Recherche de but", 5_000),
    "lettre": ("2 000 fiches, lettre tapée → résultats", 50_000),
    "facette": ("2 000 fiches, filtre coché → résultats", 50_000),
    "premiere_vue": ("2 000 fiches, première vue, comprimée", 300_000),
}
"""Measure → what it is, the most that it may take (design.md, section 7): microseconds, or bytes."""
_OCTETS = ("premiere_vue",)
_GESTES = ("lettre", "facette")
"""What the reader feels each time: the 95th percentile holds the budget, not the median."""


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the options."""
    analyseur.add_argument("--sans-catalogue", action="store_true", help="ne pas construire ni mesurer 2 000 fiches")
    analyseur.add_argument("--json", action="store_true", help="les mesures en JSON")


def executer(options: argparse.Namespace) -> int:
    """Measure, print, say whether the budgets hold."""
    mesures = _mesurer()
    if not options.sans_catalogue:
        from site_src import mesures_catalogue

        mesures |= mesures_catalogue.mesurer()
    bilan = {nom: _resumer(nom, valeurs) for nom, valeurs in mesures.items()}
    if options.json:
        print(json.dumps(bilan, indent=1))
    else:
        print(f"{'mesure':<40}{'médiane':>12}{'95e centile':>15}{'étendue':>22}{'budget':>12}")
        for nom, m in bilan.items():
            unite = "o " if nom in _OCTETS else "µs"
            etendue = f"{m['min']:.0f} à {m['max']:.0f}"
            budget = f"{m['budget']}" if m["budget"] else "-"
            print(f"{_BUDGETS[nom][0]:<40}{m['mediane']:>9.0f} {unite}{m['p95']:>12.0f} {unite}", end="")
            print(f"{etendue:>22}{budget:>12}")
    return 1 if any(_depasse(nom, m) for nom, m in bilan.items()) else 0


def _depasse(nom: str, mesure: dict[str, Any]) -> bool:
    tenue = mesure["p95" if nom in _GESTES else "mediane"]
    return mesure["budget"] is not None and tenue > mesure["budget"]


def _resumer(nom: str, valeurs: list[float]) -> dict[str, Any]:
    rangees = sorted(valeurs)
    return {
        "mediane": statistics.median(rangees),
        "p95": rangees[min(len(rangees) - 1, math.ceil(0.95 * len(rangees)) - 1)],
        "min": rangees[0],
        "max": rangees[-1],
        "budget": _BUDGETS[nom][1],
    }


def _mesurer() -> dict[str, list[float]]:
    from catalogue import lire_catalogue
    from site_src.moteur import archiver

    fiche = lire_catalogue(RACINE / "catalogue" / "fiches", avec_cas=False).fiche("isere-2-5")
    with TemporaryDirectory() as dossier:
        archive, regles = Path(dossier) / "calculators.zip", Path(dossier) / "regles.json"
        archive.write_bytes(archiver(RACINE / "calculators"))
        regles.write_text(json.dumps(fiche.donnees_regles()), encoding="utf-8")
        fait = subprocess.run(
            [node(), RACINE / "site_src" / "mesures.mjs", npm_dir() / "pyodide", archive, regles],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
    lues: dict[str, list[float]] = json.loads(fait.stdout)
    return lues
