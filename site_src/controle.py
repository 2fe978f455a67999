"""What came out, read again before it is published: a page that breaks a promise of the site stops the build."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from catalogue import Memoire
from site_src.entetes import DURABLE, garde
from site_src.equipe import chacun_garde
from site_src.erreurs import EchecConstruction
from site_src.manifeste import fichiers_de
from site_src.page_lue import Lecture, decouper

ACCUEIL, PERDUE = "index.html", "404.html"
"""Where a reader comes in; the page that the server shows by itself, to which no link leads."""
_EXTENSION = re.compile(r"\.[a-z0-9]+$")


def verifier_site(dossier: Path, racine: str = "/", memoire: Memoire | None = None) -> dict[str, list[str]]:
    """Check every page of a built site; give the addresses that each asks for as it opens.

    Raises `EchecConstruction` with every fault. `racine` is the path under which the site will be served: what a rooted
    link (those of the 404 page) starts with.
    """
    fichiers = set(fichiers_de(dossier))
    adresses = sorted(fichier for fichier in fichiers if fichier.endswith(".html"))
    lues = dict(zip(adresses, _lire(dossier, adresses, memoire), strict=True))
    fautes: list[str] = []
    menent: dict[str, set[str]] = {}
    for adresse, lecture in lues.items():
        fautes += [f"{adresse} : {faute}" for faute in lecture.fautes]
        ici, vers = posixpath.dirname(adresse), menent.setdefault(adresse, set())
        for lien in lecture.liens:
            chemin, ancre = decouper(lien) or ("", "")
            cible = _resoudre(ici, chemin, racine) if chemin else adresse
            vers.add(cible)
            if faute := _juger_lien(cible, ancre, lues, fichiers):
                fautes.append(f"{adresse} : {faute.format(lien)}")
    perdues = menent.keys() - _atteindre(menent) - {PERDUE}
    fautes += [f"{adresse} : aucun lien n’y mène depuis l’accueil" for adresse in sorted(perdues)]
    if fautes:
        suite = f"\n  … et {len(fautes) - 20} autres" if len(fautes) > 20 else ""
        raise EchecConstruction("le site construit n’est pas publiable :\n  " + "\n  ".join(fautes[:20]) + suite)
    return {adresse: lecture.demandes for adresse, lecture in lues.items()}


def _lire(dossier: Path, adresses: list[str], memoire: Memoire | None) -> Iterator[Lecture]:
    """The pages as they stand on the disk; one that is the same as in the last build is not searched again."""
    return chacun_garde(memoire, _lire_page, dossier, adresses, lambda a: ("relecture", *_identite(dossier / a)))


def _identite(page: Path) -> tuple[int, ...]:
    """Which file it is: nobody writes in one, and a page that has not changed keeps its own from site to site."""
    etat = page.stat()
    return etat.st_dev, etat.st_ino, etat.st_size, etat.st_mtime_ns


def _lire_page(dossier: Path, adresse: str) -> Lecture:
    return Lecture((dossier / adresse).read_text(encoding="utf-8"))


def _atteindre(menent: Mapping[str, set[str]]) -> set[str]:
    """The pages that can be reached from the home page."""
    atteintes, restent = set(), {ACCUEIL}
    while restent:
        atteintes |= restent
        restent = set().union(*(menent.get(adresse, ()) for adresse in restent)) - atteintes
    return atteintes


def _juger_lien(cible: str, ancre: str, lues: Mapping[str, Lecture], fichiers: Container[str]) -> str:
    """What is wrong with a link, told of « {} »; empty where it leads."""
    if cible not in fichiers:
        return "le lien « {} » ne mène à rien"
    if cible.startswith("assets/") and garde(f"/{cible}") != DURABLE:
        return "la ressource « {} » n’est pas demandée par le nom qui dit son contenu"
    if ancre and cible in lues and ancre not in lues[cible].ids:
        return "le lien « {} » vise un passage qui n’existe pas"
    return ""


@lru_cache(maxsize=1 << 16)
def _resoudre(ici: str, chemin: str, racine: str) -> str:
    """The file that a link of a page names, from the root of the site."""
    entier = chemin.removeprefix(racine) if chemin.startswith("/") else f"{ici}/{chemin}"
    cible = posixpath.normpath(f"/{entier.lstrip('/')}").lstrip("/")
    return cible if _EXTENSION.search(cible) else f"{cible}/index.html".lstrip("/")
