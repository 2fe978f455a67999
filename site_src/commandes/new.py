"""Commence une fiche : un brouillon commenté, que « check » accepte et que le site ne publie pas encore.

L’identifiant devient le nom du fichier et l’adresse de la page : minuscules sans accent, chiffres et tirets.
"""

import argparse
import os
import re
import sys
from datetime import date
from pathlib import Path

from calculators.typographie import plier
from catalogue import brouillon
from catalogue.analyse import analyser
from catalogue.fichiers import RESERVES, SIGNES_MAX
from site_src.installation import RACINE

EXEMPLES = ("new isere-2-6", "new loiret-mobilite --fiches ../loiret/fiches")


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    analyseur.add_argument("id", metavar="ID", help="identifiant de la fiche, par exemple isere-2-6")
    analyseur.add_argument("--fiches", type=Path, metavar="DIR", help="dossier des fiches (catalogue/fiches)")


def executer(options: argparse.Namespace) -> int:
    """Write the draft and say where; 0, or 2 where the id can't be used."""
    dossier = options.fiches or RACINE / "catalogue" / "fiches"
    if not dossier.is_dir():
        return _refuser(f"Le dossier {dossier} n’existe pas ; créez-le, ou donnez-en un autre par --fiches.")
    vocabulaire = analyser(dossier, avec_cas=False).vocabulaire
    if vocabulaire is None:
        return _refuser("vocabulaire.yaml est à corriger d’abord ; « python3 build.py check » dit où.")
    try:
        texte = brouillon(options.id, date.today(), vocabulaire)
    except ValueError as erreur:
        return _refuser(f"{erreur}{_proposer(options.id)}.")
    chemin = dossier / f"{options.id}.yaml"
    try:
        # "x": a file that stands there, or appears meanwhile, is never overwritten.
        with chemin.open("x", encoding="utf-8", newline="\n") as fichier:
            fichier.write(f"# yaml-language-server: $schema={_schema(dossier)}\n{texte}")
    except FileExistsError:
        return _refuser(f"{chemin} existe déjà et n’a pas été touché ; choisissez un autre identifiant.")
    except OSError:
        return _refuser(f"{chemin} ne peut pas être écrit ; vérifiez vos droits sur ce dossier et la place du disque.")
    print(chemin)
    suite = f" --fiches {dossier}" if options.fiches else ""
    print(
        f"Remplissez ce brouillon, vérifiez-le par « python3 build.py check{suite} », puis écrivez « etat: publiee ».",
        file=sys.stderr,
    )
    return 0


def _schema(dossier: Path) -> str:
    """Where an editor finds the keys of a sheet, from its folder: what `build` writes in `site/`."""
    schema = RACINE / "site" / "donnees" / "schema" / "fiche.schema.json"
    try:
        return Path(os.path.relpath(schema, dossier)).as_posix()
    except ValueError:  # on Windows, another drive
        return schema.as_uri()


def _refuser(raison: str) -> int:
    print(raison, file=sys.stderr)
    return 2


def _proposer(identifiant: str) -> str:
    """Return an id made of the same letters, as the end of a sentence."""
    propose = re.sub(r"[^a-z0-9]+", "-", plier(identifiant)).strip("-")[:SIGNES_MAX].strip("-")
    return f" ; par exemple « {propose} »" if propose not in ("", identifiant, *RESERVES) else ""
