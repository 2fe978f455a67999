"""What is wrong in a catalogue, said in one line: where, what, how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from calculators import typographie

ERREUR, AVERTISSEMENT = "erreur", "avertissement"
FAUTES_MAX = 100
"""Faults told of one file."""
_CACHES = ("Cc", "Cf", "Cs", "Cn", "Co")


@dataclass(frozen=True, order=True)
class Probleme:
    """One fault: `fichier:ligne:colonne: quoi ; comment corriger` (lines and columns count from 1)."""

    fichier: str
    ligne: int
    colonne: int
    message: str
    niveau: str = ERREUR
    """`erreur` stops a build; `avertissement` is only advice."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", typographie(montrable(" ".join(self.message.split()))))

    def __str__(self) -> str:
        niveau = "avertissement : " if self.niveau == AVERTISSEMENT else ""
        return f"{self.fichier}:{self.ligne}:{self.colonne}: {typographie(niveau)}{self.message}"


class CatalogueInvalide(ValueError):
    """The catalogue can't be published; `problemes` holds every fault of every file, sorted."""

    def __init__(self, problemes: Iterable[Probleme]) -> None:
        self.problemes = sorted(set(problemes))
        super().__init__("\n".join(map(str, self.problemes)))


def borner(problemes: Iterable[Probleme]) -> list[Probleme]:
    """The first faults of one file: past `FAUTES_MAX`, the next ones teach nothing and hide those of other files."""
    tous = sorted(set(problemes))
    if len(tous) <= FAUTES_MAX:
        return tous
    premier = tous[FAUTES_MAX]
    reste = f"{len(tous) - FAUTES_MAX} autres problèmes dans ce fichier ; corrigez d'abord ceux qui précèdent"
    return [*tous[:FAUTES_MAX], Probleme(premier.fichier, premier.ligne, premier.colonne, reste)]


def caches(texte: str) -> set[str]:
    """The characters of a text that move a terminal's cursor, turn its text, or show nothing."""
    return set() if texte.isprintable() else {c for c in set(texte) if unicodedata.category(c) in _CACHES}


def montrable(texte: str) -> str:
    """Words as a terminal may show them: what it would obey or hide becomes a mark (a file's name may hold it)."""
    return texte.translate({ord(c): "\ufffd" for c in caches(texte)})


def nommer(chemin: Path) -> str:
    """A file as a message shows it: relative to the current folder where that is possible, printable anyhow."""
    absolu, ici = chemin.absolute().as_posix(), f"{Path.cwd().as_posix().rstrip('/')}/"
    return montrable(absolu.removeprefix(ici) if absolu.startswith(ici) else chemin.as_posix())
