"""What chance moves in a calculator: people come or don't, contracts hold or break.

A sheet says which field depends on it, so that the operator's desk can draw the distribution of the payment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from calculators.champs import Champ
from calculators.chargement.lecteur import Lecteur
from calculators.erreurs import plus_proche
from calculators.parametres import Chemin
from calculators.saisie import Valeur
from calculators.typographie import guillemets, typographie

Valeurs = Mapping[str, Valeur | None]
"""Of the fields, and of the rules."""

_CLES = ("champ", "essais", "par", "libelle")
_NOMBRES = ("entier", "nombre", "jours", "mois", "semaines", "heures")


@dataclass(frozen=True)
class Alea:
    """The field that chance moves, and how many times it is tried."""

    champ: str
    """The field that takes the number of successes."""
    essais: tuple[str, ...]
    """Fields, or values of the rules, whose product is the number of trials: places × days."""
    par: str
    """Field that divides the successes to fill `champ` (presences ÷ days = present on average); may be empty."""
    libelle: str
    """What the chance of one success is called: « Taux de présence »."""

    @property
    def cles(self) -> set[str]:
        """Every field that it reads or fills, and the values of the rules that it reads."""
        return {self.champ, *self.essais, *filter(None, [self.par])}

    def nombre_d_essais(self, valeurs: Valeurs) -> Fraction | None:
        """How many trials a case makes; `None` while a value is missing."""
        nombres = [nombre for cle in self.essais if isinstance(nombre := valeurs.get(cle), Fraction)]
        return Fraction(prod(nombres)) if len(nombres) == len(self.essais) else None

    def chance(self, valeurs: Valeurs) -> Fraction | None:
        """The share of successes of a case; `None` where it is not one: a value is missing, or nothing is tried."""
        essais, valeur = self.nombre_d_essais(valeurs), valeurs.get(self.champ)
        if not essais or not isinstance(valeur, Fraction):
            return None
        part = valeur / self.valeur(1, valeurs) / essais
        return part if 0 <= part <= 1 else None

    def valeur(self, succes: int, valeurs: Valeurs) -> Fraction:
        """What to put in the field for a number of successes."""
        diviseur = valeurs.get(self.par, Fraction(1))
        return Fraction(succes) / (diviseur if isinstance(diviseur, Fraction) and diviseur else 1)


def lire_alea(c: Lecteur, brut: Any, champs: Mapping[str, Champ], donnees: Sequence[str], ou: Chemin) -> Alea | None:
    """The `alea` of a calculator, or nothing where it can't be read (every fault is reported).

    `donnees` are the keys of the values that its rules give.
    """
    objet = c.objet(brut, ou, _CLES)
    for nom in ("champ", "essais", "libelle"):
        if nom not in objet:
            c.signaler(ou, f"{guillemets(nom)} manque à l'aléa ; donnez-le")
            return None
    essais = objet["essais"]
    lus = c.textes(essais, (*ou, "essais")) if isinstance(essais, list) else (c.texte(essais, (*ou, "essais")),)
    alea = Alea(
        c.texte(objet["champ"], (*ou, "champ")),
        lus,
        c.texte(objet.get("par", ""), (*ou, "par")),
        typographie(c.texte(objet["libelle"], (*ou, "libelle"))),
    )
    connus = [cle for cle, champ in champs.items() if champ.type in _NOMBRES]
    for cle in sorted(alea.cles):
        if cle not in connus and not (cle in alea.essais and cle in donnees):
            c.signaler(ou, f"{guillemets(cle)} n'est pas un champ de nombre ; {plus_proche(cle, connus)}")
    return alea
