"""Which files are read, and their bytes: plain files of the folder only, of a bounded size.

Sheets are written by many hands: a folder, a pipe, a device or a link that leaves the folder, each named
`x.yaml`, is refused before it is opened.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

TAILLE_MAX = 256 * 1024
"""Bytes of a file; the longest real sheet has 15 kB with its rules."""

SIGNES_MAX = 64
IDENTIFIANT = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{SIGNES_MAX - 2}}}[a-z0-9])?")
RESERVES = frozenset(("con", "prn", "aux", "nul", *(f"{nom}{n}" for nom in ("com", "lpt") for n in range(10))))
"""Names that Windows keeps for its devices, whatever the extension."""

_NATURES = ((stat.S_ISDIR, "un dossier"), (stat.S_ISFIFO, "un tube"), (stat.S_ISSOCK, "une prise réseau"))


class FichierRefuse(ValueError):
    """A file that can't be read; the message says why and what to do, in French."""


def lire_octets(chemin: Path) -> bytes:
    """The bytes of a plain file that stands in its own folder. Raises `FichierRefuse`."""
    try:
        mode = chemin.lstat().st_mode
        if stat.S_ISLNK(mode):
            mode = _suivre(chemin).stat().st_mode
        if not stat.S_ISREG(mode):
            nature = next((nom for est, nom in _NATURES if est(mode)), "un fichier spécial")
            raise FichierRefuse(f"ceci est {nature}, pas un fichier de texte ; renommez-le ou déplacez-le")
        with chemin.open("rb") as flux:
            octets = flux.read(TAILLE_MAX + 1)
    except FileNotFoundError:
        raise FichierRefuse("fichier introuvable ; vérifiez son nom ou le lien qui y mène") from None
    except (OSError, RuntimeError):
        raise FichierRefuse("fichier illisible ; vérifiez ses droits ou remplacez-le") from None
    if len(octets) > TAILLE_MAX:
        raise FichierRefuse(f"le fichier dépasse {TAILLE_MAX // 1024} ko ; raccourcissez-le ou coupez-le en deux")
    return octets


def _suivre(lien: Path) -> Path:
    """The file that a link leads to, within its folder."""
    cible = lien.resolve(strict=True)
    if not cible.is_relative_to(lien.parent.resolve()):
        raise FichierRefuse("ce lien mène hors du dossier ; copiez le fichier lui-même ici")
    return cible


def refus_de_dossier(dossier: Path) -> str:
    """Why what stands there is not a folder of ours, empty where it is one."""
    try:
        if not dossier.is_dir():
            return "un dossier est attendu ici ; renommez ou déplacez ce fichier"
        if not dossier.resolve().is_relative_to(dossier.parent.resolve()):
            return "ce lien mène hors du dossier ; copiez le dossier lui-même ici"
    except (OSError, RuntimeError):
        return "dossier illisible ; vérifiez ses droits ou remplacez-le"
    return ""


def lister(dossier: Path) -> tuple[list[Path], list[Path]]:
    """The `*.yaml` entries of a folder, sorted, then the ones that look like sheets under another extension."""
    try:
        chemins = sorted(dossier.iterdir())
    except NotADirectoryError:
        raise FichierRefuse("ceci est un fichier ; indiquez le dossier qui contient les fiches") from None
    except OSError:
        raise FichierRefuse("dossier de fiches introuvable ; indiquez un dossier qui contient des *.yaml") from None
    visibles = [chemin for chemin in chemins if not chemin.name.startswith(".")]
    yaml = [chemin for chemin in visibles if chemin.name.endswith(".yaml")]
    autres = (chemin for chemin in visibles if not chemin.name.endswith(".yaml"))
    return yaml, [chemin for chemin in autres if chemin.suffix.lower() in (".yml", ".yaml")]


def juger_nom(chemin: Path) -> str:
    """Why the name of a sheet's file is refused, empty where it is fine."""
    nom = chemin.name.removesuffix(".yaml")
    if nom in RESERVES:
        return f"« {nom} » est un nom réservé de Windows ; choisissez-en un autre"
    if not IDENTIFIANT.fullmatch(nom):
        return "nom de fichier refusé ; 1 à 64 minuscules sans accent, chiffres ou tirets, sans tiret au bord"
    return ""
