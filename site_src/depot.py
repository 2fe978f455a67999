"""Where a build puts its files: a new folder, which shares with the last published site what has not changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


class Depot:
    """The folder of a site being built.

    Under `serve` a text that the last published site has too becomes the same file under two names: nothing is written
    again. So whoever changes a file of a site afterwards puts another in its place, and never writes in it.
    """

    def __init__(self, dossier: Path, publie: Path | None = None, avant: Depot | None = None) -> None:
        """`avant`: what was put in the site that stands in `publie` now."""
        self.dossier = dossier
        self._publie = publie
        self._avant = avant
        self._textes: dict[str, str] = {}
        self._entiers: dict[str, Any] = {}
        self._dossiers: set[str] = set()

    def poser(self, textes: Mapping[str, str]) -> None:
        """Put files by their address."""
        for adresse, texte in textes.items():
            chemin = f"{self.dossier}/{adresse}"
            parent = os.path.dirname(chemin)  # noqa: PTH120
            if parent not in self._dossiers:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103
                self._dossiers.add(parent)
            connu = self._avant and self._avant._textes.get(adresse)
            if connu != texte or not _lier(f"{self._publie}/{adresse}", chemin):
                with open(chemin, "wb") as fichier:  # noqa: PTH123
                    fichier.write(texte.encode())
        self._textes.update(textes)

    def poser_dossier[T](self, adresse: str, ecrire: Callable[[Path], T]) -> T:
        """Put a whole folder, written by `ecrire` or taken from the published site; give what `ecrire` said of it."""
        cible, dits = self.dossier / adresse, self._avant._entiers if self._avant else {}
        if adresse in dits and self._publie and (self._publie / adresse).is_dir():
            shutil.copytree(self._publie / adresse, cible, copy_function=_lier_ou_copier)
            dit: T = dits[adresse]
        else:
            dit = ecrire(cible)
        self._entiers[adresse] = dit
        return dit

    def clore(self) -> Depot:
        """Once the site is published: keep of it only what the next one needs."""
        self._avant = None
        return self


def _lier(ancien: str, neuf: str) -> bool:
    """Whether the file could be named twice: not every disk can, and the name may be taken."""
    with suppress(OSError):
        os.link(ancien, neuf)
        return True
    return False


def _lier_ou_copier(ancien: str, neuf: str) -> None:
    if not _lier(ancien, neuf):
        shutil.copyfile(ancien, neuf)
