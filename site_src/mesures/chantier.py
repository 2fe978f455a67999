"""What the measures share: sites built once, a server that remembers what was asked, browsers."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_src import navigateurs
from site_src.etapes import etape
from site_src.installation import RACINE
from site_src.serveur import Reponse, Serveur

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

PATIENCE = 180
"""Seconds after which what was expected will not come."""
_OPTIONS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_PHASE = re.compile(r"^(.+)… ([\d,]+) s$", re.MULTILINE)


@dataclass(frozen=True)
class Mesures:
    """What a part found."""

    series: Mapping[str, Sequence[float]]
    details: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Key of a line → what it is made of."""


@dataclass(frozen=True)
class Passage:
    """A command that was run: its seconds, those of the processor, what it said."""

    secondes: float
    processeur: float
    dit: str

    @property
    def phases(self) -> dict[str, float]:
        """The seconds of each phase of a build, as it tells them."""
        return {nom: float(secondes.replace(",", ".")) for nom, secondes in _PHASE.findall(self.dit)}


def passer(commande: Sequence[str | Path], **options: Any) -> Passage:
    """Run a command to its end; one that fails ends the benchmark, with its last words."""
    debut, avant = time.perf_counter(), os.times()
    fait = subprocess.run(commande, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", **options)
    secondes, apres = time.perf_counter() - debut, os.times()
    if fait.returncode:
        raise RuntimeError(f"{commande} a échoué :\n{fait.stdout[-3000:]}")
    processeur = apres.children_user + apres.children_system - avant.children_user - avant.children_system
    return Passage(secondes, processeur, fait.stdout)


class Suivie(Reponse):
    """An answer that leaves a trace on its server."""

    server: ServeurSuivi

    def send_head(self) -> Any:
        """Remember the path."""
        self.server.demandes.append(self.path.partition("?")[0])
        return super().send_head()


class ServeurSuivi(Serveur):
    """A server that remembers what was asked."""

    def __init__(self, dossier: Path, page: type[Reponse] = Suivie) -> None:
        """Take a free port."""
        super().__init__(dossier, 0, page)
        self.demandes: list[str] = []

    def octets(self, demandes: Sequence[str]) -> int:
        """The bytes of what was asked, compressed as a web server does; a font is already."""
        fichiers = [self.dossier / demande.lstrip("/") for demande in demandes]
        return sum(map(_comprime, (f / "index.html" if f.is_dir() else f for f in fichiers)))


def _comprime(fichier: Path) -> int:
    if not fichier.is_file():
        return 0
    brut = fichier.read_bytes()
    return len(brut) if fichier.suffix == ".woff2" else len(gzip.compress(brut))


class Chantier:
    """The folder where everything is built, and how often each thing is measured."""

    def __init__(self, dossier: Path, repetitions: int) -> None:
        """Nothing is built until it is asked for."""
        self.dossier = dossier
        self.repetitions = repetitions
        self._grands: dict[int, Passage] = {}

    @cached_property
    def site(self) -> Path:
        """The site of the project's own sheets."""
        site = self.dossier / "site"
        with etape("Construction du site"):
            passer([sys.executable, RACINE / "build.py", "build", "--out", site])
        return site

    def fiches(self, nombre: int) -> Path:
        """A large catalogue's folder of sheets."""
        catalogue = self.dossier / f"catalogue-{nombre}"
        if not catalogue.is_dir():
            passer([sys.executable, RACINE / "tests" / "grand_catalogue.py", catalogue, str(nombre)])
        return catalogue / "fiches"

    def grand_site(self, nombre: int) -> Path:
        """A large catalogue's site, built once."""
        if nombre not in self._grands:
            self.construire(nombre)
        return self.dossier / f"site-{nombre}"

    def construire(self, nombre: int) -> Passage:
        """Build a large catalogue's site, as a user does."""
        sortie = self.dossier / f"site-{nombre}"
        commande: list[str | Path] = [sys.executable, RACINE / "build.py", "build"]
        commande += ["--fiches", self.fiches(nombre), "--out", sortie]
        with etape(f"Construction de {nombre} fiches"):
            self._grands[nombre] = passer(commande)
        return self._grands[nombre]

    @contextmanager
    def servir(self, site: Path, page: type[Reponse] = Suivie) -> Iterator[ServeurSuivi]:
        """Serve a folder."""
        serveur = ServeurSuivi(site, page)
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        try:
            yield serveur
        finally:
            serveur.shutdown()
            serveur.server_close()


@contextmanager
def navigateur() -> Iterator[Browser]:
    """A browser without memory."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=navigateurs.assurer(), args=_OPTIONS)
        yield instance
        instance.close()


@contextmanager
def session(playwright: Playwright, profil: str) -> Iterator[BrowserContext]:
    """A browser that was just started, with the memory of a profile."""
    contexte = playwright.chromium.launch_persistent_context(
        profil, executable_path=navigateurs.assurer(), args=_OPTIONS, locale="fr-FR"
    )
    yield contexte
    contexte.close()
