"""`minimum`: the least of several quantities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from calculators.contexte import Contexte
from calculators.formules import Formule, fonction, unite_commune
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import quantites
from calculators.quantites import Expression, Quantite
from calculators.trace import formater
from calculators.typographie import enumerer

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class Extreme(MecanismeDeValeur):
    """One of several quantities: what `minimum` and `maximum` share."""

    fonction: ClassVar[str]
    """Its name in a spreadsheet."""
    choix: ClassVar[str]
    """What it retains, in words."""
    comparees = ("valeurs",)
    valeurs: list[Expression] = quantites("les quantités à comparer")

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of the quantities."""
        return next(filter(None, map(unite_de, self.valeurs or ())), None)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The one retained; shown under its own name, it says among which."""
        lues = [valeur.lire(ctx) for valeur in self.valeurs]
        retenue = self.retenir(sorted(lues, key=lambda lue: lue.nombre))
        if len(lues) < 2:
            return retenue
        if not self.libelle:  # within another sum, the steps say among which
            return replace(retenue, operandes=tuple(lues), cle="")
        parmi = enumerer([formater(lue.nombre, lue.unite) for lue in lues])
        return Quantite(
            retenue.nombre, retenue.unite, f"la plus {self.choix} des valeurs {parmi}", operandes=tuple(lues)
        )

    def traduire(self, feuille: Feuille) -> Formule:
        """`MIN` or `MAX` of them."""
        valeurs = [valeur.formule(feuille) for valeur in self.valeurs]
        return fonction(self.fonction, *valeurs, unite=unite_commune(valeurs))

    def retenir(self, croissantes: list[Quantite]) -> Quantite:
        """Which one, of the quantities in increasing order."""
        raise NotImplementedError


class Minimum(Extreme):
    """Retient la plus petite de plusieurs quantités, sans alerte (voir « plafond » pour une limite de la fiche).

    Les quantités se comptent dans la même unité ; l'unité est celle de la quantité retenue.

    Exemple :
        genre: minimum
        cle: foyers
        valeurs: [cer_par_couple, "1"]
    """

    genre = "minimum"
    fonction = "MIN"
    choix = "petite"

    def retenir(self, croissantes: list[Quantite]) -> Quantite:
        """The least one."""
        return croissantes[0]
