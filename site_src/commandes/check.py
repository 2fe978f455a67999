"""Vérifie les fiches : leur forme, leurs citations mot à mot, leurs liens, leurs cas calculés.

Une ligne par problème, « fichier:ligne:colonne: quoi ; comment corriger ». Une ligne marquée « avertissement »
n’est qu’un conseil. Le code de sortie est 1 s’il y a au moins une erreur.
"""

import argparse
import sys
from pathlib import Path

from site_src.installation import RACINE

EXEMPLES = ("check", "check --fiches ../autre-departement/fiches")


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the options."""
    analyseur.add_argument("--fiches", type=Path, metavar="DIR", help="dossier des fiches (catalogue/fiches)")


def executer(options: argparse.Namespace) -> int:
    """Print each problem on stdout; 1 if one of them is an error."""
    from catalogue import verifier
    from site_src.jugements import JUGES

    fiches = options.fiches or RACINE / "catalogue" / "fiches"
    problemes = verifier(fiches, *JUGES)
    for probleme in problemes:
        print(probleme)
    erreurs = sum(probleme.niveau == "erreur" for probleme in problemes)
    avis = len(problemes) - erreurs
    print(_bilan(erreurs, avis), file=sys.stderr)
    return 1 if erreurs else 0


def _bilan(erreurs: int, avis: int) -> str:
    def compte(nombre: int, mot: str) -> str:
        return f"{nombre} {mot}{'s' if nombre > 1 else ''}"

    if not erreurs and not avis:
        return "Tout est juste."
    return f"{compte(erreurs, 'erreur')}, {compte(avis, 'avertissement')}."
