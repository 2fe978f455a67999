"""Mesure la vitesse de ce que sent un lecteur et de ce qui construit le site, chaque chose face à son budget : premier
résultat et poids des pages, démarrage du moteur face à « loadPyodide » seul, frappe, calculs face à publicodes,
construction de 2 000 fiches face à MkDocs Material nu, fiche enregistrée sous « serve », recherche.

À lancer à la main, sur une machine au repos (dix minutes environ) : une mesure n’est pas un test. Les rapports sont
ceux d’un même passage sur une même machine. Le code de sortie est 1 si un budget est dépassé : par la médiane, ou par
le 95e centile pour un geste du lecteur.
"""

import argparse
import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from site_src.mesures import PARTIES

EXEMPLES = ("bench", "bench --seulement demarrage,calculs", "bench --repetitions 9 --json")

REPETITIONS = 5


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the options."""
    analyseur.add_argument(
        "--seulement", type=_parties, default=PARTIES, metavar="PARTIE,…", help=f"parmi {', '.join(PARTIES)}"
    )
    analyseur.add_argument(
        "--repetitions", type=_repetitions, default=REPETITIONS, metavar="N", help=f"passages ({REPETITIONS})"
    )
    analyseur.add_argument("--json", action="store_true", help="les mesures en JSON")


def _parties(mots: str) -> tuple[str, ...]:
    voulues = mots.split(",")
    if inconnues := [mot for mot in voulues if mot not in PARTIES]:
        raise argparse.ArgumentTypeError(f"« {inconnues[0]} » n’est pas une partie ; choisissez : {', '.join(PARTIES)}")
    return tuple(partie for partie in PARTIES if partie in voulues)


def _repetitions(mot: str) -> int:
    if not mot.isdecimal() or not int(mot):
        raise argparse.ArgumentTypeError(f"« {mot} » n’est pas un nombre de passages : donnez 1 ou plus")
    return int(mot)


def executer(options: argparse.Namespace) -> int:
    """Measure, print, say whether the budgets hold."""
    from site_src.mesures.bilan import constater, en_json, en_texte
    from site_src.mesures.chantier import Chantier

    series: dict[str, Sequence[float]] = {}
    details: dict[str, Mapping[str, float]] = {}
    with TemporaryDirectory(prefix="mesures-", ignore_cleanup_errors=True) as dossier:
        chantier = Chantier(Path(dossier), options.repetitions)
        for partie in options.seulement:
            trouvees = importlib.import_module(f"site_src.mesures.{partie}").mesurer(chantier)
            series |= trouvees.series
            details |= trouvees.details
    constats = constater(series)
    print(en_json(constats, details) if options.json else en_texte(constats, details))
    return 1 if any(constat.tenu is False for constat in constats) else 0
