"""Vérifie un site publié, ou sa copie, contre son manifeste : chaque fichier manquant, altéré ou en trop a sa ligne.

Ce que l’hébergeur ajoute à la racine (.htaccess, web.config, robots.txt, favicon.ico, .well-known/) et ce que macOS
laisse à côté d’un fichier du site (._index.html) sont signalés sans compter comme une faute. Ce que les systèmes et les
disques partagés sèment est ignoré : Thumbs.db, desktop.ini, .DS_Store, .directory, .nfs suivi de chiffres.
"""

import argparse
import sys
from pathlib import Path

from catalogue.problemes import montrable
from site_src import manifeste

EXEMPLES = ("verify site", "verify /srv/www/insertion")


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    analyseur.add_argument("dossier", type=Path, metavar="DIR", help="le dossier du site, ou de sa copie")


def executer(options: argparse.Namespace) -> int:
    """Print a line a fault; 1 where there is one, or where this is no site of ours."""
    try:
        constat = manifeste.verifier(options.dossier)
    except manifeste.ManifesteIllisible as absence:
        print(absence, file=sys.stderr)
        return 1
    for ligne in constat.lignes:
        print(montrable(ligne))
    for ajout in constat.ajouts:
        print(f"ajouté par l’hébergeur : {montrable(ajout)}", file=sys.stderr)
    for double in constat.doubles:
        print(f"laissé par macOS : {montrable(double)}", file=sys.stderr)
    if constat.lignes:
        print(f"Cette copie n’est pas celle qui a été publiée : {_compter(len(constat.lignes))}.", file=sys.stderr)
        return 1
    print(f"Copie entière : {constat.nombre} fichiers, empreinte {manifeste.empreinte(options.dossier)}.")
    return 0


def _compter(differences: int) -> str:
    return f"{differences} différence{'s' if differences > 1 else ''}"
