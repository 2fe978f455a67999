"""`maximum`: the greatest of several quantities."""

from __future__ import annotations

from typing import Any

from calculators.contexte import Contexte
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import Chemin, quantites
from calculators.quantites import Quantite


class Maximum(MecanismeDeValeur):
    """Retient la plus grande de plusieurs quantités : un plancher de paiement, par exemple.

    Les quantités se comptent dans la même unité ; l'unité est celle de la quantité retenue.

    Exemple :
        genre: maximum
        cle: duree_payee
        valeurs: [duree_mois, 3 mois]
    """

    genre = "maximum"
    valeurs = quantites("les quantités à comparer")

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        chargeur.comparables(chemin, *(self.valeurs or ()))

    def calculer(self, ctx: Contexte) -> Quantite:
        """The greatest one."""
        lues: list[Quantite] = [valeur.lire(ctx) for valeur in self.valeurs]
        return max(lues, key=lambda lue: lue.nombre)
