"""What weighs most: each number entered, a tenth lower and a tenth higher, and what the rules then give."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calculators.exploration import Exploration
from calculators.nombres import arrondir


@dataclass(frozen=True)
class Influence:
    """How much an input weighs: the output with the input a tenth lower, and a tenth higher."""

    champ: str
    valeur: Fraction
    moins: Fraction
    plus: Fraction
    """The inputs tried: a field of whole numbers moves by one unit at least."""
    obtenu: Fraction
    bas: Fraction | None
    haut: Fraction | None
    """What the input gives as it is, lower and higher; `None` where a clause refuses it, or the text leaves it open."""

    @property
    def sorties(self) -> list[Fraction]:
        """What the inputs that could be tried give, the one in force included."""
        return [sortie for sortie in (self.bas, self.obtenu, self.haut) if sortie is not None]

    @property
    def poids(self) -> Fraction:
        """How much the output moves for a same relative move of the input, so that the inputs compare.

        Where one side could not be tried, the other one tells.
        """
        essais = [
            (entree, sortie)
            for entree, sortie in ((self.moins, self.bas), (self.plus, self.haut))
            if sortie is not None
        ]
        if not essais:
            return Fraction(0)
        (debut, bas), (fin, haut) = essais[0], essais[-1] if len(essais) > 1 else (self.valeur, self.obtenu)
        return abs((haut - bas) * self.valeur / (fin - debut))


def influences(exploration: Exploration, cle: str) -> list[Influence]:
    """Each number entered, what weighs most first; none where the output itself can't be computed."""
    trouvees = []
    for champ, valeur in exploration.nombres:
        pas = valeur / 10
        if champ.type in ("entier", "mois", "semaines", "jours"):
            pas = max(Fraction(1), arrondir(pas))
        obtenu = exploration.sortie(champ.cle, valeur, cle)
        if obtenu is not None:
            bas, haut = (exploration.sortie_sure(champ.cle, autre, cle) for autre in (valeur - pas, valeur + pas))
            trouvees.append(Influence(champ.cle, valeur, valeur - pas, valeur + pas, obtenu, bas, haut))
    return sorted(trouvees, key=lambda influence: -influence.poids)
