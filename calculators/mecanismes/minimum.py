"""`minimum`: the least of several quantities."""

from __future__ import annotations

from typing import Any

from calculators.contexte import Contexte
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import Chemin, quantites
from calculators.quantites import Quantite


class Extreme(MecanismeDeValeur):
    """One of several quantities: what `minimum` and `maximum` share."""

    valeurs = quantites("les quantités à comparer")

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        chargeur.comparables(chemin, *(self.valeurs or ()))

    def calculer(self, ctx: Contexte) -> Quantite:
        """The one retained."""
        return self.retenir(sorted((valeur.lire(ctx) for valeur in self.valeurs), key=lambda lue: lue.nombre))

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

    def retenir(self, croissantes: list[Quantite]) -> Quantite:
        """The least one."""
        return croissantes[0]
