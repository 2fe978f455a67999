"""Construit le site et le montre sur cette machine ; chaque enregistrement d’une fiche, d’un gabarit ou d’une règle
le remet à jour, et la page ouverte avec lui. Une fiche fausse montre ses problèmes et laisse le dernier site juste.
"""

import argparse
import atexit
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exc
from typing import TYPE_CHECKING

from site_src.commandes import sorties
from site_src.commandes.build import construire
from site_src.installation import RACINE
from site_src.rechargement import ServeurVivant

if TYPE_CHECKING:
    from site_src.chantier import Chantier

EXEMPLES = ("serve", "serve --port 9000", "serve --fiches ../autre-departement/fiches")

_PORT = 8000


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the options."""
    analyseur.add_argument("--fiches", type=Path, metavar="DIR", help="dossier des fiches (catalogue/fiches)")
    analyseur.add_argument("--port", type=_port, metavar="N", help=f"port voulu ({_PORT}, ou le suivant qui est libre)")


def _port(mot: str) -> int:
    port = int(mot) if mot.isdecimal() else 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"« {mot} » n’est pas un port : donnez un nombre de 1 à 65535")
    return port


def executer(options: argparse.Namespace) -> int:
    """Build, serve, then follow the changes until interrupted."""
    # Asked to stop by the system or by Ctrl+C, it leaves nothing behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # A place of its own: trying things out never replaces what `build` published.
    with TemporaryDirectory(prefix="fiches-", ignore_cleanup_errors=True) as dossier:
        return _servir(options, Path(dossier) / "site")


def _servir(options: argparse.Namespace, sortie: Path) -> int:
    serveur = _ouvrir(sortie, options.port)
    if serveur is None:
        print(f"Le port {options.port} est pris ; donnez-en un autre, ou aucun pour le premier libre.", file=sys.stderr)
        return 1
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    atelier = Atelier(options.fiches, sortie)
    try:
        fiches, annonce = options.fiches or RACINE / "catalogue" / "fiches", True
        while True:
            lieux = _lieux(fiches)
            avant = _empreinte(lieux)
            _construire(atelier, serveur)
            if annonce:
                print(f"Le site est à l’adresse {serveur.adresse}/ (Ctrl+C pour arrêter).", flush=True)
                annonce = False
            _suivre(atelier, serveur, fiches, lieux, avant)
    except KeyboardInterrupt:
        print("\nArrêté.", file=sys.stderr)
    finally:
        atelier.fermer()
        serveur.shutdown()
        serveur.server_close()
    return 0


class Atelier:
    """Builds in a process of its own, replaced when Python code changes: the server and its open pages stay."""

    def __init__(self, fiches: Path | None, sortie: Path) -> None:
        """Start the first process."""
        self.fiches = fiches
        self.sortie = sortie
        self.renouveler()

    def renouveler(self) -> None:
        """Forget the code that was imported."""
        if hasattr(self, "processus"):
            self.fermer()
        self.processus = ProcessPoolExecutor(
            max_workers=1,
            mp_context=get_context("spawn"),
            initializer=_commencer,
        )

    def construire(self) -> str:
        """Build; return the problems, empty if all went well."""
        try:
            return self.processus.submit(essayer, self.fiches, self.sortie).result()
        except BrokenProcessPool:
            self.renouveler()
            return "La construction s’est arrêtée sans rien dire ; enregistrez un fichier pour la relancer."

    def preparer(self) -> None:
        """Once the site is shown, and nobody waits: what the next build begins with."""
        with suppress(BrokenProcessPool):
            self.processus.submit(preparer, self.sortie)

    def fermer(self) -> None:
        """Stop, once the build under way is over."""
        self.processus.shutdown(cancel_futures=True)


_chantier: "Chantier"
"""In the workshop's process: what a build leaves to the next."""


def _commencer() -> None:
    global _chantier
    from site_src.chantier import Chantier

    sorties.preparer()
    # Ctrl+C reaches every process of the terminal: this one ends when it is told to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _chantier = Chantier()
    atexit.register(_chantier.fermer)


def essayer(fiches: Path | None, sortie: Path) -> str:
    """Build once (in the workshop's process); return what went wrong."""
    try:
        return construire(fiches, sortie, "", usage="aperçu", chantier=_chantier)
    except Exception:  # whatever a template or a rule being written does, the server goes on
        return format_exc()


def preparer(sortie: Path) -> None:
    """Once a build is over (in the workshop's process), prepare the next."""
    _chantier.ranger(sortie)


def _ouvrir(sortie: Path, port: int | None) -> ServeurVivant | None:
    for essai in [port] if port else range(_PORT, _PORT + 100):
        try:
            return ServeurVivant(sortie, essai)
        except OSError:
            continue
    return None if port else ServeurVivant(sortie, 0)


def _construire(atelier: Atelier, serveur: ServeurVivant) -> None:
    debut = time.monotonic()
    problemes = atelier.construire()
    if problemes:
        print(problemes.rstrip() + "\nLe dernier site juste reste en place.", file=sys.stderr, flush=True)
    else:
        print(f"Site à jour en {time.monotonic() - debut:.1f} s.".replace(".", ",", 1), file=sys.stderr, flush=True)
    serveur.annoncer(problemes)
    atelier.preparer()


def _lieux(fiches: Path) -> list[Path]:
    """What the site is made of: where anything stands beside the sheets that the site reads, their whole folder."""
    from catalogue.analyse import VOISINS

    dossier = fiches.absolute().parent
    catalogue = dossier if any((dossier / nom).exists() for nom in VOISINS) else fiches
    lieux = {catalogue, RACINE / "catalogue", RACINE / "calculators", RACINE / "site_src", RACINE / "mkdocs.yml"}
    return sorted(lieu for lieu in lieux if lieu.exists())


def _empreinte(lieux: list[Path]) -> dict[Path, int]:
    """When each source file was last written."""
    fichiers = (f for lieu in lieux for f in ([lieu] if lieu.is_file() else lieu.rglob("*")))
    return {f: f.stat().st_mtime_ns for f in fichiers if f.is_file() and "__pycache__" not in f.parts}


def _suivre(
    atelier: Atelier, serveur: ServeurVivant, fiches: Path, lieux: list[Path], avant: dict[Path, int] | None
) -> None:
    """Build at each change, until what stands beside the sheets begins or ceases to be a part of the site."""
    from watchfiles import watch

    for changements in watch(*lieux, debounce=400, step=20, rust_timeout=500, yield_on_timeout=True):
        if _lieux(fiches) != lieux:
            return
        # What was saved after the first build had read it, and before the watch began, was told to nobody.
        oubliees = avant is not None and _empreinte(lieux) != avant
        avant = None
        if not changements and not oubliees:
            continue
        if any(chemin.endswith(".py") for _, chemin in changements):
            atelier.renouveler()
        _construire(atelier, serveur)
