"""A file as read: plain data in which every scalar is a string, and the line and column of each value and key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from catalogue.problemes import ERREUR, Probleme

Chemin = tuple[str | int, ...]
Lieu = tuple[int, int]
"""Line and column, from 1."""

_REFUSES = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but for tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of text
    "\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # unseen line ends and marks, what is no character
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\uffa0"  # prints nothing
    "\u180b-\u180f\ufe00-\ufe0d\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # nor these; the two that dress an emoji may
    "\ufff0-\ufffb\U000e0000-\U000e0fff"  # notes between lines, words written in tags
    "\ufffd"  # the place of a letter that some conversion lost
    + "".join(f"{chr(plan * 0x10000 + 0xFFFE)}{chr(plan * 0x10000 + 0xFFFF)}" for plan in range(1, 17))
    + "]"
)
_ORDINAIRES = b"\t\n\r" + bytes(range(0x20, 0x7F))


@dataclass
class Document:
    """A file as read: its data, the place of everything in it, what is wrong in its form."""

    fichier: str
    donnees: Mapping[str, Any] = field(default_factory=dict)
    valeurs: dict[Chemin, Lieu] = field(default_factory=dict)
    cles: dict[Chemin, Lieu] = field(default_factory=dict)
    problemes: list[Probleme] = field(default_factory=list)
    refuses: frozenset[Lieu] = frozenset()
    """Places whose form was refused when the file was read: what stands there is not judged twice."""
    empreinte: str = ""
    """The hash of the file's bytes, empty where they could not be read."""

    def situer(self, chemin: Chemin, cle: bool = False) -> Lieu:
        """Where something stands: a word at its own place, a list or a group of keys at the key that names it.

        What is not in the file is placed at the nearest thing around it.
        """
        while chemin and chemin not in self.valeurs:
            chemin, cle = chemin[:-1], False
        if chemin in self.cles and (cle or not isinstance(self.valeur(chemin), str)):
            return self.cles[chemin]
        return self.valeurs.get(chemin, (1, 1))

    def valeur(self, chemin: Chemin) -> Any:
        """What was read at `chemin`."""
        valeur: Any = self.donnees
        for pas in chemin:
            valeur = valeur[pas]
        return valeur

    def renommer(self, cles: Sequence[tuple[Chemin, str]]) -> None:
        """Give keys another name, outer ones first in the list; what they hold keeps its place in the file."""
        # Copied: what was read of a file may be kept for the next reading.
        self.donnees, self.valeurs, self.cles = deepcopy(self.donnees), dict(self.valeurs), dict(self.cles)
        for chemin, nom in reversed(cles):
            groupe = self.valeur(chemin[:-1])
            groupe[nom] = groupe.pop(chemin[-1])
            for places in (self.valeurs, self.cles):
                for ancien in [un for un in places if un[: len(chemin)] == chemin]:
                    places[(*chemin[:-1], nom, *ancien[len(chemin) :])] = places.pop(ancien)

    def deja_refuse(self, chemin: Chemin) -> bool:
        """Whether the form of what stands there was refused."""
        return self.valeurs.get(chemin) in self.refuses

    def signaler(self, lieu: Lieu, message: str, niveau: str = ERREUR) -> None:
        """Record a fault."""
        self.problemes.append(Probleme(self.fichier, *lieu, message, niveau))


def mots_ecrits(brut: Any, chemin: Chemin = ()) -> Iterator[tuple[Chemin, str]]:
    """Every word of what was read, with its path."""
    if isinstance(brut, str):
        yield chemin, brut
    for cle, valeur in brut.items() if isinstance(brut, dict) else enumerate(brut) if isinstance(brut, list) else ():
        yield from mots_ecrits(valeur, (*chemin, cle))


def caractere_refuse(texte: str) -> tuple[int, str] | None:
    """The first character that hides or turns text, and its place in it: « U+202E »."""
    # Nearly all is plain ASCII, where there is nothing to find: left aside, the search takes a twentieth of its time.
    autres = texte.encode("utf-8", "surrogatepass").translate(None, _ORDINAIRES).decode("utf-8", "surrogatepass")
    trouve = _REFUSES.search(texte) if _REFUSES.search(autres) else None
    return (trouve.start(), f"U+{ord(trouve[0]):04X}") if trouve else None
