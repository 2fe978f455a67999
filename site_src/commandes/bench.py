"""Mesure la vitesse des calculs dans Pyodide, sous Node : une évaluation, un résultat avec toutes ses lectures, une
courbe de 1 000 points, une recherche de but. Médiane et étendue de mesures répétées, face au budget.

À lancer à la main, sur une machine au repos : une mesure n’est pas un test. Le code de sortie est 1 si une médiane
dépasse son budget.
"""

import argparse
import json
import statistics
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from site_src.installation import RACINE, node, npm_dir

EXEMPLES = ("bench", "bench --json")

_BUDGETS = {
    "evaluation": ("Évaluation tracée (2.5, financement)", 150),
    "resultat": ("Résultat, toutes lectures et effets", None),
    "courbe": ("Courbe de 1 000 points", 200_000),
    "but": ("Recherche de but", 5_000),
}
"""Measure → what it is, the most that it may take in microseconds (design.md, section 7)."""


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the options."""
    analyseur.add_argument("--json", action="store_true", help="les mesures en JSON")


def executer(options: argparse.Namespace) -> int:
    """Measure, print, say whether the budgets hold."""
    mesures = _mesurer()
    bilan = {
        nom: {"mediane": statistics.median(durees), "min": min(durees), "max": max(durees), "budget": _BUDGETS[nom][1]}
        for nom, durees in mesures.items()
    }
    if options.json:
        print(json.dumps(bilan, indent=1))
    else:
        print(f"{'mesure':<40}{'médiane':>12}{'étendue':>22}{'budget':>12}")
        for nom, m in bilan.items():
            etendue = f"{m['min']:.0f} à {m['max']:.0f}"
            budget = f"{m['budget']}" if m["budget"] else "-"
            print(f"{_BUDGETS[nom][0]:<40}{m['mediane']:>9.0f} µs{etendue:>22}{budget:>12}")
    return 1 if any(m["budget"] and m["mediane"] > m["budget"] for m in bilan.values()) else 0


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
