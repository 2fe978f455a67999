"""Where a build puts its files: a new folder, or one that holds already what the last published site has."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from site_src.manifeste import MARQUE, fichiers_de


@dataclass(frozen=True)
class Reserve:
    """What a folder holds before a build, under a second name: files of the last published site."""

    textes: Mapping[str, str] = field(default_factory=dict)
    """Address → text."""
    entiers: Mapping[str, Any] = field(default_factory=dict)
    """Address of a whole folder → what its writing said."""


class Depot:
    """The folder of a site being built.

    What `reserve` holds of it stays where it is: nothing is written again, nor any folder made. The published site has
    the same files, so whoever changes one puts another in its place, and never writes in it.
    """

    def __init__(self, dossier: Path, reserve: Reserve | None = None) -> None:
        """`reserve`: what stands in `dossier` already, by `reserver`."""
        self.dossier = dossier
        reserve = reserve or Reserve()
        self._attendus, self._attendus_entiers = dict(reserve.textes), dict(reserve.entiers)
        self._textes: dict[str, str] = {}
        self._entiers: dict[str, Any] = {}
        self._dossiers: set[str] = set()

    def poser(self, textes: Mapping[str, str]) -> None:
        """Put files by their address."""
        for adresse, texte in textes.items():
            chemin = f"{self.dossier}/{adresse}"
            if (attendu := self._attendus.pop(adresse, None)) is not None:
                if attendu == texte:
                    continue
                os.unlink(chemin)  # noqa: PTH108
            self._creer_dossier(chemin)
            with open(chemin, "wb") as fichier:  # noqa: PTH123
                fichier.write(texte.encode())
        self._textes.update(textes)

    def poser_dossier[T](self, adresse: str, ecrire: Callable[[Path], T]) -> T:
        """Put a whole folder, written by `ecrire` unless it stands there; give what `ecrire` said of it."""
        attendus = self._attendus_entiers
        dit: T = attendus.pop(adresse) if adresse in attendus else ecrire(self.dossier / adresse)
        self._entiers[adresse] = dit
        return dit

    def attend(self, adresse: str) -> bool:
        """Whether a file is of the last site alone, until this build puts it too."""
        return adresse in self._attendus

    def finir(self) -> None:
        """Once all is put: remove what the last site alone had."""
        for adresse in self._attendus:
            _retirer(self.dossier, adresse)
        for adresse in self._attendus_entiers:
            shutil.rmtree(self.dossier / adresse)
        self._attendus, self._attendus_entiers = {}, {}

    def reserver(self, publie: Path, dossier: Path) -> Reserve:
        """Make of `dossier` the beginning of the next site: what was put in `publie`, under a second name.

        Anything else goes. What can't be named twice (not every disk can) is not in the reserve.
        """
        entiers = {entier: [f"{entier}/{f}" for f in fichiers_de(publie / entier)] for entier in self._entiers}
        voulus = {*self._textes, *(adresse for siens in entiers.values() for adresse in siens)}
        tenus = set()
        for adresse in list(fichiers_de(dossier)):
            if adresse in voulus and _le_meme(f"{publie}/{adresse}", f"{dossier}/{adresse}"):
                tenus.add(adresse)
            elif adresse != MARQUE:
                _retirer(dossier, adresse)
        for adresse in voulus - tenus:
            with suppress(OSError):
                os.makedirs(os.path.dirname(f"{dossier}/{adresse}"), exist_ok=True)  # noqa: PTH103, PTH120
                os.link(f"{publie}/{adresse}", f"{dossier}/{adresse}")
                tenus.add(adresse)
        for entier in [entier for entier, siens in entiers.items() if not tenus.issuperset(siens)]:
            shutil.rmtree(dossier / entier, ignore_errors=True)
            del entiers[entier]
        return Reserve(
            {adresse: texte for adresse, texte in self._textes.items() if adresse in tenus},
            {entier: self._entiers[entier] for entier in entiers},
        )

    def _creer_dossier(self, chemin: str) -> None:
        """Make the folder of a file."""
        parent = os.path.dirname(chemin)  # noqa: PTH120
        if parent not in self._dossiers:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            self._dossiers.add(parent)


def _le_meme(un: str, autre: str) -> bool:
    """Whether two names are of one file."""
    with suppress(OSError):
        return os.path.samefile(un, autre)  # noqa: PTH121
    return False


def _retirer(dossier: Path, adresse: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    with suppress(OSError):
        (dossier / adresse).unlink()
        for parent in (dossier / adresse).parents:
            if parent == dossier:
                break
            parent.rmdir()
