"""`maximum`: the greatest of several quantities."""

from __future__ import annotations

from calculators.mecanismes.minimum import Extreme
from calculators.quantites import Quantite


class Maximum(Extreme):
    """Retient la plus grande de plusieurs quantités : un plancher de paiement, par exemple.

    Les quantités se comptent dans la même unité ; l'unité est celle de la quantité retenue.

    Exemple :
        genre: maximum
        cle: duree_payee
        valeurs: [duree_mois, 3 mois]
    """

    genre = "maximum"
    fonction = "MAX"
    choix = "grande"

    def retenir(self, croissantes: list[Quantite]) -> Quantite:
        """The greatest one."""
        return croissantes[-1]
