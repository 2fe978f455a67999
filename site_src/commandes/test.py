"""Passe les tests, ceux des pages dans un vrai navigateur compris.

Un Chromium, Chrome ou Edge est cherché sur la machine, sinon installé ; de même un Firefox avec --complet. Ce que la
commande ne connaît pas est donné à pytest.
"""

import argparse
import os
import subprocess
import sys

from site_src import navigateurs
from site_src.installation import RACINE

EXEMPLES = ("test", "test --complet", "test tests/test_catalogue.py -x", "test -k recherche")
_SUR_TOUS_LES_COEURS = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
"""For all the tests: each process builds a site and opens a browser of its own."""
RESTE = "pytest"
"""Words that argparse doesn't know are pytest's."""


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the options."""
    analyseur.add_argument(
        "--complet",
        action="store_true",
        help="ajouter ce qui demande plus à la machine (autres serveurs et navigateurs, accessibilité de chaque page)",
    )


def executer(options: argparse.Namespace) -> int:
    """Run pytest in the project's own environment; its exit status is ours."""
    familles = [navigateurs.CHROMIUM, *[navigateurs.FIREFOX] * options.complet]
    try:
        trouves = {famille.variable: str(navigateurs.assurer(famille)) for famille in familles}
    except navigateurs.NavigateurAbsent as erreur:
        print(erreur, file=sys.stderr)
        return 1
    for chemin in trouves.values():
        print(f"Navigateur : {chemin}", file=sys.stderr, flush=True)
    commande = [sys.executable, "-m", "pytest", *options.pytest]
    if options.complet:
        commande.append("--complet")
    elif not options.pytest:
        commande += _SUR_TOUS_LES_COEURS
    return subprocess.run(commande, cwd=RACINE, env=os.environ | trouves, check=False).returncode
