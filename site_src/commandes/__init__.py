"""The commands of `build.py`: a table, one module each.

A module of this package has a docstring (its help), `EXEMPLES`, `arguments(analyseur)` and `executer(options)`, which
returns the exit status. Only the module that was asked for is imported, so that `calc` answers without loading a site
generator.
"""

import argparse
import difflib
import gc
import importlib
import os
import sys
from collections.abc import Sequence

from site_src.commandes import francais, sorties
from site_src.erreurs import REFUS_D_OUVRIR

TABLE = {
    "serve": "voir le site dans un navigateur, remis à jour à chaque enregistrement",
    "build": "construire le site",
    "check": "vérifier les fiches, leurs citations, leurs liens et leurs cas calculés",
    "calc": "faire un calcul d’une fiche",
    "new": "commencer une fiche",
    "compare": "comparer les règles de deux versions d’une fiche",
    "verify": "vérifier une copie publiée du site, fichier par fichier",
    "test": "passer les tests",
    "bench": "mesurer la vitesse du site, des calculs et de la construction",
}
"""Each command with what it does, in the order of the help."""


def executer(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit status."""
    sorties.preparer()
    try:
        statut = _executer(arguments)
    except SystemExit as fin:  # argparse: a help, or a line that it can't read
        statut = int(fin.code or 0)
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        statut = 130
    except OSError as erreur:
        if erreur.errno not in REFUS_D_OUVRIR or not erreur.filename:
            raise
        from calculators.typographie import guillemets, typographie

        quoi = f"{guillemets(os.fsdecode(erreur.filename), 200)} ne peut pas être ouvert"
        print(typographie(f"{quoi} : {REFUS_D_OUVRIR[erreur.errno]}."), file=sys.stderr)
        statut = 2
    return sorties.conclure(statut)


def _executer(arguments: Sequence[str]) -> int:
    francais.installer()
    # What a command reads stays until its end: to look through it for cycles as often as Python does took an eighth of
    # the time.
    gc.set_threshold(50_000, 20, 100)
    try:
        os.getcwd()  # noqa: PTH109
    except FileNotFoundError:
        # A terminal left in a site that was published anew, among others.
        print("Le dossier où vous êtes n’existe plus ; tapez « cd . », puis recommencez.", file=sys.stderr)
        return 2
    nom = next((mot for mot in arguments if not mot.startswith("-")), None)
    if nom not in TABLE:
        return _sans_commande(nom, arguments)
    module = importlib.import_module(f"site_src.commandes.{nom}")
    analyseur = francais.Analyseur(
        prog=f"python3 build.py {nom}",
        description=module.__doc__,
        epilog="exemples :\n" + "\n".join(f"  python3 build.py {exemple}" for exemple in module.EXEMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.arguments(analyseur)
    position = list(arguments).index(nom)
    reste = [*arguments[:position], *arguments[position + 1 :]]
    return int(module.executer(_analyser(analyseur, reste, getattr(module, "RESTE", None))))


def _analyser(analyseur: argparse.ArgumentParser, mots: list[str], reste: str | None) -> argparse.Namespace:
    """Parse; where unknown words are another tool's, leave them in the attribute named by `reste`."""
    if reste is None:
        return analyseur.parse_intermixed_args(mots)
    options, inconnus = analyseur.parse_known_args(mots)
    setattr(options, reste, inconnus)
    return options


def _sans_commande(nom: str | None, arguments: Sequence[str]) -> int:
    """Answer a line that names no known command: the help if it was asked for, else what to type."""
    largeur = max(map(len, TABLE))
    aide = "\n".join(f"  {cle:<{largeur}}  {texte}" for cle, texte in TABLE.items())
    usage = (
        "usage : python3 build.py COMMANDE [options]\n\n"
        "Un catalogue d’actions d’insertion dont les règles se calculent.\n\n"
        f"commandes :\n{aide}\n\n"
        "exemples :\n"
        "  python3 build.py serve\n"
        "  python3 build.py calc isere-2-5 financement cout_jour=400 jours=10 prevus=8 presents_moyens=6\n\n"
        "« python3 build.py COMMANDE --help » montre les options et des exemples de chacune."
    )
    if nom is None:
        demandee = any(mot in ("-h", "--help") for mot in arguments)
        print(usage, file=sys.stdout if demandee else sys.stderr)
        return 0 if demandee else 2
    proches = difflib.get_close_matches(nom, TABLE, n=1, cutoff=0)
    print(f"« {nom} » n’est pas une commande ; la plus proche est « {proches[0]} ».\n\n{usage}", file=sys.stderr)
    return 2
