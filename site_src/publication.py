"""Publishing: a site is built aside, then swapped in whole, so that no reader ever meets half of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from site_src.erreurs import EchecConstruction

MARQUE = ".site-fiches-action"
"""The file by which a folder is known as one of ours; without it we overwrite nothing."""


def refuser_si_occupe(sortie: Path) -> None:
    """Raise unless the folder is absent, empty or a site of ours."""
    if not sortie.exists() and not sortie.is_symlink():
        return
    if not sortie.is_dir():
        raise EchecConstruction(f"« {sortie} » n’est pas un dossier ; donnez un autre nom à --out")
    if any(sortie.iterdir()) and not (sortie / MARQUE).is_file():
        raise EchecConstruction(
            f"« {sortie} » contient autre chose qu’un site publié par cet outil ; "
            "donnez à --out un dossier vide ou nouveau"
        )


@contextmanager
def publier(sortie: Path) -> Iterator[Path]:
    """Give a new folder beside `sortie` to build in; it takes its place if the block ends without an error."""
    sortie = sortie.absolute()
    refuser_si_occupe(sortie)
    neuf = _voisin(sortie, "nouveau")
    ancien = _voisin(sortie, "ancien")
    try:
        sortie.parent.mkdir(parents=True, exist_ok=True)
        _reprendre(sortie, ancien)
        _effacer(neuf)
        neuf.mkdir()
    except OSError as erreur:
        raise EchecConstruction(
            f"« {sortie} » ne peut pas être créé ({erreur.strerror}) ; donnez à --out un dossier où vous pouvez écrire"
        ) from erreur
    try:
        yield neuf
        (neuf / MARQUE).write_text("Site publié par build.py ; ce fichier le fait reconnaître.\n", encoding="utf-8")
        _echanger(neuf, sortie, ancien)
    finally:
        _effacer(neuf)


def poser(dossier: Path, textes: Mapping[str, str], deja_publie: Path | None = None) -> None:
    """Files by their address, under the folder of a site.

    One that the published site `deja_publie` has, byte for byte, becomes the same file under two names: nothing is
    written again. So whoever changes a file of a site afterwards puts another in its place, and never writes in it.
    """
    for parent in {os.path.dirname(f"{dossier}/{adresse}") for adresse in textes}:  # noqa: PTH120
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103
    for adresse, texte in textes.items():
        chemin, octets = f"{dossier}/{adresse}", texte.encode()
        if deja_publie is None or not _relier(chemin, f"{deja_publie}/{adresse}", octets):
            with open(chemin, "wb") as fichier:  # noqa: PTH123
                fichier.write(octets)


def _relier(chemin: str, ancien: str, octets: bytes) -> bool:
    """Whether the published file holds these bytes, and could be named twice: not every disk can."""
    try:
        with open(ancien, "rb") as fichier:  # noqa: PTH123
            pareil = fichier.read() == octets
        if pareil:
            os.link(ancien, chemin)
        return pareil
    except OSError:
        return False


def _voisin(sortie: Path, role: str) -> Path:
    """A hidden folder beside the site, so on the same disk: a rename is then all it takes."""
    return sortie.parent / f".{sortie.name}.{role}"


def _reprendre(sortie: Path, ancien: Path) -> None:
    """A build killed between the two renames left the last good site under its aside name: put it back."""
    if not ancien.exists():
        return
    if sortie.exists() and any(sortie.iterdir()):
        _effacer(ancien)
        return
    if sortie.exists():
        sortie.rmdir()
    os.replace(ancien, sortie)


def _echanger(neuf: Path, sortie: Path, ancien: Path) -> None:
    if sortie.exists():
        os.replace(sortie, ancien)
    try:
        os.replace(neuf, sortie)
    except OSError as erreur:
        if ancien.exists():
            os.replace(ancien, sortie)
        raise EchecConstruction(
            f"le site n’a pas pu être mis en place dans « {sortie} » ({erreur.strerror}) ; "
            "fermez les programmes qui lisent ce dossier, puis recommencez"
        ) from erreur
    _effacer(ancien)


def _effacer(dossier: Path) -> None:
    shutil.rmtree(dossier, ignore_errors=True)
