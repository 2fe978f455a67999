"""Construit le site. Si une fiche est fausse, tous les problèmes sont listés et le site déjà publié reste tel quel."""

import argparse
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from site_src.installation import RACINE

if TYPE_CHECKING:
    from site_src.chantier import Chantier
    from site_src.construction import Usage

EXEMPLES = (
    "build",
    "build --out /srv/catalogue --base-url https://insertion.exemple.fr/",
    "build --recueil",
    "build --partage --out /mnt/partage/insertion",
    "build --fiches ../autre-departement/fiches --out ../autre-departement/site",
)


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the options."""
    analyseur.add_argument("--fiches", type=Path, metavar="DIR", help="dossier des fiches (catalogue/fiches)")
    analyseur.add_argument("--out", type=Path, metavar="DIR", default=RACINE / "site", help="où publier (site)")
    analyseur.add_argument(
        "--base-url", default="", type=_adresse, metavar="URL", help="adresse publique du site, s’il en a une"
    )
    analyseur.add_argument(
        "--partage",
        action="store_true",
        help="pour un partage de fichiers, où le site s’ouvre d’un double clic : sans ce qui ne sert qu’à un serveur",
    )
    analyseur.add_argument("--recueil", action="store_true", help="ajoute le PDF de toutes les fiches, avec sa table")


def _adresse(brut: str) -> str:
    """The public address of the site, under the same rule as in `site.yaml`; its last « / » goes without saying."""
    from pydantic import TypeAdapter, ValidationError

    from calculators import typographie
    from catalogue.adresse import Adresse

    try:
        lue: str = TypeAdapter(Adresse).validate_python(f"{brut.removesuffix('/')}/") if brut else ""
    except ValidationError as erreur:
        raise argparse.ArgumentTypeError(typographie(erreur.errors()[0]["ctx"]["message"])) from None
    return lue


def executer(options: argparse.Namespace) -> int:
    """Build; 0, or 1 with nothing published changed."""
    # Asked to stop by the system or by Ctrl+C, it leaves nothing behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    usage: Usage = "partage" if options.partage else "serveur"
    problemes = construire(options.fiches, options.out, options.base_url, options.recueil, usage)
    if problemes:
        print(problemes, file=sys.stderr)
        print("Rien n’a été publié ; le site précédent, s’il y en a un, reste tel quel.", file=sys.stderr)
    return 1 if problemes else 0


def construire(
    fiches: Path | None,
    sortie: Path,
    base_url: str,
    avec_recueil: bool = False,
    usage: "Usage" = "serveur",
    chantier: "Chantier | None" = None,
) -> str:
    """Build the site; return what prevented it, a line a problem, or nothing."""
    # Imported here: `--help` and `serve`'s own process do without a site generator.
    from catalogue import CatalogueInvalide
    from site_src import construction
    from site_src.erreurs import EchecConstruction

    try:
        construction.construire(fiches, sortie, base_url, RACINE, avec_recueil, usage, chantier)
    except (CatalogueInvalide, EchecConstruction) as erreur:
        return str(erreur)
    return ""
