"""Compare deux versions d’une fiche et dit, différence par différence, ce qui change dans ses règles.

Les deux fichiers peuvent porter n’importe quel nom : la version publiée et celle qu’on prépare, par exemple.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.document import Document

EXEMPLES = ("compare isere-2-4-2024.yaml catalogue/fiches/isere-2-4.yaml",)


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    analyseur.add_argument("avant", type=Path, metavar="AVANT", help="la version de départ")
    analyseur.add_argument("apres", type=Path, metavar="APRES", help="la version d’arrivée")


def executer(options: argparse.Namespace) -> int:
    """Print a line a difference; 2 where a file can't be read."""
    from calculators import comparer

    avant, apres = _lire(options.avant), _lire(options.apres)
    if problemes := [*avant.problemes, *apres.problemes]:
        print(*problemes, sep="\n", file=sys.stderr)
        return 2
    differences = [str(difference) for difference in comparer(avant.donnees, apres.donnees)]
    print(*differences or ["Les règles sont les mêmes."], sep="\n")
    return 0


def _lire(chemin: Path) -> "Document":
    """A sheet, whatever its file's name: the rules to be compared are rules that can be read."""
    from catalogue.croisements import croiser_regles
    from catalogue.lecture import lire_document

    document = lire_document(chemin)
    if not document.problemes and "id" not in document.donnees:
        document.signaler((1, 1), "ce fichier n’est pas une fiche, « id » y manque ; donnez celui d’une fiche")
    if not document.problemes:
        croiser_regles(document)
    return document
